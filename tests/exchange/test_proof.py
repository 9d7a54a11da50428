"""A proof of one page: made, verified with this program and without it, and refused when anything in it was changed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result

from scraper.archive import open_archive
from scraper.cli.app import main
from scraper.errors import WrongUse
from scraper.exchange.find_capture import find_capture
from scraper.exchange.proof import prove, verify
from scraper.exchange.warc_answers import MAX_BODY

DOCUMENT = Path(__file__).parents[2] / "docs" / "proof.md"
OPENSSL = shutil.which("openssl")


def scrape(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def db(demo: Path, tmp_path: Path) -> Path:
    path = tmp_path / "archive.db"
    path.write_bytes(demo.read_bytes())
    return path


@pytest.fixture
def proof(db: Path, tmp_path: Path) -> Path:
    to = tmp_path / "proof.zip"
    with open_archive(db) as archive:
        prove(archive, 5, to)
    return to


def test_a_proof_shows_its_page(db: Path, proof: Path) -> None:
    with open_archive(db) as archive:
        capture = archive.capture(5)
        shown = verify(proof)
        assert (shown.url, shown.seal) == (capture.url, shown.chain[0])
        assert len(shown.chain) == 2
    with ZipFile(proof) as bundle:
        assert bundle.read("page") == capture.body


def changed(path: Path, name: str, content: bytes | None) -> Path:
    """A copy of a proof with one file changed, or without it."""
    to = path.with_name("changed.zip")
    with ZipFile(path) as source, ZipFile(to, "w") as target:
        for info in source.infolist():
            if info.filename != name:
                target.writestr(info.filename, source.read(info))
        if content is not None:
            target.writestr(name, content)
    return to


@pytest.mark.parametrize("name", ["page", "capture.json", "steps.json", "seals/000000.txt", "seals/000001.txt"])
def test_a_proof_in_which_anything_was_changed_proves_nothing(proof: Path, name: str) -> None:
    with ZipFile(proof) as bundle:
        content = bundle.read(name)
    harms = {"page": content + b" ", "capture.json": content.replace(b"200", b"404"), "steps.json": b"[]"}
    harm = harms.get(name, content.replace(b"former ", b"former 0").replace(b"root ", b"root 0"))
    with pytest.raises(WrongUse, match="proves nothing"):
        verify(changed(proof, name, harm))
    if name != "seals/000001.txt":  # without it the proof is shorter, and still one
        with pytest.raises(WrongUse, match="proves nothing"):
            verify(changed(proof, name, None))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"bukan bukti" * 100])
def test_a_file_that_is_no_proof_is_one_clear_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    ended = scrape("check", tmp_path / "a.zip")
    assert ended.exit_code == 2
    assert ended.stderr.count("\n") == 1


def test_steps_without_end_are_refused(proof: Path) -> None:
    with pytest.raises(WrongUse, match="proves nothing"):
        verify(changed(proof, "steps.json", b"[" * 100_000))


def test_the_commands_of_the_document_verify_it_without_this_program(proof: Path) -> None:
    blocks = re.findall(r"```sh\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)
    script = "\n".join(blocks[:3]).replace("unzip -q proof.zip -d proof", "python3 -m zipfile -e proof.zip proof")
    ended = subprocess.run(["bash", "-euc", script], cwd=proof.parent, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    said = ended.stdout
    assert said.splitlines()[0].split()[0] in said.splitlines()[1], "the digest of the page"
    root = re.search(r"^root (\w{64})$", said, re.MULTILINE)
    assert root is not None
    assert said.count(f"root {root[1]}") == 2, "of the steps, and of the seal"
    names = re.findall(r"^(\w{64})  seals/", said, re.MULTILINE)
    assert f"seals/000001.txt:former {names[0]}" in said


def test_a_capture_is_found_by_its_number_any_address_and_a_moment(db: Path) -> None:
    with open_archive(db) as archive:
        [edited] = archive.rows(
            "SELECT url, first_capture AS last FROM revisions r JOIN articles a ON a.id = r.article WHERE number = 2"
        )
        newest, first_visit = find_capture(archive, edited["url"]), archive.capture(1).captured_at
        assert newest == edited["last"]
        before = find_capture(archive, f"{edited['url']}?utm_source=x", first_visit + timedelta(minutes=1))
        assert before < newest
        assert find_capture(archive, str(newest)) == newest
        for nothing in ("999", "9" * 40, "https://demo.localhost/tidak-ada"):
            with pytest.raises(WrongUse, match="no capture"):
                find_capture(archive, nothing)


def test_a_page_is_written_byte_for_byte(db: Path) -> None:
    with open_archive(db) as archive:
        capture = archive.capture(5)
    said = subprocess.run(
        [sys.executable, "-m", "scraper", "page", "5", "--db", str(db)], capture_output=True, check=True
    )
    assert said.stdout == capture.body
    headers = scrape("page", capture.url, "--headers", "--db", db).stdout.splitlines()
    assert headers[0] == f"200 {capture.final_url}"
    assert f"content-type: {capture.header('content-type')}" in headers


def test_a_run_without_an_end_is_not_proven(db: Path, tmp_path: Path) -> None:
    with open_archive(db) as archive:
        run = archive.start_run("crawl", archive.capture(5).captured_at.replace(year=2999))
        key = archive.keep(archive.capture(5), kind="article", publisher="kabardemo", run=run)
        with pytest.raises(WrongUse, match="has no seal yet"):
            prove(archive, key, tmp_path / "a.zip")


# Time stamps

pytestmark_openssl = pytest.mark.skipif(OPENSSL is None, reason="needs openssl")

CONFIGURATION = """
[tsa]
default_tsa = tsa_config
[tsa_config]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
ess_cert_id_alg = sha256
"""


def openssl(*words: str, **more: object) -> None:
    subprocess.run([str(OPENSSL), *words], check=True, capture_output=True, **more)  # type: ignore[call-overload]


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a time stamp authority that openssl keeps."""
    folder = tmp_path_factory.mktemp("tsa")
    (folder / "tsa.cnf").write_text(CONFIGURATION.format(folder=folder))
    (folder / "serial").write_text("01")
    (folder / "extensions").write_text("extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\n")
    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{folder}/ca.key", "-out", f"{folder}/ca.pem",
            "-subj", "/CN=Otoritas Uji", "-days", "30", "-addext", "basicConstraints=critical,CA:TRUE")  # fmt: skip
    openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{folder}/tsa.key", "-out", f"{folder}/tsa.csr",
            "-subj", "/CN=Cap Waktu Uji")  # fmt: skip
    openssl("x509", "-req", "-in", f"{folder}/tsa.csr", "-CA", f"{folder}/ca.pem", "-CAkey", f"{folder}/ca.key",
            "-CAcreateserial", "-out", f"{folder}/tsa.pem", "-days", "9",
            "-extfile", f"{folder}/extensions")  # fmt: skip
    return folder


def reply(authority: Path, query: bytes) -> bytes:
    (authority / "query.tsq").write_bytes(query)
    openssl("ts", "-reply", "-config", f"{authority}/tsa.cnf", "-queryfile", f"{authority}/query.tsq",
            "-out", f"{authority}/answer.tsr")  # fmt: skip
    return (authority / "answer.tsr").read_bytes()


@pytest.fixture
def tsa(authority: Path) -> Iterator[str]:
    """The authority on the loopback."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            answer = reply(authority, query) if self.path == "/" else b"rusak"
            self.send_response(200 if self.path != "/500" else 500)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytestmark_openssl
def test_an_authority_stamps_the_newest_seal_and_the_stamp_goes_with_the_proof(
    db: Path, tsa: str, authority: Path, tmp_path: Path
) -> None:
    ended = scrape("seal", "--tsa", tsa, "--db", db)
    assert ended.exit_code == 0, ended.stderr
    assert " was stamped " in ended.stdout
    assert scrape("check", "--db", db).exit_code == 0
    to = tmp_path / "proof.zip"
    assert scrape("prove", "5", "--out", to, "--db", db).exit_code == 0
    assert "its signature was not verified" in scrape("check", to).stdout
    assert "stamped and signed" in scrape("check", to, "--tsa-ca-file", authority / "ca.pem").stdout
    with ZipFile(to) as bundle:
        bundle.extractall(tmp_path / "out")
    openssl("ts", "-verify", "-in", "timestamps/000001-0.tsr", "-data", "seals/000001.txt", "-CAfile",
            f"{authority}/ca.pem", cwd=tmp_path / "out")  # fmt: skip


@pytestmark_openssl
def test_a_stamp_is_taken_from_a_file(db: Path, authority: Path, tmp_path: Path) -> None:
    query, answer = tmp_path / "a.tsq", tmp_path / "a.tsr"
    assert scrape("seal", "--request", query, "--db", db).exit_code == 0
    answer.write_bytes(reply(authority, query.read_bytes()))
    assert scrape("seal", "--timestamp", answer, "--db", db).exit_code == 0
    with open_archive(db) as archive:
        assert archive.rows("SELECT count(*) AS n FROM timestamps") == [{"n": 1}]


@pytestmark_openssl
def test_a_stamp_of_another_authority_or_of_another_text_is_refused(db: Path, tsa: str, tmp_path: Path) -> None:
    other = tmp_path / "other.pem"
    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", str(tmp_path / "k"), "-out", str(other),
            "-subj", "/CN=Lain", "-days", "3")  # fmt: skip
    scrape("seal", "--tsa", tsa, "--db", db)
    to = tmp_path / "proof.zip"
    scrape("prove", "5", "--out", to, "--db", db)
    ended = scrape("check", to, "--tsa-ca-file", other)
    assert (ended.exit_code, "not signed by that authority" in ended.stderr) == (2, True)
    with ZipFile(to) as bundle:
        token = bundle.read("timestamps/000001-0.tsr")
    moved = changed(to, "timestamps/000000-0.tsr", token)
    assert scrape("check", moved).exit_code == 2
    with open_archive(db) as archive:
        archive.rows("UPDATE timestamps SET seal = (SELECT name FROM seals ORDER BY rowid LIMIT 1)")
    assert scrape("check", "--db", db).exit_code == 5


@pytestmark_openssl
def test_an_authority_that_answers_nonsense_or_not_at_all_is_one_line(db: Path, tsa: str, tmp_path: Path) -> None:
    (tmp_path / "a.tsr").write_bytes(b"bukan cap waktu")
    for words in (["--tsa", f"{tsa}/x"], ["--tsa", f"{tsa}/500"], ["--tsa", "http://127.0.0.1:9"], ["--tsa", "x:y"],
                  ["--timestamp", tmp_path / "a.tsr"]):  # fmt: skip
        ended = scrape("seal", *words, "--db", db)
        assert ended.exit_code in (2, 4)
        assert ended.stderr.count("\n") == 1
    with open_archive(db) as archive:
        assert archive.rows("SELECT 1 FROM timestamps") == []


def test_steps_json_is_small(proof: Path) -> None:
    """A proof among millions of captures has some twenty steps."""
    with ZipFile(proof) as bundle:
        assert len(json.loads(bundle.read("steps.json"))) <= 5 < MAX_BODY

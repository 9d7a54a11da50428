"""Web archives come in: our own to equal articles, those of others with every fault that their files have."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scraper.archive import open_archive
from scraper.cli.app import main
from scraper.crawl.reread import reread
from scraper.exchange import export_captures, warc_stream
from scraper.exchange.import_files import import_files
from scraper.exchange.import_warc import Imported
from scraper.exchange.selection import Selection
from scraper.exchange.wanted import Wanted
from scraper.exchange.warc_stream import Damage, WarcRecord
from scraper.store.store import Store

FIXTURE = Path(__file__).parents[1] / "fixtures" / "beritajakarta" / "mobile.html"
PAGE = FIXTURE.read_bytes()
HOST = "https://m.beritajakarta.id"
HTML = [("Content-Type", "text/html; charset=utf-8")]
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
#: Tables of which each row is the same after the way out and back in.
EQUAL = "captures articles revisions quotes photos bylines links popular_entries view_counts parts not_modified".split()


def take(db: Path, *files: Path) -> Imported:
    return import_files(db, files, lambda: NOW)


def rows(path: Path, tables: list[str]) -> dict[str, list[Any]]:
    """Rows without the number of the run that kept them."""
    with open_archive(path) as archive:
        found = {table: archive.rows(f"SELECT * FROM {table} ORDER BY 1, 2") for table in tables}
        assert archive.check() == []
    return {table: [{**row, "run": None} for row in each] for table, each in found.items()}


# Our own


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # cdxj-indexer closes no file
@pytest.mark.parametrize("form", ["warc", "wacz"])
def test_our_export_comes_in_as_equal_articles_and_captures(tmp_path: Path, demo: Path, form: str) -> None:
    source, to, into = tmp_path / "source.db", tmp_path / f"a.{form}", tmp_path / "into.db"
    source.write_bytes(demo.read_bytes())
    with open_archive(source) as archive:
        archive.not_modified(2, archive.capture(2).captured_at, None, etag='"neu"')
        gone = archive.rows("SELECT id, url FROM captures WHERE status = 404")[0]
        Store(archive).vanished(gone["url"], "gone", gone["id"])
        export_captures.export(archive, to, form, Selection())
    assert take(into, to).damaged == []
    with open_archive(source) as archive:  # both were read by the same rules, in the same order
        reread(archive, everything=True)
    assert rows(into, EQUAL) == rows(source, EQUAL)
    with open_archive(into) as archive:
        assert archive.rows("SELECT count(*) AS n FROM articles WHERE state = 'gone'") == [{"n": 1}]


def test_what_is_held_already_is_not_taken_twice(tmp_path: Path, warc: Path) -> None:
    db = tmp_path / "a.db"
    first = take(db, warc)
    before = rows(db, EQUAL)
    second = take(db, warc)
    assert (second.taken, second.known) == (0, first.taken)
    assert rows(db, EQUAL) == before


@pytest.mark.parametrize("moment", [1, 20, 50, 90])
def test_an_import_that_was_killed_is_made_again_and_comes_to_the_same(tmp_path: Path, warc: Path, moment: int) -> None:
    program = f"""
import os, sys
from datetime import datetime, UTC
from pathlib import Path
from scraper.exchange.import_files import import_files
seen = []
def advance(n):
    seen.append(n)
    if len(seen) == {moment}:
        os.kill(os.getpid(), 9)
import_files(Path(sys.argv[1]), [Path(sys.argv[2])], lambda: datetime.now(UTC), advance)
"""
    killed, whole = tmp_path / "killed.db", tmp_path / "whole.db"
    ended = subprocess.run([sys.executable, "-c", program, str(killed), str(warc)], check=False)
    assert ended.returncode == -9
    take(killed, warc)
    take(whole, warc)
    assert rows(killed, EQUAL) == rows(whole, EQUAL)


def test_older_answers_come_before_newer_ones(tmp_path: Path) -> None:
    old, new, db = tmp_path / "old.warc.gz", tmp_path / "new.warc.gz", tmp_path / "a.db"
    write(old, lambda to: answer(to, date="2026-01-01T00:00:00Z"))
    write(new, lambda to: answer(to, date="2026-02-01T00:00:00Z", body=PAGE.replace(b"Taman Baca", b"Taman Buku")))
    take(db, new)
    take(db, old)
    with open_archive(db) as archive:
        wordings = archive.rows("SELECT headline FROM revisions ORDER BY number")
        assert [row["headline"][:10] for row in wordings] == ["Taman Baca", "Taman Buku"]
        assert archive.rows("SELECT headline FROM articles")[0]["headline"].startswith("Taman Buku")
        assert archive.check() == []


# Those of others


def write(path: Path, *makers: Callable[[WARCWriter], None], packed: bool = True, version: str = "1.0") -> Path:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=packed, warc_version=version)
        for make in makers:
            make(writer)
    return path


def answer(
    writer: WARCWriter,
    number: int = 1,
    *,
    url: str | None = None,
    date: str = "2026-01-01T00:00:00Z",
    body: bytes = PAGE,
    headers: list[tuple[str, str]] | None = None,
    status: str = "200 OK",
    named: dict[str, str] | None = None,
) -> None:
    """A response record as other programs write it."""
    http = StatusAndHeaders(status, HTML if headers is None else headers, protocol="HTTP/1.1")
    record = writer.create_warc_record(
        url or f"{HOST}/read/910000{number}/x",
        "response",
        payload=io.BytesIO(body),
        length=len(body),
        http_headers=http,
        warc_headers_dict={"WARC-Date": date, **(named or {})},
    )
    writer.write_record(record)


def three(writer: WARCWriter) -> None:
    for number in (1, 2, 3):
        answer(writer, number)


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "archive.db"


@pytest.mark.parametrize("packed", [True, False], ids=["gzip", "plain"])
def test_pages_of_known_publishers_are_taken_and_read(tmp_path: Path, db: Path, packed: bool) -> None:
    imported = take(db, write(tmp_path / "a", three, packed=packed))
    assert (imported.taken, imported.damaged) == (3, [])
    with open_archive(db) as archive:
        assert archive.rows("SELECT count(*) AS n FROM articles WHERE headline LIKE 'Taman Baca%'") == [{"n": 3}]


def test_what_is_none_of_ours_is_passed_over_and_counted(tmp_path: Path, db: Path) -> None:
    path = write(
        tmp_path / "a",
        lambda to: answer(to, url="https://example.com/read/1"),
        lambda to: answer(to, headers=[("Content-Type", "image/png")]),
        lambda to: answer(to, status="500 Rusak"),
        lambda to: answer(to, url=f"{HOST}/tentang-kami"),
        lambda to: answer(to, url="dns:m.beritajakarta.id"),
        three,
    )
    imported = import_files(db, [path], lambda: NOW, wanted=Wanted(only_known=True))
    assert imported.taken == 3
    assert imported.passed_over == {"of no known publisher": 1, "no page": 2, "no article": 1}


def test_a_host_that_nobody_wrote_a_file_for_becomes_a_site(tmp_path: Path, db: Path) -> None:
    url = "https://kabarkampung.example/berita/taman-baca"
    assert take(db, write(tmp_path / "a", lambda to: answer(to, url=url))).taken == 1
    with open_archive(db) as archive:
        assert archive.rows("SELECT url, publisher FROM articles") == [
            {"url": url, "publisher": "kabarkampung.example"}
        ]
        assert archive.check() == []


def test_one_gzip_member_around_all_records(tmp_path: Path, db: Path) -> None:
    plain = write(tmp_path / "plain", three, packed=False)
    (tmp_path / "a.gz").write_bytes(gzip.compress(plain.read_bytes()))
    assert take(db, tmp_path / "a.gz").taken == 3


def test_a_file_that_ends_within_a_gzip_member(tmp_path: Path, db: Path) -> None:
    path = write(tmp_path / "a", three)
    path.write_bytes(path.read_bytes()[:-200])
    imported = take(db, path)
    assert imported.taken == 2
    assert [damage.reason for _, damage in imported.damaged] == ["its gzip member is cut short"]
    assert imported.damaged[0][1].offset > 1000


def test_a_file_that_ends_within_a_plain_record(tmp_path: Path, db: Path) -> None:
    path = write(tmp_path / "a", three, packed=False)
    path.write_bytes(path.read_bytes()[:-200])
    imported = take(db, path)
    assert imported.taken == 2
    assert "the file ends" in imported.damaged[0][1].reason


def test_bytes_lost_within_a_gzip_member(tmp_path: Path, db: Path) -> None:
    path = write(tmp_path / "a", three)
    content = bytearray(path.read_bytes())
    second = bytes(content).index(b"\x1f\x8b\x08", 10)
    content[second + 200 : second + 220] = b"?" * 20
    path.write_bytes(bytes(content))
    imported = take(db, path)
    assert imported.taken == 2
    assert [damage.offset for _, damage in imported.damaged] == [second]


@pytest.mark.parametrize("by", [-10, 10, 10**6])
@pytest.mark.parametrize("packed", [True, False], ids=["gzip", "plain"])
def test_a_wrong_content_length(tmp_path: Path, db: Path, by: int, packed: bool) -> None:
    content = write(tmp_path / "a", three, packed=False).read_bytes()
    first = content.index(b"Content-Length: ") + 16
    length = int(content[first : content.index(b"\r\n", first)])
    content = content.replace(b"Content-Length: %d" % length, b"Content-Length: %d" % (length + by), 1)
    (tmp_path / "b").write_bytes(_members(content) if packed else content)
    imported = take(db, tmp_path / "b")
    assert imported.taken == 2
    assert [damage.offset for _, damage in imported.damaged] == [0]


def _members(content: bytes) -> bytes:
    """Records as gzip members of their own."""
    parts = content.split(b"\r\nWARC/")
    return b"".join(gzip.compress(part if number == 0 else b"WARC/" + part) for number, part in enumerate(parts))


@pytest.mark.parametrize("length", [b"", b"-1", b"banyak", b"\xd9\xa3"])
def test_a_content_length_that_is_no_number(tmp_path: Path, db: Path, length: bytes) -> None:
    content = write(tmp_path / "a", three, packed=False).read_bytes()
    first = content.index(b"Content-Length: ") + 16
    (tmp_path / "b").write_bytes(content[:first] + length + content[content.index(b"\r\n", first) :])
    imported = take(db, tmp_path / "b")
    assert (imported.taken, len(imported.damaged)) == (2, 1)


@pytest.mark.parametrize("name", ["WARC-Block-Digest", "WARC-Payload-Digest"])
def test_a_wrong_digest(tmp_path: Path, db: Path, name: str) -> None:
    wrong = {name: "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"}
    imported = take(db, write(tmp_path / "a", lambda to: answer(to, 1, named=wrong), lambda to: answer(to, 2)))
    assert imported.taken == 1
    assert "digest that it names" in imported.damaged[0][1].reason


def test_a_digest_of_an_unknown_kind_is_no_fault(tmp_path: Path, db: Path) -> None:
    named = {"WARC-Block-Digest": "blake3:abc", "WARC-Payload-Digest": "crc32:9"}
    assert take(db, write(tmp_path / "a", lambda to: answer(to, named=named))).taken == 1


def _revisit(writer: WARCWriter, of: str, date: str) -> None:
    http = StatusAndHeaders("200 OK", HTML, protocol="HTTP/1.1")
    writer.write_record(
        writer.create_revisit_record(
            f"{HOST}/read/9100001/x",
            "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ",
            of,
            date,
            http_headers=http,
            warc_headers_dict={"WARC-Date": "2026-03-01T00:00:00Z"},
        )
    )


def test_a_revisit_takes_the_bytes_of_the_answer_that_it_refers_to(tmp_path: Path, db: Path) -> None:
    path = write(tmp_path / "a", three, lambda to: _revisit(to, f"{HOST}/read/9100001/x", "2026-01-01T00:00:00Z"))
    assert take(db, path).taken == 4
    with open_archive(db) as archive:
        assert archive.capture(4).body == PAGE


def test_a_revisit_without_its_target(tmp_path: Path, db: Path) -> None:
    path = write(tmp_path / "a", lambda to: _revisit(to, f"{HOST}/read/9/x", "2026-01-01T00:00:00Z"), three)
    imported = take(db, path)
    assert imported.taken == 3
    assert "that is not held" in imported.damaged[0][1].reason


def test_two_answers_of_one_address_and_second(tmp_path: Path, db: Path) -> None:
    path = write(tmp_path / "a", answer, lambda to: answer(to, body=PAGE.replace(b"Taman", b"Kebun")), answer)
    imported = take(db, path)
    assert (imported.taken, imported.known) == (1, 1)
    assert "another answer" in imported.damaged[0][1].reason


@pytest.mark.parametrize("size", [7, 1000, 10**6])
def test_a_body_that_kept_its_chunks(tmp_path: Path, db: Path, size: int) -> None:
    chunks = [PAGE[place : place + size] for place in range(0, len(PAGE), size)]
    body = b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks) + b"0\r\n\r\n"
    headers = [*HTML, ("Transfer-Encoding", "chunked")]
    path = write(
        tmp_path / "a", lambda to: answer(to, 1, body=body, headers=headers), lambda to: answer(to, 2, headers=headers)
    )
    assert take(db, path).taken == 2
    with open_archive(db) as archive:
        assert [archive.capture(number).body for number in (1, 2)] == [PAGE, PAGE]


def test_a_chunked_body_that_is_cut_short(tmp_path: Path, db: Path) -> None:
    body = b"%x\r\n%s\r\n%x\r\n%s" % (100, PAGE[:100], len(PAGE), PAGE[100:200])
    path = write(tmp_path / "a", lambda to: answer(to, body=body, headers=[*HTML, ("Transfer-Encoding", "chunked")]))
    assert "cut short" in take(db, path).damaged[0][1].reason


def test_a_body_that_kept_its_content_coding_or_lost_it(tmp_path: Path, db: Path) -> None:
    headers = [*HTML, ("Content-Encoding", "gzip")]
    path = write(
        tmp_path / "a",
        lambda to: answer(to, 1, body=gzip.compress(PAGE), headers=headers),
        lambda to: answer(to, 2, headers=headers),
        lambda to: answer(to, 3, body=gzip.compress(PAGE)[:-50], headers=headers),
    )
    imported = take(db, path)
    assert (imported.taken, len(imported.damaged)) == (2, 1)
    with open_archive(db) as archive:
        assert [archive.capture(number).body for number in (1, 2)] == [PAGE, PAGE]


def test_a_bomb_is_not_inflated(tmp_path: Path, db: Path) -> None:
    bomb = gzip.compress(b"<p>" + b"a" * (64 << 20))
    path = write(tmp_path / "a", lambda to: answer(to, body=bomb, headers=[*HTML, ("Content-Encoding", "gzip")]), three)
    imported = take(db, path)
    assert (imported.taken, len(imported.damaged)) == (3, 1)


@pytest.mark.parametrize(
    "named",
    [
        {"WARC-Date": "kemarin"},
        {"WARC-Date": ""},
        {"WARC-Target-URI": "http://[broken/"},
        {"WARC-Target-URI": "http://"},
    ],
    ids=["no date", "an empty date", "a broken address", "an address without a host"],
)
def test_a_record_without_a_time_or_an_address(tmp_path: Path, db: Path, named: dict[str, str]) -> None:
    content = write(tmp_path / "a", three, packed=False).read_bytes()
    for name, value in named.items():
        first = content.index(f"{name}: ".encode()) + len(name) + 2
        content = content[:first] + value.encode() + content[content.index(b"\r\n", first) :]
    (tmp_path / "b").write_bytes(content)
    imported = take(db, tmp_path / "b")
    assert (imported.taken, len(imported.damaged)) == (2, 1)


def test_an_address_in_angle_brackets_as_wget_writes_it(tmp_path: Path, db: Path) -> None:
    content = write(tmp_path / "a", answer, packed=False).read_bytes()
    address = f"{HOST}/read/9100001/x".encode()
    (tmp_path / "b").write_bytes(content.replace(address, b"<" + address + b">"))
    assert take(db, tmp_path / "b").taken == 1


def test_a_response_that_is_no_http(tmp_path: Path, db: Path) -> None:
    content = write(tmp_path / "a", three, packed=False).read_bytes()
    (tmp_path / "b").write_bytes(content.replace(b"HTTP/1.1 200 OK", b"ICY/1.1 200 OK?", 1))
    imported = take(db, tmp_path / "b")
    assert (imported.taken, len(imported.damaged)) == (2, 1)


def test_junk_between_records(tmp_path: Path, db: Path) -> None:
    content = write(tmp_path / "a", three, packed=False).read_bytes()
    second = content.index(b"WARC/1.0", 10)
    (tmp_path / "b").write_bytes(content[:second] + b"sampah " * 100 + b"\r\n" + content[second:])
    imported = take(db, tmp_path / "b")
    assert imported.taken == 3
    assert [damage.offset for _, damage in imported.damaged] == [second]


def test_metadata_that_lie_are_not_believed(tmp_path: Path, db: Path, demo: Path) -> None:
    source = tmp_path / "own.warc.gz"
    with open_archive(demo) as archive:
        export_captures.export(archive, source, "warc", Selection())
    plain = gzip.decompress(source.read_bytes())
    (tmp_path / "b").write_bytes(plain.replace(b'"kind": "article"', b'"kind": "penguin"'))
    imported = take(db, tmp_path / "b")
    assert imported.damaged
    with open_archive(db) as archive:
        assert archive.check() == []


@pytest.mark.parametrize("content", [b"", b"bukan WARC sama sekali\n" * 50, b"\x1f\x8b\x08" + b"x" * 99, b"PK\x03\x04"])
def test_a_file_that_is_no_warc_is_one_clear_line(tmp_path: Path, db: Path, content: bytes) -> None:
    (tmp_path / "a").write_bytes(content)
    imported = take(db, tmp_path / "a")
    assert imported.taken == 0
    assert len(imported.damaged) == int(bool(content))


def test_a_zip_without_warcs_takes_nothing(tmp_path: Path, db: Path) -> None:
    with ZipFile(tmp_path / "a.wacz", "w") as package:
        package.writestr("pages/pages.jsonl", json.dumps({}))
    assert take(db, tmp_path / "a.wacz").taken == 0


def _file(*, packed: bool) -> bytes:
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=packed)
    for number in (1, 2, 3):
        answer(writer, number, body=b"<p>isi</p>" * 20)
    return file.getvalue()


FILES = {packed: _file(packed=packed) for packed in (True, False)}


@settings(max_examples=100, deadline=None)
@given(
    packed=st.booleans(),
    changes=st.lists(
        st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 9), st.binary(max_size=9)), min_size=1, max_size=6
    ),
)
def test_no_bytes_make_the_reader_raise(packed: bool, changes: list[tuple[float, int, bytes]]) -> None:
    content = bytearray(FILES[packed])
    for share, length, new in changes:
        place = int(share * len(content))
        content[place : place + length] = new
    found = list(warc_stream.records(io.BytesIO(bytes(content))))
    assert all(isinstance(each, WarcRecord | Damage) for each in found)


def test_memory_stays_bounded_in_a_long_file(tmp_path: Path) -> None:
    """One member of many records is never held whole."""
    plain = write(tmp_path / "plain", three, packed=False).read_bytes()
    (tmp_path / "a.gz").write_bytes(gzip.compress(plain * 400, 1))
    program = (
        "import resource, sys\nfrom scraper.exchange.warc_stream import records\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "print(sum(1 for _ in records(open(sys.argv[1], 'rb'))),"
        " resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "a.gz")], capture_output=True, text=True, check=True
    )
    count, kilobytes = map(int, said.stdout.split())
    assert count == 1200
    assert kilobytes < len(plain) * 400 / 1024 / 4


# The command


def test_the_command_names_damage_with_file_and_offset(tmp_path: Path, db: Path) -> None:
    path = write(tmp_path / "a.warc.gz", three)
    path.write_bytes(path.read_bytes()[:-200])
    ended = CliRunner().invoke(main, ["import", str(path), "--db", str(db)])
    assert ended.exit_code == 1
    assert ended.stderr.startswith(f"{path}, byte ")
    assert "taken: 2, known already: 0" in ended.stdout
    with open_archive(db) as archive:
        [run] = archive.rows("SELECT command, fetched, problems, exit_code FROM runs")
    assert run == {"command": "import", "fetched": 2, "problems": 1, "exit_code": 1}

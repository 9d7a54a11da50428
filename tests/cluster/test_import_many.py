"""Many files imported side by side: the rows that one process leaves, whatever fails meanwhile."""

from __future__ import annotations

import gzip
import io
import pickle
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from operator import itemgetter
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar, TypeVar

import fsspec
import pytest
from click.testing import CliRunner
from pyarrow import parquet
from small_demo import small_demo
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scraper.archive import open_archive
from scraper.archive.reader_pool import WorkerLost
from scraper.cli.app import main
from scraper.cluster import inputs
from scraper.cluster.import_many import Totals, into_archive, into_parquet, merged
from scraper.cluster.import_task import run
from scraper.cluster.task_runs import TRIES
from scraper.errors import WrongUse
from scraper.exchange import export_articles, export_captures
from scraper.exchange.import_files import import_files
from scraper.exchange.merge import merge
from scraper.exchange.selection import Selection
from scraper.exchange.wanted import EVERYTHING, Wanted
from scraper.exchange.warc_stream import Span, Unwanted, records

A = TypeVar("A")
B = TypeVar("B")

PAGE = (Path(__file__).parents[1] / "fixtures" / "beritajakarta" / "mobile.html").read_bytes()
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
TABLES = "captures articles revisions quotes photos bylines links popular_entries parts not_modified sites".split()


class Inline:
    """One worker in this process; what goes in and out is pickled as on the way to another machine."""

    workers = 1

    def __init__(self, fails: Callable[[int], Exception | None] = lambda _: None) -> None:
        self.submitted = 0
        self._fails = fails

    def submit(self, function: Callable[[A], B], argument: A) -> Future[B]:
        self.submitted += 1
        done: Future[B] = Future()
        try:
            if failure := self._fails(self.submitted):
                raise failure
            done.set_result(pickle.loads(pickle.dumps(function(pickle.loads(pickle.dumps(argument))))))
        except Exception as err:  # noqa: BLE001 - it is raised where the task came from
            done.set_exception(err)
        return done


def page(number: int) -> bytes:
    return PAGE.replace(b"Taman Baca", f"Taman Baca {number}".encode())


def write(path: Path, *numbers: int, host: str = "m.beritajakarta.id", packed: bool = True, body: bytes = b"") -> Path:
    """A web archive with a page for each number, and the hour of its capture."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=packed)
        for number in numbers:
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            content = body or page(number)
            record = writer.create_warc_record(
                f"https://{host}/read/{910000 + number}/x", "response", payload=io.BytesIO(content),
                length=len(content), http_headers=headers,
                warc_headers_dict={"WARC-Date": f"2026-01-01T{number:02}:00:00Z"},
            )  # fmt: skip
            writer.write_record(record)
    return path


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Nine files of a page, and one that is no web archive."""
    made = [write(tmp_path / f"{number}.warc.gz", number) for number in range(9)]
    bad = tmp_path / "bad.warc.gz"
    bad.write_bytes(gzip.compress(b"bukan arsip web"))
    return [*map(str, made[:5]), str(bad), *map(str, made[5:])]


def rows(path: Path) -> dict[str, list[Any]]:
    """What an archive says, without the runs that kept it."""
    with open_archive(path) as archive:
        assert archive.check() == []
        found = {table: archive.rows(f"SELECT * FROM {table} ORDER BY 1, 2") for table in TABLES}
    return {table: [{**row, "run": None} for row in each] for table, each in found.items()}


def alone(path: Path, names: list[str], wanted: Wanted = EVERYTHING) -> dict[str, list[Any]]:
    """What one process makes of files, one after the other."""
    import_files(path, list(map(Path, names)), lambda: NOW, wanted=wanted)
    return rows(path)


def many(path: Path, names: list[str], wanted: Wanted = EVERYTHING, by: Inline | None = None) -> Totals:
    started = into_archive(path, names, wanted, NOW)
    started.run(by or Inline())
    return merged(started, path, NOW, jobs=1)


@pytest.fixture(autouse=True)
def small_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A task for each file or two."""
    monkeypatch.setattr(inputs, "TASK_BYTES", 6000)


def test_ten_files_of_which_one_is_bad_leave_the_rows_that_one_process_leaves(tmp_path: Path, files: list[str]) -> None:
    db = tmp_path / "many.db"
    totals = many(db, files)
    assert rows(db) == alone(tmp_path / "alone.db", files)
    assert (totals.imported.taken, totals.imported.known) == (9, 0)
    assert [Path(name).name for name, _ in totals.imported.damaged] == ["bad.warc.gz"]
    assert not list(tmp_path.glob("*.import"))


def test_what_the_archive_holds_already_is_not_taken_twice(tmp_path: Path, files: list[str]) -> None:
    db = tmp_path / "many.db"
    alone(db, files[:3])
    totals = many(db, files)
    assert (totals.imported.taken, totals.imported.known) == (6, 3)
    assert rows(db) == alone(tmp_path / "alone.db", files)


def test_a_run_that_was_killed_goes_on_and_comes_to_the_same(tmp_path: Path, files: list[str]) -> None:
    db = tmp_path / "many.db"
    started = into_archive(db, files, EVERYTHING, NOW)

    def killed(number: int) -> Exception | None:
        if number == 7:
            raise KeyboardInterrupt
        return None

    with pytest.raises(KeyboardInterrupt):
        started.run(Inline(killed))
    marks = sorted((tmp_path / "many.db.import" / "_finished").iterdir())
    assert 0 < len(marks) < len(started.tasks)
    marks[0].write_text("{")  # a power cut left it half written
    again = Inline()
    totals = many(db, files, by=again)
    assert again.submitted == len(started.tasks) - len(marks) + 1
    assert totals.imported.taken == 9
    assert rows(db) == alone(tmp_path / "alone.db", files)


def test_a_task_whose_worker_dies_is_done_again(tmp_path: Path, files: list[str]) -> None:
    db, lost = tmp_path / "many.db", WorkerLost("its process ended (-9)")
    totals = many(db, files, by=Inline(lambda number: lost if number % 3 == 0 else None))
    assert (totals.failed, totals.imported.taken) == ([], 9)
    assert rows(db) == alone(tmp_path / "alone.db", files)


def test_a_task_that_fails_each_time_is_told_and_done_by_the_next_run(tmp_path: Path, files: list[str]) -> None:
    db, first = tmp_path / "many.db", Inline(lambda _: OSError("no route to host"))
    one = files[:1]
    assert many(db, one, by=first).failed == [f"{one[0]}: no route to host"]
    assert first.submitted == TRIES
    totals = many(db, one)
    assert (totals.failed, totals.imported.taken) == ([], 1)


def test_a_revisit_of_an_answer_in_another_file_is_taken(tmp_path: Path) -> None:
    first, second = write(tmp_path / "a.warc.gz", 1), tmp_path / "b.warc.gz"
    with second.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        url = "https://m.beritajakarta.id/read/910001/x"
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        held, unknown = "2026-01-01T01:00:00Z", "1999-01-01T00:00:00Z"
        for date, refers in (("2026-01-02T00:00:00Z", held), ("2026-01-03T00:00:00Z", unknown)):
            writer.write_record(
                writer.create_revisit_record(
                    url, digest="sha1:x", refers_to_uri=url, refers_to_date=refers, http_headers=headers,
                    warc_headers_dict={"WARC-Date": date},
                )
            )  # fmt: skip
    db, names = tmp_path / "many.db", [str(second), str(first)]
    totals = many(db, names)
    assert totals.imported.taken == 2
    assert [damage.reason[:30] for _, damage in totals.imported.damaged] == ["refers to an answer of https:/"]
    assert rows(db) == alone(tmp_path / "alone.db", [str(first), str(second)])


def test_our_own_web_archive_is_read_as_a_whole(tmp_path: Path) -> None:
    """Its records refer to one another: further pages, 304s."""
    demo, to = small_demo(tmp_path / "demo.db"), tmp_path / "demo.warc.gz"
    with open_archive(demo) as archive:
        archive.not_modified(2, archive.capture(2).captured_at, None, etag='"neu"')
        export_captures.export(archive, to, "warc", Selection())
    names = [str(to)]
    assert len(into_archive(tmp_path / "many.db", names, EVERYTHING, NOW).tasks) > 3
    many(tmp_path / "many.db", names)
    alone(tmp_path / "alone.db", names)
    merge([tmp_path / "alone.db"], tmp_path / "in_order.db")
    assert rows(tmp_path / "many.db") == rows(tmp_path / "in_order.db")


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("size", [700, 5000])
def test_parts_of_a_file_give_what_the_whole_gives(tmp_path: Path, size: int, packed: bool) -> None:
    """Damage in the middle included."""
    content = bytearray(write(tmp_path / "a.warc", *range(6), packed=packed, body=b"<p>isi</p>" * 90).read_bytes())
    content[len(content) // 2 : len(content) // 2 + 40] = b"?" * 40
    file = io.BytesIO(bytes(content))
    spans = [Span(begin, begin + size) for begin in range(0, len(content), size)]
    parts = [record for span in spans for record in records(file, span)]
    assert parts == list(records(file))
    assert len(parts) >= 6


# Which pages are wanted

ENGLISH = b"<html><body><h1>Bus</h1><p>The bus was late and the people of the town were waiting.</p></body></html>"


def test_foreign_hosts_and_languages_are_passed_over_before_they_are_read(tmp_path: Path) -> None:
    hosts = {
        "m.beritajakarta.id": ENGLISH,
        "kabarlembah.example": page(2),
        "kabar.desa.id": ENGLISH,
        "warta.co.id": page(3),
    }
    names = [str(write(tmp_path / f"{host}.warc.gz", 1, host=host, body=body)) for host, body in hosts.items()]

    def taken(wanted: Wanted) -> set[str]:
        tasks = [into_archive(tmp_path / "many.db", [name], wanted, NOW).tasks[0] for name in names]
        pieces = [each.pieces[0] for each in tasks if run(each).imported.taken]
        return {Path(piece.name).name.removesuffix(".warc.gz") for piece in pieces}

    assert taken(Wanted()) == set(hosts)
    assert taken(Wanted(only_known=True)) == {"m.beritajakarta.id"}
    assert taken(Wanted(tlds=("id",))) == {"m.beritajakarta.id", "kabar.desa.id", "warta.co.id"}
    assert taken(Wanted(tlds=("co.id",))) == {"m.beritajakarta.id", "warta.co.id"}
    assert taken(Wanted(indonesian=True)) == {"m.beritajakarta.id", "kabarlembah.example", "warta.co.id"}


def test_an_unwanted_record_is_not_even_held(tmp_path: Path) -> None:
    path = write(tmp_path / "a.warc.gz", 1, host="foreign.example")
    with path.open("rb") as file:
        [record] = records(file, wanted=Wanted(tlds=("id",)).record)
    assert isinstance(record, Unwanted)


# Parquet


def test_parquet_has_the_articles_of_the_archive(tmp_path: Path, files: list[str]) -> None:
    started = into_parquet(tmp_path / "parquet", files, EVERYTHING, NOW)
    started.run(Inline())
    started.results.forget_marks()
    assert started.totals.articles == 9
    found = parquet.read_table(tmp_path / "parquet").to_pylist()
    stored = alone(tmp_path / "alone.db", files)
    with open_archive(tmp_path / "alone.db") as archive:
        export_articles.export(archive, tmp_path / "alone.parquet", "parquet", Selection())
    at = {row["id"]: row["captured_at"] for row in stored["captures"]}
    captured = {row["url"]: at[row["capture"]] for row in stored["articles"]}
    exported = parquet.read_table(tmp_path / "alone.parquet").to_pylist()
    expected = [{**row, "captured_at": captured[row["url"]]} for row in exported]
    assert sorted(found, key=itemgetter("url")) == sorted(expected, key=itemgetter("url"))
    with pytest.raises(WrongUse, match="nothing is overwritten"):
        into_parquet(tmp_path / "parquet", files, EVERYTHING, NOW)


# Names of inputs


@pytest.fixture
def memory() -> Iterator[Any]:
    system = fsspec.filesystem("memory")
    yield system
    system.store.clear()


def test_patterns_lists_folders_and_addresses_are_inputs(
    tmp_path: Path, files: list[str], memory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (1, 2):
        memory.pipe(f"/cc/{number}.warc.gz", Path(files[number]).read_bytes())
    monkeypatch.chdir(tmp_path)
    Path("list.txt").write_text("# two\nmemory://cc/1.warc.gz\n\nnot-there.warc.gz\n", "utf-8")
    assert inputs.named(["?.warc.gz"]) == sorted(set(files) - {str(tmp_path / "bad.warc.gz")})
    assert inputs.named(["memory://cc/*.gz"]) == ["memory:///cc/1.warc.gz", "memory:///cc/2.warc.gz"]
    assert inputs.named([], [Path("list.txt")]) == ["memory://cc/1.warc.gz", str(tmp_path / "not-there.warc.gz")]
    for nothing in ("no*.gz", "nothing.gz", "memory://cc/no*"):
        with pytest.raises(WrongUse, match="no such file"):
            inputs.named([nothing])


def test_a_list_of_addresses_is_imported_and_what_is_not_there_is_one_line(
    tmp_path: Path, files: list[str], memory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory.pipe("/cc/1.warc.gz", Path(files[1]).read_bytes())
    names = ["memory://cc/1.warc.gz", "memory://cc/2.warc.gz", "nosuch://a/b.warc.gz", str(tmp_path / "c.warc.gz")]
    totals = many(tmp_path / "many.db", names)
    assert totals.imported.taken == 1
    assert [line.split(": ")[0] for line in totals.failed] == names[1:]
    assert all("\n" not in line for line in totals.failed)


class Ranges(BaseHTTPRequestHandler):
    """Serves one file by ranges, as the servers of Common Crawl do; the first answer is a failure."""

    content = b""
    agents: ClassVar[list[str]] = []

    def do_HEAD(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(self.content)))
        self.send_header("Accept-Ranges", "bytes")
        self.end_headers()

    def do_GET(self) -> None:
        self.agents.append(self.headers["User-Agent"])
        if len(self.agents) == 1:
            self.send_error(503)
            return
        first, _, last = self.headers["Range"].removeprefix("bytes=").partition("-")
        part = self.content[int(first) : int(last) + 1 if last else None]
        self.send_response(206)
        self.send_header("Content-Length", str(len(part)))
        self.send_header("Content-Range", f"bytes {first}-{int(first) + len(part) - 1}/{len(self.content)}")
        self.end_headers()
        self.wfile.write(part)

    def log_message(self, *_: object) -> None:
        pass


def test_a_file_of_the_web_is_read_by_ranges_and_a_failure_is_tried_again(tmp_path: Path, files: list[str]) -> None:
    Ranges.content = Path(files[0]).read_bytes()
    with ThreadingHTTPServer(("127.0.0.1", 0), Ranges) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        totals = many(tmp_path / "many.db", [f"http://127.0.0.1:{server.server_port}/0.warc.gz"])
        server.shutdown()
    assert (totals.failed, totals.imported.taken) == ([], 1)
    assert all(agent.startswith("arsip-berita/") for agent in Ranges.agents)


# The command


def test_the_command_works_on_the_cores_of_this_machine(tmp_path: Path, files: list[str]) -> None:
    db = tmp_path / "many.db"
    done = CliRunner().invoke(main, ["import", str(tmp_path / "*.warc.gz"), "--jobs", "2", "--db", str(db)])
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1), done.output
    assert "taken: 9" in done.stdout
    assert rows(db) == alone(tmp_path / "alone.db", files)


@pytest.mark.parametrize(
    "words",
    [
        ["import"], ["import", "none.warc.gz"], ["import", ".", "--tld", "*"], ["import", ".", "--out", "x"],
        ["import", ".", "--language", "en"], ["import", "nosuch://*.gz"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_what_is_wrong_is_one_line(words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.html").write_text("<p>isi</p>")
    done = CliRunner().invoke(main, words)
    assert (done.exit_code, done.stderr.count("\n"), done.stdout) == (2, 1, "")
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]

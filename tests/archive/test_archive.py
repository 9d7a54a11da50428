"""What the archive promises: nothing acknowledged is lost, and it says what is wrong in one line."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from disks import small_disk
from older import first_version, third_version

from scraper.archive import Archive, integrity, migrations, open_archive, opening, stored
from scraper.archive.lock import crawl_lock
from scraper.errors import ArchiveBusy, ArchiveDamaged, ArchiveError, ArchiveFull, WrongUse
from scraper.models import Capture

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
STORY = "https://kabar.example/read/1/"


def capture(url: str = STORY, body: bytes = b"<p>Pasar dibuka kembali.", **changes: object) -> Capture:
    made = Capture(url, url, NOON, 200, "text/html", "utf-8", (("etag", '"a"'),), body, 0.25)
    return replace(made, **changes)  # type: ignore[arg-type]


def keep(archive: Archive, made: Capture, kind: str = "article") -> int:
    return archive.keep(made, kind=kind, publisher=None, run=None)  # type: ignore[arg-type]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive.db"


@pytest.fixture
def archive(path: Path) -> Iterator[Archive]:
    with open_archive(path) as opened:
        yield opened


def python(script: str, *arguments: object) -> subprocess.Popen[str]:
    """A process of its own that runs a script with the archive's modules at hand."""
    command = [sys.executable, "-c", PRELUDE + textwrap.dedent(script), *map(str, arguments)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


PRELUDE = """
import itertools, os, random, sys
from datetime import UTC, datetime
from scraper.archive import migrations
from scraper.archive import open_archive
from scraper.errors import *
from scraper.models import Capture

def keep(archive, body):
    url = f"https://kabar.example/read/{len(body)}/"
    answer = Capture(url, url, datetime.now(UTC), 200, "text/html", None, (), body)
    return archive.keep(answer, kind="article", publisher=None, run=None)
"""


# Keeping


def test_a_capture_comes_back_as_it_was_kept(archive: Archive) -> None:
    made = capture(headers=(("etag", '"a"'), ("x-note", "caf\udce9"), ("set-cookie", "a"), ("set-cookie", "b")))
    assert archive.capture(keep(archive, made)) == made


def test_a_body_is_kept_once_however_often_it_comes(archive: Archive) -> None:
    ids = [keep(archive, capture(url=f"{STORY}?{n}")) for n in range(3)]
    assert len(set(ids)) == 3
    assert [row["n"] for row in archive.rows("SELECT count(*) AS n FROM payloads")] == [1]


@pytest.mark.parametrize("body", [b"", b"x", b"berita " * 5000, random.Random(1).randbytes(5000)])
def test_any_body_is_kept_byte_for_byte_in_the_smaller_form(archive: Archive, body: bytes) -> None:
    assert archive.capture(keep(archive, capture(body=body))).body == body
    payload = archive.rows("SELECT codec, size, length(body) AS stored FROM payloads")[0]
    assert payload["size"] == len(body)
    assert payload["stored"] <= len(body)
    assert (payload["codec"] == "zstd") == (payload["stored"] < len(body))


def test_a_header_that_no_database_takes_is_no_reason_to_lose_the_page(archive: Archive) -> None:
    hostile = capture(mime="text/\ud800html\x00", charset="\udfff")
    assert archive.capture(keep(archive, hostile)).body == hostile.body


def test_the_last_capture_is_the_last_one_kept_even_if_the_clock_was_set_back(archive: Archive) -> None:
    keep(archive, capture())
    newest = keep(archive, capture(captured_at=datetime(1970, 1, 1, tzinfo=UTC), headers=(("etag", '"b"'),)))
    keep(archive, capture(url="https://kabar.example/read/2/"))
    last = archive.last_capture(STORY)
    assert last is not None
    assert (last.id, last.etag, last.status, last.captured_at.year) == (newest, '"b"', 200, 1970)
    assert archive.last_capture("https://kabar.example/read/3/") is None


def test_a_304_renews_the_validators_it_names_and_leaves_the_capture_alone(archive: Archive) -> None:
    kept = keep(archive, capture(headers=(("etag", '"a"'), ("last-modified", "Mon, 23 Nov 2026 05:00:00 GMT"))))
    archive.not_modified(kept, NOON, None, etag='"b"')
    archive.not_modified(kept, NOON + timedelta(hours=1), None)
    last = archive.last_capture(STORY)
    assert last is not None
    assert (last.etag, last.last_modified) == ('"b"', "Mon, 23 Nov 2026 05:00:00 GMT")
    assert archive.capture(kept).etag == '"a"'


def test_everything_comes_in_the_order_of_keeping(archive: Archive) -> None:
    ids = [keep(archive, capture(captured_at=NOON - timedelta(days=n))) for n in range(3)]
    assert [kept.id for kept in archive.all_captures()] == ids


def test_unread_are_the_pages_that_answered(archive: Archive) -> None:
    page = keep(archive, capture())
    keep(archive, capture(status=404))
    index = keep(archive, capture(), kind="index")
    assert [list(keys) for keys in archive.unread()] == [[page, index]]


def test_no_such_capture(archive: Archive) -> None:
    with pytest.raises(KeyError):
        archive.capture(1)


def test_a_run_is_noted_with_its_end(archive: Archive) -> None:
    run = archive.start_run("crawl", NOON)
    assert archive.rows("SELECT ended_at FROM runs") == [{"ended_at": None}]
    archive.end_run(run, at=NOON + timedelta(minutes=3), exit_code=1, columns={"fetched": 12, "bytes": 345})
    row = archive.rows("SELECT command, ended_at, exit_code, fetched, bytes, failed FROM runs")[0]
    assert list(row.values()) == ["crawl", "2026-11-23T05:03:00Z", 1, 12, 345, 0]


# All or nothing


def test_an_error_inside_a_transaction_undoes_all_of_it(archive: Archive) -> None:
    def interrupted() -> None:
        with archive.transaction():
            archive.rows("INSERT INTO hosts (host) VALUES ('kabar.example')")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert archive.rows("SELECT * FROM hosts") == []
    keep(archive, capture())


def test_a_fault_of_the_program_is_not_told_as_one_of_the_archive(archive: Archive) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        archive.keep(capture(), kind="article", publisher="nobody", run=None)
    assert archive.rows("SELECT * FROM payloads") == []


#: For each line that it is told, a process that says its number and writes until it is killed.
WRITE_UNTIL_KILLED = """
for line in sys.stdin:
    if not os.fork():
        print(os.getpid(), flush=True)
        with open_archive(sys.argv[1]) as archive:
            for n in itertools.count(int(line) * 1000):
                print(keep(archive, random.Random(n).randbytes(random.randrange(50_000))), flush=True)
    os.wait()
    print("dead", flush=True)
"""


def test_what_was_acknowledged_survives_kill_9_at_any_moment(path: Path) -> None:
    acknowledged: list[str] = []
    moments = random.Random(9)
    with python(WRITE_UNTIL_KILLED, path) as writers:
        assert writers.stdin is not None
        assert writers.stdout is not None
        for attempt in range(20):
            writers.stdin.write(f"{attempt}\n")
            writers.stdin.flush()
            writer = int(writers.stdout.readline())
            acknowledged += [writers.stdout.readline() for _ in range(moments.randrange(30))]
            os.kill(writer, signal.SIGKILL)
            acknowledged += iter(writers.stdout.readline, "dead\n")
    with open_archive(path) as archive:
        assert archive.check() == []
        kept = {each.id for each in archive.all_captures()}
        assert {int(line) for line in acknowledged} <= kept
        assert all(stored.digest(archive.capture(each.id).body) == each.digest for each in archive.all_captures())
    assert len(set(acknowledged)) == len(acknowledged) > 100


WRITE_SOME = """
with open_archive(sys.argv[1]) as archive:
    for n in range(150):
        keep(archive, random.Random(n).randbytes(2000 + n))
"""


def test_two_write_while_one_reads_and_nobody_is_locked_out(path: Path, archive: Archive) -> None:
    keep(archive, capture())
    with closing(sqlite3.connect(path)) as reader:
        reader.execute("BEGIN")
        seen = reader.execute("SELECT count(*) FROM captures").fetchone()
        with python(WRITE_SOME, path) as one, python(WRITE_SOME, path) as other:
            codes = one.wait(), other.wait()
        assert codes == (0, 0)
        assert reader.execute("SELECT count(*) FROM captures").fetchone() == seen
    assert archive.rows("SELECT count(*) AS n FROM captures") == [{"n": 301}]


def test_several_may_make_the_archive_at_once(path: Path) -> None:
    makers = [python("open_archive(sys.argv[1]).close()", path) for _ in range(4)]
    for maker in makers:
        with maker:
            assert maker.wait() == 0


def test_a_reader_that_stays_leaves_no_log_of_gigabytes(path: Path, archive: Archive) -> None:
    log = path.with_name("archive.db-wal")
    keep(archive, capture())
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM captures").fetchall()
        for n in range(opening.LOG_LIMIT_BYTES // 1_000_000 + 4):
            keep(archive, capture(body=random.Random(n).randbytes(1_000_000)))
        assert log.stat().st_size > opening.LOG_LIMIT_BYTES
    for n in range(2):
        keep(archive, capture(body=f"after the reader went {n}".encode()))
    assert log.stat().st_size <= opening.LOG_LIMIT_BYTES


def test_a_write_that_waits_in_vain_says_so(path: Path, archive: Archive) -> None:
    archive.db.conn.execute("PRAGMA busy_timeout = 10")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ArchiveBusy, match="another process"):
            keep(archive, capture())
        other.execute("ROLLBACK")
    keep(archive, capture())


# Full disks


def test_a_full_disk_is_told_and_what_was_kept_before_is_whole(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        with open_archive(disk / "archive.db") as archive:
            ids = fill(archive)
            assert {each.id for each in archive.all_captures()} == ids
        with open_archive(disk / "archive.db") as archive:
            assert archive.check() == []
            assert {each.id for each in archive.all_captures()} == ids


def test_a_limit_of_the_file_is_a_full_disk(archive: Archive) -> None:
    archive.db.conn.execute("PRAGMA max_page_count = 150")
    ids = fill(archive)
    assert {each.id for each in archive.all_captures()} == ids
    archive.db.conn.execute("PRAGMA max_page_count = 1000")
    keep(archive, capture(body=b"room again"))


def test_a_disk_without_room_for_an_archive_is_told_as_full(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        (disk / "other").write_bytes(bytes((2 << 20) - 4096))
        with pytest.raises(ArchiveFull, match="no space left"):
            open_archive(disk / "archive.db")


def test_an_archive_that_finds_its_disk_full_says_so(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        ids = filled(disk / "archive.db", captures=3)
        with suppress(OSError), (disk / "other").open("wb", buffering=0) as other:
            while other.write(bytes(1024)):
                pass
        with pytest.raises(ArchiveFull, match="no space left"):
            open_archive(disk / "archive.db")
        (disk / "other").unlink()
        with open_archive(disk / "archive.db") as archive:
            assert [each.id for each in archive.all_captures()] == ids


WRITE_UNTIL_IT_FAILS = """
import resource
with open_archive(sys.argv[1]) as archive:
    resource.setrlimit(resource.RLIMIT_FSIZE, (900_000, 900_000))
    try:
        for n in itertools.count():
            print(keep(archive, random.Random(n).randbytes(9000)), flush=True)
    except ArchiveError as err:
        print(type(err).__name__, err)
"""


def test_a_write_that_the_system_refuses_is_told_and_loses_nothing(path: Path) -> None:
    with python(WRITE_UNTIL_IT_FAILS, path) as writer:
        assert writer.stdout is not None
        *ids, last = writer.stdout
    assert last.startswith(f"ArchiveError {path}: the disk failed")
    with open_archive(path) as archive:
        assert archive.check() == []
        assert [each.id for each in archive.all_captures()] == [int(line) for line in ids] != []


def fill(archive: Archive) -> set[int]:
    """Keep captures until the disk is full; gives what was acknowledged."""
    ids = set()
    with pytest.raises(ArchiveFull, match="no space left"):  # noqa: PT012 - the loop is the test
        for n in range(1000):
            ids.add(keep(archive, capture(body=random.Random(n).randbytes(20_000))))
    return ids


# What is no archive


@pytest.mark.parametrize(
    "content",
    [
        "Ini bukan arsip.\n" * 500,
        "x",
        "SQLite format 3\0",
        "SQLite format 3\0" + "x" * 500,
        "SQLite format 3\0" + "x" * 5000,
    ],
)
def test_another_file_is_refused_and_left_alone(path: Path, content: str) -> None:
    path.write_text(content)
    with pytest.raises(ArchiveDamaged, match=r"archive\.db: .*(not an archive|damaged)"):
        open_archive(path)
    assert path.read_text() == content


def test_another_database_is_refused_and_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE articles (id)")
        other.commit()
    before = path.read_bytes()
    with pytest.raises(ArchiveDamaged, match="a database, but not an archive"):
        open_archive(path)
    assert path.read_bytes() == before


def test_an_archive_of_a_newer_version_is_refused(path: Path, archive: Archive) -> None:
    newer = migrations.version() + 1
    archive.db.conn.execute(f"PRAGMA user_version = {newer}")
    with pytest.raises(ArchiveDamaged, match=rf"newer version \(schema {newer}"):
        open_archive(path)


def filled(path: Path, captures: int = 20) -> list[int]:
    with open_archive(path) as archive:
        return [keep(archive, capture(body=random.Random(n).randbytes(9000))) for n in range(captures)]


def test_a_truncated_archive_is_told_at_opening(path: Path) -> None:
    filled(path)
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)
    with pytest.raises(ArchiveDamaged, match="damaged"):
        open_archive(path)


def test_a_damaged_page_is_told_at_opening(path: Path) -> None:
    filled(path)
    spoil_page(path, "links_url")
    with pytest.raises(ArchiveDamaged, match="damaged"):
        open_archive(path)


def test_a_big_archive_is_checked_at_opening_only_when_its_last_run_was_killed(path: Path) -> None:
    with open_archive(path) as archive:
        run = archive.start_run("crawl", NOON)
        archive.rows(
            "INSERT INTO payloads (digest, codec, size, body) VALUES ('a', 'identity', 0, zeroblob(?))",
            integrity.CHECKED_BYTES,
        )
    spoil_page(path, "links_url")
    with crawl_lock(path):  # it runs still: whoever looks in meanwhile does not read all of it
        open_archive(path).close()
    with pytest.raises(ArchiveDamaged, match="damaged"):
        open_archive(path)
    with closing(sqlite3.connect(path)) as repaired:
        repaired.execute("UPDATE runs SET ended_at = started_at WHERE id = ?", [run])
        repaired.commit()
    with open_archive(path) as archive:
        assert any(fault.startswith("file: ") for fault in archive.check())


def spoil_page(path: Path, of: str) -> None:
    """Overwrite the first page of a table or index."""
    with closing(sqlite3.connect(path)) as db:
        (page,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", [of]).fetchone()
        (size,) = db.execute("PRAGMA page_size").fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)


def test_a_flipped_byte_in_a_body_is_found_by_its_digest(path: Path) -> None:
    ids = filled(path)
    spoil(path, after=random.Random(3).randbytes(9000)[3000:3016], with_=b"\0")
    with open_archive(path) as archive:
        assert ["not the body that was kept" in fault for fault in archive.check()] == [True]
        with pytest.raises(ArchiveDamaged, match=f"capture {ids[3]} is not"):
            archive.capture(ids[3])
        assert archive.capture(ids[4]).body


def spoil(path: Path, *, after: bytes, with_: bytes) -> None:
    content = path.read_bytes()
    at = content.index(after) + len(after)
    assert content[at : at + len(with_)] != with_
    path.write_bytes(content[:at] + with_ + content[at + len(with_) :])


def test_a_search_index_that_lost_its_words_is_found(archive: Archive) -> None:
    with archive.transaction():
        archive.rows("INSERT INTO quotes_fts (rowid, text, speaker) VALUES (5, 'tidak ada', 'siapa')")
    assert [fault.partition(":")[0] for fault in archive.check()] == ["search index quotes_fts"]


def test_a_reference_to_nothing_is_found(archive: Archive) -> None:
    archive.db.conn.execute("PRAGMA foreign_keys = OFF")
    archive.rows("INSERT INTO readings (capture, outcome) VALUES (99, 'article')")
    assert archive.check() == ["reference without its row: readings 99 captures 1"]


def test_a_place_where_nothing_can_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="cannot be opened"):
        open_archive(tmp_path)
    with pytest.raises(ArchiveError, match="cannot be opened"):
        open_archive(tmp_path / "no" / "such" / "folder" / "archive.db")


def test_asking_an_archive_that_is_not_there_makes_none(path: Path) -> None:
    with pytest.raises(WrongUse, match="no archive here"):
        open_archive(path, create=False)
    assert not path.exists()


# Versions


def test_opening_again_changes_nothing(path: Path) -> None:
    filled(path)
    before = path.read_bytes()
    open_archive(path).close()
    assert path.read_bytes() == before


STEP = "ALTER TABLE hosts ADD COLUMN note TEXT; UPDATE hosts SET note = 'moved; kept';"


def test_an_older_archive_is_brought_forward_with_all_it_holds(path: Path) -> None:
    ids = filled(path)
    with open_archive(path, steps=(*migrations.STEPS, STEP)) as archive:
        assert [each.id for each in archive.all_captures()] == ids
        assert archive.rows("SELECT note FROM hosts") == []
        assert archive.rows("PRAGMA user_version") == [{"user_version": migrations.version() + 1}]
        assert archive.check() == []


@pytest.mark.parametrize("earlier", [first_version, third_version])
def test_an_archive_of_an_earlier_version_is_brought_forward(path: Path, earlier: Callable[[Archive], None]) -> None:
    def columns(archive: Archive) -> dict[str, Any]:
        return {table: archive.db.table(table).columns_dict for table in archive.db.table_names()}

    ids = filled(path)
    with open_archive(path) as archive:
        newest, views = columns(archive), archive.db.view_names()
        earlier(archive)
        assert columns(archive) != newest
    with open_archive(path) as archive:
        assert columns(archive) == newest
        assert archive.db.view_names() == views
        assert [each.id for each in archive.all_captures()] == ids
        assert archive.check() == []


SCHEMA_OF_2026_11_28 = Path(__file__).with_name("schema_2026_11_28.sql")


def test_an_archive_of_2026_11_28_is_brought_forward_views_and_all(path: Path) -> None:
    """Its views are over columns with other names: none of them may keep a column from being renamed."""
    old = sqlite3.connect(path)
    old.executescript(SCHEMA_OF_2026_11_28.read_text("utf-8"))
    old.executescript(
        f"PRAGMA application_id = {migrations.APPLICATION_ID}; PRAGMA user_version = 3;"
        f"INSERT INTO payloads VALUES ('{hashlib.sha256().hexdigest()}', 'identity', 0, x'');"
        "INSERT INTO captures (url, final_url, captured_at, status, kind, headers, elapsed_ms, digest)"
        " SELECT 'https://a.example/1', 'https://a.example/1', '2026-11-28T00:00:00Z', 200, 'article', '[]', 1, digest"
        " FROM payloads; INSERT INTO readings (capture, outcome, again) VALUES (1, 'not_article', 1);"
    )
    old.close()
    with open_archive(path) as archive:
        assert archive.rows("PRAGMA user_version") == [{"user_version": migrations.version()}]
        assert archive.rows("SELECT capture, outcome FROM readings") == [{"capture": 1, "outcome": "not_article"}]
        assert archive.rows("SELECT capture FROM unread") == [{"capture": 1}]
        assert archive.rows("SELECT * FROM fill_rates") == []
        assert archive.check() == []
    with open_archive(path) as archive:  # and its definitions are those of a new one
        assert integrity.changed_definitions(archive) == set()


def test_a_step_that_fails_leaves_the_old_archive_whole(path: Path) -> None:
    ids = filled(path)
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        open_archive(path, steps=(*migrations.STEPS, STEP + "UPDATE missing SET a = 1;"))
    with open_archive(path) as archive:
        assert [each.id for each in archive.all_captures()] == ids
        assert "note" not in archive.db.table("hosts").columns_dict


ENDLESS = """
step = "ALTER TABLE hosts ADD COLUMN note TEXT; DELETE FROM unread; DELETE FROM captures;\\n" + (
    "INSERT INTO hosts (host) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n;")
class Loud(tuple):
    def __getitem__(self, key):
        print("moving", flush=True)
        return super().__getitem__(key)
open_archive(sys.argv[1], steps=Loud((*migrations.STEPS, step)))
"""


def test_a_killed_migration_leaves_the_old_archive_whole(path: Path) -> None:
    ids = filled(path)
    log = path.with_name("archive.db-wal")
    with python(ENDLESS, path) as mover:
        assert mover.stdout is not None
        assert mover.stdout.readline() == "moving\n"
        while not log.exists() or log.stat().st_size < 1 << 20:
            assert mover.poll() is None
        mover.send_signal(signal.SIGKILL)
    with open_archive(path) as archive:
        assert [each.id for each in archive.all_captures()] == ids
        assert "note" not in archive.db.table("hosts").columns_dict
        assert archive.check() == []


def test_the_schema_can_be_run_again(archive: Archive) -> None:
    before = list(archive.db.conn.iterdump())
    archive.db.conn.executescript(migrations.script(migrations.version()))
    assert list(archive.db.conn.iterdump()) == before


def test_the_archive_needs_no_more_than_its_file_when_it_is_closed(path: Path) -> None:
    filled(path)
    assert list(path.parent.iterdir()) == [path]

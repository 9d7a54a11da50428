"""A crawl whose pages are read in worker processes, and what one page costs the archive."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from crawling import Desk
from newspapers import Newspaper, Replica

from scraper import publishers
from scraper.archive import Archive, open_archive
from scraper.crawl import story_reader
from scraper.crawl.network import Network
from scraper.crawl.reading import Refusal
from scraper.crawl.run import Run
from scraper.crawl.stats import Stats
from scraper.demo.server import DemoSite
from scraper.demo.site import HOST
from scraper.extraction.paged import Story
from scraper.models import Capture
from scraper.sites.site import site_of
from scraper.template.publisher import Publisher

#: Columns of times and durations, and of what is made of them.
TIMED = ("elapsed_ms", "seconds", "pause_s", "headers", "first", "last", "bytes")
#: Tables of what the clock decides: header fields such as Date, seals over times.
DIFFERENT = ("headers", "seals", "log_state", "counts")
#: A word in the address of the page that ends whoever reads it.
DEADLY = "perpustakaan"


def crawl(path: Path, jobs: int) -> Stats:
    with DemoSite() as site, open_archive(path) as archive:
        network = Network(pause=0, connect_to=(f"{HOST}:80:{site.address}",), allow_address=("127.0.0.1",))
        return Run(archive=archive, network=network, command="crawl", jobs=jobs).crawl([publishers.named("kabardemo")])


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Table -> its rows without what the clock decides."""
    found = {}
    with closing(sqlite3.connect(path)) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            names = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
            told = ", ".join(name for name in names if not name.endswith("_at") and name not in TIMED)
            if table not in DIFFERENT and "_fts" not in table and told:
                found[table] = sorted(db.execute(f"SELECT {told} FROM {table}"), key=str)
    return found


def test_workers_leave_the_rows_that_one_process_leaves(tmp_path: Path) -> None:
    one, two = crawl(tmp_path / "one.db", 1), crawl(tmp_path / "two.db", 2)
    assert one.counts() == two.counts()
    assert one.total("new") > 10
    assert rows(tmp_path / "one.db") == rows(tmp_path / "two.db")


def dies(archive: Archive, capture: Capture) -> Story | Refusal:
    """Ends its process at one page always, and once at another."""
    died = archive.path.with_name("died")
    if DEADLY in capture.url or not died.exists():
        died.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return story_reader.open_story(archive, capture)


def test_a_page_that_ends_its_workers_is_a_problem_and_one_that_lost_its_worker_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(story_reader, "open_story", dies)
    stats = crawl(tmp_path / "archive.db", 2)
    assert (stats.total("error"), stats.total("new") > 10) == (1, True)
    with open_archive(tmp_path / "archive.db") as archive:
        (told,) = archive.rows("SELECT detail FROM problems WHERE kind = 'error'")
        assert DEADLY in told["detail"]
        assert told["detail"].endswith("its process ended (-9)")
        assert archive.check() == []


def test_a_signal_to_all_processes_lets_the_pages_in_hand_finish(tmp_path: Path) -> None:
    with DemoSite() as site:
        detour = ["--connect-to", f"{HOST}:80:{site.address}", "--allow-address", "127.0.0.1", "--pause", "0.1"]
        words = [sys.executable, "-m", "scraper", "crawl", "kabardemo", "--jobs", "2", "--log-json", *detour]
        with subprocess.Popen(
            words, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
        ) as run:
            assert run.stderr
            next(line for line in run.stderr if '"new"' in line)
            os.killpg(run.pid, signal.SIGTERM)
            run.communicate(timeout=30)
    assert run.returncode == 130
    with open_archive(tmp_path / "archive.db") as archive:
        assert archive.rows("SELECT exit_code FROM runs") == [{"exit_code": 130}]
        assert archive.rows("SELECT * FROM problems WHERE kind = 'error'") == []
        assert archive.unread_count() == 0


def test_one_process_reads_below_twenty_hosts() -> None:
    def chosen(number: int) -> list[Publisher]:
        return [site_of(f"https://koran{each}.example/") for each in range(number)]

    assert story_reader.default_jobs(chosen(19)) == 1
    assert 1 <= story_reader.default_jobs(chosen(20)) <= story_reader.MOST_WORKERS


def test_a_page_is_two_commits_and_one_of_them_waits_for_the_disk(tmp_path: Path) -> None:
    """Beside them the next request is booked, which waits for no disk either."""
    paper = Newspaper("beritajakarta", 4)
    statements: list[str] = []
    with open_archive(tmp_path / "archive.db") as archive, Replica([paper], tmp_path) as replica:
        archive.db.conn.set_trace_callback(statements.append)
        stats = Desk(archive, replica).crawl([paper]).stats
        archive.db.conn.set_trace_callback(None)
    assert stats.total("new") == 4
    *_, third, _ = pages(statements)
    assert third == ["FULL", "NORMAL", "NORMAL"]


def pages(statements: list[str]) -> list[list[str]]:
    """How each commit reached the disk, from the keeping of one capture to that of the next."""
    found: list[list[str]] = [[]]
    mode = "FULL"
    for statement in statements:
        if statement.startswith("PRAGMA synchronous"):
            mode = statement.rpartition(" ")[2]
        elif statement.startswith("INSERT OR IGNORE INTO unread"):
            found.append([])
        elif statement == "COMMIT":
            found[-1].append(mode)
    return found

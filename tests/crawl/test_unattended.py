"""A crawl that nobody watches: cron's environment, logs for programs, a limit of time, and readers that go away."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from scraper import publishers
from scraper.archive import open_archive
from scraper.cli.app import main
from scraper.cli.param_types import Duration
from scraper.cli.progress import JsonLines, line
from scraper.crawl.events import Ended, Event, Notice, Started
from scraper.crawl.network import Network
from scraper.crawl.outcome import Outcome
from scraper.crawl.run import Run
from scraper.demo.server import DemoSite
from scraper.demo.site import HOST
from scraper.version import __version__

#: What every way to run a crawl must come to.
ROWS = "SELECT url, headline, body FROM articles ORDER BY url"


@pytest.fixture
def site() -> Iterator[DemoSite]:
    with DemoSite() as site:
        yield site


def words(site: DemoSite, *options: str) -> list[str]:
    detour = ["--connect-to", f"{HOST}:80:{site.address}", "--allow-address", "127.0.0.1"]
    return [sys.executable, "-m", "scraper", "crawl", "kabardemo", "--pause", "0", *detour, *options]


def rows(folder: Path, sql: str = ROWS) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(folder / "archive.db")) as db:
        return db.execute(sql).fetchall()


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Any, ...]]:
    folder = tmp_path_factory.mktemp("plain")
    with DemoSite() as site:
        subprocess.run(words(site), cwd=folder, check=True, capture_output=True)
    return rows(folder)


# Cron


CRON = {"HOME": "/", "LOGNAME": "nobody", "PATH": "/usr/bin:/bin", "SHELL": "/bin/sh"}
LOCALES = [{}, {"LANG": "C"}, {"LC_ALL": "C"}, {"LC_ALL": "POSIX"}, {"PYTHONIOENCODING": "ascii"}]


@pytest.mark.parametrize("locale", LOCALES, ids=str)
@pytest.mark.parametrize("log", [[], ["--log-json"]], ids=["lines", "json"])
def test_in_crons_environment_a_crawl_comes_to_the_same(
    site: DemoSite, tmp_path: Path, expected: list[tuple[Any, ...]], locale: dict[str, str], log: list[str]
) -> None:
    done = subprocess.run(
        words(site, *log), cwd=tmp_path, env=CRON | locale, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
    assert b"\x1b" not in done.stdout + done.stderr
    assert rows(tmp_path) == expected


@pytest.mark.parametrize("log", ["", "--log-json"])
@pytest.mark.parametrize("closed", ["<&- >&- 2>&-", ">/dev/full", "2>/dev/full"])
def test_closed_or_full_streams_keep_no_page_from_the_archive(
    site: DemoSite, tmp_path: Path, expected: list[tuple[Any, ...]], closed: str, log: str
) -> None:
    command = f'exec "$@" {log} {closed}'
    done = subprocess.run(
        ["/bin/sh", "-c", command, "sh", *words(site)], cwd=tmp_path, env=CRON, capture_output=True, check=False
    )
    assert b"Traceback" not in done.stderr + done.stdout
    assert rows(tmp_path) == expected
    assert rows(tmp_path, "SELECT exit_code FROM runs") == [(0,)]
    assert done.returncode == 0


@pytest.mark.parametrize("log", [[], ["--log-json"]], ids=["lines", "json"])
@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_reader_that_goes_away_ends_no_crawl(
    site: DemoSite, tmp_path: Path, expected: list[tuple[Any, ...]], stream: str, log: list[str]
) -> None:
    ours, theirs = os.pipe()
    os.close(ours)  # whoever read it is gone before the first line
    streams: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, stream: theirs}
    with subprocess.Popen(words(site, *log), cwd=tmp_path, env=CRON, **streams) as run:
        os.close(theirs)
        _, said = run.communicate(timeout=60)
    assert b"Traceback" not in (said or b"")
    assert run.returncode == 0
    assert rows(tmp_path) == expected


# Told to end


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_lets_the_pages_in_hand_finish_and_the_last_line_says_what_is_left(
    site: DemoSite, tmp_path: Path, number: int
) -> None:
    with subprocess.Popen(
        words(site, "--pause", "0.2"), cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as run:
        assert run.stderr is not None
        while " new " not in run.stderr.readline():
            pass
        run.send_signal(number)
        output, _ = run.communicate(timeout=60)
    assert run.returncode == 130
    (left,) = rows(tmp_path, "SELECT count(*) FROM frontier WHERE looks = 0")[0]
    assert left > 0
    assert output.splitlines()[-1].endswith(f"; interrupted; {left} URLs still due")
    assert rows(tmp_path, "SELECT exit_code, waiting FROM runs") == [(130, left)]


def test_a_run_that_is_to_end_waits_for_no_pause(site: DemoSite, tmp_path: Path) -> None:
    """A long pause is no page in hand: systemd would kill a run that sat it out."""
    with subprocess.Popen(
        words(site, "--pause", "3600"), cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as run:
        assert site.requests or wait_for_request(site)
        run.send_signal(signal.SIGTERM)
        run.communicate(timeout=60)
    assert run.returncode == 130
    assert rows(tmp_path, "SELECT ended_at IS NOT NULL FROM runs") == [(1,)]
    assert rows(tmp_path, "SELECT count(*) FROM frontier WHERE attempts > 0") == [(0,)]


def wait_for_request(site: DemoSite) -> bool:
    while not site.requests:
        pass
    return True


def test_when_its_time_is_over_a_crawl_ends_with_the_code_of_what_it_did(site: DemoSite, tmp_path: Path) -> None:
    done = subprocess.run(
        words(site, "--pause", "0.5", "--max-time", "2"), cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    (left,) = rows(tmp_path, "SELECT count(*) FROM frontier WHERE looks = 0")[0]
    last = done.stdout.splitlines()[-1]
    assert "; out of time" in last
    assert (f"{left} URLs still due" in last) is bool(left)
    assert rows(tmp_path, "SELECT exit_code, waiting FROM runs") == [(0, left)]
    assert subprocess.run(words(site), cwd=tmp_path, capture_output=True, check=False).returncode == 0
    assert rows(tmp_path, "SELECT waiting FROM runs ORDER BY id DESC LIMIT 1") == [(0,)]


def test_a_run_without_any_time_asks_for_nothing_and_says_what_is_left(site: DemoSite, tmp_path: Path) -> None:
    network = Network(pause=0, allow_address=("127.0.0.1",), connect_to=(f"{HOST}:80:{site.address}",))
    chosen = [publishers.named("kabardemo")]
    with open_archive(tmp_path / "archive.db") as archive:
        Run(archive=archive, network=network, command="crawl").crawl(chosen)
        asked = len(site.requests)
        archive.rows("UPDATE frontier SET next_at = '2026-01-01T00:00:00Z' WHERE state = 'due'")
        stats = Run(archive=archive, network=network, command="crawl", max_time_s=0).crawl(chosen)
    assert (stats.why, stats.exit_code) == ("out of time", 0)
    assert stats.waiting == 13
    assert len(site.requests) - asked <= 1  # the timer is heard after the first page is asked for, or before


@pytest.mark.parametrize(
    ("given", "seconds"), [("90", 90), ("50m", 3000), ("2h", 7200), ("1.5h", 5400), ("1 d", 86400), ("0.3s", 0.3)]
)
def test_a_length_of_time(given: str, seconds: float) -> None:
    assert Duration().convert(given, None, None) == seconds


@pytest.mark.parametrize("given", ["0", "-5", "soon", "5 weeks", "", "1e9", "nan", "٣"])
def test_what_is_no_time_is_refused(site: DemoSite, tmp_path: Path, given: str) -> None:
    done = CliRunner().invoke(main, [*words(site, f"--max-time={given}")[3:], "--db", str(tmp_path / "archive.db")])
    assert done.exit_code == 2
    assert "--max-time" in done.stderr
    assert list(tmp_path.iterdir()) == []


# Logs


def test_json_lines_tell_the_start_each_page_and_the_end(site: DemoSite, tmp_path: Path) -> None:
    done = subprocess.run(words(site, "--log-json"), cwd=tmp_path, capture_output=True, text=True, check=False)
    first, *pages, last = [json.loads(text) for text in done.stderr.splitlines()]
    (run,) = rows(tmp_path, "SELECT id, fetched, new, bytes, seconds FROM runs")
    assert (first["event"], first["run"], first["command"], first["version"]) == ("start", run[0], "crawl", __version__)
    assert first["publishers"] == ["kabardemo"]
    assert (last["event"], last["exit_code"], last["waiting"], last["why"]) == ("end", 0, 0, "")
    assert (last["fetched"], last["new"], last["bytes"], last["seconds"]) == run[1:]
    assert len(pages) == run[1]
    for page in pages:
        assert page["event"] == "page"
        assert page["publisher"] == "kabardemo"
        assert page["url"].startswith(f"http://{HOST}/")
        assert page["time"].endswith("Z")
        assert page["bytes"] > 0
        assert page["elapsed"] >= 0
        assert (page["run"], page["level"]) == (run[0], "info")
    assert {page["outcome"] for page in pages} == {"new", "index"}
    assert "new" in done.stdout  # the summary stays


def test_what_keeps_a_crawl_from_its_start_is_a_json_line_too(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "scraper", "crawl", "beritajakarta", "--log-json"]
    done = subprocess.run(command, cwd=tmp_path, env=CRON, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    (told,) = [json.loads(text) for text in done.stderr.splitlines()]
    assert (told["level"], told["event"]) == ("error", "error")
    assert "--contact" in told["detail"]


HOSTILE = 'https://kabar.example/\x1b]0;x\x07\n\r\u2028{"level": "info"}\ud800'


@pytest.mark.parametrize(
    "notice",
    [
        Event(HOSTILE, HOSTILE, Outcome.FAILED, HOSTILE),
        Started(1, HOSTILE, HOSTILE, (HOSTILE,)),
        Ended(1, 1, 2.0, {"new": 1}, 3, HOSTILE, (HOSTILE,)),
    ],
    ids=["page", "start", "end"],
)
def test_hostile_text_breaks_no_line(notice: Notice) -> None:
    stream = StringIO()
    JsonLines(stream)(notice)
    (told,) = stream.getvalue().splitlines()
    assert told.isascii()
    assert told.isprintable()
    assert HOSTILE in texts(json.loads(told))


def texts(told: dict[str, Any]) -> list[str]:
    return [text for value in told.values() for text in (value if isinstance(value, list) else [value])]


def test_hostile_text_breaks_no_readable_line() -> None:
    told = line(Event("kabar", HOSTILE, Outcome.FAILED, HOSTILE))
    assert told.isprintable()
    assert told.startswith("kabar failed https://kabar.example/")


@pytest.mark.parametrize(
    ("outcome", "level"),
    [("new", "info"), ("gone", "info"), ("failed", "warning"), ("refused", "warning"), ("error", "error")],
)
def test_a_level_for_each_outcome(outcome: str, level: str) -> None:
    stream = StringIO()
    JsonLines(stream)(Event("kabar", "https://kabar.example/1", Outcome(outcome), ""))
    assert json.loads(stream.getvalue())["level"] == level


class Full(StringIO):
    """A disk that is full from the second line on."""

    def flush(self) -> None:
        if self.getvalue().count("\n") > 1:
            raise OSError(28, "No space left on device")


def test_a_log_that_cannot_be_written_ends_quietly() -> None:
    lines = JsonLines(Full())
    for _ in range(3):
        lines.error("x")
    JsonLines(None).error("x")


# After a kill


def test_what_was_kept_and_never_read_is_counted_and_read_by_the_next_crawl(site: DemoSite, tmp_path: Path) -> None:
    subprocess.run(words(site), cwd=tmp_path, check=True, capture_output=True)
    with open_archive(tmp_path / "archive.db") as archive:
        first = archive.rows("SELECT capture FROM articles ORDER BY id LIMIT 1")[0]["capture"]
        number = archive.keep(archive.capture(first), kind="article", publisher="kabardemo", run=None)  # and no more
    told = subprocess.run(
        [sys.executable, "-m", "scraper", "status", "--json"], cwd=tmp_path, check=True, capture_output=True
    )
    assert json.loads(told.stdout)["unread"] == 1
    checked = subprocess.run([sys.executable, "-m", "scraper", "check"], cwd=tmp_path, check=True, capture_output=True)
    assert b"1 kept pages wait to be read" in checked.stdout
    subprocess.run(words(site), cwd=tmp_path, check=True, capture_output=True)
    assert rows(tmp_path, f"SELECT outcome FROM readings WHERE capture = {number}") == [("article",)]
    assert rows(tmp_path, "SELECT count(*) FROM unread") == [(0,)]

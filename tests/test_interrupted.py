"""A crawl may end at any moment: the next one goes on, and nothing that was kept is lost."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from scraper.archive import open_archive
from scraper.demo.server import DemoSite
from scraper.demo.site import HOST

#: Every wording as it is stored; counts of readers differ from visit to visit.
WORDINGS = "SELECT a.url, r.headline, r.body, r.bylines, r.credits FROM revisions r JOIN articles a ON a.id = r.article"


@pytest.fixture
def site() -> Iterator[DemoSite]:
    with DemoSite() as site:
        yield site


def crawl(site: DemoSite, folder: Path, *options: str) -> subprocess.Popen[str]:
    detour = ["--connect-to", f"{HOST}:80:{site.address}", "--allow-address", "127.0.0.1"]
    words = [sys.executable, "-m", "scraper", "crawl", "kabardemo", "--pause", "0", *detour, *options]
    return subprocess.Popen(words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def finish(run: subprocess.Popen[str]) -> tuple[int, str]:
    output, _ = run.communicate(timeout=60)
    return run.returncode, output


def wordings(folder: Path) -> set[tuple[str, ...]]:
    with closing(sqlite3.connect(folder / "archive.db")) as db:
        return set(db.execute(WORDINGS))


@pytest.mark.parametrize("attempt", range(20))
def test_after_kill_9_the_next_crawl_ends_with_the_same_articles(site: DemoSite, tmp_path: Path, attempt: int) -> None:
    undisturbed, disturbed = tmp_path / "undisturbed", tmp_path / "disturbed"
    undisturbed.mkdir()
    disturbed.mkdir()
    began = time.monotonic()
    assert finish(crawl(site, undisturbed))[0] == 0
    whole = time.monotonic() - began

    run = crawl(site, disturbed)
    time.sleep(random.Random(attempt).uniform(whole * 0.3, whole))
    run.send_signal(signal.SIGKILL)
    finish(run)

    code, output = finish(crawl(site, disturbed))
    assert code == 0, output
    assert wordings(disturbed) == wordings(undisturbed)
    with open_archive(disturbed / "archive.db") as archive:
        assert archive.check() == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_told_to_stop_a_crawl_finishes_its_page_and_says_so(site: DemoSite, tmp_path: Path, number: int) -> None:
    run = crawl(site, tmp_path, "--pause", "0.2")
    while len(site.requests) < 5:
        time.sleep(0.02)
    run.send_signal(number)
    code, output = finish(run)
    assert code == 130, output
    assert "interrupted" in output
    assert "Traceback" not in output
    with closing(sqlite3.connect(tmp_path / "archive.db")) as db:
        assert db.execute("SELECT exit_code FROM runs").fetchall() == [(130,)]
        answered = db.execute("SELECT count(*) FROM captures").fetchone()[0]
    assert answered == len([path for path in site.requests if path != "/robots.txt"])


def test_a_second_crawl_of_one_archive_steps_back(site: DemoSite, tmp_path: Path) -> None:
    run = crawl(site, tmp_path, "--pause", "0.3")
    while len(site.requests) < 2:
        time.sleep(0.02)
    code, output = finish(crawl(site, tmp_path))
    run.send_signal(signal.SIGTERM)
    finish(run)
    assert (code, len(output.splitlines())) == (3, 1), output
    assert "another crawl" in output

"""A crawl may end at any moment: the next one goes on, and nothing that was kept is lost."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from disks import failing, make_room, small_disk
from newspapers import INDEX, Newspaper, Replica
from web_archive import serving

from scraper import publishers, urls
from scraper.archive import open_archive
from scraper.cli.app import main
from scraper.demo.server import DemoSite
from scraper.demo.site import HOST
from scraper.web.serve import command


@pytest.fixture
def site() -> Iterator[DemoSite]:
    with DemoSite() as site:
        yield site


def crawl(site: DemoSite, folder: Path, *options: str) -> subprocess.Popen[str]:
    detour = ["--connect-to", f"{HOST}:80:{site.address}", "--allow-address", "127.0.0.1"]
    words = [sys.executable, "-m", "scraper", "crawl", "kabardemo", "--pause", "0", *detour, *options]
    return subprocess.Popen(words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def scrape(paper: Replica, folder: Path, before: Sequence[str] = ()) -> subprocess.Popen[str]:
    words = [*before, sys.executable, "-m", "scraper", "crawl", PAPER.id, "--pause", "0", *paper.options]
    return subprocess.Popen(words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def finish(run: subprocess.Popen[str]) -> tuple[int, str]:
    output, _ = run.communicate(timeout=60)
    return run.returncode, output


#: For each line that it is told, a process that runs `scrape` with these words; its number, its output, its end.
FORKS = """
import json, os, sys
from scraper.cli.app import main
for line in sys.stdin:
    if not (child := os.fork()):
        main(json.loads(line))
    print(f"started {child}", flush=True)
    os.waitpid(child, 0)
    print("ended", flush=True)
"""
PAPER = Newspaper("beritajakarta", 60)
KILLS = 10


@pytest.fixture
def paper(tmp_path: Path) -> Iterator[Replica]:
    """A newspaper at the addresses where a crawl looks for it."""
    publisher = publishers.named(PAPER.id)
    listed = {urls.path(url): PAPER.answer(INDEX) for url in (*publisher.indexes, *publisher.most_read)}
    with Replica((replace(PAPER, fault=listed.get),), tmp_path) as replica:
        yield replica


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="asks for the state of a process as Linux tells it")
@pytest.mark.parametrize("seed", range(30 // KILLS))
def test_kill_9_at_any_moment_loses_nothing_that_was_told(paper: Replica, tmp_path: Path, seed: int) -> None:
    moments, told = random.Random(seed), set[str]()
    words = ["crawl", PAPER.id, "--db", str(tmp_path / "archive.db"), "--pause", "0", *paper.options]
    command = [sys.executable, "-c", FORKS]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, bufsize=1
    ) as forks:
        assert forks.stdin is not None
        assert forks.stdout is not None
        for _ in range(KILLS):
            asked = len(paper.requests) + moments.randrange(16)
            forks.stdin.write(json.dumps(words) + "\n")
            crawler = int(forks.stdout.readline().removeprefix("started "))
            while len(paper.requests) < asked and Path(f"/proc/{crawler}/fd/1").exists():
                time.sleep(0.001)
            time.sleep(moments.uniform(0, 0.02))
            os.kill(crawler, signal.SIGKILL)
            told |= {
                line.split()[2]
                for line in iter(forks.stdout.readline, "ended\n")
                if line.startswith(f"{PAPER.id} new ")
            }
            assert_kept(tmp_path / "archive.db", told)
        forks.stdin.write(json.dumps(words) + "\n")
        output = list(iter(forks.stdout.readline, "ended\n"))
    assert len(told) > KILLS
    assert_kept(tmp_path / "archive.db", PAPER.urls())
    assert "failed" not in output[-1]
    with open_archive(tmp_path / "archive.db") as archive:
        assert archive.rows("SELECT count(*) AS n FROM articles") == [{"n": PAPER.articles}]
        assert archive.rows("SELECT count(*) AS n FROM revisions") == [{"n": PAPER.articles}]
        codes = [row["exit_code"] for row in archive.rows("SELECT exit_code FROM runs ORDER BY id")]
    assert codes[-1] == 0
    assert codes.count(None) >= KILLS // 2


def assert_kept(path: Path, told: set[str]) -> None:
    """The archive is whole, and has what the crawl had told of: the bytes, and what was read of them."""
    if not told:
        return
    with open_archive(path) as archive:
        assert archive.check() == []
        kept = {each.url: each.id for each in archive.all_captures()}
        stored = {row["url"] for row in archive.rows("SELECT url FROM articles WHERE length(body) > 100")}
        assert told <= kept.keys() & stored
        for url in told:
            assert b"<html" in archive.capture(kept[url]).body


def test_a_full_disk_ends_a_crawl_and_the_next_one_goes_on(paper: Replica, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        code, output = finish(scrape(paper, disk))
        assert code == 5, output
        assert output.splitlines()[-1].startswith("scrape: archive.db: no space left")
        assert "Traceback" not in output
        told = {line.split()[2] for line in output.splitlines() if line.startswith(f"{PAPER.id} new ")}
        assert told
        make_room(disk)
        assert_kept(disk / "archive.db", told)
        code, output = finish(scrape(paper, disk))
        assert (code, output.splitlines()[-1].partition(" fetched")[0].split()[-1].isdecimal()) == (0, True), output
        assert_kept(disk / "archive.db", PAPER.urls())


@pytest.mark.parametrize(("call", "number"), [("pwrite64", 25), ("pwrite64", 90), ("fdatasync", 9)])
def test_a_write_that_fails_ends_a_crawl_and_the_next_one_goes_on(
    paper: Replica, tmp_path: Path, call: str, number: int
) -> None:
    code, output = finish(scrape(paper, tmp_path, before=failing(call, number)))
    assert code == 5, output
    assert output.splitlines()[-1].startswith("scrape: archive.db: the disk failed")
    assert "Traceback" not in output
    assert_kept(tmp_path / "archive.db", {line.split()[2] for line in output.splitlines() if " new " in line})
    code, output = finish(scrape(paper, tmp_path))
    assert code == 0, output
    assert_kept(tmp_path / "archive.db", PAPER.urls())


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


@pytest.mark.parametrize(
    "numbers", [(signal.SIGINT, signal.SIGINT), (signal.SIGTERM, signal.SIGTERM), (signal.SIGINT, signal.SIGTERM)]
)
def test_told_twice_a_crawl_ends_at_once(paper: Replica, tmp_path: Path, numbers: tuple[signal.Signals, ...]) -> None:
    stuck = PAPER.path(9)
    paper.papers = {host: replace(each, hangs=lambda path: path == stuck) for host, each in paper.papers.items()}
    run = scrape(paper, tmp_path)
    while not paper.held:
        assert run.poll() is None
        time.sleep(0.01)
    began, (first, second) = time.monotonic(), numbers
    run.send_signal(first)
    while run.poll() is None:
        time.sleep(0.5)  # two signals that come together are one
        run.send_signal(second)
        with suppress(subprocess.TimeoutExpired):
            run.wait(5)
    output, _ = run.communicate()
    assert time.monotonic() - began < 50  # the page in hand would take a minute
    assert run.returncode == 130, output
    assert output.splitlines()[-1] == "scrape: interrupted; all finished work is kept"
    assert "Traceback" not in output
    assert_kept(tmp_path / "archive.db", {f"https://m.beritajakarta.id{PAPER.path(number)}" for number in range(1, 9)})
    with closing(sqlite3.connect(tmp_path / "archive.db")) as db:
        assert db.execute("SELECT exit_code FROM runs").fetchall() == [(130,)]


def test_a_second_crawl_of_one_archive_steps_back(site: DemoSite, tmp_path: Path) -> None:
    run = crawl(site, tmp_path, "--pause", "0.3")
    while len(site.requests) < 2:
        time.sleep(0.02)
    code, output = finish(crawl(site, tmp_path))
    run.send_signal(signal.SIGTERM)
    finish(run)
    assert (code, len(output.splitlines())) == (3, 1), output
    assert "another crawl" in output


def test_a_crawl_a_single_article_and_a_reader_share_an_archive(paper: Replica, tmp_path: Path) -> None:
    def counted() -> int:
        with urllib.request.urlopen(f"{address}/archive/articles.json?_shape=array&_size=max", timeout=20) as answer:
            return len(json.load(answer))

    whole, stuck = paper.papers, PAPER.path(20)
    paper.papers = {host: replace(each, hangs=lambda path: path == stuck) for host, each in whole.items()}
    run = scrape(paper, tmp_path)
    while not paper.held:
        assert run.poll() is None
        time.sleep(0.01)
    with serving(command(tmp_path / "archive.db", port=0)) as address:
        assert counted() == 19
        link = f"https://m.beritajakarta.id{PAPER.path(40)}"
        one = CliRunner().invoke(
            main, ["url", link, "--db", str(tmp_path / "archive.db"), "--pause", "0", *paper.options]
        )
        assert one.exit_code in (0, 1), one.output
        assert counted() == 20
        paper.papers = whole
        paper.let_go()
        code, output = finish(run)
        assert code == 0, output
        assert "locked" not in output + one.output
        assert counted() == PAPER.articles

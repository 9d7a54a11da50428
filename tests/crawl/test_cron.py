"""What nobody watches: no terminal, no environment, nobody who reads what is printed, a machine that sleeps."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from newspapers import INDEX, Newspaper, Replica

from scraper import publishers, urls

Process = subprocess.Popen[str]
PAPER = Newspaper("beritajakarta", 4)
STORY = PAPER.path(2)

#: Where the output goes, in the words of a shell, and the whole environment.
CRON: dict[str, tuple[str, dict[str, str]]] = {
    "no environment": ('"$@"', {}),
    "LANG=C": ('"$@"', {"LANG": "C", "LC_ALL": "C"}),
    "only ASCII can be printed": ('"$@"', {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
    "a terminal of no kind": ('"$@"', {"TERM": "dumb", "COLUMNS": "1"}),
    "stdout closed": ('exec "$@" >&-', {}),
    "all closed": ('exec "$@" <&- >&- 2>&-', {}),
    "nobody reads stdout": ('{ "$@"; echo $? > code; } | true; exit "$(cat code)"', {}),
    "nobody reads anything": ('{ "$@"; echo $? > code; } 2>&1 | true; exit "$(cat code)"', {}),
    "a full disk takes everything": ('exec "$@" > /dev/full 2>&1', {}),
}


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replica]:
    publisher = publishers.named(PAPER.id)
    listed = {urls.path(url): PAPER.answer(INDEX) for url in (*publisher.indexes, *publisher.most_read)}
    with Replica((replace(PAPER, fault=listed.get),), tmp_path_factory.mktemp("paper")) as replica:
        yield replica


def start(
    paper: Replica, folder: Path, shell: str = '"$@"', env: dict[str, str] | None = None
) -> subprocess.Popen[str]:
    words = [sys.executable, "-m", "scraper", "crawl", PAPER.id, "--pause", "0", *paper.options]
    return subprocess.Popen(
        ["sh", "-c", shell, "sh", *words],
        cwd=folder,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def rows(folder: Path, sql: str = "SELECT url, headline, body FROM articles ORDER BY url") -> list[Any]:
    with closing(sqlite3.connect(folder / "archive.db")) as db:
        return db.execute(sql).fetchall()


@pytest.fixture(scope="module")
def usual(paper: Replica, tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """What a crawl stores when everything is as usual."""
    folder = tmp_path_factory.mktemp("usual")
    run = start(paper, folder)
    run.communicate(timeout=60)
    assert run.returncode == 0
    return rows(folder)


@pytest.mark.parametrize(("shell", "env"), CRON.values(), ids=CRON)
def test_a_crawl_stores_the_same_whatever_becomes_of_its_words(
    paper: Replica, usual: list[Any], tmp_path: Path, shell: str, env: dict[str, str]
) -> None:
    run = start(paper, tmp_path, shell, env)
    said = "".join(run.communicate(timeout=60))
    assert "Traceback" not in said
    assert "Exception ignored" not in said
    assert run.returncode == 0, said
    assert rows(tmp_path) == usual != []
    assert rows(tmp_path, "SELECT exit_code FROM runs") == [(0,)]


def state(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="asks for the state of a process as Linux tells it")
def test_a_crawl_that_was_suspended_goes_on(paper: Replica, usual: list[Any], tmp_path: Path) -> None:
    (host,) = paper.papers
    paper.papers[host] = replace(paper.papers[host], hangs=lambda path: path == STORY)
    run = start(paper, tmp_path, 'exec "$@"')
    while not paper.held:
        time.sleep(0.01)
    os.kill(run.pid, signal.SIGSTOP)
    while state(run.pid) != "T":
        time.sleep(0.01)
    paper.papers[host] = replace(paper.papers[host], hangs=lambda _: False)
    paper.let_go()
    os.kill(run.pid, signal.SIGCONT)
    output = "".join(run.communicate(timeout=60))
    assert run.returncode == 0, output
    assert rows(tmp_path) == usual

"""Kept pages read again in worker processes: the same rows as in one, whatever is killed meanwhile."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scraper import publishers
from scraper.archive import Archive, open_archive
from scraper.archive.reader_pool import ReaderPool, WorkerLost
from scraper.crawl import publisher_files, reread
from scraper.crawl.archived_sites import keep_site, know_sites
from scraper.models import Capture
from scraper.sites.site import site_of
from scraper.store.store import Store

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
HOME = "https://www.kabarlembah.example/"
#: The page that ends or hangs whoever reads it, by the number of its capture.
DEADLY = 5


def story(number: int, look: int) -> bytes:
    paragraphs = "".join(
        f"<p>Warga dusun {number} memperbaiki saluran air bagian {part} bersama-sama sejak pagi, kata Kepala Dusun "
        f"Sumiati di balai desa setelah musyawarah yang ke-{look}.</p>"
        for part in range(1, 6)
    )
    return (
        f"<!doctype html><html lang=id><head><meta charset=utf-8><title>Saluran Air Dusun {number} Diperbaiki</title>"
        f'<meta property="article:published_time" content="2026-11-2{number % 3}T08:00:00+07:00"></head><body><article>'
        f"<h1>Saluran Air Dusun {number} Diperbaiki</h1><div class=post-content>{paragraphs}</div></article></body>"
        "</html>"
    ).encode()


def archive_of(path: Path, stories: int, looks: int = 2) -> None:
    """An archive of a site that nobody wrote a file for; the last look at each story is cut short."""
    with open_archive(path) as archive:
        site = site_of(HOME)
        keep_site(archive, site)
        with archive.transaction():
            for number in range(stories * looks):
                look, of = divmod(number, stories)
                url = f"{HOME}desa/saluran-air-dusun-{of}-diperbaiki"
                page = story(of, look)
                body = page[: len(page) // 2] if look == 2 else page
                capture = Capture(url, url, NOON + timedelta(hours=number), 200, "text/html", None, (), body)
                archive.keep(capture, kind="article", publisher=site.id, run=None)


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    archive_of(tmp_path / "archive.db", stories=6, looks=3)
    return tmp_path / "archive.db"


#: A publisher of the operator's own.
OWN = """
from scraper.template.publisher import Publisher, Template
from scraper.template.rules import css, paragraphs

PUBLISHER = Publisher(
    id="kampung", name="Kampung", region=None, hosts=("www.kampung.example",), article=r"/berita/(?P<id>\\d+)",
    templates=(Template(when="h1", headline=css("h1"), body=paragraphs("article"), kicker=css("title")),),
)
"""


@pytest.fixture
def own_publisher(path: Path) -> Iterator[None]:
    """A folder of publishers beside the archive, with one whose page the archive has."""
    folder = path.parent / "publishers"
    folder.mkdir()
    (folder / "kampung.py").write_text(OWN)
    assert publisher_files.load(folder) == []
    with open_archive(path) as archive:
        Store(archive).publisher(publishers.named("kampung"))
        url = "https://www.kampung.example/berita/7"
        capture = Capture(url, url, NOON, 200, "text/html", None, (), story(7, 0))
        archive.keep(capture, kind="article", publisher="kampung", run=None)
    yield
    publisher_files.forget()


def read_in(path: Path, jobs: int, *, everything: bool = False) -> dict[str, int]:
    with open_archive(path) as archive:
        return dict(reread.reread(archive, everything=everything, jobs=jobs))


@pytest.mark.usefixtures("own_publisher")
def test_worker_processes_leave_the_rows_that_one_process_leaves(path: Path) -> None:
    alone = path.with_name("alone.db")
    alone.write_bytes(path.read_bytes())
    assert read_in(alone, 1) == {"new": 7, "changed": 6, "failed": 6}
    assert read_in(path, 2) == {"new": 7, "changed": 6, "failed": 6}
    assert dump(path) == dump(alone)
    assert read_in(path, 2, everything=True) == {"same": 13, "failed": 6}
    assert dump(path) == dump(alone)
    with open_archive(path) as archive:
        assert archive.rows("SELECT kicker FROM articles WHERE publisher = 'kampung'") != [{"kicker": None}]


def dies(archive: Archive, keys: Sequence[int]) -> list[reread.Read]:
    if DEADLY in keys:
        os.kill(os.getpid(), signal.SIGKILL)
    return reread.read_chunk(archive, keys)


def hangs(archive: Archive, keys: Sequence[int]) -> list[reread.Read]:
    if DEADLY in keys:
        time.sleep(60)
    return reread.read_chunk(archive, keys)


@pytest.mark.parametrize(("task", "told"), [(dies, "its process ended (-9)"), (hangs, "not done after 1.5 s")])
def test_a_page_that_ends_or_hangs_its_worker_is_a_problem_and_the_rest_is_read(
    path: Path, monkeypatch: pytest.MonkeyPatch, task: object, told: str
) -> None:
    monkeypatch.setattr(reread, "read_chunk", task)
    monkeypatch.setattr(reread, "PATIENCE_S", 1.5)
    assert read_in(path, 2) == {"new": 6, "changed": 5, "failed": 6, "error": 1}
    with open_archive(path) as archive:
        rows = archive.rows("SELECT capture, detail FROM problems WHERE kind = 'error'")
        assert [row["capture"] for row in rows] == [DEADLY]
        assert rows[0]["detail"].endswith(told)
        assert archive.unread_count() == 0


#: Reads everything, and is killed in the middle of the third batch.
KILLED = """
import os, signal, sys
from scraper.archive import open_archive
from scraper.crawl import publisher_files, reread
from scraper.crawl.ingest import store_reading

def store(archive, capture, url, reading, done=[]):
    done.append(capture)
    if len(done) == 11:
        os.kill(os.getpid(), signal.SIGKILL)
    return store_reading(archive, capture, url, reading)

reread.BATCH, reread.CHUNK, reread.store_reading = 4, 2, store
with open_archive(sys.argv[1]) as archive:
    reread.reread(archive, everything=True, jobs=2)
"""


def test_a_reading_of_everything_that_is_killed_goes_on_where_it_was(path: Path) -> None:
    read_in(path, 1)
    before = dump(path)
    # its output ends when the last of its workers has ended
    killed = subprocess.run([sys.executable, "-c", KILLED, path], capture_output=True, timeout=60, check=False)
    assert killed.returncode == -signal.SIGKILL
    again = subprocess.run(
        [sys.executable, "-m", "scraper", "parse", "--all", "--db", path], capture_output=True, check=True
    )
    assert "10 kept pages left" in again.stdout.decode()
    assert "read again: 10 same" in again.stdout.decode()
    assert dump(path) == before


def test_rules_that_changed_meanwhile_begin_anew(path: Path) -> None:
    with open_archive(path) as archive:
        assert not reread.begin(archive)
        assert reread.begin(archive)
        archive.rows("UPDATE rereads SET rules = 'others'")
        archive.rows("DELETE FROM unread")
        assert not reread.begin(archive)
        assert archive.unread_count() == 18


def pid_of(_: Archive, __: None) -> int:
    return os.getpid()


def test_workers_end_with_their_pool_and_are_begun_again_after_a_kill(path: Path) -> None:
    with ReaderPool(path, 1, know_sites) as pool:
        first = pool.submit(pid_of, None, 30).result()
        os.kill(first, signal.SIGKILL)
        with pytest.raises(WorkerLost):
            pool.submit(pid_of, None, 30).result()
        second = pool.submit(pid_of, None, 30).result()
    for pid in (first, second):
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def refuses(_: Archive, what: str) -> None:
    raise ValueError(what)


def test_what_a_task_raises_is_raised_where_it_came_from(path: Path) -> None:
    with ReaderPool(path, 1, know_sites) as pool, pytest.raises(ValueError, match="kabar"):
        pool.submit(refuses, "kabar", 30).result()

"""`scrape demo`: a tour that keeps its promises, and harms no other archive."""

from __future__ import annotations

import os
import shlex
import shutil
import sqlite3
import subprocess
import tempfile
import urllib.request
from contextlib import closing
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from web_archive import serving

from scraper import publishers, urls
from scraper.archive import open_archive
from scraper.cli.app import main
from scraper.cli.demo_tour import PUBLISHER, UNTIL_CHANGED, VISITED_DAYS
from scraper.demo.site import HOST
from scraper.store.store import Store


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def demo() -> Result:
    """A first tour, made once for all tests; each has its archive in the folder of its own."""
    archive, result = first_tour()
    shutil.copyfile(archive, "archive.db")
    return result


@cache
def first_tour() -> tuple[Path, Result]:
    folder = Path(tempfile.mkdtemp(prefix="demo"))
    before = Path.cwd()
    os.chdir(folder)
    try:
        result = tour()
    finally:
        os.chdir(before)
    return folder / "archive.db", result


def tour() -> Result:
    return CliRunner().invoke(main, ["demo"])


def rows(sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect("archive.db")) as db:
        return db.execute(sql).fetchall()


def test_the_demo_is_its_own_publisher() -> None:
    assert publishers.named(PUBLISHER).hosts == (HOST,)
    assert PUBLISHER not in {each.id for each in publishers.chosen(())}


def test_the_demo_asks_nobody_but_itself() -> None:
    demo = publishers.named(PUBLISHER)
    lists = (*demo.indexes, *demo.feeds, *demo.sitemaps, *demo.most_read, *demo.archives, *demo.searches)
    assert {urls.authority(url) for url in lists} == {HOST}


def test_the_first_tour_notices_edits_and_removals_and_names_the_next_command() -> None:
    result = demo()
    assert result.exit_code == 0, result.output
    assert rows("SELECT count(*) FROM articles") == [(74,)]
    assert rows("SELECT edits FROM rewritten") == [(1,), (1,)]
    assert rows("SELECT headline FROM vanished ORDER BY headline") == [
        ("Angkutan Malam Batu Layar Bawa 558 Penumpang",),
        ("Uji Coba Parkir Elektronik di Jalan Kenari Diperpanjang",),
    ]
    assert result.output.count("Vanished, its text is kept: ") == 2
    assert "scrape serve" in result.output
    assert rows("SELECT headline FROM rewritten")[0][0] in result.output.replace("\n", " ")


def test_a_second_tour_finds_nothing_new_and_loses_nothing() -> None:
    demo()
    counted = "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM revisions), (SELECT count(*) FROM quotes)"
    before = rows(counted)
    assert tour().exit_code == 0
    assert rows(counted) == before
    assert rows("SELECT url, count(*) FROM articles GROUP BY url HAVING count(*) > 1") == []


def test_the_demo_refuses_an_archive_with_anything_else() -> None:
    with open_archive("archive.db") as archive:
        Store(archive).publisher(publishers.named("beritajakarta"))
    before = Path("archive.db").read_bytes()
    result = tour()
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert "--db" in result.stderr
    assert Path("archive.db").read_bytes() == before


def test_the_newspaper_has_days_enough_to_draw_curves() -> None:
    demo()
    assert rows("SELECT count(DISTINCT published_on) FROM articles")[0][0] == 30
    assert rows("SELECT DISTINCT region FROM articles ORDER BY region") == [(None,), ("Banten",), ("Jawa Barat",)]
    assert rows("SELECT count(*) FROM articles WHERE body LIKE '%Ralat: %'") == [(1,)]
    assert rows("SELECT count(DISTINCT substr(captured_at, 1, 10)) FROM captures")[0][0] > len(VISITED_DAYS)
    assert rows("SELECT max(n) FROM (SELECT count(*) AS n FROM view_counts GROUP BY article)")[0][0] >= 4


def test_a_redesign_is_noticed_and_told() -> None:
    assert "Redesigned, as it seems: kabardemo: popular.views in 0 of the newest" in demo().output.replace("\n", " ")
    assert rows("SELECT field FROM fill_rates WHERE fell") == [("popular.views",)]
    assert rows("SELECT fell FROM health") == [("popular.views",)]


def test_the_next_commands_work_as_they_are_printed() -> None:
    printed = demo().output.partition("Next:\n")[2].splitlines()
    serve, show = (shlex.split(line) for line in printed if line.strip())
    shown = subprocess.run(show, capture_output=True, text=True, check=False)
    assert shown.returncode == 0, shown.stderr
    with serving([*serve, "--port", "0"]) as address:
        front = urllib.request.urlopen(address, timeout=20).read().decode()
    assert "<strong>2</strong> vanished" in front
    assert "<strong>2</strong> edits noticed" in front


def test_views_and_most_read_lists_are_kept_at_each_visit_and_make_no_edit() -> None:
    demo()
    counts = rows("SELECT article, count(DISTINCT views) FROM view_counts GROUP BY article HAVING count(*) > 1")
    assert counts
    assert sum(different > 1 for _, different in counts) > len(counts) / 2
    assert rows("SELECT count(*) FROM revisions")[0][0] == rows("SELECT count(*) FROM articles")[0][0] + 2


def test_what_is_gone_is_gone_after_a_second_try_and_keeps_its_text() -> None:
    demo()
    found = rows("SELECT state, body != '' FROM articles WHERE state != 'live'")
    assert found == [("gone", 1), ("gone", 1)]
    assert rows("SELECT count(*) FROM frontier WHERE missed > 0 AND state != 'gone'") == [(0,)]


def test_what_it_saw_is_dated_by_its_visits() -> None:
    assert demo().exit_code == 0
    seen = rows("SELECT DISTINCT c.captured_at FROM revisions r JOIN captures c ON c.id = r.first_capture")
    times = sorted(datetime.fromisoformat(at) for (at,) in seen)
    assert times[-1] - times[0] > timedelta(days=25)
    assert times[-1] - times[0] < timedelta(days=27)
    assert timedelta(hours=5) < UNTIL_CHANGED

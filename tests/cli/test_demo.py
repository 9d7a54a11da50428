"""`scrape demo`: a tour that keeps its promises, and harms no other archive."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from scraper import publishers, urls
from scraper.archive import open_archive
from scraper.cli.app import main
from scraper.cli.demo_tour import BETWEEN_VISITS, PUBLISHER, visit
from scraper.demo.server import DemoSite
from scraper.demo.site import HOST
from scraper.fetch import utc_now
from scraper.store.store import Store


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def demo() -> Result:
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


def test_the_first_tour_notices_one_edit_and_one_removal_and_names_the_next_command() -> None:
    result = demo()
    assert result.exit_code == 0, result.output
    assert rows("SELECT count(*) FROM articles") == [(14,)]
    assert rows("SELECT edits FROM rewritten") == [(1,)]
    assert rows("SELECT count(*) FROM frontier WHERE missed > 0") == [(1,)]
    assert "scrape serve" in result.output
    assert rows("SELECT headline FROM rewritten")[0][0] in result.output.replace("\n", " ")


def test_a_second_tour_finds_nothing_new_and_loses_nothing() -> None:
    demo()
    counted = "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM revisions), (SELECT count(*) FROM quotes)"
    before = rows(counted)
    assert demo().exit_code == 0
    assert rows(counted) == before
    assert rows("SELECT url, count(*) FROM articles GROUP BY url HAVING count(*) > 1") == []


def test_the_demo_refuses_an_archive_with_anything_else() -> None:
    with open_archive("archive.db") as archive:
        Store(archive).publisher(publishers.named("beritajakarta"))
    before = Path("archive.db").read_bytes()
    result = demo()
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert "--db" in result.stderr
    assert Path("archive.db").read_bytes() == before


def test_views_and_most_read_lists_are_kept_at_each_visit_and_make_no_edit() -> None:
    demo()
    counts = rows("SELECT article, count(DISTINCT views) FROM view_counts GROUP BY article HAVING count(*) > 1")
    assert counts
    assert all(different > 1 for _, different in counts)
    assert rows("SELECT count(*) FROM revisions")[0][0] == rows("SELECT count(*) FROM articles")[0][0] + 1


def test_what_is_gone_is_gone_after_a_second_try_and_keeps_its_text() -> None:
    demo()
    with DemoSite(visit=2) as site, open_archive("archive.db") as archive:
        visit(archive, site, utc_now() + timedelta(hours=3), "Later")
    (found,) = rows("SELECT state, body != '' FROM articles WHERE state != 'live'")
    assert found == ("gone", 1)
    assert rows("SELECT count(*) FROM vanished") == [(1,)]
    assert rows("SELECT state FROM frontier WHERE missed > 0") == [("gone",)]


def test_what_it_saw_is_dated_by_its_two_visits() -> None:
    assert demo().exit_code == 0
    seen = rows("SELECT DISTINCT c.captured_at FROM revisions r JOIN captures c ON c.id = r.first_capture")
    first, *_, second = sorted(datetime.fromisoformat(at) for (at,) in seen)
    assert second - first >= BETWEEN_VISITS

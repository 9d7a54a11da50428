"""The archive that benchmarks build in bulk has the rows that the store writes itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from invented_news import Newsroom, Story
from million import LISTS, build, introduce, list_of
from story_rows import DELAY, GONE, capture_of, first_look, is_due

from scraper.archive import Archive, open_archive
from scraper.crawl.frontier import Frontier
from scraper.crawl.revisit import WAITS
from scraper.models import Problem
from scraper.store.fill_rates import count_anew
from scraper.store.store import Store

ROOM = Newsroom(90, "1", datetime(2026, 11, 20, tzinfo=UTC), timedelta(minutes=5), 40, 30, 10, 7, 50, 500)
#: Behind the last second look.
END = ROOM.number + ROOM.lag
#: Tables whose rows come in another order; numbered otherwise they are the same.
UNORDERED = ("popular_entries", "problems", "revisions")


@pytest.fixture(scope="module")
def in_bulk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bulk") / "archive.db"
    build(path, ROOM)
    return path


def by_the_store(path: Path) -> None:
    """The same by what a crawl calls."""
    with open_archive(path) as archive:
        archive.db.conn.execute("PRAGMA synchronous = OFF")
        introduce(archive, ROOM)
        for begin in range(0, END, ROOM.run):
            _run(archive, begin, begin + ROOM.run)
        count_anew(archive)


def _run(archive: Archive, begin: int, end: int) -> None:
    at = first_look(begin, ROOM) - DELAY
    run = archive.start_run("crawl", at)
    kept = [_list(archive, begin // ROOM.run, place, run) for place in range(LISTS if begin < ROOM.number else 0)]
    for number in range(begin, min(end, END)):
        if number < ROOM.number:
            kept.append(_first(archive, ROOM.story(number), run))
        if number >= ROOM.lag:
            kept += _second(archive, ROOM.story(number - ROOM.lag), run)
    columns = {"fetched": len(kept), "new": max(min(end, ROOM.number) - begin, 0)}
    archive.end_run(run, at=at + ROOM.run * ROOM.step, exit_code=0, columns=columns)


def _list(archive: Archive, run: int, place: int, key: int) -> int:
    number, capture = list_of(ROOM, run, place)
    publisher = ROOM.publishers[(run * LISTS + place) % len(ROOM.publishers)]
    kept = archive.keep(capture, kind="index", publisher=publisher.id, run=key)
    Store(archive).set_aside(kept, "index", (), ROOM.most_read_of(publisher.id, number, 10))
    return kept


def _first(archive: Archive, story: Story, run: int) -> int:
    publisher, url = story.outline.publisher, story.outline.url
    at = first_look(story.outline.number, ROOM)
    Frontier(archive).add([url], publisher=publisher.id, found_on=publisher.home, now=story.outline.at)
    key = archive.keep(capture_of(url, at, story.page), kind="article", publisher=publisher.id, run=run)
    Store(archive).save(key, story.first)
    return key


def _second(archive: Archive, story: Story, run: int) -> list[int]:
    url, store = story.outline.url, Store(archive)
    at = first_look(story.outline.number, ROOM) + ROOM.lag * ROOM.step
    _remember(Frontier(archive), story)
    if story.fate == "not modified":
        first = archive.last_capture(url)
        assert first
        archive.not_modified(first.id, at, run)
        store.seen_again(first.id)
        return []
    gone = story.fate == "gone"
    capture = capture_of(url, at, GONE, 404) if gone else capture_of(url, at, story.second_page)
    key = archive.keep(capture, kind="article", publisher=story.outline.publisher.id, run=run)
    if gone:
        store.set_aside(key, "gone", (Problem("page", "gone", f"{url}: status 404"),))
        store.vanished(url, "gone", key)
    else:
        store.save(key, story.second)
    return [key]


def _remember(frontier: Frontier, story: Story) -> None:
    """The looks that the schedule has come to."""
    url, until = story.outline.url, ROOM.first + (ROOM.number + ROOM.lag) * ROOM.step
    looks = 1 if story.fate == "gone" else len(WAITS) + (not is_due(story.outline.number, ROOM))
    for _ in range(looks):
        frontier.visited(url, now=until, changed=False)
    for _ in range(2 * (story.fate == "gone")):
        frontier.gone(url, now=until, reason=f"{url}: status 404")


#: Tables whose rows have other numbers where they were written in another order; what they say is compared.
NUMBERED = ("log_state", "headers", "popular_entries")


def contents(path: Path) -> dict[str, list[Any]]:
    """The rows of every table that is no part of a search index, in the order of their numbers."""
    with open_archive(path) as archive:
        archive.db.conn.execute("PRAGMA foreign_keys = ON")
        tables = [name for name in archive.db.table_names() if "_fts_" not in name and name not in NUMBERED]
        found = {table: archive.rows(f'SELECT * FROM "{table}"') for table in (*tables, "popular_lists")}
        for row in found["captures"]:
            row["headers"] = archive.header_fields.whole(row["headers"])
        for row in found["readings"]:
            del row["same_list"]
        return {table: _sorted(table, rows) for table, rows in found.items()}


def _sorted(table: str, rows: list[dict[str, Any]]) -> list[Any]:
    if table in UNORDERED:
        rows = [{name: value for name, value in row.items() if name != "id"} for row in rows]
    return sorted(map(repr, rows))


def test_what_was_built_in_bulk_is_what_the_store_writes(in_bulk: Path, tmp_path: Path) -> None:
    by_the_store(tmp_path / "archive.db")
    expected, found = contents(tmp_path / "archive.db"), contents(in_bulk)
    assert {story.fate for story in map(ROOM.story, range(ROOM.number))} == {
        "not modified", "other bytes", "edited", "gone"
    }  # fmt: skip
    assert all(expected[table] for table in ("popular_lists", "not_modified", "problems"))
    for table, rows in expected.items():
        assert found[table] == rows, table
    assert found.keys() == expected.keys()


def test_nothing_is_wrong_with_what_was_built_in_bulk(in_bulk: Path) -> None:
    with open_archive(in_bulk) as archive:
        assert archive.check() == []
        assert archive.unread_count() == 0
        found = archive.rows("SELECT count(*) AS n FROM articles_fts WHERE articles_fts MATCH 'banjir'")[0]["n"]
    assert 0 < found < ROOM.number

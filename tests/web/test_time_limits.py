"""A page whose query meets the time limit says so calmly; what is counted or sorted heeds the limit."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from small_demo import small_demo

from scraper.web.database import ArchiveDatabase, counted
from scraper.web.datasette_versions import IS_ONE
from scraper.web.reader import COOKIE
from scraper.web.serve import Options, datasette_of

#: The queries are the same on both.
pytestmark = pytest.mark.skipif(IS_ONE, reason="looks into how Datasette 0.65 asks a database")

#: Milliseconds in which no query ends.
TINY = 1e-6


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_demo(tmp_path_factory.mktemp("limits") / "archive.db")


def answers(archive: Path, addresses: list[str], hurried: str = "", language: str = "en") -> list[Any]:
    """What Datasette answers while the queries that hold some words have hardly any time."""

    class Hurried(ArchiveDatabase):
        async def execute(self, sql: str, params: Any = None, **options: Any) -> Any:
            if hurried and hurried in sql:
                options["custom_time_limit"] = TINY
            return await super().execute(sql, params, **options)

        async def execute_fn(self, fn: Any) -> Any:
            def at_open_index(connection: sqlite3.Connection) -> Any:
                connection.execute("SELECT 1 FROM articles_fts LIMIT 0")  # to open it takes no part of the time
                return fn(connection)

            return await super().execute_fn(at_open_index)

    async def ask_all() -> list[Any]:
        served = datasette_of(archive, Options())
        served.remove_database("archive")
        served.add_database(Hurried(served, archive), name="archive")
        await served.invoke_startup()
        found = [await served.client.get(each, cookies={COOKIE: language}) for each in addresses]
        for database in served.databases.values():
            database.close()
        return found

    return asyncio.run(ask_all())


@pytest.mark.parametrize(("language", "words"), [("en", "narrow it by"), ("id", "persempit dengan")])
def test_a_search_that_takes_too_long_is_told_to_be_narrowed(archive: Path, language: str, words: str) -> None:
    addresses = ["/search?q=fest*&sort=newest&since=2020-01-01", "/search.json?q=fest*"]
    for answer in answers(archive, addresses, "articles_fts", language):
        assert answer.status_code == 503
        assert words in answer.text
        assert "interrupted" not in answer.text


def test_any_listing_that_takes_too_long_is_told_to_be_narrowed(archive: Path) -> None:
    pages = answers(archive, ["/most-read", "/edits", "/vanished"], "ORDER BY")
    assert [page.status_code for page in pages] == [503] * 3


@pytest.mark.parametrize("q", ["fest*", '"festival"', "festival", "fest* publisher:a"])
@pytest.mark.parametrize("more", [{}, {"since": "2000-01-01"}, {"until": "2100-01-01"}])
def test_sorted_and_narrowed_searches_find_the_same_with_passages(archive: Path, q: str, more: dict[str, str]) -> None:
    orders = ("", "newest", "oldest")
    pages = answers(archive, [f"/search.json?{urlencode({'q': q, 'sort': sort, **more})}" for sort in orders])
    by_rank, newest, oldest = (page.json()["rows"] for page in pages)
    assert newest
    assert {row["id"] for row in by_rank} == {row["id"] for row in newest}
    assert [row["id"] for row in newest] == [row["id"] for row in reversed(oldest)]
    assert {row["id"]: row["passage"] for row in newest} == {row["id"]: row["passage"] for row in oldest}
    assert all(row["passage"] for row in newest)
    assert any("⟦" in row["passage"] for row in newest)


def test_counting_a_table_heeds_the_time_limit() -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("CREATE TABLE any_table (value)")
        db.executemany("INSERT INTO any_table VALUES (?)", [(number,) for number in range(1000)])
        steps: list[int] = []
        db.set_progress_handler(lambda: steps.append(1), 1)
        sql = counted("select count(*) from [any_table]")
        assert db.execute(sql).fetchall() == [(1000,)]
        assert len(steps) > 1000

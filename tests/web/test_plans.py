"""No page looks at every row of a large table to sort it: the plans of all that the web asks."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from small_demo import small_demo

from scraper.archive.summaries import COUNTED
from scraper.web.database import ArchiveDatabase
from scraper.web.datasette_versions import IS_ONE
from scraper.web.listings import LISTINGS
from scraper.web.serve import Options, datasette_of

#: The queries are the same on both.
pytestmark = pytest.mark.skipif(IS_ONE, reason="looks into how Datasette 0.65 asks a database")

#: Large tables, and their names in queries of ours.
LARGE = {*COUNTED, "said"} | set("acqerstm")
#: Queries that look at a whole table, and why they may.
ALLOWED = {
    "said not indexed": "most_quoted of more than 500 days: numbers alone, in the order of persons",
    "limit 2000": "a facet: the newest rows alone",
    "from short_forms": "said_by: an office may stand anywhere in a title",
}
ARGUMENTS = {
    "search": ("q", "festival -banjir"),
    "person": ("name", "SELECT speaker FROM persons LIMIT 1"),
    "publisher": ("id", "SELECT id FROM publishers LIMIT 1"),
    "province": ("name", "SELECT region FROM articles WHERE region IS NOT NULL LIMIT 1"),
    "topic": ("tag", "SELECT tag FROM tags LIMIT 1"),
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_demo(tmp_path_factory.mktemp("plans") / "archive.db")


def addresses(archive: Path, served: Any) -> Iterator[str]:
    """The front page, every listing, every view, every large table, every query, the page of an article."""
    with closing(sqlite3.connect(archive)) as db:
        yield "/"
        for name in LISTINGS:
            key, value = ARGUMENTS.get(name, ("", ""))
            if value.startswith("SELECT"):
                value = (db.execute(value).fetchone() or ("none",))[0]
            yield f"/{name}?{urlencode({key: value})}" if key else f"/{name}"
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall():
            yield f"/archive/{name}"
        for name in COUNTED:
            yield f"/archive/{name}"
        yield "/search?q=fest*&sort=newest&since=2020-01-01"
        yield "/archive/articles?_search=festival"
        yield "/archive/articles/1"
        for name in served.metadata()["databases"]["archive"]["queries"]:
            yield f"/archive/{name}?words=festival&name=sari&about=&since=&until=&url=1"


def asked(archive: Path) -> list[str]:
    """Every query that the pages ask, with the values of its parameters in it."""
    queries: list[str] = []

    class Traced(ArchiveDatabase):
        async def execute_fn(self, fn: Any) -> Any:
            def traced(connection: sqlite3.Connection) -> Any:
                connection.set_trace_callback(queries.append)
                try:
                    return fn(connection)
                finally:
                    connection.set_trace_callback(None)

            return await super().execute_fn(traced)

    async def ask_all() -> None:
        served = datasette_of(archive, Options())
        served.remove_database("archive")
        served.add_database(Traced(served, archive), name="archive")
        await served.invoke_startup()
        for address in addresses(archive, served):
            answer = await served.client.get(address)
            assert answer.status_code in (200, 404), address
        for database in served.databases.values():
            database.close()

    asyncio.run(ask_all())
    return queries


def faults(plan: list[str]) -> bool:
    """Whether a plan reads a whole large table and sorts or groups it in memory."""
    scanned = {
        found[1] for step in plan if (found := re.match(r"SCAN (\w+)(?! VIRTUAL)(?: USING (?!COVERING).*)?$", step))
    }
    sorts = any(re.match(r"USE TEMP B-TREE FOR (ORDER BY|GROUP BY|DISTINCT)$", step) for step in plan)
    return sorts and bool(scanned & LARGE)


def test_no_page_reads_a_whole_table_to_sort_it(archive: Path) -> None:
    queries = asked(archive)
    assert len(queries) > 150
    with closing(sqlite3.connect(archive)) as db:
        db.create_function("escape_fts", 1, lambda words: words)
        bad: dict[str, list[str]] = {}
        for sql in dict.fromkeys(queries):
            if not sql.lstrip().lower().startswith(("select", "with")):
                continue
            plan = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {sql}")]
            is_allowed = any(words in sql.lower() for words in ALLOWED)
            if faults(plan) and not is_allowed:
                bad[" ".join(sql.split())] = plan
    assert bad == {}


def test_a_query_that_sorts_a_whole_table_is_found(archive: Path) -> None:
    with closing(sqlite3.connect(archive)) as db:
        plan = [row[3] for row in db.execute("EXPLAIN QUERY PLAN SELECT text, count(*) FROM quotes q GROUP BY text")]
    assert faults(plan)

"""What every page of `scrape serve` takes on a large archive, and the commands that ask all of it.

    python benchmarks/web.py ARCHIVE [--rounds 2] [--only TEXT] [--commands]

The pages come from a real Datasette with our plugin: its own list of tables, views and queries and our list of listings
say which there are, so that a new one is measured without being named here. Each is asked for several people, words,
days and places, frequent and rare ones. Printed are milliseconds of the clock (p50, p95) and of the processor (p95),
which other work on the machine does not lengthen. Exit status 1 for an error, for a query that met Datasette's time
limit, or for a p95 of the processor over the bound.

`--commands` measures `status`, a `crawl` that may ask no host, and `check`; it writes a run into the archive.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from datasette.database import QueryInterrupted
from million import sizes

from scraper import publishers, urls
from scraper.archive import Archive, open_archive, read_archive
from scraper.crawl.archived_sites import know_sites
from scraper.crawl.frontier import Frontier
from scraper.discovery import sources
from scraper.models import HostState
from scraper.web.database import ArchiveDatabase
from scraper.web.listings import LISTINGS
from scraper.web.serve import Options, datasette_of

#: Milliseconds of a page, and of a search.
BOUND_MS, SEARCH_BOUND_MS = 300, 100
#: Frequent, middling and rare words of `invented_news`.
WORDS = ("banjir", "warga jalan", '"yang di"', "pasar OR sungai", "banj*", "jembatan -banjir", "kan")
#: Values of a listing's or a query's parameters, from the archive: name -> SQL of one column.
VALUES = {
    "name": """
        SELECT speaker FROM (SELECT speaker, row_number() OVER (ORDER BY count(*) DESC) AS place FROM quotes
                             WHERE id > (SELECT max(id) - 60000 FROM quotes) GROUP BY speaker)
        WHERE place IN (1, 2, 3, 10, 30, 100, 300, 1000, 3000, 5000)
    """,
    "id": "SELECT id FROM publishers ORDER BY id LIMIT 12 OFFSET 20",
    "province": """
        SELECT DISTINCT region FROM (SELECT region FROM articles ORDER BY published_at DESC LIMIT 400)
        WHERE region IS NOT NULL LIMIT 6
    """,
    "tag": """
        SELECT DISTINCT value FROM (SELECT tags FROM articles ORDER BY published_at DESC LIMIT 60), json_each(tags)
        LIMIT 10
    """,
    "url": "SELECT url FROM articles WHERE id % (SELECT max(id) / 11 FROM articles) = 1",
}


@dataclass
class Measured:
    """What one kind of page came to, a value a request."""

    wall_ms: list[float] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    interrupted: list[str] = field(default_factory=list)


#: Kind of a page -> its addresses.
Pages = dict[str, list[str]]


def percentile(values: Iterable[float], share: float) -> float:
    """The value below which this share of them lies."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def samples(archive: Archive) -> dict[str, list[str]]:
    """Values for the parameters of listings and queries."""
    found = {name: [str(next(iter(row.values()))) for row in archive.rows(sql)] for name, sql in VALUES.items()}
    words = [*WORDS, *(row["headline"].split()[-1] for row in archive.rows("SELECT headline FROM articles LIMIT 4"))]
    return found | {"q": words, "words": words, "about": [""], "since": ["", "2026-01-01"], "until": [""]}


def listings(values: dict[str, list[str]]) -> Pages:
    """Our own pages in all their forms."""
    found: Pages = defaultdict(list)
    keys = {"search": "q", "person": "name", "publisher": "id", "province": "province", "topic": "tag"}
    for name in LISTINGS:
        asked: list[dict[str, str]] = [{}]
        if key := keys.get(name):
            asked = [{"name" if key == "province" else key: value} for value in values[key]]
        for form in ("", ".atom", ".json"):
            found[f"/{name}{form}"] = [f"/{name}{form}{_query(each)}" for each in asked]
    found["/search, sorted and narrowed"] = [
        f"/search{_query({'q': word, 'sort': 'newest', **more})}"
        for word in WORDS
        for more in ({}, {"since": "2025-01-01"}, {"page": "4"})
    ]
    publisher, province, name = values["id"][0], values["province"][0], values["name"][0]
    filters = (f"publisher:{publisher}", f'province:"{province}"', f'speaker:"{name}"')
    found["/search with filters"] = [
        f"/search{_query({'q': f'{words} {each}'})}" for words in ("banjir", "") for each in filters
    ]
    found["/edits, page 4"], found["/vanished, page 4"] = ["/edits?page=4"], ["/vanished?page=4"]
    found["/article"] = [f"/article{_query({'url': url})}" for url in values["url"]]
    found["/compare"] = [f"/compare{_query({'url': url})}" for url in values["url"]]
    return found


def _query(arguments: dict[str, str]) -> str:
    return f"?{urlencode(arguments)}" if arguments else ""


def rows_of(archive: Archive, database: str) -> Pages:
    """The pages of single rows, and of kept pages."""
    found: Pages = {}
    for table in ("articles", "revisions", "quotes", "captures", "readings"):
        key = "capture" if table == "readings" else "id"
        largest = archive.rows(f"SELECT max({key}) AS n FROM {table}")[0]["n"] or 1
        chosen = [1 + largest * part // 13 for part in range(13)]
        found[f"row of {table}"] = [f"/{database}/{table}/{number}" for number in chosen]
        if table == "captures":
            found["/capture"] = [f"/capture/{number}" for number in chosen]
            found["/capture/bytes"] = [f"/capture/{number}/bytes" for number in chosen]
    return found


def tables(archive: Archive, database: str) -> Pages:
    """Every table and view as Datasette shows it, with what a reader does there."""
    found: Pages = {}
    for row in archive.rows("SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY 2, 1"):
        name = row["name"]
        if "_fts" in name or name.startswith("sqlite_"):
            continue
        found[f"{row['type']} {name}"] = [f"/{database}/{name}", f"/{database}/{name}.json"]
    for table in ("articles", "quotes"):
        found[f"table {table}, searched"] = [
            f"/{database}/{table}{_query({'_search': word})}" for word in ("banjir", "kan", "yang")
        ]
    return found


def narrowed(archive: Archive, database: str, values: dict[str, list[str]]) -> Pages:
    """Tables and views with a value of a facet chosen."""
    chosen = {
        "articles": {"publisher": "id", "region": "province", "tags__arraycontains": "tag"},
        "quotes": {"speaker": "name"},
        "who_said_what": {"speaker": "name"},
        "people_said": {"speaker": "name"},
    }
    found: Pages = {}
    for table, columns in chosen.items():
        for column, kind in columns.items():
            found[f"{table} by {column}"] = [
                f"/{database}/{table}{_query({column: each})}" for each in values[kind][:6]
            ]
    return found


def queries(served: Any, database: str, values: dict[str, list[str]]) -> Pages:
    """The canned queries, each parameter with its values."""
    canned = served.metadata()["databases"][database]["queries"]
    found: Pages = {}
    for name, query in canned.items():
        asked = [key for key in ("words", "name", "about", "since", "until", "url") if f":{key}" in query["sql"]]
        longest = max(len(values[key]) for key in asked) if asked else 1
        found[f"query {name}"] = [
            f"/{database}/{name}{_query({key: values[key][n % len(values[key])] for key in asked})}"
            for n in range(longest)
        ]
    return found


class Meter:
    """Asks a Datasette for pages, and hears of each query that met a time limit."""

    def __init__(self, served: Any) -> None:
        self._served = served
        self._interrupted: list[str] = []
        original = ArchiveDatabase.execute

        async def execute(database: ArchiveDatabase, sql: str, params: Any = None, **options: Any) -> Any:
            try:
                return await original(database, sql, params, **options)
            except QueryInterrupted:
                if "custom_time_limit" not in options and "count(*)" not in sql[:30]:
                    self._interrupted.append(" ".join(sql.split())[:200])
                raise

        setattr(ArchiveDatabase, "execute", execute)  # noqa: B010 - mypy knows no way to say it

    async def measure(self, addresses: list[str], rounds: int) -> Measured:
        """Ask for each address so many times, all of them in turn."""
        found = Measured()
        for address in addresses * rounds:
            began, cpu = time.perf_counter(), time.process_time()
            answer = await self._served.client.get(address)
            found.wall_ms.append(1000 * (time.perf_counter() - began))
            found.cpu_ms.append(1000 * (time.process_time() - cpu))
            if answer.status_code not in (200, 302, 404):
                found.errors.append(f"{answer.status_code} {address}")
        found.interrupted, self._interrupted = self._interrupted, []
        return found


def bound(kind: str) -> float:
    """Milliseconds that a kind of page may take."""
    return SEARCH_BOUND_MS if kind == "/search" else BOUND_MS


async def web(path: Path, rounds: int, only: str) -> int:
    """Measure every page; gives the number of those that are not as they should be."""
    served = datasette_of(path, Options())
    await served.invoke_startup()
    with read_archive(path) as archive:
        values, database = samples(archive), path.stem
        found: Pages = {"/": ["/"], "/DATABASE": [f"/{database}", f"/{database}.json"]}
        found |= listings(values) | rows_of(archive, database) | tables(archive, database)
        found |= narrowed(archive, database, values) | queries(served, database, values)
    meter, bad = Meter(served), 0
    for kind, addresses in found.items():
        if only not in kind:
            continue
        await meter.measure(addresses[:1], 1)  # whoever comes first fills the cache
        measured = await meter.measure(addresses, max(rounds, 10 // len(addresses)))
        bad += _told(kind, measured)
    return bad


def _told(kind: str, measured: Measured) -> bool:
    p50, p95 = (percentile(measured.wall_ms, share) for share in (0.5, 0.95))
    cpu = percentile(measured.cpu_ms, 0.95)
    is_bad = bool(measured.errors or measured.interrupted or cpu > bound(kind))
    print(f"{'!' if is_bad else ' '} {p50:8.0f} {p95:8.0f} {cpu:8.0f}  {kind} ({len(measured.wall_ms)})", flush=True)
    for line in dict.fromkeys([*measured.errors, *(f"time limit: {sql}" for sql in measured.interrupted)]):
        print(f"      {line}")
    return is_bad


def close_hosts(path: Path) -> None:
    """Have every host left alone for an hour, so that a crawl asks none."""
    until = datetime.now(UTC) + timedelta(hours=1)
    with open_archive(path) as archive:
        frontier = Frontier(archive)
        know_sites(archive)
        for publisher in publishers.everyone().values():
            lists = [url for group in sources.recent(publisher) for way in group for url in way]
            for host in {urls.authority(url) for url in (publisher.home, *lists, *publisher.most_read)}:
                frontier.save_host(HostState(host, b"", 200, datetime.now(UTC), not_before=until, pause_s=1.0))


def commands(path: Path) -> Iterator[tuple[str, list[str]]]:
    """The commands that ask all of an archive, by name."""
    scrape = [sys.executable, "-m", "scraper"]
    yield "status", [*scrape, "status", "--db", str(path)]
    yield "crawl, nothing due", [*scrape, "crawl", "--contact", "nobody@kabar.example", "--db", str(path)]
    yield "check", [*scrape, "check", "--db", str(path)]


def run(words: list[str]) -> tuple[float, float]:
    """Seconds of the clock and of the processor that a command takes."""
    began, before = time.perf_counter(), os.times()
    subprocess.run(words, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - began, spent


def main() -> int:
    """Measure, print, judge."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("archive", type=Path)
    arguments.add_argument("--rounds", type=int, default=2, help="at least ten requests a page in any case")
    arguments.add_argument("--only", default="", metavar="TEXT", help="pages whose kind holds this")
    arguments.add_argument("--commands", action="store_true", help="also the commands, and the size of each table")
    given = arguments.parse_args()
    print("       p50      p95  cpu p95  milliseconds: kind of page (requests)")
    bad = asyncio.run(web(given.archive, given.rounds, given.only))
    if given.commands:
        close_hosts(given.archive)
        for name, words in commands(given.archive):
            wall, cpu = run(words)
            print(f"{wall:8.2f} s, {cpu:8.2f} s of the processor: {name}")
        with read_archive(given.archive) as archive:
            for row in sizes(archive):
                print(f"{row['bytes']:16,}  {row['name']}")
    print(f"{bad} kinds of pages over their bound, with errors, or with a query that met the time limit")
    return int(bool(bad))


if __name__ == "__main__":
    raise SystemExit(main())

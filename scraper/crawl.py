"""The pipeline: discover, then look at what is new or due. Hosts side by side, each one page at a time."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable

from scraper import urls
from scraper.backfill import Backfill
from scraper.explore import Explorer
from scraper.publisher import Publisher
from scraper.sources import Scope
from scraper.tally import HOST_CLOSED
from scraper.visits import Visits


async def crawl(visits: Visits, chosen: Iterable[Publisher], scope: Scope) -> None:
    """Discover what these publishers have, and look at what is new or due."""
    await asyncio.gather(*(_publisher(visits, publisher, scope) for publisher in chosen))


async def _publisher(visits: Visits, publisher: Publisher, scope: Scope) -> None:
    explorer = Explorer(visits, publisher)
    if scope.search:
        await explorer.search(scope.search)
    else:
        await explorer.explore()
    left = scope.limit
    if scope.window:
        backfill = Backfill(visits, publisher, scope.window, left)
        await backfill.walk()
        left = backfill.left
    due = visits.frontier.due([publisher.id], visits.now(), left)
    by_host: defaultdict[str, list[str]] = defaultdict(list)
    for url in due:
        by_host[urls.authority(url)].append(url)
    await asyncio.gather(*(_in_turn(visits, publisher, pages) for pages in by_host.values()))


async def _in_turn(visits: Visits, publisher: Publisher, waiting: Iterable[str]) -> None:
    """One article after the other, until the host wants no more of it or the run is to stop."""
    for url in waiting:
        if visits.stop.is_set():
            return
        event = await visits.look(publisher, url)
        if event.outcome in HOST_CLOSED:
            return

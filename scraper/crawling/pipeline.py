"""The pipeline: discover, then look at what is new or due. Hosts side by side, each one page at a time."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable

from scraper import urls
from scraper.crawling.backfill import Backfill
from scraper.crawling.explore import Explorer
from scraper.crawling.session import Session
from scraper.crawling.sources import Scope
from scraper.crawling.tally import HOST_CLOSED
from scraper.publisher import Publisher


async def crawl(session: Session, chosen: Iterable[Publisher], scope: Scope) -> None:
    """Discover what these publishers have, and look at what is new or due."""
    await asyncio.gather(*(_publisher(session, publisher, scope) for publisher in chosen))


async def _publisher(session: Session, publisher: Publisher, scope: Scope) -> None:
    explorer = Explorer(session, publisher)
    if scope.search:
        await explorer.search(scope.search)
    else:
        await explorer.explore()
    left = scope.limit
    if scope.window:
        backfill = Backfill(session, publisher, scope.window, left)
        await backfill.walk()
        left = backfill.left
    due = session.frontier.due([publisher.id], session.now(), left)
    by_host: defaultdict[str, list[str]] = defaultdict(list)
    for url in due:
        by_host[urls.authority(url)].append(url)
    await asyncio.gather(*(_in_turn(session, publisher, pages) for pages in by_host.values()))


async def _in_turn(session: Session, publisher: Publisher, waiting: Iterable[str]) -> None:
    """One article after the other, until the host wants no more of it or the run is to stop."""
    for url in waiting:
        if session.stop.is_set():
            return
        event = await session.look(publisher, url)
        if event.outcome in HOST_CLOSED:
            return

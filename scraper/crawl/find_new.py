"""Finding what is new: feeds, sitemaps and index pages of a publisher, the cheapest way that leaves no gap."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from scraper.crawl.lists import ListResult, Lists
from scraper.crawl.session import HostClosed
from scraper.discovery import sources
from scraper.discovery.coverage import newest_first
from scraper.discovery.feeds_and_sitemaps import Listed
from scraper.discovery.sources import Way
from scraper.template.publisher import Publisher

#: What a sitemap names as older than the last discovery by this was found by an earlier one.
OVERLAP = timedelta(days=7)
#: Pages of one list that are followed to close a gap, and sitemaps of an index that are looked at.
MOST_PAGES, MOST_SITEMAPS = 20, 10


@dataclass
class ListDiscovery:
    """One publisher's lists in one run.

    A list has no gap when it names an article that was known: what came before that is known as well. Until then its
    further pages are looked at, and then the next dearer way. At the first look at a publisher nothing is known: every
    way is tried, none beyond its first page.
    """

    lists: Lists
    publisher: Publisher

    def __post_init__(self) -> None:
        self.session = self.lists.session
        self.known_since = self.session.frontier.last_found(self.publisher.id)
        self.since: datetime = (self.known_since or self.session.now()) - OVERLAP

    async def discover(self, host_done: Callable[[], None] = lambda: None) -> None:
        """Remember what is new at this publisher's lists, hosts side by side; `host_done` hears of each that is."""
        rankings: list[list[Way]] = [[(url,)] for url in self.publisher.most_read]
        by_host = sources.by_host([*sources.recent(self.publisher), *rankings])
        await asyncio.gather(*(self._host(groups, host_done) for groups in by_host))

    async def search(self, words: str) -> None:
        """Remember what the publisher finds for these words."""
        for url in sources.searching(self.publisher, words):
            await self._host([[(url,)]])

    async def _host(self, groups: Iterable[list[Way]], host_done: Callable[[], None] = lambda: None) -> None:
        with suppress(HostClosed):
            for ways in groups:
                await self._cheapest(ways)
        host_done()

    async def _cheapest(self, ways: list[Way]) -> None:
        for way in ways:
            closed = [await self._without_gap(url) for url in way if not self.session.stop.is_set()]
            if all(closed):
                return

    async def _without_gap(self, url: str) -> bool:
        """Look at a list and as many of its pages or sitemaps as it takes; whether they reach to what was known."""
        result = await self.lists.visit(self.publisher, url)
        closed = self._remember(result)
        closed = await self._sitemaps(result) or closed
        pages = 1
        while not closed and self.known_since and result.listing.following and pages < MOST_PAGES:
            if self.session.stop.is_set():
                break
            result, pages = await self.lists.visit(self.publisher, result.listing.following), pages + 1
            closed = self._remember(result)
        return closed

    async def _sitemaps(self, index: ListResult) -> bool:
        """Look at the newest sitemaps of an index, and of the indexes in it; whether one names what was known."""
        waiting, seen, closed = self._newest(index.listing.sitemaps), {index.event.url}, False
        while waiting and len(seen) <= MOST_SITEMAPS and not self.session.stop.is_set():
            url = waiting.pop(0)
            if url not in seen:
                seen.add(url)
                result = await self.lists.visit(self.publisher, url)
                waiting = self._newest(result.listing.sitemaps) + waiting
                closed = self._remember(result) or closed
        return closed

    def _remember(self, result: ListResult) -> bool:
        """Remember a list's articles; whether one of its own, not of the boxes around it, was known before."""
        found: Iterable[Listed] = result.listing.articles
        named = [each.url for each in result.listing.main]
        closed = len(self.session.frontier.unknown(named)) < len(named)
        if result.listing.kind == "sitemap":  # many hold all that a site ever published
            found = (each for each in found if self._is_new(each))
        self.lists.remember(self.publisher, result.event.url, found)
        return closed

    def _is_new(self, each: Listed) -> bool:
        return each.at is None or each.at >= self.since

    def _newest(self, sitemaps: Iterable[Listed]) -> list[str]:
        """The sitemaps of an index in which something may be new."""
        return [each.url for each in newest_first(filter(self._is_new, sitemaps))]

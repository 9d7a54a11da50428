"""Finding what is new: feeds, sitemaps and index pages of a publisher, the cheapest way that leaves no gap."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from scraper.crawl.session import HostClosed, ListResult, Session
from scraper.discovery import sources
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

    session: Session
    publisher: Publisher

    def __post_init__(self) -> None:
        self.known_since = self.session.frontier.last_found(self.publisher.id)
        self.since: datetime = (self.known_since or self.session.now()) - OVERLAP

    async def explore(self, explored: Callable[[], None] = lambda: None) -> None:
        """Remember what is new at this publisher's lists, hosts side by side; `explored` hears of each that is done."""
        rankings: list[list[Way]] = [[(url,)] for url in self.publisher.most_read]
        by_host = sources.by_host([*sources.recent(self.publisher), *rankings])
        await asyncio.gather(*(self._host(groups, explored) for groups in by_host))

    async def search(self, words: str) -> None:
        """Remember what the publisher finds for these words."""
        for url in sources.searching(self.publisher, words):
            await self._host([[(url,)]])

    async def _host(self, groups: Iterable[list[Way]], explored: Callable[[], None] = lambda: None) -> None:
        with suppress(HostClosed):
            for ways in groups:
                await self._cheapest(ways)
        explored()

    async def _cheapest(self, ways: list[Way]) -> None:
        for way in ways:
            closed = [await self._without_gap(url) for url in way if not self.session.stop.is_set()]
            if all(closed):
                return

    async def _without_gap(self, url: str) -> bool:
        """Look at a list and as many of its pages or sitemaps as it takes; whether they reach to what was known."""
        sight = await self.session.sight(self.publisher, url)
        closed = self._remember(sight)
        for sitemap in self._newest(sight.listing.sitemaps):
            if self.session.stop.is_set():
                break
            closed = self._remember(await self.session.sight(self.publisher, sitemap)) or closed
        pages = 1
        while not closed and self.known_since and sight.listing.following and pages < MOST_PAGES:
            if self.session.stop.is_set():
                break
            sight, pages = await self.session.sight(self.publisher, sight.listing.following), pages + 1
            closed = self._remember(sight)
        return closed

    def _remember(self, sight: ListResult) -> bool:
        """Remember a list's articles; whether one of its own, not of the boxes around it, was known before."""
        found: Iterable[Listed] = sight.listing.articles
        named = [each.url for each in sight.listing.main]
        closed = len(self.session.frontier.unknown(named)) < len(named)
        if sight.listing.kind == "sitemap":  # many hold all that a site ever published
            found = (each for each in found if self._is_new(each))
        self.session.remember(self.publisher, sight, found)
        return closed

    def _is_new(self, each: Listed) -> bool:
        return each.at is None or each.at >= self.since

    def _newest(self, sitemaps: Iterable[Listed]) -> list[str]:
        """The sitemaps of an index in which something may be new: the last changed first; undated ones as they come."""
        changed = list(filter(self._is_new, sitemaps))
        changed.sort(key=lambda each: each.at.timestamp() if each.at else 0, reverse=True)
        return [each.url for each in changed[:MOST_SITEMAPS]]

"""Finding what is new: feeds, sitemaps and index pages of a publisher, the cheapest way that leaves no gap."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

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
#: Statuses of a list that is not there.
NOT_THERE = (404, 410)


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
        looked_at: datetime = self.known_since or self.session.now()
        self.since = looked_at - OVERLAP
        #: Articles that the lists named, known or new, and lists that are not there.
        self.named = self.lost = 0

    async def discover(self, host_done: Callable[[], None] = lambda: None) -> None:
        """Remember what is new at this publisher's lists, hosts side by side; `host_done` hears of each that is."""
        groups = [*sources.recent(self.publisher), *_rankings(self.publisher)]
        host = partial(self._host, host_done=host_done)
        await asyncio.gather(*map(host, sources.by_host(groups)))

    async def search(self, words: str) -> None:
        """Remember what the publisher finds for these words."""
        for url in sources.searching(self.publisher, words):
            way: Way = (url,)
            await self._host([[way]])

    async def _host(self, groups: Iterable[list[Way]], host_done: Callable[[], None] = lambda: None) -> None:
        with suppress(HostClosed):
            for ways in groups:
                await self._cheapest(ways)
        host_done()

    async def _cheapest(self, ways: list[Way]) -> None:
        for way in ways:
            if await self._are_without_gap(way):
                return

    async def _are_without_gap(self, way: Way) -> bool:
        """Look at the lists of a way; whether all reach to what was known, as far as the run goes on."""
        closed = True
        for url in way:
            if self.session.stop.is_set():
                break
            closed &= await self._without_gap(url)
        return closed

    async def _without_gap(self, url: str) -> bool:
        """Look at a list and as many of its pages or sitemaps as it takes; whether they reach to what was known."""
        result = await self.lists.visit(self.publisher, url)
        self.lost += result.status in NOT_THERE
        closed = self._remember(result)
        closed |= await self._sitemaps(result)
        for _ in range(_pages_to_follow(self.known_since)):
            following = result.listing.following
            if closed or not following or self.session.stop.is_set():
                break
            result = await self.lists.visit(self.publisher, following)
            closed = self._remember(result)
        return closed

    async def _sitemaps(self, index: ListResult) -> bool:
        """Look at the newest sitemaps of an index, and of the indexes in it; whether one names what was known."""
        seen = {index.event.url}
        waiting = self._next_sitemaps(index, [], seen)
        closed = False
        while waiting and len(seen) <= MOST_SITEMAPS and not self.session.stop.is_set():
            url = waiting.pop(0)
            seen.add(url)
            result = await self.lists.visit(self.publisher, url)
            waiting = self._next_sitemaps(result, waiting, seen)
            closed |= self._remember(result)
        return closed

    def _next_sitemaps(self, index: ListResult, waiting: list[str], seen: set[str]) -> list[str]:
        """The sitemaps of an index in which something may be new, the newest first, before those that wait."""
        sitemaps = newest_first(_changed(index.listing.sitemaps, self.since))
        return _unseen((*_urls(sitemaps), *waiting), seen)

    def _remember(self, result: ListResult) -> bool:
        """Remember a list's articles; whether one of its own, not of the boxes around it, was known before."""
        named = _urls(result.listing.main)
        unknown = self.session.frontier.unknown(named)
        found: Iterable[Listed] = result.listing.articles
        if result.listing.kind == "sitemap":  # many hold all that a site ever published
            found = _changed(found, self.since)
        self.named += len(named)
        self.lists.remember(self.publisher, result.event.url, found)
        if not named:
            return not self.publisher.known  # an empty list of a site without rules goes on nowhere
        return len(unknown) < len(named)


def _pages_to_follow(known_since: datetime | None) -> int:
    """How many pages of a list behind its first may be looked at: none where nothing is known that they may reach."""
    if known_since is None:
        return 0
    return MOST_PAGES - 1


def _rankings(publisher: Publisher) -> list[list[Way]]:
    """The most-read lists of a publisher: none stands for another."""
    return [[(url,)] for url in publisher.most_read]


def _changed(listed: Iterable[Listed], since: datetime) -> list[Listed]:
    """What may be of a time or later; what tells no time may be."""
    return [each for each in listed if each.at is None or each.at >= since]


def _urls(listed: Iterable[Listed]) -> list[str]:
    return [each.url for each in listed]


def _unseen(urls: Iterable[str], seen: set[str]) -> list[str]:
    return [url for url in urls if url not in seen]

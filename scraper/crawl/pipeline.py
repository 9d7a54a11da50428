"""The pipeline: discover, and visit what is new or due. Hosts side by side, each one page at a time."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from scraper import urls
from scraper.crawl.articles import Articles
from scraper.crawl.backfill import Backfill
from scraper.crawl.events import Event
from scraper.crawl.fetching import Fetcher
from scraper.crawl.find_new import ListDiscovery
from scraper.crawl.lists import Lists
from scraper.crawl.outcome import Outcome
from scraper.crawl.session import Session
from scraper.crawl.silent_lists import SILENT, is_silent
from scraper.crawl.site_survey import find_at_site
from scraper.discovery.site_sources import with_sources
from scraper.discovery.sources import Quota, Scope
from scraper.fetch.host_queue import HostQueues
from scraper.template.publisher import Publisher


@dataclass(frozen=True)
class Crawler:
    """What a run visits with."""

    session: Session
    lists: Lists
    articles: Articles


def crawler(session: Session, queues: HostQueues, permitted: Collection[str] = ()) -> Crawler:
    """The crawler of a run; `permitted` are ids of publishers who gave a permission that their pages say is needed."""
    fetcher = Fetcher(session, queues, permitted)
    return Crawler(session, Lists(session, fetcher), Articles(session, fetcher))


async def crawl(crawler: Crawler, chosen: Iterable[Publisher], scope: Scope) -> None:
    """Discover what these publishers have, and visit what is new or due."""
    await asyncio.gather(*(_publisher(crawler, publisher, scope) for publisher in chosen))


async def _publisher(crawler: Crawler, publisher: Publisher, scope: Scope) -> None:
    if publisher.id in scope.known_only:
        publisher = with_sources(publisher, ())
    elif not publisher.known:
        publisher = await find_at_site(crawler.lists, publisher, scope.limit)
    quota = Quota(scope.limit)
    queue = VisitQueue(crawler.articles, publisher, quota)
    discovery = ListDiscovery(crawler.lists, publisher)
    if scope.search:
        await discovery.search(scope.search)
    elif scope.window:  # the way back visits what it finds by itself
        if publisher.known:
            await discovery.discover()
        await Backfill(crawler.lists, crawler.articles, publisher, scope.window, quota).run()
    elif publisher.known:
        await discovery.discover(queue.begin)
    if is_silent(crawler.session.archive, publisher.id):
        crawler.session.note(Event(publisher.id, publisher.home, Outcome.SILENT, SILENT))
    await queue.finish()
    while crawler.lists.read_again(publisher):
        await queue.finish()


@dataclass
class VisitQueue:
    """The visits to one publisher's articles: they begin at each host as soon as something is due there.

    So a host that hangs at its lists keeps nobody waiting, not even its publisher's other hosts.
    """

    articles: Articles
    publisher: Publisher
    quota: Quota
    _working: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    #: Hosts that want no more of this run, and URLs that were visited in it.
    _closed: set[str] = field(default_factory=set)
    _visited: set[str] = field(default_factory=set)

    def begin(self) -> None:
        """Begin at every host where something is due and nobody is at work."""
        by_host: defaultdict[str, list[str]] = defaultdict(list)
        for url in self._due():
            if url not in self._visited and self._is_free(urls.authority(url)):
                by_host[urls.authority(url)].append(url)
        for host, waiting in by_host.items():
            self._working[host] = asyncio.create_task(self._in_turn(host, waiting))

    def _due(self) -> list[str]:
        session = self.articles.session
        return session.frontier.due([self.publisher.id], session.now(), self.quota.left, without=self._closed)

    def _is_free(self, host: str) -> bool:
        return host not in self._working or self._working[host].done()

    async def finish(self) -> None:
        """Visit all that is due until nothing is, the quota is spent, or the run is to stop."""
        self.begin()
        while pending := [task for task in self._working.values() if not task.done()]:
            await asyncio.gather(*pending)
            self.begin()
        await asyncio.gather(*self._working.values())  # what went wrong at any of them

    async def _in_turn(self, host: str, waiting: Iterable[str]) -> None:
        for url in waiting:
            if self.articles.is_doubted(self.publisher, url):
                continue
            if self.articles.session.stop.is_set() or not self.quota.take():
                self._closed.add(host)
                return
            self._visited.add(url)
            event = await self.articles.visit(self.publisher, url)
            if event.outcome.follows.closes_host:
                self._closed.add(host)
                self.quota.give_back()
                return

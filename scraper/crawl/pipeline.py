"""The pipeline: discover, and look at what is new or due. Hosts side by side, each one page at a time."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from scraper import urls
from scraper.crawl.backfill import Backfill
from scraper.crawl.find_new import ListDiscovery
from scraper.crawl.session import Session
from scraper.crawl.stats import HOST_CLOSED
from scraper.discovery.sources import Quota, Scope
from scraper.template.publisher import Publisher


async def crawl(session: Session, chosen: Iterable[Publisher], scope: Scope) -> None:
    """Discover what these publishers have, and look at what is new or due."""
    await asyncio.gather(*(_publisher(session, publisher, scope) for publisher in chosen))


async def _publisher(session: Session, publisher: Publisher, scope: Scope) -> None:
    quota = Quota(scope.limit)
    looks, discovery = VisitQueue(session, publisher, quota), ListDiscovery(session, publisher)
    if scope.search:
        await discovery.search(scope.search)
    elif scope.window:  # the way back looks at what it finds by itself
        await discovery.explore()
        await Backfill(session, publisher, scope.window, quota).walk()
    else:
        await discovery.explore(looks.begin)
    await looks.finish()


@dataclass
class VisitQueue:
    """The looks at one publisher's articles: they begin at each host as soon as something is due there.

    So a host that hangs at its lists keeps nobody waiting, not even its publisher's other hosts.
    """

    session: Session
    publisher: Publisher
    quota: Quota
    _working: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    #: Hosts that want no more of this run, and URLs that were looked at in it.
    _closed: set[str] = field(default_factory=set)
    _seen: set[str] = field(default_factory=set)

    def begin(self) -> None:
        """Begin at every host where something is due and nobody is at work."""
        by_host: defaultdict[str, list[str]] = defaultdict(list)
        for url in self.session.frontier.due([self.publisher.id], self.session.now(), self.quota.left):
            host = urls.authority(url)
            if url not in self._seen and host not in self._closed and self._is_free(host):
                by_host[host].append(url)
        for host, waiting in by_host.items():
            self._working[host] = asyncio.create_task(self._in_turn(host, waiting))

    def _is_free(self, host: str) -> bool:
        return host not in self._working or self._working[host].done()

    async def finish(self) -> None:
        """Look at all that is due until nothing is, the quota is spent, or the run is to stop."""
        self.begin()
        while pending := [task for task in self._working.values() if not task.done()]:
            await asyncio.gather(*pending)
            self.begin()
        await asyncio.gather(*self._working.values())  # what went wrong at any of them

    async def _in_turn(self, host: str, waiting: Iterable[str]) -> None:
        for url in waiting:
            if self.session.stop.is_set() or not self.quota.take():
                self._closed.add(host)
                return
            self._seen.add(url)
            if (await self.session.look(self.publisher, url)).outcome in HOST_CLOSED:
                self._closed.add(host)
                return

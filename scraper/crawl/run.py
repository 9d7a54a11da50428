"""A run from its start to its end: archive and network opened, signals heard, the outcome written down."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Literal

from scraper.archive import Archive
from scraper.archive.lock import crawl_lock
from scraper.crawl.archived_sites import choose, know_sites, owner_of
from scraper.crawl.events import Ended, Event, Notice, Started
from scraper.crawl.frontier import Frontier
from scraper.crawl.ingest import Ingested
from scraper.crawl.network import Network, is_known
from scraper.crawl.pipeline import Crawler, crawler
from scraper.crawl.pipeline import crawl as whole_crawl
from scraper.crawl.reread import read_waiting
from scraper.crawl.run_log import RunLog
from scraper.crawl.session import Session
from scraper.crawl.signals import pause, stopped_after, stopped_by_signals
from scraper.crawl.stats import INTERRUPTED, Stats
from scraper.crawl.story_reader import story_reader
from scraper.discovery.sources import EVERYTHING, Scope
from scraper.errors import FetchError, ScrapeError, Stopped, WrongUse
from scraper.fetch import robots, utc_now
from scraper.fetch.host_queue import HostQueues
from scraper.store.fill_rates import fallen
from scraper.store.store import Store
from scraper.template.publisher import Publisher
from scraper.version import __version__


def nobody(_: Notice) -> None:
    """Whom a run tells when nobody watches."""


@dataclass(frozen=True, kw_only=True)
class Run:
    """One command's work on an archive, written down in the table `runs`."""

    archive: Archive
    network: Network
    command: str
    #: Hears of each page.
    tell: Callable[[Event], None] = nobody
    #: Hears of the start and of the end.
    mark: Callable[[Started | Ended], None] = nobody
    #: Gives UTC.
    now: Callable[[], datetime] = utc_now
    #: After so many seconds the pages in hand are finished, and no other is asked for; None is no limit.
    max_time_s: float | None = None
    #: Processes that read; with one the process that fetches reads as well.
    jobs: int = 1
    #: Gives seconds that never jump.
    monotonic: Callable[[], float] = time.monotonic

    def crawl(self, chosen: Sequence[Publisher], scope: Scope = EVERYTHING) -> Stats:
        """Fetch what is new or due of these publishers, and what the scope asks for besides.

        Raises errors.ArchiveBusy while another crawl of this archive runs, errors.WrongUse when real hosts would be
        crawled and nobody answers for it, or searched where none has a search page.
        """
        know_sites(self.archive)
        self.network.answers_for(chosen)
        if scope.search and not any(each.searches for each in chosen):
            raise WrongUse(f"none of these publishers has a search page: {', '.join(each.id for each in chosen)}")

        async def work(crawler: Crawler) -> None:
            await read_waiting(self.archive, crawler.session.stop)
            await whole_crawl(crawler, chosen, scope)
            crawler.session.stats.fallen = [str(rate) for rate in fallen(self.archive, [each.id for each in chosen])]

        with crawl_lock(self.archive.path):
            for publisher in chosen:
                Store(self.archive).publisher(publisher)
            return self._do(work, chosen)

    def visit(self, url: str) -> Ingested:
        """Fetch one article by its canonical URL.

        Raises errors.FetchError; KeyboardInterrupt when it was told to stop.
        """
        found: list[Ingested | FetchError] = []
        self.visit_all([url], lambda _, result: found.append(result))
        if isinstance(found[0], FetchError):
            raise found[0]
        return found[0]

    def visit_all(self, addresses: Sequence[str], tell: Callable[[str, Ingested | FetchError], None]) -> None:
        """Fetch articles by their canonical URLs, one after the other; `tell` hears what each came to.

        A host that nobody wrote a file for is a site: its pages are read without rules, and it is kept as such.

        Raises KeyboardInterrupt when it was told to stop.
        """
        know_sites(self.archive)
        chosen = {url: owner_of(self.archive, url) for url in addresses}
        publishers_asked = list({publisher.id: publisher for publisher in chosen.values()}.values())
        for publisher in publishers_asked:
            self.network.respects(publisher)
            Store(self.archive).publisher(publisher)

        async def work(crawler: Crawler) -> None:
            for url, publisher in chosen.items():
                if crawler.session.stop.is_set():
                    return
                tell(url, await crawler.articles.visit_by_hand(publisher, url))

        if self._do(work, publishers_asked).interrupted:
            raise KeyboardInterrupt

    def _do(self, work: Work, chosen: Sequence[Publisher]) -> Stats:
        ids = tuple(publisher.id for publisher in chosen)
        run_log, stats, code = RunLog(self.archive, self.command, self.now()), Stats(), INTERRUPTED
        began = self.monotonic()
        self.mark(Started(run_log.run, self.command, __version__, ids))
        try:
            asyncio.run(self._work(run_log.run, stats, work))
            code = stats.exit_code
        except ScrapeError as err:
            code = err.exit_code
            raise
        finally:
            waiting = Frontier(self.archive).waiting(self.now())
            stats.waiting = sum(waiting.get(name, 0) for name in ids)
            seconds = self.monotonic() - began
            counts = run_log.close(
                at=self.now(), exit_code=code, counts=stats.counts(), seconds=seconds, waiting=stats.waiting
            )
            ended = Ended(run_log.run, code, round(seconds, 3), counts, stats.waiting, stats.why, tuple(stats.fallen))
            self.mark(ended)
        return stats

    async def _work(self, run: int, stats: Stats, work: Work) -> None:
        stop = asyncio.Event()

        def end(why: Literal["interrupted", "out of time"]) -> None:
            stats.why = why
            stop.set()

        async with self.network.client(self.now) as client:
            queues = HostQueues(
                client,
                Frontier(self.archive),
                agent=robots.AGENT,
                politeness=self.network.politeness(),
                known=is_known,
                permitted=self.network.permits,
                clock=self.now,
                sleep=partial(pause, stop),
            )
            session = Session(self.archive, self.now, self.tell, run, stats, stop)
            interrupted, over = partial(end, "interrupted"), partial(end, "out of time")
            with (
                stopped_by_signals(interrupted),
                stopped_after(self.max_time_s, over),
                story_reader(self.archive, self.jobs) as session.open_story,
                suppress(Stopped),
            ):
                await work(crawler(session, queues, self.network.permitted))


Work = Callable[[Crawler], Awaitable[None]]


def crawl(
    archive: Archive,
    names: Sequence[str] = (),
    *,
    contact: str | None = None,
    limit: int | None = None,
    network: Network | None = None,
    max_time_s: float | None = None,
    tell: Callable[[Event], None] = nobody,
) -> Stats:
    """Crawl publishers by their ids or addresses, or all when none is named; what `scrape crawl` does.

    An address is that of a site that nobody wrote a file for: how its articles are found, the crawl finds out.
    `contact` is who answers for the crawl; `network` says more about how the web is reached; after `max_time_s` seconds
    the pages in hand are finished; `tell` hears of each page.

    Raises errors.UnknownPublisher, errors.WrongUse without a contact, errors.ArchiveBusy, errors.ArchiveError.
    """
    network = network or Network(contact=contact)
    run = Run(archive=archive, network=network, command="crawl", tell=tell, max_time_s=max_time_s)
    return run.crawl(choose(archive, names, network.permitted), Scope(limit=limit))

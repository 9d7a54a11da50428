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

from scraper import publishers, robots, urls
from scraper.archive import Archive
from scraper.archive.lock import crawl_lock
from scraper.crawling.account import Account
from scraper.crawling.events import Ended, Notice, Started
from scraper.crawling.frontier import Frontier
from scraper.crawling.intake import Intake
from scraper.crawling.lanes import Lanes
from scraper.crawling.patience import Pace
from scraper.crawling.pipeline import crawl as whole_crawl
from scraper.crawling.session import Session
from scraper.crawling.sources import EVERYTHING, Scope
from scraper.crawling.stopping import pause, stopped_after, stopped_by_signals
from scraper.crawling.tally import INTERRUPTED, Tally
from scraper.errors import ScrapeError, Stopped, UnknownPublisher, WrongUse
from scraper.fetch import Client, utc_now
from scraper.health import fallen
from scraper.models import Event
from scraper.publisher import Publisher
from scraper.readings.store import Store
from scraper.version import __version__


@dataclass(frozen=True, slots=True)
class Network:
    """How the operator lets a run reach the web."""

    #: Who answers for the run; None where nobody said.
    contact: str | None = None
    #: Least seconds between two requests to a host.
    pause: float = 1.0
    #: Private addresses that may be fetched from.
    allow_address: tuple[str, ...] = ()
    #: "host:port" -> "address:port".
    connect_to: tuple[str, ...] = ()
    ca_file: str | None = None
    #: Ids of publishers whose terms ask for permission, which the operator has.
    permitted: tuple[str, ...] = ()

    @property
    def agent(self) -> str:
        """The honest User-Agent."""
        return f"{robots.AGENT}/{__version__} ({f'+{self.contact}' if self.contact else 'no contact given'})"

    def detours(self) -> dict[str, str]:
        """`connect_to` as a table; raises errors.WrongUse for what is no such detour."""
        try:
            return dict(_detour(each) for each in self.connect_to)
        except ValueError:
            raise WrongUse("--connect-to takes HOST:PORT:ADDRESS:PORT") from None

    def client(self, clock: Callable[[], datetime] = utc_now) -> Client:
        """A client for one run; `clock` gives UTC, which captures are dated by."""
        return Client(
            clock=clock,
            user_agent=self.agent,
            allowed=frozenset(self.allow_address),
            connect_to=self.detours(),
            ca_file=self.ca_file,
        )

    def answers_for(self, chosen: Sequence[Publisher]) -> None:
        """Raise errors.WrongUse when real hosts would be crawled and nobody says who does it, or without permission.

        What no run could use is told as well, before anything is written.
        """
        self.client()
        for name in self.permitted:
            publishers.named(name)
        for publisher in chosen:
            self.respects(publisher)
        detoured = {key.partition(":")[0] for key in self.detours()}
        real = {urls.authority(url) for each in chosen for url in _asked(each)} - detoured
        if real and not (self.contact or "").strip():
            raise WrongUse(
                "a crawl says who answers for it: --contact ADDRESS, $SCRAPE_CONTACT, or contact in arsip.toml"
            )

    def permits(self, url: str) -> bool:
        """Whether the publisher of a URL is one whose permission the operator has."""
        publisher = publishers.of(url)
        return publisher is not None and publisher.id in self.permitted

    def respects(self, publisher: Publisher) -> None:
        """Raise errors.WrongUse for a publisher whose terms ask for a permission that nobody says there is."""
        if publisher.terms and publisher.id not in self.permitted:
            asked = f"{publisher.name} wants to be asked first: {publisher.terms}"
            raise WrongUse(f"{asked}. With its permission say --permitted {publisher.id}")


def _asked(publisher: Publisher) -> tuple[str, ...]:
    """The lists of a publisher that a crawl asks for first."""
    return (*publisher.indexes, *publisher.feeds, *publisher.sitemaps, *publisher.most_read) or (publisher.home,)


def _detour(given: str) -> tuple[str, str]:
    host, port, address = given.split(":", 2)
    if not address.rpartition(":")[2].isdecimal():
        raise ValueError(given)
    return f"{host}:{int(port)}", address


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
    #: Gives seconds that never jump.
    monotonic: Callable[[], float] = time.monotonic

    def crawl(self, chosen: Sequence[Publisher], scope: Scope = EVERYTHING) -> Tally:
        """Fetch what is new or due of these publishers, and what the scope asks for besides.

        Raises errors.ArchiveBusy while another crawl of this archive runs, errors.WrongUse when real hosts would be
        crawled and nobody answers for it, or searched where none has a search page.
        """
        self.network.answers_for(chosen)
        if scope.search and not any(each.searches for each in chosen):
            raise WrongUse(f"none of these publishers has a search page: {', '.join(each.id for each in chosen)}")

        async def work(session: Session) -> None:
            await whole_crawl(session, chosen, scope)
            session.tally.fallen = [str(rate) for rate in fallen(self.archive, [each.id for each in chosen])]

        with crawl_lock(self.archive.path):
            for publisher in chosen:
                Store(self.archive).publisher(publisher)
            return self._do(work, chosen)

    def visit(self, url: str) -> Intake:
        """Fetch one article by its canonical URL.

        Raises errors.UnknownPublisher, errors.FetchError; KeyboardInterrupt when it was told to stop.
        """
        publisher = known(url)
        self.network.respects(publisher)
        Store(self.archive).publisher(publisher)
        found: list[Intake] = []

        async def work(session: Session) -> None:
            found.append(await session.visit(publisher, url))
            session.note(Event(publisher.id, url, found[0].outcome, found[0].detail))

        if self._do(work, [publisher]).interrupted:
            raise KeyboardInterrupt
        return found[0]

    def _do(self, work: Work, chosen: Sequence[Publisher]) -> Tally:
        ids = tuple(publisher.id for publisher in chosen)
        account, tally, code = Account(self.archive, self.command, self.now()), Tally(), INTERRUPTED
        began = self.monotonic()
        self.mark(Started(account.run, self.command, __version__, ids))
        try:
            asyncio.run(self._work(account.run, tally, work))
            code = tally.exit_code
        except ScrapeError as err:
            code = err.exit_code
            raise
        finally:
            tally.waiting = sum(Frontier(self.archive).waiting(self.now()).get(name, 0) for name in ids)
            seconds = self.monotonic() - began
            counts = account.close(
                at=self.now(), exit_code=code, counts=tally.counts(), seconds=seconds, waiting=tally.waiting
            )
            ended = Ended(account.run, code, round(seconds, 3), counts, tally.waiting, tally.why, tuple(tally.fallen))
            self.mark(ended)
        return tally

    async def _work(self, run: int, tally: Tally, work: Work) -> None:
        stop = asyncio.Event()

        def end(why: Literal["interrupted", "out of time"]) -> None:
            tally.why = why
            stop.set()

        async with self.network.client(self.now) as client:
            lanes = Lanes(
                client,
                Frontier(self.archive),
                agent=robots.AGENT,
                pace=Pace(floor_s=self.network.pause),
                known=is_known,
                permitted=self.network.permits,
                clock=self.now,
                sleep=partial(pause, stop),
            )
            session = Session(self.archive, lanes, self.now, self.tell, run, self.network.permitted, tally, stop)
            interrupted, over = partial(end, "interrupted"), partial(end, "out of time")
            with stopped_by_signals(interrupted), stopped_after(self.max_time_s, over), suppress(Stopped):
                await work(session)


Work = Callable[[Session], Awaitable[None]]


def is_known(url: str) -> bool:
    """Whether a URL is on a publisher's host: nothing else is ever asked for."""
    return publishers.of(url) is not None


def known(url: str) -> Publisher:
    """The publisher of a canonical URL; raises errors.UnknownPublisher with what to do."""
    publisher = publishers.of(url)
    if publisher is None:
        raise UnknownPublisher(f"{url}: nobody here knows this host; `scrape file` reads a saved page without rules")
    return publisher


def crawl(
    archive: Archive,
    names: Sequence[str] = (),
    *,
    contact: str | None = None,
    limit: int | None = None,
    network: Network | None = None,
    max_time_s: float | None = None,
    tell: Callable[[Event], None] = nobody,
) -> Tally:
    """Crawl publishers by their ids, or all that a crawl visits when none is named; what `scrape crawl` does.

    `contact` is who answers for the crawl; `network` says more about how the web is reached; after `max_time_s` seconds
    the pages in hand are finished; `tell` hears of each page.

    Raises errors.UnknownPublisher, errors.WrongUse without a contact, errors.ArchiveBusy, errors.ArchiveError.
    """
    network = network or Network(contact=contact)
    run = Run(archive=archive, network=network, command="crawl", tell=tell, max_time_s=max_time_s)
    return run.crawl(publishers.chosen(names, network.permitted), Scope(limit=limit))

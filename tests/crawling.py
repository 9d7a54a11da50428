"""A crawl of the replica as `scrape crawl` does it, in virtual time; what it did, said and asked for."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from newspapers import Newspaper, Replica
from rich.console import Console
from virtual import Counted, Flight, VirtualLoop

from scraper.archive import Archive
from scraper.cli import console
from scraper.crawl.events import Event
from scraper.crawl.frontier import Frontier
from scraper.crawl.network import is_known
from scraper.crawl.pipeline import crawl, crawler
from scraper.crawl.session import Session
from scraper.crawl.stats import Stats
from scraper.discovery.sources import Scope
from scraper.fetch import Client, Limits, robots
from scraper.fetch.backoff import Politeness, next_pause
from scraper.fetch.host_queue import HostQueues
from scraper.store.store import Store

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


@dataclass
class Visit:
    """One run over the replica."""

    stats: Stats
    events: list[Event]
    flights: list[Flight]
    #: Virtual seconds from the start to the end.
    seconds: float

    @property
    def summary(self) -> str:
        """The table at the end of `scrape crawl`, and its last line."""
        screen = Console(width=200)
        with screen.capture() as captured:
            screen.print(console.summary(self.stats.outcomes))
        return captured.get() + console.counts(self.stats.counts())

    def by_host(self) -> dict[str, list[Flight]]:
        found = defaultdict(list)
        for flight in self.flights:
            found[flight.host].append(flight)
        return found


def dictated(flights: Sequence[Flight], politeness: Politeness) -> float:
    """Seconds that the pauses dictate for the requests to one host that was never in trouble."""
    pause, owed = 0.0, 0.0
    for flight in flights[:-1]:
        pause = next_pause(pause, flight.took, politeness, least=politeness.min_pause_s, trouble=False)
        owed += pause
    return owed + flights[-1].took


@dataclass
class Desk:
    """An archive and a clock that goes on from run to run."""

    archive: Archive
    replica: Replica
    politeness: Politeness = field(default_factory=Politeness)
    limits: Limits = field(default_factory=Limits)
    #: Host -> virtual seconds that its answers take.
    slow: Mapping[str, float] = field(default_factory=dict)
    now: datetime = NOON
    #: What the wall clock shows beyond the true time, by the seconds of the run.
    skew: Callable[[float], timedelta] = lambda _: timedelta(0)
    #: Hears of each page in place of the visit, which then remembers nothing.
    tell: Callable[[Event], None] | None = None
    #: Of the client, in place of what is usual here.
    options: Mapping[str, Any] = field(default_factory=dict)

    def crawl(self, papers: Sequence[Newspaper], limit: int | None = None) -> Visit:
        loop, events = VirtualLoop(), list[Event]()
        began = self.now

        def clock() -> datetime:
            return began + timedelta(seconds=loop.now) + self.skew(loop.now)

        async def work() -> tuple[Stats, list[Flight]]:
            usual: dict[str, Any] = {
                "allowed": ["127.0.0.1"],
                "connect_to": self.replica.detours,
                "ca_file": str(self.replica.ca_file),
                "limits": self.limits,
            }
            agent = "arsip-berita/0 (+redaksi@example.org)"
            client = Client(user_agent=agent, clock=clock, monotonic=loop.time, **{**usual, **self.options})
            client._wire = counted = Counted(client._wire, loop, self.replica.held, self.slow)
            if self.tell:
                counted.flights = deque(maxlen=1)  # type: ignore[assignment]
            memory = Frontier(self.archive)
            queues = HostQueues(
                client,
                memory,
                agent=robots.AGENT,
                politeness=self.politeness,
                known=is_known,
                clock=clock,
                monotonic=loop.time,
            )
            async with client:
                session = Session(self.archive, clock, self.tell or events.append, run)
                await crawl(crawler(session, queues), [paper.publisher for paper in papers], Scope(limit=limit))
            return session.stats, counted.flights

        for paper in papers:
            Store(self.archive).publisher(paper.publisher)
        run = self.archive.start_run("crawl", began)
        stats, flights = loop.run(work())
        self.now = began + timedelta(seconds=loop.now)
        return Visit(stats, events, flights, loop.now)

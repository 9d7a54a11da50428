"""How a run reaches the web: its contact, its pauses, its permissions, and which URLs it may ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from scraper import publishers, urls
from scraper.errors import WrongUse
from scraper.fetch import Client, robots, utc_now
from scraper.fetch.backoff import Politeness
from scraper.template.publisher import Publisher
from scraper.version import __version__


@dataclass(frozen=True, slots=True)
class Network:
    """How the operator lets a run reach the web."""

    #: Who answers for the run; None where nobody said.
    contact: str | None = None
    #: Least seconds between two requests to a host.
    pause: float = 1.0
    #: Most seconds that a slow host makes of them.
    longest_pause: float = Politeness().max_pause_s
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
        contact = f"+{self.contact}" if self.contact else "no contact given"
        return f"{robots.AGENT}/{__version__} ({contact})"

    def politeness(self) -> Politeness:
        """How the run paces its requests."""
        return Politeness(min_pause_s=self.pause, max_pause_s=self.longest_pause)

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
        real_hosts = hosts(chosen) - _detoured_hosts(self.detours())
        if real_hosts and _is_blank(self.contact):
            raise WrongUse(
                "a crawl says who answers for it: --contact ADDRESS, $SCRAPE_CONTACT, or contact in arsip.toml"
            )

    def permits(self, url: str) -> bool:
        """Whether the publisher of a URL is one whose permission the operator has."""
        publisher = publishers.of(url)
        if publisher is None:
            return False
        return publisher.id in self.permitted

    def respects(self, publisher: Publisher) -> None:
        """Raise errors.WrongUse for a publisher whose terms ask for a permission that nobody says there is."""
        if publisher.terms and publisher.id not in self.permitted:
            asked = f"{publisher.name} wants to be asked first: {publisher.terms}"
            raise WrongUse(f"{asked}. With its permission say --permitted {publisher.id}")


def _is_blank(contact: str | None) -> bool:
    return contact is None or not contact.strip()


def hosts(chosen: Iterable[Publisher]) -> set[str]:
    """The hosts that a crawl of these publishers asks first."""
    found: set[str] = set()
    for publisher in chosen:
        found.update(map(urls.authority, _asked(publisher)))
    return found


def _detoured_hosts(detours: Iterable[str]) -> set[str]:
    """The hosts of a table of detours, whose keys are "host:port"."""
    return {key.partition(":")[0] for key in detours}


def _asked(publisher: Publisher) -> tuple[str, ...]:
    """The lists of a publisher that a crawl asks for first."""
    lists = (*publisher.indexes, *publisher.feeds, *publisher.sitemaps, *publisher.most_read)
    return lists or (publisher.home,)


def _detour(given: str) -> tuple[str, str]:
    host, port, address = given.split(":", 2)
    port_of_address = address.rpartition(":")[2]
    if not port_of_address.isdecimal():
        raise ValueError(given)
    return f"{host}:{int(port)}", address


def is_known(url: str) -> bool:
    """Whether a URL is on a publisher's host: nothing else is ever asked for."""
    publisher = publishers.of(url)
    return publisher is not None and publisher.owns(urls.archived(url))

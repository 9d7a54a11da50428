"""Where a crawl looks for the articles of a publisher: the cheapest way first. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import quote_plus

from scraper import urls
from scraper.template.publisher import Place, Publisher

#: Lists that find the same articles, all of them needed together: the feeds of a host, or its index pages.
Way = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """The days of a backfill, as the publisher's readers live them; both belong to it."""

    since: date
    until: date

    def days(self) -> list[date]:
        """Every day, the newest first."""
        between = self.until - self.since
        return [self.until - timedelta(days=n) for n in range(between.days + 1)]

    def holds(self, day: date | None) -> bool:
        """Whether a day may be in it; one that nobody knows may be."""
        if day is None:
            return True
        return self.since <= day <= self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a crawl does for each publisher."""

    #: Articles to look at, at most; None for all that are due.
    limit: int | None = None
    #: Days to go back through.
    window: Window | None = None
    #: What to search for in place of looking for what is new.
    search: str | None = None
    #: Ids of sites of which only what is known is looked at again.
    known_only: frozenset[str] = frozenset()


EVERYTHING = Scope()


@dataclass(slots=True)
class Quota:
    """How many articles of one publisher a run may still look at; None for any number."""

    left: int | None = None

    def take(self) -> bool:
        """Take one look; whether there was one left."""
        if self.left is None:
            return True
        if self.left == 0:
            return False
        self.left -= 1
        return True

    def give_back(self) -> None:
        """Undo a `take` that came to no look."""
        if self.left is not None:
            self.left += 1

    @property
    def is_spent(self) -> bool:
        """Whether no look is left."""
        return self.left == 0


def recent(publisher: Publisher) -> list[list[Way]]:
    """For each host and place of a publisher the ways to its newest articles, the cheapest first.

    A feed of one regional edition says nothing of the others, so only lists of one place stand for each other. Nobody
    has vouched for the feeds of a site without rules: its front page is looked at beside them.
    """
    feeds = publisher.feeds
    if feeds and not publisher.known:
        feeds = (*feeds, publisher.home)
    return _grouped(publisher, feeds, publisher.sitemaps, publisher.indexes)


def backward(publisher: Publisher) -> list[list[Way]]:
    """For each host and place of a publisher the ways back in time, the surest first."""
    return _grouped(publisher, publisher.archives, publisher.sitemaps, publisher.indexes)


def _grouped(publisher: Publisher, *kinds: Iterable[str]) -> list[list[Way]]:
    groups: defaultdict[tuple[str, Place], list[Way]] = defaultdict(list)
    for kind in kinds:
        for host_and_place, way in _by_place(publisher, kind).items():
            groups[host_and_place].append(tuple(way))
    return list(groups.values())


def _by_place(publisher: Publisher, lists: Iterable[str]) -> dict[tuple[str, Place], list[str]]:
    """Lists of one kind by their host and place."""
    places: defaultdict[tuple[str, Place], list[str]] = defaultdict(list)
    for url in lists:
        host, place = urls.authority(url), publisher.place(url)
        places[host, place].append(url)
    return places


def by_host(groups: Iterable[list[Way]]) -> list[list[list[Way]]]:
    """The same groups, those of one host together."""
    hosts: defaultdict[str, list[list[Way]]] = defaultdict(list)
    for ways in groups:
        hosts[urls.authority(ways[0][0])].append(ways)
    return list(hosts.values())


def searching(publisher: Publisher, words: str) -> Way:
    """The pages on which a publisher lists what it finds for these words."""
    quoted = quote_plus(words)
    filled = (form.format(words=quoted) for form in publisher.searches)
    return tuple(map(urls.normalize, filled))

"""Coverage of a way back: the days that its lists went through, and whether they hold the whole window. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from scraper.discovery.feeds_and_sitemaps import Listed
from scraper.discovery.sources import Window

#: The first and the last day of a stretch.
Interval = tuple[date, date]
#: Days without a story that are no hole: small newsrooms have quiet weeks.
QUIET = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Covered:
    """How far one source came."""

    source: str
    intervals: tuple[Interval, ...] = ()
    #: What kept it from going on.
    failures: tuple[str, ...] = ()

    def __str__(self) -> str:
        oldest = min((first for first, _ in self.intervals), default=None)
        return f"{self.source}: goes back to {oldest or 'no day that it tells'}"


def holds(window: Window, intervals: Iterable[Interval]) -> bool:
    """Whether stretches of days together cover a window, from its first day on and without a hole.

    >>> window = Window(date(2020, 1, 1), date(2020, 3, 31))
    >>> holds(window, [(date(2020, 1, 1), date(2020, 2, 1)), (date(2020, 2, 20), date(2020, 4, 1))])
    True
    >>> holds(window, [(date(2020, 2, 1), date(2020, 3, 31))])
    False
    """
    ordered = sorted(intervals)
    if not ordered or ordered[0][0] > window.since:
        return False
    _, covered = ordered[0]
    for first, last in ordered:
        if first - covered > QUIET:
            return False
        covered = max(covered, last)
    return window.until - covered <= QUIET


def intervals_of(covered: Iterable[Covered]) -> tuple[Interval, ...]:
    """The stretches of several sources."""
    return tuple(chain.from_iterable(each.intervals for each in covered))


def failures_of(covered: Iterable[Covered]) -> tuple[str, ...]:
    """What kept several sources from going on."""
    return tuple(chain.from_iterable(each.failures for each in covered))


def shortfall(window: Window, covered: Sequence[Covered]) -> tuple[str, ...]:
    """Why sources together do not cover a window; nothing where they do."""
    failures = failures_of(covered)
    if failures or holds(window, intervals_of(covered)):
        return failures
    return tuple(map(str, covered))


def newest_first(sitemaps: Iterable[Listed]) -> list[Listed]:
    """The sitemaps of an index, those that say when they changed first, the last changed before the others.

    Of the rest nobody knows at which end of the index the newest stands: they come from both ends by turns.
    """
    found = list(sitemaps)
    dated = [each for each in found if each.at]
    dated.sort(key=lambda each: each.at.timestamp() if each.at else 0, reverse=True)
    undated = [each for each in found if not each.at]
    turns: list[Listed] = []
    while undated:
        turns.append(undated.pop())
        undated.reverse()
    return dated + turns

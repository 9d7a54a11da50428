"""Days of a list: which days the articles of a list are of, and which ones an address names. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from statistics import median_low

from scraper import urls
from scraper.discovery.coverage import Interval
from scraper.discovery.feeds_and_sitemaps import Listed
from scraper.discovery.sources import Window

#: The year and month in the address of a sitemap: "sitemap-2024-01.xml", "/2024/01/".
_MONTH = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_/]?(0[1-9]|1[0-2])(?!\d{3})")


def month_of(sitemap: str) -> Interval | None:
    """The first and the last day of the month that the address of a sitemap names.

    >>> month_of("https://www.contoh.id/sitemap-2024-02.xml")
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    """
    found = _MONTH.search(urls.path(sitemap))
    if found is None:
        return None
    first = date(int(found[1]), int(found[2]), 1)
    next_month = (first + timedelta(days=31)).replace(day=1)
    return first, next_month - timedelta(days=1)


def may_hold(window: Window, sitemap: Listed) -> bool:
    """Whether a sitemap may name articles of the window: by its month, else by its last change."""
    if month := month_of(sitemap.url):
        first, last = month
        return first <= window.until and last >= window.since
    return sitemap.at is None or sitemap.at.date() >= window.since


def middle(days: Iterable[date]) -> date | None:
    """The day of a list: that of the middle one of its articles, so that one stray item never decides."""
    known = list(days)
    return median_low(known) if known else None


def stretch(days: Iterable[date]) -> Interval | None:
    """The first and the last of some days."""
    known = sorted(days)
    return (known[0], known[-1]) if known else None


def in_words(days: list[date]) -> str:
    """Days that have something in common, for a line about them.

    >>> in_words([date(2024, 2, 3), date(2024, 2, 1)])
    '2 days from 2024-02-01 to 2024-02-03'
    """
    first, last = min(days), max(days)
    if first == last:
        return f"{first}"
    return f"{len(days)} days from {first} to {last}"

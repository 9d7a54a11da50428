"""Sites that nobody wrote a file for, as a table, one of them in full, or as plain values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from scraper.cli import console, publisher_tables
from scraper.crawl.site_status import SiteStatus, SourceYield
from scraper.indonesian.time_zones import utc_text
from scraper.language.catalogue import gettext, gettext_noop
from scraper.language.times import local_minute

TITLE, LISTS, SHAPES, SURVEYED = gettext_noop(
    "Sites without rules", "Lists", "Shapes of addresses: # a number, ~ a name, * an id", "Lists looked for: %s"
)
(NEVER,) = gettext_noop("not yet: scrape crawl %s")
COLUMNS = gettext_noop("site", "name", "lists", "articles", "looked for")
LIST_COLUMNS = gettext_noop("list", "kind", "found by", "named", "new", "newest", "last checked")
SHAPE_COLUMNS = gettext_noop("shape", "articles", "no articles")
#: What only a file of rules tells, or the tables of the card.
_OF_RULES = frozenset(("Articles", "Indexes", "Feeds", "Sitemaps", "Crawled", "Verified", "Terms"))
#: Shapes that are printed: a site has some, and many that one page had.
MOST_SHAPES = 15


def listed(sites: Iterable[SiteStatus]) -> RenderableType:
    """A line for each site."""
    rows = ([each.site.id, each.site.name, len(each.sources), each.articles, _time(each.surveyed_at)] for each in sites)
    return console.table(TITLE, COLUMNS, rows)


def card(status: SiteStatus) -> RenderableType:
    """One site in full: how its articles are found, and what its addresses are."""
    site = status.site
    looked = _time(status.surveyed_at) or gettext(NEVER) % site.home
    parts: list[RenderableType] = [publisher_tables.card(site, _OF_RULES), Text(gettext(SURVEYED) % looked)]
    if status.sources:
        parts.append(console.table(LISTS, LIST_COLUMNS, map(_source, status.sources)))
    if status.shapes:
        parts.append(console.table(SHAPES, SHAPE_COLUMNS, status.shapes[:MOST_SHAPES]))
    return Group(*parts)


def _source(each: SourceYield) -> list[object]:
    source = each.source
    kind, found_by = gettext(source.kind), gettext(source.found_by)
    return [source.url, kind, found_by, source.named, each.articles, _time(each.newest_at), _time(each.checked_at)]


def _time(moment: datetime | None) -> str:
    return local_minute(utc_text(moment), None) if moment is not None else ""


def facts(status: SiteStatus) -> dict[str, Any]:
    """Everything that is known of a site as plain JSON values."""
    sources = [
        {
            **asdict(each.source),
            "articles": each.articles,
            "newest_at": each.newest_at and utc_text(each.newest_at),
            "checked_at": each.checked_at and utc_text(each.checked_at),
        }
        for each in status.sources
    ]
    return {
        **publisher_tables.facts(status.site),
        "surveyed_at": status.surveyed_at and utc_text(status.surveyed_at),
        "sources": sources,
        "shapes": [each._asdict() for each in status.shapes],
    }


#: Kinds of lists, and what told of them, as they are printed.
WORDS = gettext_noop("feed", "sitemap", "page", "given", "front page", "robots.txt", "link", "form", "menu")

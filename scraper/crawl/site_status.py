"""What an archive knows of a site that nobody wrote a file for: its lists, what they yield, and its addresses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from scraper.archive import Archive
from scraper.crawl.archived_sites import sources_of, surveyed_at
from scraper.crawl.site_shapes import archived_shapes
from scraper.discovery import pagination
from scraper.discovery.learned_shapes import Tally
from scraper.discovery.site_sources import Source
from scraper.template.publisher import Publisher


@dataclass(frozen=True, slots=True)
class SourceYield:
    """A list of a site, and what it gave. Times are UTC."""

    source: Source
    #: Articles that were found on it first, its further pages and the sitemaps behind it included.
    articles: int
    #: When the newest of them was found; None where none was.
    newest_at: datetime | None
    #: When it was looked at last; None where it was not yet.
    checked_at: datetime | None


@dataclass(frozen=True, slots=True)
class SiteStatus:
    """A site as the archive knows it."""

    site: Publisher
    #: When its lists were looked for; UTC, None before the first time.
    surveyed_at: datetime | None
    sources: tuple[SourceYield, ...]
    #: What its newest pages were, by the shape of their addresses.
    shapes: tuple[Tally, ...]

    @property
    def articles(self) -> int:
        """Articles among its newest pages."""
        return sum(tally.articles for tally in self.shapes)


_FOUND = "SELECT found_on, count(*) AS n, max(found_at) AS at FROM frontier WHERE publisher = ? GROUP BY found_on"
_CHECKED = """
SELECT max(c.captured_at, coalesce((SELECT max(n.seen_at) FROM not_modified n WHERE n.capture = c.id), '')) AS at
FROM captures c WHERE c.url = ? ORDER BY c.id DESC LIMIT 1
"""


def site_status(archive: Archive, site: Publisher) -> SiteStatus:
    """What the archive knows of a site."""
    sources = sources_of(archive, site.id)
    counts: dict[str, int] = {}
    newest: dict[str, str] = {}
    for row in archive.rows(_FOUND, site.id):
        if url := source_of(row["found_on"], sources):
            counts[url] = counts.get(url, 0) + row["n"]
            newest[url] = max(newest.get(url, ""), row["at"])
    yields = tuple(
        SourceYield(each, counts.get(each.url, 0), _time(newest.get(each.url)), _checked(archive, each.url))
        for each in sources
    )
    shapes = archived_shapes(archive, site.id).tallies()
    return SiteStatus(site, surveyed_at(archive, site.id), yields, tuple(shapes))


def source_of(found_on: str | None, sources: Iterable[Source]) -> str | None:
    """The list to which the place belongs where an article was found; None for none of them.

    That is itself, the list of which it is a further page, or for a sitemap the first list that is one.
    """
    if found_on is None:
        return None
    own, _ = pagination.numbered(found_on)
    first: str | None = None
    for source in sources:
        if found_on == source.url or own == pagination.numbered(source.url)[0]:
            return source.url
        if source.kind == "sitemap" and "sitemap" in found_on:
            first = first or source.url
    return first


def _checked(archive: Archive, url: str) -> datetime | None:
    found = archive.rows(_CHECKED, url)
    return _time(found[0]["at"]) if found else None


def _time(printed: str | None) -> datetime | None:
    return datetime.fromisoformat(printed) if printed else None

"""The sites of an archive: any address given by hand has one, and it is known again whenever the archive is read."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from datetime import datetime

from scraper import publishers, urls
from scraper.archive import Archive, tables
from scraper.discovery.site_sources import Source, with_sources
from scraper.errors import BadURL, WrongUse
from scraper.indonesian.time_zones import utc_text
from scraper.models import Record
from scraper.sites.site import site_of
from scraper.store.store import Store
from scraper.template.publisher import Publisher

#: How a host begins that somebody names without a scheme.
_HOST = re.compile(r"[^\W_][\w-]*(?:\.[^\W_][\w-]*)+(?::\d{1,5})?(?:/|$)")
_SITES = """
SELECT s.publisher, s.home, p.name, p.region FROM sites s JOIN publishers p ON p.id = s.publisher ORDER BY p.id
"""
_SOURCES = "SELECT url, kind, found_by, named FROM site_sources WHERE publisher = ? ORDER BY position"


def know_sites(archive: Archive) -> list[Publisher]:
    """The sites of this archive with their lists, known from now on; those of another one are known no more."""
    found = [_site(archive, row) for row in archive.rows(_SITES)]
    sites = [site for site in found if not _has_file(site)]
    publishers.know(sites)
    return [publishers.named(site.id) for site in sites]  # a file may say the same site, with rules


def _site(archive: Archive, row: Record) -> Publisher:
    site = site_of(row["home"], row["name"], row["region"])
    return with_sources(site, sources_of(archive, row["publisher"]))


def _has_file(site: Publisher) -> bool:
    """Whether somebody wrote a file for the host of a site meanwhile: then its rules read it."""
    publisher = publishers.of(site.home)
    return publisher is not None and publisher.known


def publisher_of(archive: Archive, url: str) -> Publisher | None:
    """The publisher of a canonical URL, or the site of this archive that it is on; None for neither."""
    if (publisher := publishers.of(url)) is not None:
        return publisher
    know_sites(archive)
    return publishers.of(url)


def find_publisher(archive: Archive, name: str) -> Publisher:
    """The publisher or site of an archive by its id, its host or an address; raises errors.WrongUse for none."""
    know_sites(archive)
    known = publishers.everyone()
    if name in known:
        return known[name]
    try:
        url = address_of(name)
    except BadURL:
        url = ""
    found = publishers.of(url) if url else None
    if found is None:
        raise WrongUse(f"{name[:200]!r}: no site of this archive, and no publisher")
    return found


def owner_of(archive: Archive, url: str) -> Publisher:
    """The publisher whose own a canonical URL is; a host of nobody's is kept as a site from now on."""
    found = publisher_of(archive, url)
    if found is not None and found.owns(urls.archived(url)):
        return found
    site = site_of(url)
    keep_site(archive, site)
    return site


def site_at(archive: Archive, address: str, name: str | None = None, region: str | None = None) -> Publisher:
    """The site at a canonical URL as the archive knows it, or kept as a new one; a publisher with a file is itself.

    `name` and `region` are what the operator says of it. A page of it that is not the front page counts as a list.
    """
    found = owner_of(archive, address)
    if found.known:
        return found
    told = site_of(found.home, name or found.name, region or found.region)
    if (told.name, told.region) != (found.name, found.region):
        keep_site(archive, told)
    if urls.target(address) != "/" and address not in found.indexes:
        _add_source(archive, found.id, Source(address, "page", "given"))
    return publishers.named(found.id)


def keep_site(archive: Archive, site: Publisher) -> None:
    """Keep a site, and know it from now on."""
    keep_sites(archive, [site])


def keep_sites(archive: Archive, sites: Sequence[Publisher]) -> None:
    """Keep sites, and know them from now on."""
    store = Store(archive)
    with archive.transaction():
        for site in sites:
            store.publisher(site)
            tables.put(archive, "sites", {"publisher": site.id, "home": site.home}, "publisher")
    know_sites(archive)


def sources_of(archive: Archive, site: str) -> list[Source]:
    """The lists by which the articles of a site are found, the cheapest first."""
    return [Source(**row) for row in archive.rows(_SOURCES, site)]


def keep_sources(archive: Archive, site: Publisher, sources: Sequence[Source], now: datetime) -> Publisher:
    """Keep the lists of a site that were found now, in place of those before; gives the site with them."""
    with archive.transaction():
        archive.rows("DELETE FROM site_sources WHERE publisher = ?", site.id)
        for source in sources:
            _insert(archive, site.id, source)
        tables.put(archive, "site_surveys", {"publisher": site.id, "surveyed_at": utc_text(now)}, "publisher")
    know_sites(archive)
    return with_sources(site, sources)


def _add_source(archive: Archive, site: str, source: Source) -> None:
    """Keep one more list of a site; the next run looks for all of them."""
    with archive.transaction():
        _insert(archive, site, source)
        archive.rows("DELETE FROM site_surveys WHERE publisher = ?", site)
    know_sites(archive)


def _insert(archive: Archive, site: str, source: Source) -> None:
    sql = """
    INSERT INTO site_sources (publisher, url, kind, found_by, named, position)
    VALUES (?1, ?2, ?3, ?4, ?5, (SELECT count(*) + 1 FROM site_sources WHERE publisher = ?1)) ON CONFLICT DO NOTHING
    """
    archive.rows(sql, site, source.url, source.kind, source.found_by, source.named)


def surveyed_at(archive: Archive, site: str) -> datetime | None:
    """When the lists of a site were looked for last, UTC; None before the first time."""
    found = archive.rows("SELECT surveyed_at FROM site_surveys WHERE publisher = ?", site)
    return datetime.fromisoformat(found[0]["surveyed_at"]) if found else None


def choose(archive: Archive, names: Sequence[str], permitted: Container[str] = ()) -> list[Publisher]:
    """The publishers and sites with these ids or addresses; with none, the publishers that every crawl visits.

    Raises errors.UnknownPublisher, errors.BadURL.
    """
    ids = [name for name in names if not is_address(name)]
    chosen = publishers.chosen(ids, permitted) if ids or not names else []
    return chosen + [site_at(archive, address_of(name)) for name in names if is_address(name)]


def is_address(name: str) -> bool:
    """Whether somebody named a site by its address or host, not a publisher by its id.

    >>> is_address("kabardesa.example"), is_address("http://[::1]/"), is_address("tribunnews")
    (True, True, False)
    """
    return "://" in name or _HOST.match(name) is not None


def address_of(name: str) -> str:
    """The canonical URL of a site that was named by its address or its host.

    Raises errors.BadURL for what is no http or https address.

    >>> address_of("kabardesa.example"), address_of("HTTP://www.kabardesa.example")
    ('https://kabardesa.example/', 'http://www.kabardesa.example/')
    """
    return urls.canonical(name if "://" in name else f"https://{name}")

"""The sites of an archive: any address given by hand has one, and it is known again whenever the archive is read."""

from __future__ import annotations

from scraper import publishers, urls
from scraper.archive import Archive, tables
from scraper.errors import BadURL, WrongUse
from scraper.sites.site import site_of
from scraper.store.store import Store
from scraper.template.publisher import Publisher


def know_sites(archive: Archive) -> list[Publisher]:
    """The sites of this archive, known from now on; those of another one are known no more."""
    rows = archive.rows("SELECT s.home, p.name FROM sites s JOIN publishers p ON p.id = s.publisher ORDER BY p.id")
    found = [site_of(row["home"], row["name"]) for row in rows]
    sites = [site for site in found if not _has_file(site)]
    publishers.know(sites)
    return sites


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
        url = urls.canonical(name if "://" in name else f"https://{name}/")
    except BadURL:
        url = ""
    found = publishers.of(url) if url else None
    if found is None:
        raise WrongUse(f"{name[:200]!r}: no site of this archive, and no publisher")
    return found


def keep_site(archive: Archive, site: Publisher) -> None:
    """Keep a site, and know it from now on."""
    Store(archive).publisher(site)
    with archive.transaction():
        tables.put(archive, "sites", {"publisher": site.id, "home": site.home}, "publisher")
    know_sites(archive)

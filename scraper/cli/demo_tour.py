"""The tour of `scrape demo`: a small newspaper on this machine, crawled twice."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from scraper import publishers
from scraper.archive import Archive, open_archive
from scraper.cli import console
from scraper.crawl.network import Network
from scraper.crawl.run import Run
from scraper.demo.server import DemoSite
from scraper.errors import ForeignArchive
from scraper.fetch import utc_now
from scraper.store.store import Store

#: The publisher of the demo, and of every page in its archive.
PUBLISHER = "kabardemo"
#: The first visit is dated back by this, so that at the second all articles are due again.
BETWEEN_VISITS = timedelta(hours=2)


def run(db: Path) -> int:
    """Crawl the demo newspaper before and after its stories change, and tell what was noticed.

    In an archive that has seen it already only the second visit is made: nothing is new then. Gives the exit code;
    raises errors.ForeignArchive for an archive that holds anything else.
    """
    with open_archive(db) as archive:
        refuse_foreign(archive, db)
        again = bool(archive.rows("SELECT 1 FROM articles LIMIT 1"))
        with DemoSite(visit=2 if again else 1) as site:
            if not again:
                visit(archive, site, utc_now() - BETWEEN_VISITS, "First visit")
                site.advance()
            visit(archive, site, utc_now(), "Visited again" if again else "Second visit, two hours later")
        report(archive, db)
    return 0


def refuse_foreign(archive: Archive, db: Path) -> None:
    """Raise errors.ForeignArchive for an archive with anybody else's pages."""
    others = archive.rows("SELECT id FROM publishers WHERE id != ?", PUBLISHER)
    if others or archive.rows("SELECT 1 FROM captures WHERE publisher IS NOT ? LIMIT 1", PUBLISHER):
        raise ForeignArchive(f"{db}: holds other pages than the demo's; choose another file with --db")


def visit(archive: Archive, site: DemoSite, at: datetime, title: str) -> None:
    """One crawl of the newspaper at a given time, and its summary."""
    detour = f"{publishers.named(PUBLISHER).hosts[0]}:80:{site.address}"
    network = Network(pause=0, allow_address=("127.0.0.1",), connect_to=(detour,))
    stats = Run(archive=archive, network=network, command="demo", now=lambda: at).crawl([publishers.named(PUBLISHER)])
    console.write(console.summary(stats.outcomes, title))


def report(archive: Archive, db: Path) -> None:
    """What the archive now holds, the edits it noticed, and what to try next."""
    console.write(f"{db} holds {console.counts(Store(archive).counts())}.\n")
    for row in archive.rows("SELECT headline, edits FROM rewritten"):
        console.write(f"Rewritten since the first visit: {row['headline']} ({row['edits']} edit)")
    for row in archive.rows("SELECT url FROM frontier WHERE missed > 0"):
        console.write(f"Not there this time, asked once more before it counts as gone: {row['url']}")
    said = archive.rows("SELECT speaker, text FROM who_said_what WHERE kind = 'direct' AND speaker IS NOT NULL LIMIT 1")
    for row in said:
        console.write(f"Said: “{row['text']}” - {row['speaker']}")
    console.write(f"\nNext: scrape serve --db {db}\n      scrape show 1 --db {db}")

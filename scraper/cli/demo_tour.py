"""The tour of `scrape demo`: a small newspaper on this machine, crawled twice."""

from __future__ import annotations

import shlex
import time
from datetime import datetime, timedelta
from pathlib import Path

from scraper import publishers
from scraper.archive import Archive, open_archive
from scraper.cli import console
from scraper.cli.program import program
from scraper.crawl.network import Network
from scraper.crawl.run import Run
from scraper.demo.bulletins import DAYS
from scraper.demo.server import DemoSite
from scraper.errors import ForeignArchive
from scraper.fetch import utc_now
from scraper.language.catalogue import gettext, gettext_noop
from scraper.language.phrases import translated
from scraper.store.fill_rates import fallen
from scraper.store.store import Store

#: The publisher of the demo, and of every page in its archive.
PUBLISHER = "kabardemo"
#: Days of the newspaper on which it is visited before its stories change.
VISITED_DAYS = (4, 8, 12, 15, 18, 21, 24, 27)
#: From the visit before its stories change to the one after, and to the one that asks once more for what is not there.
UNTIL_CHANGED, UNTIL_SURE = timedelta(hours=6), timedelta(hours=2)
#: What each visit is earlier than a round number of days after the one before: what is due after six days is not due
#: then, however long a visit takes on a busy machine, so that every tour looks at the same stories.
EARLIER = timedelta(minutes=5)


def run(db: Path) -> int:
    """Visit the demo newspaper over its thirty days, before and after its stories change, and show what was noticed.

    In an archive that has seen it already only the last visit is made: nothing is new then. Gives the exit code;
    raises errors.ForeignArchive for an archive that holds anything else.
    """
    with open_archive(db) as archive:
        refuse_foreign(archive, db)
        again = bool(archive.rows("SELECT 1 FROM articles LIMIT 1"))
        with DemoSite(visit=2 if again else 1, day=DAYS) as site:
            if again:
                visit(archive, site, utc_now(), gettext("Visited again"))
            else:
                tour(archive, site)
        report(archive, db)
    return 0


def tour(archive: Archive, site: DemoSite) -> None:
    """Every visit of a first tour, dated back so that the last one is now."""
    end = utc_now()
    for to_come, day in zip(range(len(VISITED_DAYS), 0, -1), VISITED_DAYS, strict=True):
        site.turn_to(day)
        visit(archive, site, end - timedelta(days=DAYS - day) + to_come * EARLIER, gettext("Day %s") % day)
    site.turn_to(DAYS)
    visit(archive, site, end - UNTIL_CHANGED - UNTIL_SURE, gettext("Day %s") % DAYS)
    site.advance()
    visit(archive, site, end - UNTIL_SURE, gettext("Six hours later"))
    visit(archive, site, end, gettext("Two hours later, for what was not there"))


def refuse_foreign(archive: Archive, db: Path) -> None:
    """Raise errors.ForeignArchive for an archive with anybody else's pages."""
    others = archive.rows("SELECT id FROM publishers WHERE id != ?", PUBLISHER)
    if others or archive.rows("SELECT 1 FROM captures WHERE publisher IS NOT ? LIMIT 1", PUBLISHER):
        raise ForeignArchive(f"{db}: holds other pages than the demo's; choose another file with --db")


def visit(archive: Archive, site: DemoSite, at: datetime, title: str) -> None:
    """One crawl of the newspaper that begins at a given time, and its summary."""
    began = time.monotonic()

    def now() -> datetime:
        return at + timedelta(seconds=time.monotonic() - began)

    detour = f"{publishers.named(PUBLISHER).hosts[0]}:80:{site.address}"
    network = Network(pause=0, longest_pause=0, allow_address=("127.0.0.1",), connect_to=(detour,))
    stats = Run(archive=archive, network=network, command="demo", now=now).crawl([publishers.named(PUBLISHER)])
    told = {str(outcome): number for each in stats.outcomes.values() for outcome, number in each.items()}
    console.write_line(f"{title}: {console.counts(told)}")


def report(archive: Archive, db: Path) -> None:
    """What the archive now holds, what it noticed, and what to try next."""
    console.write_line("\n" + gettext("%(archive)s holds %(counts)s.") % {"archive": db, "counts": _counts(archive)})
    for row in archive.rows("SELECT headline FROM rewritten"):
        console.write_line(gettext("Rewritten: %s") % row["headline"])
    for row in archive.rows("SELECT headline FROM vanished"):
        console.write_line(gettext("Vanished, its text is kept: %s") % row["headline"])
    for rate in fallen(archive, [PUBLISHER]):
        console.write_line(gettext("Redesigned, as it seems: %s") % translated(str(rate)))
    said = archive.rows("SELECT speaker, text FROM who_said_what WHERE kind = 'direct' AND speaker IS NOT NULL LIMIT 1")
    for row in said:
        console.write_line(gettext("Said: “%(text)s” - %(speaker)s") % row)
    console.write_line("\n" + gettext("Next:"))
    for words in (("serve",), ("show", "1")):
        console.write_line(f"  {shlex.join((*program(), *words, '--db', str(db)))}")


def _counts(archive: Archive) -> str:
    return console.counts(Store(archive).counts())


#: The names of what is counted.
COUNTED = gettext_noop("articles", "captures", "revisions", "quotes", "problems")

"""`scrape remove`: articles taken out of the archive, for a reason."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from scraper.archive import open_archive
from scraper.archive.lock import crawl_lock
from scraper.cli import console
from scraper.cli.options import database
from scraper.errors import WrongUse
from scraper.fetch import utc_now
from scraper.language.catalogue import gettext, gettext_noop
from scraper.store import removal
from scraper.store.removal import Plan

TITLE, *COLUMNS = gettext_noop("Would go", "address", "headline", "captures")


@click.command("remove")
@click.argument("which", nargs=-1, metavar="[URL-OR-ID...]")
@click.option("--person", metavar="NAME", help="Every article in which this person appears, under exactly this name.")
@click.option("--reason", required=True, metavar="TEXT", help="Why; it stays in the archive, the text does not.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@database
def command(which: tuple[str, ...], person: str | None, reason: str, yes: bool, db: Path) -> int:
    """Take articles out of the archive for good: every capture, every wording, every quotation, byte for byte.

    Shows what would go and asks once. A tombstone stays, with the address, the reason and the date, and closes the
    address to later crawls, imports and merges; the chain of seals stays whole. A correction is no removal: `scrape
    note` shows a reply beside the story.
    """
    if not reason.strip() or bool(which) == bool(person):
        raise WrongUse("name articles or --person, and a --reason that says something")
    with crawl_lock(db), open_archive(db, create=False) as archive:
        plans = removal.plans_of_person(archive, person) if person else [removal.plan(archive, each) for each in which]
        if not plans:
            raise WrongUse(f"{db}: no article in which {person} appears")
        _show(plans)
        if not yes and not click.confirm(gettext("Remove all of this for good?"), err=True):
            console.write_line(gettext("nothing was removed"))
            return 0
        removal.remove(archive, plans, reason.strip(), utc_now())
    console.write_line(
        gettext("%(archive)s: %(number)s removed; backups, exports and other copies are yours to look through")
        % {"archive": db, "number": len(plans)}
    )
    return 0


def _show(plans: list[Plan]) -> None:
    rows = [[each.url, each.headline or "", len(each.captures)] for each in plans]
    console.write(console.table(TITLE, COLUMNS, rows))
    total: Counter[str] = Counter()
    for each in plans:
        total.update(each.rows)
    told = {_in_words(name): number for name, number in total.items()}
    console.write_line(gettext("rows: %s") % console.counts(told))


def _in_words(rows: str) -> str:
    """What rows of a table are called, those of other pages too."""
    table, others, _ = rows.partition(" of other pages")
    words = table.replace("_", " ")
    name = gettext(words)
    return gettext("%s of other pages") % name if others else name

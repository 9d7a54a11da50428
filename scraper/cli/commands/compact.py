"""`scrape compact`: pack the kept pages of older versions as small as those of this one."""

from __future__ import annotations

from pathlib import Path

import click

from scraper.archive import gradual, open_archive, summaries
from scraper.archive.lock import crawl_lock
from scraper.cli import console
from scraper.cli.options import database
from scraper.cli.progress_bar import progress_bar
from scraper.language.catalogue import gettext
from scraper.language.numbers import number


@click.command("compact")
@database
def command(db: Path) -> int:
    """Pack every kept page against one that resembles it, and give the room that is won back to the disk.

    Each page is verified before its new form takes the place of the old one. Broken off at any moment nothing is
    lost, and the next time it goes on. Counts and other summaries are made anew. No crawl may run meanwhile.
    """
    with open_archive(db, create=False) as archive, crawl_lock(db):
        before = db.stat().st_size
        gradual.go_on(archive)
        with progress_bar(gettext("packing"), archive.repackable()) as advance:
            for _ in archive.repack():
                advance(1)
        with archive.transaction():
            summaries.rebuild(archive)
        archive.vacuum()
    console.write_line(gettext("%s: %s bytes before, %s now") % (db, number(before), number(db.stat().st_size)))
    return 0

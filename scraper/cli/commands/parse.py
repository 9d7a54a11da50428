"""`scrape parse`: read kept pages again."""

from __future__ import annotations

from pathlib import Path

import click

from scraper.archive import open_archive
from scraper.cli import console
from scraper.cli.options import database
from scraper.crawl.ingest import reread
from scraper.language.catalogue import gettext


@click.command("parse")
@click.option("--all", "everything", is_flag=True, help="Every kept page, not only those with problems or unread.")
@database
def command(everything: bool, db: Path) -> int:
    """Read kept pages again, after a rule was mended. No network; done twice it changes nothing."""
    with open_archive(db, create=False) as archive:
        outcomes = reread(archive, everything=everything)
    console.write_line(gettext("read again: %s") % console.counts(outcomes))
    return 0

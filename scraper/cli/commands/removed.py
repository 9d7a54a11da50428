"""`scrape removed`: the tombstones of an archive."""

from __future__ import annotations

from pathlib import Path

import click

from scraper.archive import read_archive
from scraper.cli import console
from scraper.cli.options import database
from scraper.language.catalogue import gettext_noop

TITLE, *COLUMNS = gettext_noop("Removed", "address", "reason", "day (UTC)", "captures")


@click.command("removed")
@database
def command(db: Path) -> int:
    """List what was removed from the archive: address, reason, day, and how many captures went."""
    with read_archive(db) as archive:
        found = archive.rows("SELECT url, reason, removed_at, captures FROM removals ORDER BY removed_at, url")
    rows = ([row["url"], row["reason"], row["removed_at"][:10], row["captures"]] for row in found)
    console.write(console.table(TITLE, COLUMNS, rows))
    return 0

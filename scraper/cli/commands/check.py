"""`scrape check`: prove that the archive is whole."""

from __future__ import annotations

from pathlib import Path

import click

from scraper.archive import open_archive
from scraper.cli import console
from scraper.cli.options import database


@click.command("check")
@database
def command(db: Path) -> int:
    """Prove that the archive is whole: every row, every page against its digest, every index."""
    with open_archive(db, create=False) as archive:
        faults = archive.check()
    for fault in faults:
        console.write_line(fault)
    console.write_line(f"{db}: {len(faults)} faults" if faults else f"{db}: whole")
    return 5 if faults else 0

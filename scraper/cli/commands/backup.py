"""`scrape backup`: a whole copy of the archive."""

from __future__ import annotations

from pathlib import Path

import click

from scraper.archive import read_archive
from scraper.archive.backup import backup
from scraper.cli import console
from scraper.cli.options import database
from scraper.fetch import utc_now
from scraper.language.catalogue import gettext


@click.command("backup")
@click.argument("to", type=click.Path(path_type=Path))
@click.option(
    "--keep",
    type=click.IntRange(1, 10_000),
    metavar="N",
    help="Leave only the N newest copies, this one among them.",
)
@database
def command(to: Path, keep: int | None, db: Path) -> int:
    """Copy the archive to TO, a file or a folder, as it stands while others go on writing.

    In a folder the copy is named after its time. It is verified before it takes the place of a former one. (A plain
    copy of the file loses rows while a crawl runs.)
    """
    with read_archive(db) as archive:
        copy = backup(archive, to, at=utc_now(), keep=keep)
    console.write_line(gettext("%(copy)s: a whole copy of %(archive)s") % {"copy": copy, "archive": db})
    return 0

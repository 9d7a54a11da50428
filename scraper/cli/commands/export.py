"""The command that gives the archive to other programs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from scraper.archive import read_archive
from scraper.cli import console
from scraper.cli.options import DAY, SITE_ID_TOO, database
from scraper.cli.progress_bar import progress_bar
from scraper.exchange import export_articles, export_captures, stored_articles
from scraper.exchange.selection import Selection
from scraper.language.catalogue import ngettext
from scraper.language.numbers import number

ARTICLES, CAPTURES = ("jsonl", "csv", "parquet"), ("warc", "wacz")
#: How the file is called where nobody says.
NAMES = {form: f"arsip.{form}" for form in (*ARTICLES, "wacz")} | {"warc": "arsip.warc.gz"}


@click.command("export")
@click.option("--to", "form", type=click.Choice((*ARTICLES, *CAPTURES)), required=True, help="The form of the file.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The file; arsip.jsonl, arsip.warc.gz and so on in the current folder by default. Nothing is overwritten.",
)
@click.option("--publisher", type=SITE_ID_TOO, metavar="ID", help="Only of this publisher.")
@click.option("--since", type=DAY, metavar="DATE", help="Published, or captured, on this day or later.")
@click.option("--until", type=DAY, metavar="DATE", help="Published, or captured, on this day or before.")
@database
def command(
    form: str, out: Path | None, publisher: str | None, since: datetime | None, until: datetime | None, db: Path
) -> int:
    """Write articles (jsonl, csv, parquet) or captures (warc, wacz) into one file for other programs.

    Articles have the keys of the output contract; captures go out as web archives that any replay tool reads. An
    export that was interrupted goes on where it stopped when it is called again.
    """
    selection = Selection(publisher, since and since.date(), until and until.date())
    to = out or Path(NAMES[form])
    of_articles = form in ARTICLES
    with read_archive(db) as archive:
        total = stored_articles.count(archive, selection) if of_articles else export_captures.count(archive, selection)
        writer = export_articles.export if of_articles else export_captures.export
        with progress_bar(to.name, total) as advance:
            written = writer(archive, to, form, selection, advance)
    articles = ngettext("%s article", "%s articles", written)
    told = articles if of_articles else ngettext("%s capture", "%s captures", written)
    console.write_line(f"{to}: {told % number(written)}")
    return 0

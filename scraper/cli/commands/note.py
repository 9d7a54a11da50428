"""`scrape note`: words that stand beside a story."""

from __future__ import annotations

from pathlib import Path

import click

from scraper.archive import open_archive
from scraper.cli import console, stored_article
from scraper.cli.options import database
from scraper.errors import WrongUse
from scraper.fetch import utc_now
from scraper.indonesian.time_zones import utc_text
from scraper.language.catalogue import gettext
from scraper.text import fold


@click.command("note")
@click.argument("which", metavar="URL-OR-ID")
@click.argument("text")
@database
def command(which: str, text: str, db: Path) -> int:
    """Put a note beside a story: a right of reply (hak jawab), a correction (hak koreksi).

    It is shown with the article wherever the archive is shown; the story itself stays as its paper printed it.
    """
    if not fold(text):
        raise WrongUse("a note says something")
    with open_archive(db, create=False) as archive:
        article = stored_article.find(archive, which)
        row = {"url": article["url"], "noted_at": utc_text(utc_now()), "text": fold(text)}
        with archive.transaction():
            archive.db.table("notes").upsert(row, pk=("url", "noted_at", "text"))
    console.write_line(gettext("%(archive)s: noted beside %(address)s") % {"archive": db, "address": article["url"]})
    return 0

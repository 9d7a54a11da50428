"""`scrape show`: an article as stored."""

from __future__ import annotations

from pathlib import Path

import click

from scraper.archive import read_archive
from scraper.cli import console, stored_article
from scraper.cli.options import as_json, database
from scraper.language.catalogue import gettext


@click.command("show")
@click.argument("which", metavar="URL-OR-ID")
@database
@as_json
def command(which: str, db: Path, as_json: bool) -> int:
    """Show an article as stored, each field with the rule that found it."""
    with read_archive(db) as archive:
        article, where = stored_article.read(archive, which)
        notes = archive.rows("SELECT noted_at, text FROM notes WHERE url = ? ORDER BY noted_at", article.url)
    stored_article.show(article, where=where, as_json=as_json, rules=True)
    for note in () if as_json else notes:
        console.write_line(gettext("Note %(day)s: %(text)s") % {"day": note["noted_at"][:10], "text": note["text"]})
    return 0

"""`scrape diff`: an edit word by word."""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich.text import Text

from scraper.archive import read_archive
from scraper.cli import console, stored_article
from scraper.cli.diff_view import changed_fields
from scraper.cli.options import as_object, database
from scraper.errors import WrongUse
from scraper.language.catalogue import gettext
from scraper.language.times import local_minute
from scraper.models import Record
from scraper.store.edits import edit
from scraper.store.timeline import Revision, between, dated, timeline


@click.command("diff")
@click.argument("which", metavar="URL-OR-ID")
@click.argument("first", type=click.IntRange(1), required=False, metavar="[FROM")
@click.argument("last", type=click.IntRange(1), required=False, metavar="[TO]]")
@click.option("--no-color", is_flag=True, help="Marks in place of colours, as everywhere but on a terminal.")
@database
@as_object
def command(which: str, first: int | None, last: int | None, no_color: bool, db: Path, as_json: bool) -> int:
    """Show an edit word by word: what went, and what came.

    FROM and TO are numbers of `scrape history`; without them it is the last edit, with FROM alone everything since.
    On a terminal in colour, elsewhere as [-went-]{+came+}.
    """
    with read_archive(db) as archive:
        article = stored_article.find(archive, which)
        try:
            before, after = between(timeline(archive, article["id"]), first, last)
        except WrongUse as err:
            raise WrongUse(f"article {article['id']}: {err}") from None
    found = edit(before.wording, after.wording)
    if as_json:
        ends = {"from": dated(before), "to": dated(after)}
        changes = {field: [change._asdict() for change in changes] for field, changes in found.items()}
        document = {"id": article["id"], "url": article["url"], **ends, "changes": changes}
        console.write_line(json.dumps(document, ensure_ascii=False))
        return 0
    colour = console.has_color() and not no_color
    console.write(Text(f"{article['url']}\n{seen_line(before, article)}\n{seen_line(after, article)}"))
    for part in changed_fields(found, colour=colour):
        console.write(part)
    return 0


def seen_line(revision: Revision, article: Record) -> str:
    """One line about a wording: its number, and from when to when it stood."""
    since, until = (local_minute(at, article["zone"]) for at in (revision.first_seen_at, revision.last_seen_at))
    return gettext("wording %(number)s, seen from %(since)s to %(until)s") % {
        "number": revision.number,
        "since": since,
        "until": until,
    }

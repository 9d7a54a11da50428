"""Commands about what an article was before: its wordings, and what an edit changed."""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich.text import Text

from scraper.archive import open_archive
from scraper.cli import console
from scraper.cli.commands import stored
from scraper.cli.diff_view import redline
from scraper.cli.options import as_object, database
from scraper.errors import WrongUse
from scraper.models import Record
from scraper.store.edits import edit
from scraper.store.timeline import Timeline, facts, timeline


@click.command()
@click.argument("which", metavar="URL-OR-ID")
@database
@as_object
def history(which: str, db: Path, as_json: bool) -> int:
    """List the wordings of an article, its views over time, and when it was not there.

    Each wording with its number, when it was seen first and last, and what it changed. A story that was edited and
    edited back has three.
    """
    with open_archive(db, create=False) as archive:
        article = stored(archive, which)
        remembered = timeline(archive, article["id"])
    if as_json:
        click.echo(json.dumps(facts(article, remembered), ensure_ascii=False))
    else:
        tell(article, remembered)
    return 0


def tell(article: Record, remembered: Timeline) -> None:
    """Print a timeline, its times as the article's readers lived them."""
    console.emit(Text(article["headline"] or "(no headline)", style="bold"))
    console.emit(Text(f"{article['url']}  article {article['id']}, {article['state']}"))

    def at(row: Record, name: str) -> str:
        return console.local(row[name], article["zone"])

    wordings = (
        [row["number"], at(row, "first_seen_at"), at(row, "last_seen_at"), edited]
        for row, edited in zip(remembered.revisions, remembered.edits(), strict=True)
    )
    console.emit(console.table("Wordings", ["number", "first seen", "last seen", "what changed"], wordings))
    if counter := remembered.counter():
        console.emit(console.table("Views", ["seen", "views"], ([at(row, "seen_at"), row["views"]] for row in counter)))
    if remembered.tombstones:
        gone = ([at(row, "seen_at"), row["state"], row["status"], row["final_url"]] for row in remembered.tombstones)
        console.emit(console.table("Not there", ["seen", "what", "status", "answered by"], gone))


@click.command()
@click.argument("which", metavar="URL-OR-ID")
@click.argument("first", type=click.IntRange(1), required=False, metavar="[FROM")
@click.argument("last", type=click.IntRange(1), required=False, metavar="[TO]]")
@click.option("--no-color", is_flag=True, help="Marks in place of colours, as everywhere but on a terminal.")
@database
@as_object
def diff(which: str, first: int | None, last: int | None, no_color: bool, db: Path, as_json: bool) -> int:
    """Show an edit word by word: what went, and what came.

    FROM and TO are numbers of `scrape history`; without them it is the last edit, with FROM alone everything since.
    On a terminal in colour, elsewhere as [-went-]{+came+}.
    """
    with open_archive(db, create=False) as archive:
        article = stored(archive, which)
        try:
            before, after = timeline(archive, article["id"]).between(first, last)
        except WrongUse as err:
            raise WrongUse(f"article {article['id']}: {err}") from None
    found = edit(before, after)
    if as_json:
        ends = {"from": dated(before), "to": dated(after)}
        changes = {field: [change._asdict() for change in changes] for field, changes in found.items()}
        told = {"id": article["id"], "url": article["url"], **ends, "changes": changes}
        click.echo(json.dumps(told, ensure_ascii=False))
        return 0
    colour = console.has_colour() and not no_color
    console.emit(Text(f"{article['url']}\n{seen(before, article)}\n{seen(after, article)}"))
    for part in redline(found, colour=colour):
        console.emit(part)
    return 0


def dated(wording: Record) -> Record:
    """What tells one wording from another."""
    return {name: wording[name] for name in ("number", "first_seen_at", "last_seen_at")}


def seen(wording: Record, article: Record) -> str:
    """One line about a wording: its number, and from when to when it stood."""
    since, until = (console.local(wording[name], article["zone"]) for name in ("first_seen_at", "last_seen_at"))
    return f"revision {wording['number']}, seen {since} to {until}"

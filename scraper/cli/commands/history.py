"""`scrape history`: the wordings of an article over time, its views, and when it was not there."""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich.text import Text

from scraper.archive import read_archive
from scraper.cli import console, stored_article
from scraper.cli.options import as_object, database
from scraper.language.catalogue import gettext, gettext_noop
from scraper.language.phrases import translated
from scraper.language.times import local_minute
from scraper.models import Record
from scraper.store.timeline import Timeline, counter_of, edits_of, facts, timeline

WORDINGS = gettext_noop("number", "first seen", "last seen", "what changed")
VIEWS = gettext_noop("seen", "views")
NOT_THERE = gettext_noop("seen", "what", "status", "answered by")
STATES = gettext_noop("live", "gone", "moved")


@click.command("history")
@click.argument("which", metavar="URL-OR-ID")
@database
@as_object
def command(which: str, db: Path, as_json: bool) -> int:
    """List the wordings of an article, its views over time, and when it was not there.

    Each wording with its number, when it was seen first and last, and what it changed. A story that was edited and
    edited back has three.
    """
    with read_archive(db) as archive:
        article = stored_article.find(archive, which)
        remembered = timeline(archive, article["id"])
    if as_json:
        console.write_line(json.dumps(facts(article, remembered), ensure_ascii=False))
    else:
        show(article, remembered)
    return 0


def show(article: Record, remembered: Timeline) -> None:
    """Print a timeline, its times as the article's readers lived them."""
    console.write(Text(article["headline"] or gettext("(no headline)"), style="bold"))
    console.write(Text(f"{article['url']}  {gettext('article %s') % article['id']}, {gettext(article['state'])}"))

    def at(stored: str) -> str:
        return local_minute(stored, article["zone"])

    wordings = (
        [each.number, at(each.first_seen_at), at(each.last_seen_at), _local(edited)]
        for each, edited in zip(remembered.revisions, edits_of(remembered), strict=True)
    )
    console.write(console.table(gettext_noop("Wordings")[0], WORDINGS, wordings))
    if counter := counter_of(remembered):
        console.write(
            console.table(gettext_noop("Views")[0], VIEWS, ([at(each.seen_at), each.views] for each in counter))
        )
    if remembered.tombstones:
        gone = ([at(each.seen_at), each.state, each.status, each.final_url] for each in remembered.tombstones)
        console.write(console.table(gettext_noop("Not there")[0], NOT_THERE, gone))


def _local(edited: str) -> str:
    """What an edit changed, in the language in force: one phrase, or several names of fields."""
    whole = translated(edited)
    if whole != edited:
        return whole
    return ", ".join(gettext(part) if part.isalpha() else translated(part) for part in edited.split(", "))

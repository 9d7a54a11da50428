"""`scrape watch`: tell a program of what is new: articles that match, edits, stories that vanished."""

from __future__ import annotations

import asyncio
import json
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from scraper.archive import Archive, read_archive
from scraper.cli import console, watch_state
from scraper.cli.options import database
from scraper.errors import WrongUse
from scraper.fetch.webhook import post_json
from scraper.language.catalogue import gettext, ngettext
from scraper.models import Record
from scraper.version import __version__
from scraper.web.listings import LISTINGS

#: Kind of event -> what makes a row of its list this event and no other.
KEYS: dict[str, Callable[[Record], str]] = {
    "match": lambda row: str(row["url"]),
    "edit": lambda row: f"{row['url']} {row['number']} {row['seen_at']}",
    "vanished": lambda row: f"{row['url']} {row['last_seen_at']}",
}
#: Columns of a list that are told.
COLUMNS = (
    *("url", "headline", "publisher", "region", "section", "published_at", "state", "number", "seen_at", "kinds"),
    *("amount", "vanished_at", "last_seen_at", "passage"),
)
#: Seconds that a command may take.
PATIENCE_S = 300


@click.command("watch")
@click.option("--search", metavar="WORDS", help="Articles that hold these words, as the search box takes them.")
@click.option("--edits", is_flag=True, help="Every edit that was noticed.")
@click.option("--vanished", is_flag=True, help="Every story that is no longer at its address.")
@click.option("--run", "command_line", metavar="COMMAND", help="A command that is given each event as JSON on stdin.")
@click.option("--post", metavar="URL", help="An address to which all new events are posted as one JSON list.")
@click.option(
    "--state",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("watch.json"),
    show_default=True,
    help="The file that remembers what was told.",
)
@database
def command(
    search: str | None,
    edits: bool,
    vanished: bool,
    command_line: str | None,
    post: str | None,
    state: Path,
    db: Path,
) -> int:
    """Tell a program of new articles that match a search, of edits, of stories that vanished.

    Call it after each crawl. The first call remembers what there is and tells nothing; every later one tells each
    event once. What a command or an address does not take is told again the next time.
    """
    if not (search or edits or vanished):
        raise WrongUse("say what to watch: --search WORDS, --edits, --vanished")
    if bool(command_line) == bool(post):
        raise WrongUse("say whom to tell: --run COMMAND or --post URL")
    events: dict[str, list[Record]] = {}
    with read_archive(db) as archive:
        if search:
            events[f"match {search}"] = listed(archive, "search", {"q": search, "sort": "newest"}, "match")
        if edits:
            events["edit"] = listed(archive, "edits", {}, "edit")
        if vanished:
            events["vanished"] = listed(archive, "vanished", {}, "vanished")
    number = sum(tell_new(watch, found, state, command_line, post) for watch, found in events.items())
    console.write_line(ngettext("%s new event", "%s new events", number) % number)
    return 0


def listed(archive: Archive, name: str, arguments: dict[str, str], kind: str) -> list[Record]:
    """The events of a list, the oldest first; `event` and `key` tell them apart."""

    async def ask(sql: str, **parameters: Any) -> list[Record]:
        return archive.rows(sql, **parameters)

    async def rows() -> list[Record]:
        found = await LISTINGS[name](ask, {**arguments, "_size": "500"})
        return found.rows if found else []

    return [_event(row, kind) for row in reversed(asyncio.run(rows()))]


def _event(row: Record, kind: str) -> Record:
    told = {name: row[name] for name in COLUMNS if name in row}
    return {"event": kind, "key": KEYS[kind](row), **told}


def tell_new(watch: str, events: list[Record], state: Path, command_line: str | None, post: str | None) -> int:
    """Tell of the events that were not told; gives their number. What was told is remembered one by one."""
    before = watch_state.told(state, watch)
    if before is None:
        watch_state.remember(state, watch, (event["key"] for event in events))
        return 0
    known = list(before)
    new = [event for event in events if event["key"] not in set(before)]
    if post and new:
        post_json(post, json.dumps(new, ensure_ascii=False).encode(), f"arsip-berita/{__version__}")
        watch_state.remember(state, watch, [*known, *(event["key"] for event in new)])
    elif command_line:
        for event in new:
            run(command_line, event)
            known.append(event["key"])
            watch_state.remember(state, watch, known)
    return len(new)


def run(command_line: str, event: Record) -> None:
    """Give an event to a command; raises errors.WrongUse where it cannot be started, or fails."""
    document = json.dumps(event, ensure_ascii=False)
    try:
        words = shlex.split(command_line)
        done = subprocess.run(words, input=document.encode(), timeout=PATIENCE_S, check=False)  # noqa: S603 - asked for
    except (OSError, ValueError, IndexError, subprocess.TimeoutExpired) as err:
        raise WrongUse(f"{command_line}: {err}") from err
    if done.returncode:
        raise WrongUse(gettext("%(command)s: ended with %(code)s") % {"command": command_line, "code": done.returncode})

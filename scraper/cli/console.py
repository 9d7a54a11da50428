"""How things look on a terminal: an article, a run, a list. Everything printed was escaped here once."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import IO

import click
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from scraper.models import Article, Photo, Quote

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
#: Names of the Indonesian zones by their offset in hours.
ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}


def moment(at: datetime | None) -> str:
    """A time as a person reads it: "Thursday 2025-02-06 14:50 WIB (+07:00)"."""
    if at is None:
        return "no time found"
    offset = at.utcoffset()
    hours = offset.total_seconds() / 3600 if offset is not None else 0
    zone = ZONES.get(int(hours), "") if hours == int(hours) else ""
    return " ".join(filter(None, (DAYS[at.weekday()], f"{at:%Y-%m-%d %H:%M}", zone, f"({at.isoformat()[-6:]})")))


def local(at: str, zone: str | None) -> str:
    """A stored UTC time in a line of a table: "2025-02-06 14:50 WIB"; `zone` is an offset, None for UTC.

    >>> local("2026-11-23T08:04:00Z", "+07:00"), local("2026-11-23T08:04:00Z", None)
    ('2026-11-23 15:04 WIB', '2026-11-23 08:04 UTC')
    """
    there = datetime.strptime(zone, "%z").tzinfo if zone else UTC
    then = datetime.fromisoformat(at).astimezone(there)
    offset = then.utcoffset() or timedelta(0)
    return f"{then:%Y-%m-%d %H:%M} {ZONES.get(round(offset.total_seconds() / 3600), zone or 'UTC')}"


def article(read: Article, stored: str | None = None, *, rules: bool = False) -> RenderableType:
    """One article as a card: what a person wants to see first. `rules` adds the rule that found each field."""
    card = Table.grid(padding=(0, 2))
    card.add_column(style="dim", no_wrap=True)
    card.add_column(overflow="fold")
    for label, field, value in [("", "headline", ""), *_rows(read, stored)]:
        if value:
            card.add_row(label, Text(value))
        if rules and field in read.found_by:
            card.add_row("", Text(read.found_by[field], style="cyan dim"))
    return Group(Text(read.headline or "(no headline)", style="bold"), card)


def _rows(read: Article, stored: str | None) -> Iterator[tuple[str, str, str]]:
    """Label, field of the output contract, value; only what there is."""
    people = {role: ", ".join(read.names(role)) for role in ("reporter", "editor", "photographer")}
    rows = [
        ("Kicker", "kicker", read.kicker),
        ("Published", "published_at", moment(read.published_at)),
        ("Printed as", "published_raw", read.published_raw),
        ("Changed", "modified_at", read.modified_at and moment(read.modified_at)),
        ("Section", "section", read.section),
        ("Reporter", "bylines", people["reporter"]),
        ("Editor", "bylines", people["editor"]),
        ("Photographer", "bylines", people["photographer"]),
        ("Initials", "initials", read.initials),
        *(("Photo", "photos", _photo(photo)) for photo in read.photos),
        ("Tags", "tags", ", ".join(read.tags)),
        ("Views", "views", read.views is not None and f"{read.views:,}"),
        ("Text", "paragraphs", f"{len(read.paragraphs)} paragraphs, {len(read.body.split()):,} words"),
        *((_kind(quote), "quotes", _quote(quote)) for quote in read.quotes if quote.kind != "indirect"),
        ("Links", "links", _links(read)),
        (
            "Most read",
            "popular",
            read.popular and f"{len(read.popular)} entries in {read.popular[0].box or 'a box'}",
        ),
        ("Address", "url", read.url),
        ("Stored", "", stored),
        *(("Problem", "", f"{each.field} {each.kind}: {each.detail}") for each in read.problems),
    ]
    return ((label, field, value) for label, field, value in rows if value)


def _photo(photo: Photo) -> str:
    credit = f"credit {photo.credit}" if photo.credit else "no credit"
    return "\n".join(filter(None, (photo.caption, credit, photo.url)))


def _kind(quote: Quote) -> str:
    return "Pull quote" if quote.kind == "pull" else "Quote"


def _quote(quote: Quote) -> str:
    told = f" ({quote.cue})" if quote.cue else ""
    return f"“{quote.text}”\n— {quote.speaker or 'speaker not told'}{told}"


def _links(read: Article) -> str:
    counts = {kind: sum(link.kind == kind for link in read.links) for kind in ("related", "read_also")}
    return ", ".join(f"{n} {kind.replace('_', '-')}" for kind, n in counts.items() if n)


def table(title: str, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> Table:
    """A table; numbers to the right, everything as it is."""
    made = Table(title=title, title_justify="left", header_style="dim")
    lines = [list(row) for row in rows]
    for index, name in enumerate(columns):
        numeric = all(isinstance(line[index], int) for line in lines)
        made.add_column(name, justify="right" if numeric else "left", overflow="fold")
    for line in lines:
        made.add_row(*(Text(f"{value:,}" if isinstance(value, int) else str(value)) for value in line))
    return made


#: Outcomes in the order of a summary's columns; any other comes behind.
OUTCOMES = ("new", "changed", "same", "unchanged", "gone", "moved", "not_article", "worse", "failed", "unreachable")


def summary(outcomes: Mapping[str, Mapping[str, int]], title: str = "Crawled") -> Table:
    """What a crawl did, a line for each publisher; index pages apart from articles."""
    seen = {name for each in outcomes.values() for name, number in each.items() if number} - {"index"}
    columns = [name for name in OUTCOMES if name in seen] + sorted(seen - set(OUTCOMES))
    rows = [[who, each.get("index", 0), *(each.get(name, 0) for name in columns)] for who, each in outcomes.items()]
    return table(title, ["publisher", "index pages", *columns], rows)


def counts(found: Mapping[str, int]) -> str:
    """Counts in one line: "12 new, 1 changed"; zeros left out."""
    return ", ".join(f"{number:,} {name}" for name, number in found.items() if number) or "nothing"


class _Console(Console):
    """Prints to nobody, in place of ending the process, when whoever read it has gone."""

    def on_broken_pipe(self) -> None:
        self.quiet = True


def console(*, stderr: bool = False) -> Console:
    """A console that neither highlights nor interprets what it prints."""
    made = _Console(stderr=stderr, highlight=False, markup=False, emoji=False)
    if not made.is_terminal:
        made.width = WIDE
    return made


def has_colour() -> bool:
    """Whether stdout is a terminal that shows colours, and nobody asked for none (https://no-color.org)."""
    screen = console()
    return screen.is_terminal and not screen.no_color and screen.color_system is not None


#: Columns of what is nobody's screen: a pipe, or cron's mail.
WIDE = 160


def emit(thing: RenderableType) -> None:
    """Print to stdout; a pipe gets no blanks at the ends of lines, and running text as long as it is."""
    screen = console()
    if screen.is_terminal:
        screen.print(thing)
        return
    with screen.capture() as captured:
        screen.print(thing, soft_wrap=isinstance(thing, Text))
    say("\n".join(line.rstrip() for line in captured.get().splitlines()))


def say(line: str, *, err: bool = False) -> None:
    """Print a line, or to nobody when it cannot be printed: what was done is done, whoever hears of it."""
    try:
        click.echo(line, err=err)
    except OSError:  # whoever read it has gone, or the disk is full
        unplug(sys.stderr if err else sys.stdout)


def unplug(stream: IO[str]) -> None:
    """Let what a stream of the process holds and will be given go nowhere, at the end of the process too."""
    with suppress(OSError, ValueError):  # a stream without a file has nothing to fail at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())

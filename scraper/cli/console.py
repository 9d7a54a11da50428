"""The terminal: tables, counts, lines. Everything printed was escaped here once."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from itertools import chain
from typing import IO

import click
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from scraper.crawl.outcome import Outcome
from scraper.errors import WrongUse
from scraper.language.catalogue import gettext, gettext_noop
from scraper.language.numbers import counts, number

TITLE, *COLUMNS = gettext_noop("Crawled", "publisher", "index pages")
#: The names of outcomes in a table.
OUTCOMES = gettext_noop(
    *("new", "changed", "same", "unchanged", "gone", "moved", "not_article", "worse", "failed", "unreachable", "part"),
    *("hostile", "error", "blocked", "forbidden", "refused", "postponed", "offline", "stopped", "index", "absent"),
)

__all__ = ["WIDE", "console", "counts", "discard_output", "has_color", "summary", "table", "write", "write_line"]


def table(title: str, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> Table:
    """A table; numbers to the right, everything as it is. Its title and the names of its columns are messages."""
    made = Table(title=gettext(title), title_justify="left", header_style="dim")
    lines = [list(row) for row in rows]
    for index, name in enumerate(map(gettext, columns)):
        numeric = all(isinstance(line[index], int) for line in lines)
        made.add_column(name, justify="right" if numeric else "left", overflow="fold")
    for line in lines:
        made.add_row(*map(_cell, line))
    return made


def _cell(value: object) -> Text:
    return Text(number(value) if isinstance(value, int) else str(value))


def summary(outcomes: Mapping[str, Mapping[Outcome, int]], title: str = TITLE) -> Table:
    """What a crawl did, a line for each publisher; index pages apart from articles."""
    occurred = set(chain.from_iterable(outcomes.values())) - {Outcome.INDEX}
    columns = [outcome for outcome in Outcome if outcome in occurred]
    rows = [[who, *_numbers(each, [Outcome.INDEX, *columns])] for who, each in outcomes.items()]
    return table(title, [*COLUMNS, *columns], rows)


def _numbers(counted: Mapping[Outcome, int], columns: Iterable[Outcome]) -> list[int]:
    return [counted.get(outcome, 0) for outcome in columns]


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


def has_color() -> bool:
    """Whether stdout is a terminal that shows colours, and nobody asked for none (https://no-color.org)."""
    screen = console()
    return screen.is_terminal and not screen.no_color and screen.color_system is not None


#: Columns of what is nobody's screen: a pipe, or cron's mail.
WIDE = 160


def write(thing: RenderableType) -> None:
    """Print to stdout; a pipe gets no blanks at the ends of lines, and running text as long as it is."""
    screen = console()
    if screen.is_terminal:
        screen.print(thing)
        return
    with screen.capture() as captured:
        screen.print(thing, soft_wrap=isinstance(thing, Text))
    write_line("\n".join(line.rstrip() for line in captured.get().splitlines()))


def write_line(line: str, *, err: bool = False) -> None:
    """Print a line, or to nobody when it cannot be printed: what was done is done, whoever hears of it."""
    try:
        click.echo(line, err=err)
    except OSError:  # whoever read it has gone, or the disk is full
        discard_output(sys.stderr if err else sys.stdout)


def write_bytes(content: bytes) -> None:
    """Write bytes to stdout as they are; raises errors.WrongUse where they do not all arrive."""
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as err:
        discard_output(sys.stdout)
        raise WrongUse(f"stdout: {err.strerror}") from err


def discard_output(stream: IO[str]) -> None:
    """Let what a stream of the process holds and will be given go nowhere, at the end of the process too."""
    with suppress(OSError, ValueError):  # a stream without a file has nothing to fail at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())

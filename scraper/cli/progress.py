"""What a person or a program sees of a run while it goes on: lines on stderr, readable or JSON.

Nothing that a server says can break a line or steer a terminal, and a reader who goes away never ends a run.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from typing import IO, Any

import click
from rich.text import Text

from scraper.cli import console
from scraper.crawl.events import Ended, Event, Notice, Started
from scraper.crawl.outcome import Outcome
from scraper.crawl.stats import INTERRUPTED
from scraper.errors import ScrapeError
from scraper.indonesian.time_zones import utc_text
from scraper.language.catalogue import gettext
from scraper.language.phrases import translated
from scraper.text import fold

Notify = Callable[[Notice], None]


@contextmanager
def notices(*, as_json: bool = False) -> Iterator[Notify]:
    """Show a run on stderr while it goes on.

    In JSON what ends it before its time is a line too, and click.exceptions.Exit is raised with its exit code.
    """
    if not as_json:
        with _lines() as notify:
            yield notify
        return
    lines = JsonLines(sys.stderr)
    try:
        yield lines
    except ScrapeError as err:
        lines.error(str(err))
        raise click.exceptions.Exit(err.exit_code) from err
    except KeyboardInterrupt as err:
        lines.error("interrupted; all finished work is kept")
        raise click.exceptions.Exit(INTERRUPTED) from err


@contextmanager
def _lines() -> Iterator[Notify]:
    """A moving line on a terminal, and one plain line for each page that is news."""
    screen = console.console(stderr=True)
    done: Counter[str] = Counter()
    with screen.status(gettext("starting")) if screen.is_terminal else nullcontext() as status:

        def notify(notice: Notice) -> None:
            if not isinstance(notice, Event):
                return
            done[notice.outcome] += 1
            if status is None:
                console.write_line(line(notice), err=True)
                return
            if not notice.outcome.follows.quiet:
                screen.print(line(notice), soft_wrap=True)
            status.update(Text(f"{console.counts(done)} - {fold(notice.url)}", no_wrap=True, overflow="ellipsis"))

        yield notify


def line(event: Event) -> str:
    r"""What became of a page, in one line.

    >>> line(Event("kabar", "https://kabar.example/1", Outcome.FAILED, "status\n\x1b[31m 500"))
    'kabar failed https://kabar.example/1 status 500'
    """
    told = (event.publisher, gettext(event.outcome), event.url, translated(event.detail))
    return " ".join(filter(None, map(fold, told)))


class JsonLines:
    """Writes each notice as one line of JSON: ASCII, so that nothing in it is a line's end or a terminal's command.

    `stream` is where; None, or one that fails, is written to no more: the run goes on. `now` gives UTC.
    """

    def __init__(self, stream: IO[str] | None, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._stream = stream
        self._now = now
        self._run: int | None = None

    def __call__(self, notice: Notice) -> None:
        """Tell of a page, or of the run's start or end."""
        if isinstance(notice, Started):
            self._run = notice.run
        level, columns = _level_and_columns(notice)
        self.write(level, columns)

    def error(self, detail: str) -> None:
        """Tell of what ended the run before its time, or kept it from its start."""
        self.write("error", {"event": "error", "detail": detail})

    def write(self, level: str, columns: dict[str, Any]) -> None:
        """One line: the time, the level, the run, then the columns."""
        row = {"time": utc_text(self._now()), "level": level, "run": self._run, **columns}
        if self._stream is None:
            return
        try:
            self._stream.write(json.dumps(row) + "\n")
            self._stream.flush()
        except OSError:  # whoever read it has gone, or the disk is full
            console.discard_output(self._stream)
            self._stream = None


def _level_and_columns(notice: Notice) -> tuple[str, dict[str, Any]]:
    """Level and columns of a notice."""
    if isinstance(notice, Event):
        level = _level(notice.outcome)
        names = ("publisher", "url", "outcome", "detail", "bytes")
        columns = {name: getattr(notice, name) for name in names}
        elapsed = None if notice.elapsed_s is None else round(notice.elapsed_s, 3)
        return level, {"event": "page", **columns, "elapsed": elapsed}
    if isinstance(notice, Started):
        columns = {"command": notice.command, "version": notice.version, "publishers": notice.publishers}
        return "info", {"event": "start", **columns}
    return _of_end(notice)


def _level(outcome: Outcome) -> str:
    if outcome is Outcome.ERROR:
        return "error"
    return "warning" if outcome.follows.fails else "info"


def _of_end(ended: Ended) -> tuple[str, dict[str, Any]]:
    names = ("exit_code", "seconds", "why", "waiting", "fallen")
    columns = {name: getattr(ended, name) for name in names}
    return "warning" if ended.exit_code else "info", {"event": "end", **columns, **ended.counts}

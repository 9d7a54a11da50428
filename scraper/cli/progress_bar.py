"""A progress bar for commands whose end is known; a pipe and cron's mail see nothing of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from scraper.cli import console

Advance = Callable[[int], None]


@contextmanager
def progress_bar(what: str, total: int | None) -> Iterator[Advance]:
    """A bar on stderr while the block runs; it hears how many more are done. `total` None: nobody knows."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    screen = console.console(stderr=True)
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as bar:
        task = bar.add_task(what, total=total)
        yield lambda done: bar.update(task, advance=done)

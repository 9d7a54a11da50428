"""An error as one line on stderr and an exit code."""

from __future__ import annotations

import click

from scraper.errors import ScrapeError
from scraper.language.phrases import translated
from scraper.text import fold

#: Characters of the longest line: what was typed may be anything, and is quoted in it.
LONGEST = 1000


def print_line(text: str) -> None:
    """Print one line on stderr in the language in force, whatever is in the text."""
    line = fold(translated(text))
    click.echo(f"scrape: {line if len(line) <= LONGEST else f'{line[:LONGEST]} ...'}", err=True)


def print_error(err: ScrapeError) -> int:
    """Print what went wrong in one line; gives the exit code."""
    print_line(str(err))
    return err.exit_code

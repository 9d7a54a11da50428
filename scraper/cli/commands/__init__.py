"""The commands of `scrape`, thin: each opens, asks and prints. `cli.py` gathers them."""

from __future__ import annotations

import click

from scraper import publishers, urls
from scraper.archive import Archive
from scraper.errors import ScrapeError, WrongUse
from scraper.models import Record
from scraper.store.store import Store
from scraper.text import fold

#: Characters of a complaint. What was typed may be anything, and is told of in it.
LONGEST = 1000


def complain(err: ScrapeError) -> int:
    """Say on stderr what went wrong, in one line; gives the exit code."""
    line = fold(str(err))
    click.echo(f"scrape: {line if len(line) <= LONGEST else f'{line[:LONGEST]} ...'}", err=True)
    return err.exit_code


def stored(archive: Archive, which: str) -> Record:
    """The row of an article, by its number or any URL; raises errors.WrongUse where there is none."""
    found = Store(archive).find(which if which.isdecimal() else publishers.canonical(urls.canonical(which)))
    if found is None:
        raise WrongUse(f"{archive.path}: no article {which}")
    return found

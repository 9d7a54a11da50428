"""The commands of `scrape`, thin: each opens, asks and prints. `cli.py` gathers them."""

from __future__ import annotations

import click

from scraper import publishers, urls
from scraper.archive import Archive
from scraper.errors import ScrapeError, WrongUse
from scraper.records import Record
from scraper.store import Store


def complain(err: ScrapeError) -> int:
    """Say on stderr what went wrong, in one line; gives the exit code."""
    click.echo(f"scrape: {err}", err=True)
    return err.exit_code


def stored(archive: Archive, which: str) -> Record:
    """The row of an article, by its number or any URL; raises errors.WrongUse where there is none."""
    found = Store(archive).find(which if which.isdecimal() else publishers.canonical(urls.canonical(which)))
    if found is None:
        raise WrongUse(f"{archive.path}: no article {which}")
    return found

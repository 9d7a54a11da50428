"""The commands of `scrape`, thin: each opens, asks and prints. `cli.py` gathers them."""

from __future__ import annotations

import click

from scraper.errors import ScrapeError


def complain(err: ScrapeError) -> int:
    """Say on stderr what went wrong, in one line; gives the exit code."""
    click.echo(f"scrape: {err}", err=True)
    return err.exit_code

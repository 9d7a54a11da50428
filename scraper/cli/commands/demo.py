"""`scrape demo`: a tour without network."""

from __future__ import annotations

from pathlib import Path

import click

from scraper.cli import demo_tour
from scraper.cli.options import database


@click.command("demo")
@database
def command(db: Path) -> int:
    """A tour that needs no network: a small newspaper on this machine, crawled twice.

    Between the visits one story is rewritten, one is deleted. Refuses an archive that holds anything else.
    """
    return demo_tour.run(db)

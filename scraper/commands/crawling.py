"""Commands that crawl: the real thing and the tour."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from scraper import demo as tour
from scraper import publishers, show
from scraper.archive import open_archive
from scraper.options import database, network
from scraper.runs import Network, Run


@click.command()
@click.argument("names", nargs=-1, metavar="[PUBLISHER...]")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="At most N articles of each publisher.")
@database
@network
def crawl(names: tuple[str, ...], limit: int | None, db: Path, **options: Any) -> int:
    """Fetch what is new or due again, of the publishers named or of all.

    Looks at each publisher's feeds, sitemaps and index pages first. One request at a time to a host, with a pause; a
    second run fetches only what is new, and what it is time to look at again. Stop it with Ctrl-C: the page in hand
    is finished, and everything before it is kept.
    """
    chosen = publishers.chosen(names)
    access = Network(**options)
    access.answers_for(chosen)
    with open_archive(db) as archive, show.watching() as watch:
        tally = Run(archive=archive, network=access, command="crawl", tell=watch).crawl(chosen, limit)
    show.emit(show.summary(tally.outcomes))
    click.echo(f"{db}: {show.counts(tally.counts())}{'; interrupted' if tally.interrupted else ''}")
    return tally.exit_code


@click.command()
@database
def demo(db: Path) -> int:
    """A tour that needs no network: a small newspaper on this machine, crawled twice.

    Between the visits one story is rewritten, one is deleted. Refuses an archive that holds anything else.
    """
    return tour.run(db)

"""Commands that crawl: the real thing and the tour."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from scraper import demo as tour
from scraper import publishers, show
from scraper.archive import open_archive
from scraper.dates import WIB
from scraper.errors import WrongUse
from scraper.options import database, network
from scraper.runs import Network, Run, utc_now
from scraper.sources import Scope, Window

DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command()
@click.argument("names", nargs=-1, metavar="[PUBLISHER...]")
@click.option(
    "--limit", type=click.IntRange(1), default=1000, show_default=True, metavar="N", help="Articles of each publisher."
)
@click.option("--since", type=DAY, metavar="DATE", help="Go back to this day (2024-01-31) through lists and sitemaps.")
@click.option("--until", type=DAY, metavar="DATE", help="The day to go back from; today by default.")
@click.option("--search", metavar="WORDS", help="Look for these words, where a publisher has a search page.")
@database
@network
def crawl(names: tuple[str, ...], db: Path, limit: int, **options: Any) -> int:
    """Fetch what is new or due again, of the publishers named or of all.

    Looks at each publisher's feeds, sitemaps and index pages first, the cheapest that leaves no gap. One request at a
    time to a host, with a pause; a second run fetches only what is new, and what it is time to look at again. Stop it
    with Ctrl-C: the page in hand is finished, and everything before it is kept.

    With --since it also goes back in time, goes on at the next run where this one stopped, and says what it could not
    reach.
    """
    chosen = publishers.chosen(names)
    search = options.pop("search")
    scope = Scope(limit=limit, window=window(options.pop("since"), options.pop("until")), search=search)
    access = Network(**options)
    access.answers_for(chosen)
    with open_archive(db) as archive, show.watching() as watch:
        tally = Run(archive=archive, network=access, command="crawl", tell=watch).crawl(chosen, scope)
    show.emit(show.summary(tally.outcomes))
    click.echo(f"{db}: {show.counts(tally.counts())}{'; interrupted' if tally.interrupted else ''}")
    return tally.exit_code


def window(since: datetime | None, until: datetime | None) -> Window | None:
    """The days between two options, today in western Indonesia by default; raises errors.WrongUse for none."""
    if since is None:
        if until is not None:
            raise WrongUse("--until says where --since goes back from: give both")
        return None
    last = until.date() if until else utc_now().astimezone(WIB).date()
    if since.date() > last:
        raise WrongUse(f"--since {since:%Y-%m-%d} is after {last}")
    return Window(since.date(), last)


@click.command()
@database
def demo(db: Path) -> int:
    """A tour that needs no network: a small newspaper on this machine, crawled twice.

    Between the visits one story is rewritten, one is deleted. Refuses an archive that holds anything else.
    """
    return tour.run(db)

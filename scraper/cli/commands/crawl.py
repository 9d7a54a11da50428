"""`scrape crawl`: fetch what is new or due again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from scraper import publishers
from scraper.archive import Archive, open_archive
from scraper.cli import console, site_tables
from scraper.cli.options import DAY, PUBLISHER_OR_SITE, database, network
from scraper.cli.param_types import DURATION, SHARD
from scraper.cli.progress import notices
from scraper.cli.site_tables import SiteTable
from scraper.crawl.archived_sites import choose, is_address, know_sites, site_at
from scraper.crawl.network import Network
from scraper.crawl.run import Run
from scraper.crawl.shard import Shard
from scraper.crawl.stats import Stats
from scraper.crawl.story_reader import default_jobs
from scraper.discovery.sources import Scope, Window
from scraper.errors import WrongUse
from scraper.fetch import utc_now
from scraper.indonesian.time_zones import WIB
from scraper.language.catalogue import gettext, ngettext
from scraper.language.numbers import number
from scraper.language.phrases import translated
from scraper.sites.site import site_of
from scraper.template.publisher import Publisher


@click.command("crawl")
@click.argument("names", nargs=-1, type=PUBLISHER_OR_SITE, metavar="[PUBLISHER|ADDRESS...]")
@click.option(
    "--limit",
    type=click.IntRange(1, 1_000_000),
    default=1000,
    show_default=True,
    metavar="N",
    help="Articles of each publisher.",
)
@click.option("--since", type=DAY, metavar="DATE", help="Go back to this day (2024-01-31) through lists and sitemaps.")
@click.option("--until", type=DAY, metavar="DATE", help="The day to go back from; today by default.")
@click.option("--search", metavar="WORDS", help="Look for these words, where a publisher has a search page.")
@click.option(
    "--max-time",
    type=DURATION,
    metavar="TIME",
    help='Ask for nothing more after this: "50m", "2h", or seconds. The pages in hand are finished.',
)
@click.option(
    "--shard",
    type=SHARD,
    default="1/1",
    show_default=True,
    metavar="NUMBER/MACHINES",
    help="Crawl the share of one machine of several, each with its own archive: 2/5 on the second of five.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 1024),
    metavar="N",
    help="Processes that read what is fetched; by default 1, and all cores for 20 hosts and more, up to 4.",
)
@click.option("--log-json", is_flag=True, help="Say on stderr what happens in lines of JSON, for a program to read.")
@database
@network
@click.pass_context
def command(
    ctx: click.Context,
    /,
    names: tuple[str, ...],
    db: Path,
    limit: int,
    max_time: float | None,
    shard: Shard,
    jobs: int | None,
    log_json: bool,
    **options: Any,
) -> int:
    """Fetch what is new or due again, of the publishers named or of all.

    The address of a site that nobody wrote rules for is enough: how its articles are found, the crawl finds out.

    Looks at each publisher's feeds, sitemaps and index pages first, the cheapest that leaves no gap. One request at a
    time to a host, with a pause; a second run fetches only what is new, and what it is time to look at again. Stop it
    with Ctrl-C: the pages in hand are finished, and everything before them is kept.

    With --since it also goes back in time, goes on at the next run where this one stopped, and says what it could not
    reach.
    """
    scope = Scope(limit=limit, window=window(options.pop("since"), options.pop("until")), search=options.pop("search"))
    if scope.search and scope.window:
        raise WrongUse("--search and --since: one at a time")
    with notices(as_json=log_json) as notify:
        access = Network(**options)
        tables = () if _names_on_the_line(ctx) else site_tables.noted(ctx)
        access.answers_for(before_archive(names, tables, access))
        with open_archive(db) as archive:
            chosen, rest = _chosen(archive, names, tables, access)
            scope, own = replace(scope, known_only=frozenset(site.id for site in rest)), shard.own(chosen + rest)
            run = Run(
                archive=archive,
                network=access,
                command="crawl",
                tell=notify,
                mark=notify,
                max_time_s=max_time,
                jobs=jobs or default_jobs(own),
            )
            stats = run.crawl(own, scope)
    _tell(db, stats)
    return stats.exit_code


def _tell(db: Path, stats: Stats) -> None:
    """Print what a crawl came to."""
    console.write(console.summary(stats.outcomes))
    for fell in stats.fallen:
        console.write_line(gettext("fell: %s") % translated(fell))
    due = ngettext("%s URL still due", "%s URLs still due", stats.waiting) % number(stats.waiting)
    told = (f"{db}: {console.counts(stats.counts())}", gettext(stats.why), due if stats.waiting else "")
    console.write_line("; ".join(filter(None, told)))


def _names_on_the_line(ctx: click.Context) -> bool:
    """Whether publishers are named on the command line: then the file's sites are not meant."""
    return ctx.get_parameter_source("names") is click.core.ParameterSource.COMMANDLINE and bool(ctx.params["names"])


def _chosen(
    archive: Archive, names: Sequence[str], tables: Iterable[SiteTable], access: Network
) -> tuple[list[Publisher], list[Publisher]]:
    """Whom a crawl visits, and the sites of the archive of which it only looks again at what is known."""
    chosen = choose(archive, names, access.permitted)
    chosen += [site_at(archive, each.address, each.name, each.region) for each in tables]
    if names:
        return chosen, []
    ids = {each.id for each in chosen}
    return chosen, [site for site in know_sites(archive) if site.id not in ids]


def before_archive(names: Sequence[str], tables: Sequence[SiteTable], access: Network) -> list[Publisher]:
    """Whom a crawl would ask, as far as that can be told before an archive is opened."""
    ids = [name for name in names if not is_address(name)]
    chosen = publishers.chosen(ids, access.permitted) if ids or not names else []
    addresses = [name for name in names if is_address(name)] + [table.address for table in tables]
    return chosen + [publishers.of(address) or site_of(address) for address in addresses]


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

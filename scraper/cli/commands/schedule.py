"""`scrape schedule`: entries for cron and systemd."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from scraper.cli import console, cron_and_systemd, new_files, settings
from scraper.cli.cron_and_systemd import Installation
from scraper.cli.options import PUBLISHER_OR_SITE, contact, database
from scraper.cli.param_types import DURATION
from scraper.cli.program import program
from scraper.errors import WrongUse


@click.command("schedule")
@click.argument("names", nargs=-1, type=PUBLISHER_OR_SITE, metavar="[PUBLISHER|ADDRESS...]")
@click.option("--cron", "how", flag_value="cron", help="Lines for `crontab -e`.")
@click.option("--systemd", "how", flag_value="systemd", help="Services and timers for systemd.")
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="FOLDER",
    help="Write systemd's units here, such as /etc/systemd/system; nothing is overwritten.",
)
@click.option("--user", metavar="NAME", help="Who runs it; by default whose the current folder is.")
@click.option(
    "--max-time", type=DURATION, default="50m", show_default=True, metavar="TIME", help="The time of one crawl."
)
@database
@contact
@click.pass_context
def command(ctx: click.Context, /, how: str | None, into: Path | None, **options: Any) -> int:
    """Print what makes cron or systemd crawl every hour, and look at the crawl's health every day.

    Everything is named by its whole path: this program, the current folder, the archive, the file of values. What
    stands in that file is left to it.
    """
    if how is None or (into and how != "systemd"):
        raise WrongUse("say --cron or --systemd; --into is for the units of systemd")
    here = installation(ctx, **options)
    units = cron_and_systemd.systemd(here) if how == "systemd" else {}
    if into:
        new_files.write({into / name: unit.encode() for name, unit in units.items()})
    elif units:
        console.write_line("\n".join(f"# /etc/systemd/system/{name}\n{unit}" for name, unit in units.items()).rstrip())
    else:
        console.write_line(cron_and_systemd.cron(here).rstrip())
    return 0


def installation(
    ctx: click.Context, names: tuple[str, ...], user: str | None, max_time: float, db: Path, contact: str | None
) -> Installation:
    """Where everything is; raises errors.WrongUse where nobody answers for the crawl."""
    if not contact:
        raise WrongUse("a crawl says who answers for it: --contact ADDRESS, $SCRAPE_CONTACT, or contact in arsip.toml")
    archive = list(_named(ctx, "db", str(db.absolute())))
    limits = [*_named(ctx, "max_time", cron_and_systemd.length(max_time)), *_named(ctx, "contact", contact)]
    return Installation(
        program=program(),
        folder=str(Path.cwd()),
        archive_folder=str(db.absolute().parent),
        crawl=(*_file(ctx), *archive, *limits, *names),
        status=(*_file(ctx), *archive),
        user=user or owner(Path.cwd()),
    )


def _file(ctx: click.Context) -> Iterator[str]:
    if file := settings.file_of(ctx):
        yield from ("--config", str(file.absolute()))


def _named(ctx: click.Context, name: str, value: str) -> Iterator[str]:
    """The words for an option, unless the file of values says it."""
    if ctx.get_parameter_source(name) is not click.core.ParameterSource.DEFAULT_MAP:
        yield from (f"--{name.replace('_', '-')}", value)


def owner(folder: Path) -> str:
    """Whose a folder is: under sudo it is not who asks, but who is to run it."""
    try:
        return folder.owner()
    except KeyError:  # a number without a name
        return str(folder.stat().st_uid)

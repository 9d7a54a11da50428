"""The command that makes one archive of several."""

from __future__ import annotations

from pathlib import Path

import click

from scraper.cli import console
from scraper.cli.progress_bar import progress_bar
from scraper.exchange.merge import merge
from scraper.language.catalogue import gettext
from scraper.language.numbers import number


@click.command("merge")
@click.argument(
    "sources",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, path_type=Path, dir_okay=False),
    metavar="ARCHIVE...",
)
@click.option(
    "--into", type=click.Path(path_type=Path, dir_okay=False), required=True, metavar="FILE", help="The new archive."
)
def command(sources: tuple[Path, ...], into: Path) -> int:
    """Make a new archive of several, which stay as they are.

    Every capture of all of them is in it once, in the order of time, and is read again; what each crawl remembers of
    hosts and addresses is kept. The order in which archives are named makes no difference.
    """
    with progress_bar(into.name, None) as advance:
        captures = merge(sources, into, advance)
    console.write_line(
        gettext("%(into)s: %(captures)s captures of %(archives)s archives")
        % {"into": into, "captures": number(captures), "archives": len(sources)}
    )
    return 0

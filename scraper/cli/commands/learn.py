"""`scrape learn`: templates learned from the pages that the archive keeps, and whether templates still hold."""

from __future__ import annotations

from pathlib import Path

import click

from scraper import publishers
from scraper.archive import Archive, read_archive
from scraper.cli import learning_report
from scraper.cli.configured_command import publishers_folder
from scraper.cli.options import SITE_NAME, database
from scraper.crawl.archived_sites import find_publisher, know_sites
from scraper.drafts.kept_pages import learned_from, lost_from
from scraper.errors import WrongUse
from scraper.language.catalogue import gettext


@click.command("learn")
@click.argument("site", required=False, type=SITE_NAME, metavar="[SITE]")
@click.option(
    "--check", "checks", is_flag=True, help="Tell which templates find on recent pages what they found before."
)
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Where the file goes; the folder of your own publishers' files by default.",
)
@database
@click.pass_context
def command(ctx: click.Context, /, site: str | None, checks: bool, into: Path | None, db: Path) -> int:
    """Learn where the fields stand on the pages of a site, from five kept articles and more.

    SITE is its host, its address or the id of its publisher. Each rule is told with its support: on how many pages it
    finds something, agrees with reading without rules, and is proven on pages that it was not learned from. What is
    proven is written as a publisher's file; beside one that is there already, as a proposal that nothing reads.

    With --check, of SITE or of every publisher: tell whose rules find nothing any more on the newest pages, because
    the site was redesigned, and propose new ones; then the exit code is 1.
    """
    with read_archive(db) as archive:
        know_sites(archive)
        folder = into or publishers_folder(ctx)
        if checks:
            lost = [_check(archive, name, folder) for name in _names(archive, site)]
            return int(any(lost))
        if site is None:
            raise WrongUse(gettext("which site? scrape learn SITE, or scrape learn --check"))
        name = find_publisher(archive, site).id
        learning_report.show(learned_from(archive, publishers.named(name)), folder, in_force=into is None)
    return 0


def _names(archive: Archive, site: str | None) -> list[str]:
    """The publishers to check: the one that is named, else all that the archive has and that have templates."""
    if site is not None:
        return [find_publisher(archive, site).id]
    known = publishers.everyone()
    ids = [row["id"] for row in archive.rows("SELECT id FROM publishers ORDER BY id")]
    return [name for name in ids if name in known and known[name].templates]


def _check(archive: Archive, name: str, folder: Path) -> bool:
    """Tell what a publisher's rules lost, and propose new ones; gives whether they lost anything."""
    publisher = publishers.named(name)
    lost = lost_from(archive, publisher)
    learning_report.show_lost(publisher, lost)
    if lost:
        learning_report.propose(archive, publisher, folder)
    return bool(lost)

"""`scrape status`: how the crawl does."""

from __future__ import annotations

import json
from pathlib import Path

import click

from scraper.archive import read_archive
from scraper.cli import console, status_tables
from scraper.cli.options import SITE_ID_TOO, as_object, database
from scraper.crawl.status import facts, status
from scraper.fetch import utc_now


@click.command("status")
@click.argument("names", nargs=-1, type=SITE_ID_TOO, metavar="[PUBLISHER|ADDRESS...]")
@database
@as_object
def command(names: tuple[str, ...], db: Path, as_json: bool) -> int:
    """Tell how the crawl does: runs, what is due, hosts left alone, and whether every publisher is still read whole.

    With publishers named, every field of theirs: how many of the newest 50 stories have it, and of the 200 before.
    The exit code is 1 when one is found far less often than before: then the site was redesigned, and its rules must
    be mended. So it is for a publisher whose lists answer and have never named an article.
    """
    now = utc_now()
    with read_archive(db) as archive:
        report = status(archive, now)
    if names:
        report = report.of(names)
    if as_json:
        console.write_line(json.dumps(facts(report), ensure_ascii=False))
    else:
        for part in status_tables.tables(report, now, in_full=bool(names)):
            console.write(part)
    return int(bool(report.troubles))

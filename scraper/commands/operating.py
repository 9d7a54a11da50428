"""Commands for whoever keeps a crawl going: how it does, and what it is told to do."""

from __future__ import annotations

import json
from pathlib import Path

import click

from scraper import publishers, report, show
from scraper.archive import open_archive
from scraper.options import as_object, database
from scraper.runs import utc_now
from scraper.status import facts, status


@click.command("status")
@click.argument("names", nargs=-1, metavar="[PUBLISHER...]")
@database
@as_object
def tell_status(names: tuple[str, ...], db: Path, as_json: bool) -> int:
    """Tell how the crawl does: runs, what is due, hosts left alone, and whether every publisher is still read whole.

    With publishers named, every field of theirs: how many of the newest 50 stories have it, and of the 200 before.
    The exit code is 1 when one is found far less often than before: then the site was redesigned, and its rules must
    be mended.
    """
    for name in names:
        publishers.named(name)
    now = utc_now()
    with open_archive(db, create=False) as archive:
        told = status(archive, now)
    if names:
        told = told.of(names)
    if as_json:
        show.say(json.dumps(facts(told), ensure_ascii=False))
    else:
        for part in report.report(told, now, in_full=bool(names)):
            show.emit(part)
    return int(bool(told.fallen))

"""`scrape parse`: read kept pages again."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import click

from scraper.archive import open_archive
from scraper.cli import console
from scraper.cli.options import database, jobs, scheduler
from scraper.cli.progress_bar import progress_bar
from scraper.cluster.dask_reader import DaskReader
from scraper.cluster.scheduler import Scheduler
from scraper.crawl.reread import begin, reread
from scraper.language.catalogue import gettext


@click.command("parse")
@click.option("--all", "everything", is_flag=True, help="Every kept page, not only those with problems or unread.")
@jobs
@scheduler
@database
def command(everything: bool, jobs: int | None, scheduler: str | None, db: Path) -> int:
    """Read kept pages again, after a rule was mended. No network; done twice it changes nothing.

    Broken off at any moment, `--all` goes on where it was when it is called again.
    """
    with ExitStack() as stack:
        workers = stack.enter_context(Scheduler(scheduler)) if scheduler else None
        archive = stack.enter_context(open_archive(db, create=False))
        reader = DaskReader(archive, workers) if workers else None
        goes_on = everything and begin(archive)
        left = archive.unread_count() if everything else None
        if goes_on:
            console.write_line(gettext("goes on where it was interrupted: %s kept pages left") % left)
        with progress_bar(gettext("reading"), left) as advance:
            outcomes = reread(archive, everything=everything, jobs=jobs, reader=reader, advance=advance)
    console.write_line(gettext("read again: %s") % console.counts(outcomes))
    return 0

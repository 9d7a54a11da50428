"""`scrape page`: a kept page, byte for byte."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from scraper.archive import read_archive
from scraper.cli import console
from scraper.cli.options import AT, database
from scraper.exchange.find_capture import find_capture


@click.command("page")
@click.argument("which", metavar="URL-OR-CAPTURE")
@AT
@click.option("--headers", is_flag=True, help="The status and the headers of the answer in place of its bytes.")
@database
def command(which: str, at: datetime | None, headers: bool, db: Path) -> int:
    """Write a page as it was kept to stdout, byte for byte: the newest capture of an address, or that of a moment."""
    with read_archive(db) as archive:
        capture = archive.capture(find_capture(archive, which, at))
    if headers:
        lines = [f"{capture.status} {capture.final_url}", *(f"{name}: {value}" for name, value in capture.headers)]
        console.write_line("\n".join(lines))
    else:
        console.write_bytes(capture.body)
    return 0

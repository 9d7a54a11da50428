"""`scrape prove`: that one page was kept as it is."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from scraper.archive import read_archive
from scraper.cli import console
from scraper.cli.options import AT, database
from scraper.exchange.find_capture import find_capture
from scraper.exchange.proof import prove
from scraper.language.catalogue import gettext


@click.command("prove")
@click.argument("which", metavar="URL-OR-CAPTURE")
@AT
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The proof; proof-NUMBER.zip in the current folder by default.",
)
@database
def command(which: str, at: datetime | None, out: Path | None, db: Path) -> int:
    """Write the proof that a page was kept as it is, without any other page of the archive.

    `scrape check FILE` verifies it anywhere, and docs/proof.md does it with sha256sum and Python alone.
    """
    with read_archive(db) as archive:
        capture = find_capture(archive, which, at)
        to = out or Path(f"proof-{capture}.zip")
        proof = prove(archive, capture, to)
    console.write_line(
        gettext("%(file)s: %(address)s as captured %(time)s, in seal %(seal)s")
        % {"file": to, "address": proof.url, "time": proof.captured_at, "seal": proof.seal}
    )
    return 0

"""`scrape add`: the draft of a publisher's file from one page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from scraper.cli import draft_report
from scraper.cli.configured_command import publishers_folder
from scraper.cli.options import network
from scraper.crawl.network import Network


@click.command("add")
@click.argument("source", metavar="LINK-OR-FILE")
@click.option("--url", "link", metavar="LINK", help="Where a saved page was found, if it does not say so itself.")
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Where the files go; the folder of your own publishers' files by default.",
)
@network
@click.pass_context
def command(ctx: click.Context, /, source: str, link: str | None, into: Path | None, **options: Any) -> int:
    """Draft a publisher's file and its first fixture from one article page.

    Reads the page without rules, looks for the rule that finds each field again, and says which rules something else
    on the page bears out and which are guesses. From then on every command reads the publisher's pages by the file.
    Overwrites nothing, and touches no archive.
    """
    folder = publishers_folder(ctx)
    draft = draft_report.from_source(source, link, Network(**options))
    if into is None:
        draft_report.require_unknown(draft)
    draft_report.show(draft, draft_report.write(draft, into or folder), in_force=into in {None, folder})
    return 0

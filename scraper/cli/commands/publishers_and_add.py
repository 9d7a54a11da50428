"""Commands about publishers: who can be read, and the draft of a new one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from scraper import publishers
from scraper.cli import console, draft_report, publisher_tables
from scraper.cli.options import network
from scraper.crawl.network import Network


@click.command()
@click.argument("source", metavar="LINK-OR-FILE")
@click.option("--url", "link", metavar="LINK", help="Where a saved page was found, if it does not say so itself.")
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    metavar="FOLDER",
    help="Where the files go; the current folder by default.",
)
@network
def add(source: str, link: str | None, into: Path, **options: Any) -> int:
    """Draft a publisher's file and its first fixture from one article page.

    Reads the page without rules, looks for the rule that finds each field again, and says which rules something else
    on the page bears out and which are guesses. Overwrites nothing, and touches no archive.
    """
    made = draft_report.drafted(source, link, Network(**options))
    draft_report.tell(made, draft_report.write(made, into))
    return 0


@click.command("publishers")
@click.argument("name", required=False, metavar="[ID]")
@click.option("--json", "as_json", is_flag=True, help="Print everything known of each, one object a line.")
def list_publishers(name: str | None, as_json: bool) -> int:
    """List who can be read: where, how found, whether it may be crawled, when last verified.

    With an id, that publisher in full: its editions, its index pages and feeds, and what tells its layouts apart.
    """
    found = list(publishers.everyone().values()) if name is None else [publishers.named(name)]
    if as_json:
        for each in found:
            click.echo(json.dumps(publisher_tables.facts(each), ensure_ascii=False))
    else:
        console.emit(publisher_tables.card(found[0]) if name else publisher_tables.listed(found))
    return 0

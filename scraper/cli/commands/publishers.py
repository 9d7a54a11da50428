"""`scrape publishers`: who can be read."""

from __future__ import annotations

import json

import click

from scraper import publishers
from scraper.cli import console, publisher_tables
from scraper.cli.options import PUBLISHER_ID


@click.command("publishers")
@click.argument("name", required=False, type=PUBLISHER_ID, metavar="[ID]")
@click.option("--json", "as_json", is_flag=True, help="Print everything known of each, one object a line.")
def command(name: str | None, as_json: bool) -> int:
    """List who can be read: where, how found, whether it may be crawled, when last verified.

    With an id, that publisher in full: its editions, its index pages and feeds, and what tells its layouts apart.
    """
    found = list(publishers.everyone().values()) if name is None else [publishers.named(name)]
    if as_json:
        for each in found:
            console.write_line(json.dumps(publisher_tables.facts(each), ensure_ascii=False))
    else:
        console.write(publisher_tables.card(found[0]) if name else publisher_tables.listed(found))
    return 0

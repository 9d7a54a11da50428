"""`scrape publishers`: who can be read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click
from rich.console import RenderableType

from scraper import publishers
from scraper.archive import read_archive
from scraper.cli import console, publisher_tables, site_card
from scraper.cli.options import SITE_NAME, database
from scraper.crawl.archived_sites import address_of, find_publisher, is_address, know_sites
from scraper.crawl.site_status import site_status
from scraper.template.publisher import Publisher

#: What names all sites of the archive.
SITES = ("site", "sites")


@click.command("publishers")
@click.argument("name", required=False, type=SITE_NAME, metavar="[ID|ADDRESS|site]")
@database
@click.option("--json", "as_json", is_flag=True, help="Print everything known of each, one object a line.")
def command(name: str | None, db: Path, as_json: bool) -> int:
    """List who can be read: where, how found, whether it may be crawled, when last verified.

    With an id, that publisher in full: its editions, its index pages and feeds, and what tells its layouts apart. With
    the address of a site that nobody wrote rules for, what the archive knows of it: its lists, who named them, what
    they yield, when they were checked, and what addresses of each shape turned out to be. "site" lists all such sites.
    """
    if name is None:
        everyone = list(publishers.everyone().values())
        _write(publisher_tables.listed(everyone), map(publisher_tables.facts, everyone), as_json=as_json)
    elif name in SITES:
        with read_archive(db) as archive:
            sites = [site_status(archive, site) for site in know_sites(archive)]
        _write(site_card.listed(sites), map(site_card.facts, sites), as_json=as_json)
    elif is_address(name):
        _write_found(name, db, as_json=as_json)
    else:
        _write_publisher(publishers.named(name), as_json=as_json)
    return 0


def _write_found(address: str, db: Path, *, as_json: bool) -> None:
    """Print what stands at an address: a site as the archive knows it, or a publisher."""
    known = publishers.of(address_of(address))
    if known is not None and known.known:
        _write_publisher(known, as_json=as_json)
        return
    with read_archive(db) as archive:
        status = site_status(archive, find_publisher(archive, address))
    _write(site_card.card(status), [site_card.facts(status)], as_json=as_json)


def _write_publisher(publisher: Publisher, *, as_json: bool) -> None:
    _write(publisher_tables.card(publisher), [publisher_tables.facts(publisher)], as_json=as_json)


def _write(table: RenderableType, facts: Iterable[Mapping[str, Any]], *, as_json: bool) -> None:
    if not as_json:
        console.write(table)
        return
    for each in facts:
        line = json.dumps(each, ensure_ascii=False)
        console.write_line(line)

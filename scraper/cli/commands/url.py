"""`scrape url`: fetch single articles, store and show them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from scraper import urls
from scraper.archive import open_archive
from scraper.cli import stored_article
from scraper.cli.error_line import print_error
from scraper.cli.options import as_json, database, network
from scraper.crawl.network import Network, known
from scraper.crawl.run import Run
from scraper.errors import FetchError, WrongUse


@click.command("url")
@click.argument("links", nargs=-1, required=True, metavar="LINK...")
@database
@network
@as_json
def command(links: tuple[str, ...], db: Path, as_json: bool, **options: Any) -> int:
    """Fetch articles now, store them and show what was read.

    Obeys robots.txt like a crawl. A link of an unknown publisher, a page that is no article or a dead link is one
    clear line; the other links are fetched all the same.
    """
    codes = [fetch_and_show(link, db, Network(**options), as_json=as_json) for link in dict.fromkeys(links)]
    return codes[0] if len(set(codes)) == 1 else 1


def fetch_and_show(link: str, db: Path, network: Network, *, as_json: bool) -> int:
    """Fetch, store and show one article; gives its exit code. What goes wrong is one line on stderr."""
    try:
        address = urls.canonical(link)
        network.respects(known(address))
        network.client()  # what no run could use is told before anything is written
        with open_archive(db) as archive:
            ingested = Run(archive=archive, network=network, command="url").visit(address)
            article, where = ingested.article, f"{db}, article {ingested.id} ({ingested.outcome})"
            if ingested.outcome == "unchanged":
                article, where = stored_article.read(archive, address)
    except (WrongUse, FetchError) as err:
        return print_error(err)
    if article is None:
        click.echo(f"scrape: {ingested.detail}", err=True)
        return 1
    stored_article.show(article, where=where, as_json=as_json)
    return int(bool(article.problems))

"""`scrape url`: fetch single articles, store and show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from scraper import publishers, urls
from scraper.archive import Archive, open_archive
from scraper.cli import stored_article
from scraper.cli.error_line import print_error, print_line
from scraper.cli.options import as_json, database, network
from scraper.crawl.ingest import Ingested
from scraper.crawl.network import Network
from scraper.crawl.run import Run
from scraper.errors import FetchError, WrongUse


@click.command("url")
@click.argument("links", nargs=-1, required=True, metavar="LINK...")
@database
@network
@as_json
def command(links: tuple[str, ...], db: Path, as_json: bool, **options: Any) -> int:
    """Fetch articles now, store them and show what was read.

    Obeys robots.txt and pauses like a crawl; all links are one run. A link of a site that nobody wrote rules for is
    read without rules. Every article is looked at again by the crawls to come. A page that is no article or a dead
    link is one clear line; the other links are fetched all the same.
    """
    network, codes = Network(**options), list[int]()
    addresses = list(dict.fromkeys(_usable(links, network, codes)))
    if addresses:
        with open_archive(db) as archive:

            def tell(address: str, result: Ingested | FetchError) -> None:
                codes.append(_show(archive, address, result, as_json=as_json))

            Run(archive=archive, network=network, command="url").visit_all(addresses, tell)
    return codes[0] if len(set(codes)) == 1 else 1


def _usable(links: Iterable[str], network: Network, codes: list[int]) -> Iterator[str]:
    """The canonical addresses of links that may be fetched; the others are told, before anything is written."""
    for link in dict.fromkeys(links):
        try:
            address = urls.canonical(link)
            if publisher := publishers.of(address):
                network.respects(publisher)
            network.client()
        except WrongUse as err:
            codes.append(print_error(err))
        else:
            yield address


def _show(archive: Archive, address: str, result: Ingested | FetchError, *, as_json: bool) -> int:
    """Show what a link came to; gives its exit code. What goes wrong is one line on stderr."""
    if isinstance(result, FetchError):
        return print_error(result)
    article, where = result.article, stored_article.where(archive.path, result.id, result.outcome)
    if result.outcome == "unchanged":
        try:
            article, where = stored_article.read(archive, address)
        except WrongUse as err:
            return print_error(err)
    if article is None:
        print_line(result.detail)
        return 1
    stored_article.show(article, where=where, as_json=as_json)
    return int(bool(article.problems))

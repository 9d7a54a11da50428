"""Commands that read articles: from the web, from a file, from the archive."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from scraper import urls
from scraper.archive import Archive, open_archive
from scraper.cli import console
from scraper.cli.commands import complain, stored
from scraper.cli.options import as_json, database, network
from scraper.crawl.ingest import reread
from scraper.crawl.network import Network, known
from scraper.crawl.run import Run
from scraper.errors import FetchError, WrongUse
from scraper.extraction.article import parse
from scraper.extraction.merge import joined, refusal
from scraper.models import Article
from scraper.store.from_rows import article_of
from scraper.store.store import Store


@click.command()
@click.argument("links", nargs=-1, required=True, metavar="LINK...")
@database
@network
@as_json
def url(links: tuple[str, ...], db: Path, as_json: bool, **options: Any) -> int:
    """Fetch articles now, store them and show what was read.

    Obeys robots.txt like a crawl. A link of an unknown publisher, a page that is no article or a dead link is one
    clear line; the other links are fetched all the same.
    """
    codes = [visit(link, db, Network(**options), as_json=as_json) for link in dict.fromkeys(links)]
    return codes[0] if len(set(codes)) == 1 else 1


def visit(link: str, db: Path, network: Network, *, as_json: bool) -> int:
    """Fetch, store and show one article; gives its exit code. What goes wrong is one line on stderr."""
    try:
        address = urls.canonical(link)
        network.respects(known(address))
        network.client()  # what no run could use is told before anything is written
        with open_archive(db) as archive:
            ingested = Run(archive=archive, network=network, command="url").visit(address)
            article, where = ingested.article, f"{db}, article {ingested.id} ({ingested.outcome})"
            if ingested.outcome == "unchanged":
                article, where = recalled(archive, address)
    except (WrongUse, FetchError) as err:
        return complain(err)
    if article is None:
        click.echo(f"scrape: {ingested.detail}", err=True)
        return 1
    tell(article, where=where, as_json=as_json)
    return int(bool(article.problems))


def recalled(archive: Archive, which: str) -> tuple[Article, str]:
    """A stored article and where it is, by its number or any URL; raises errors.WrongUse where there is none."""
    found = stored(archive, which)
    return article_of(Store(archive).article(found["id"])), f"{archive.path}, article {found['id']} ({found['state']})"


def tell(article: Article, *, where: str | None = None, as_json: bool, rules: bool = False) -> None:
    """Print an article as a card, or as one line of JSON."""
    if as_json:
        click.echo(json.dumps(article.to_dict(), ensure_ascii=False))
    else:
        console.emit(console.article(article, where, rules=rules))


@click.command()
@click.argument(
    "pages",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="PAGE.html...",
)
@click.option("--url", "link", required=True, metavar="LINK", help="Where the page was found.")
@as_json
def file(pages: tuple[Path, ...], link: str, as_json: bool) -> int:
    """Read a saved page, or several pages of one article in their order. No network, and nothing is stored."""
    first, *later = (parse(page.read_bytes(), link) for page in pages)
    for page, article in zip(pages[1:], later, strict=True):
        if reason := refusal(first, article):
            raise WrongUse(f"{page}: {reason}")
    tell(joined(first, later) if later else first, as_json=as_json, rules=True)
    return 0


@click.command("parse")
@click.option("--all", "everything", is_flag=True, help="Every kept page, not only those with problems or unread.")
@database
def parse_again(everything: bool, db: Path) -> int:
    """Read kept pages again, after a rule was mended. No network; done twice it changes nothing."""
    with open_archive(db, create=False) as archive:
        outcomes = reread(archive, everything=everything)
    click.echo(f"read again: {console.counts(outcomes)}")
    return 0


@click.command("show")
@click.argument("which", metavar="URL-OR-ID")
@database
@as_json
def show_article(which: str, db: Path, as_json: bool) -> int:
    """Show an article as stored, each field with the rule that found it."""
    with open_archive(db, create=False) as archive:
        article, where = recalled(archive, which)
    tell(article, where=where, as_json=as_json, rules=True)
    return 0

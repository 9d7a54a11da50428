"""`scrape file`: read saved pages, without network and without storing."""

from __future__ import annotations

from pathlib import Path

import click

from scraper.cli import stored_article
from scraper.cli.options import as_json
from scraper.errors import WrongUse
from scraper.extraction.article import parse
from scraper.extraction.merge import joined, refusal


@click.command("file")
@click.argument(
    "pages",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="PAGE.html...",
)
@click.option("--url", "link", required=True, metavar="LINK", help="Where the page was found.")
@as_json
def command(pages: tuple[Path, ...], link: str, as_json: bool) -> int:
    """Read a saved page, or several pages of one article in their order. No network, and nothing is stored."""
    first, *later = (parse(page.read_bytes(), link) for page in pages)
    for page, article in zip(pages[1:], later, strict=True):
        if reason := refusal(first, article):
            raise WrongUse(f"{page}: {reason}")
    stored_article.show(joined(first, later) if later else first, as_json=as_json, rules=True)
    return 0

"""`scrape file`: read saved pages, without network and without storing."""

from __future__ import annotations

from pathlib import Path

import click

from scraper import urls
from scraper.cli import console, stored_article, verdicts
from scraper.cli.options import as_json
from scraper.errors import WrongUse
from scraper.extraction.article import parse
from scraper.extraction.explanation import explanation
from scraper.extraction.merge import joined, refusal
from scraper.html.page import read


@click.command("file")
@click.argument(
    "pages",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="PAGE.html...",
)
@click.option("--url", "link", required=True, metavar="LINK", help="Where the page was found.")
@click.option(
    "--explain", is_flag=True, help="What the models say of the page and of each of its lines, without rules."
)
@as_json
def command(pages: tuple[Path, ...], link: str, as_json: bool, explain: bool) -> int:
    """Read a saved page, or several pages of one article in their order. No network, and nothing is stored."""
    if explain:
        for page in pages:
            console.write_line(verdicts.text(explanation(read(page.read_bytes(), urls.canonical(link)))))
        return 0
    first, *later = (parse(page.read_bytes(), link) for page in pages)
    for page, article in zip(pages[1:], later, strict=True):
        if reason := refusal(first, article):
            raise WrongUse(f"{page}: {reason}")
    stored_article.show(joined(first, later) if later else first, as_json=as_json, rules=True)
    return 0

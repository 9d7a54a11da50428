"""The archive of record for Indonesian regional news.

Read one page, or crawl into an archive:

    article = scraper.parse(html, url)
    with scraper.open_archive("archive.db") as archive:
        stats = scraper.crawl(archive, ["beritajakarta"], contact="redaksi@example.org")

Publishers' files of your own are known to both after `scraper.load_publishers("publishers")`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from scraper.version import __version__

if TYPE_CHECKING:
    from scraper.archive import Archive
    from scraper.crawl.network import Network
    from scraper.crawl.publisher_files import load as load_publishers
    from scraper.crawl.run import crawl
    from scraper.crawl.stats import Stats
    from scraper.errors import ScrapeError
    from scraper.exchange.article_archive import open_archive
    from scraper.extraction.article import parse
    from scraper.models import Article, Byline, Capture, Link, Person, Photo, PopularEntry, Problem, Quote

__all__ = [
    "Archive",
    "Article",
    "Byline",
    "Capture",
    "Link",
    "Network",
    "Person",
    "Photo",
    "PopularEntry",
    "Problem",
    "Quote",
    "ScrapeError",
    "Stats",
    "__version__",
    "crawl",
    "load_publishers",
    "open_archive",
    "parse",
]

#: Module -> the names that are imported from it when they are first asked for: `scrape --version` needs none.
_HOMES = {
    "scraper.archive": ("Archive",),
    "scraper.crawl.network": ("Network",),
    "scraper.crawl.stats": ("Stats",),
    "scraper.errors": ("ScrapeError",),
    "scraper.exchange.article_archive": ("open_archive",),
    "scraper.extraction.article": ("parse",),
    "scraper.models": ("Article", "Byline", "Capture", "Link", "Person", "Photo", "PopularEntry", "Problem", "Quote"),
}


def __getattr__(name: str) -> Any:
    """A public name, from its home."""
    if name == "load_publishers":
        return import_module("scraper.crawl.publisher_files").load
    if name == "crawl":
        return import_module("scraper.crawl")
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

"""The archive of record for Indonesian regional news.

article = scraper.parse(html, url)
with scraper.open_archive("archive.db") as archive:
stats = scraper.crawl(archive, ["beritajakarta"], contact="redaksi@example.org")
"""

from scraper.archive import Archive, open_archive
from scraper.crawl.network import Network
from scraper.crawl.run import crawl
from scraper.crawl.stats import Stats
from scraper.errors import ScrapeError
from scraper.extraction.article import parse
from scraper.models import Article, Byline, Capture, Link, Person, Photo, PopularEntry, Problem, Quote
from scraper.version import __version__

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
    "open_archive",
    "parse",
]

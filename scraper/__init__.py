"""The archive of record for Indonesian regional news."""

from scraper.models import Article, Byline, Capture, Link, Person, Photo, PopularEntry, Problem, Quote
from scraper.parse import parse
from scraper.version import __version__

__all__ = [
    "Article",
    "Byline",
    "Capture",
    "Link",
    "Person",
    "Photo",
    "PopularEntry",
    "Problem",
    "Quote",
    "__version__",
    "parse",
]

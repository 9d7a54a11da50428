"""The archive of record for Indonesian regional news."""

from scraper.models import Article, Byline, Capture, Link, Person, Photo, PopularEntry, Problem, Quote
from scraper.parse import parse

__version__ = "0.1.0"

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
    "parse",
]

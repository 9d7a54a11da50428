"""Samples: pages of one site, each as it is read without rules, from which rules are induced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from scraper.extraction.article import reading
from scraper.html import page as pages
from scraper.html.page import Page
from scraper.models import Article


@dataclass(frozen=True)
class Sample:
    """One article's page."""

    page: Page
    #: As read without rules.
    plain: Article
    #: UTC; None where nobody told.
    captured_at: datetime | None = None


def sample(html: bytes, url: str, captured_at: datetime | None = None, content_type: str | None = None) -> Sample:
    """A page at a canonical URL as a sample; raises errors.ReadError for what cannot be read as an article."""
    page = pages.read(html, url, content_type)
    return Sample(page, reading(page, None, captured_at), captured_at)


def different(samples: Iterable[Sample]) -> Iterator[Sample]:
    """The samples without those that tell a story once more: under one address, or in the same words."""
    known: set[str] = set()
    for each in samples:
        marks = {each.plain.url, each.plain.body}
        if not marks & known:
            yield each
        known |= marks

"""Furniture of a layout: the lines that were read on many of its pages word for word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from math import ceil
from statistics import median

from scraper.drafts.samples import Sample
from scraper.extraction.generic.text_index import plain
from scraper.html.json_ld import names
from scraper.indonesian.datelines import dateline
from scraper.models import Article
from scraper.template.rules import MARKS

#: Pages that must hold a line, and their least share of all; words of the shortest line.
_FEWEST, _SHARE, _WORDS = 3, 0.3, 3
#: The most of the words of most pages that furniture may be: stories that share more fill a form, as of the weather.
_MOST = 0.5
#: The least share of the pages on which somebody must be named beside others to be one of the house.
_HOUSE = 0.8


def furniture(samples: Sequence[Sample]) -> tuple[str, ...]:
    """The paragraphs, captions and names that stand on so many pages that they are no part of any story.

    Subheads and items of lists recur in stories ("Bahan", "Cara membuat"), datelines in all of one place.
    """
    least = max(min(_FEWEST, len(samples)), ceil(_SHARE * len(samples)))
    found: Counter[str] = Counter()
    for each in samples:
        found.update(set(_lines(each.plain)))
    lines = {line for line, pages in found.items() if pages >= max(2, least)}
    if median(_share(each.plain.paragraphs, lines) for each in samples) > _MOST:
        lines.difference_update(*(each.plain.paragraphs for each in samples))
    return (*sorted(lines), *_house_names(samples))


def _share(paragraphs: Sequence[str], lines: Container[str]) -> float:
    """How much of a text, by its words, are these lines."""
    words = [len(line.split()) for line in paragraphs]
    of_lines = [number for number, line in zip(words, paragraphs, strict=True) if line in lines]
    return sum(of_lines) / max(1, sum(words))


def _lines(article: Article) -> Iterator[str]:
    marks = tuple(filter(None, MARKS.values()))
    for line in article.paragraphs:
        if len(line.split()) >= _WORDS and not line.startswith(marks) and dateline(line) is None:
            yield line
    for photo in article.photos:
        if photo.caption and len(photo.caption.split()) >= _WORDS:
            yield photo.caption


def _house_names(samples: Sequence[Sample]) -> Iterator[str]:
    """Who is named on nearly all pages as a reporter beside others, and by no machine: no author of any of them.

    The one reporter of a small paper stands alone.
    """
    beside: Counter[str] = Counter()
    for each in samples:
        reporters = each.plain.names("reporter")
        beside.update(reporters if len(reporters) > 1 else ())
    said = {plain(name) for each in samples for name in names(each.page.described.get("author"))}
    for name, pages in beside.items():
        if pages >= max(_FEWEST, _HOUSE * len(samples)) and plain(name) not in said:
            yield name

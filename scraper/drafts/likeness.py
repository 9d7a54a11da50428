"""Likeness of two values of a field, from 0 to 1: whether a rule finds what was read, or how much of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable
from typing import Any

from scraper.extraction import body as bodies
from scraper.extraction.generic.text_index import plain
from scraper.indonesian import dates
from scraper.indonesian.time_zones import WIB
from scraper.models import Byline, Link, Photo, PopularEntry
from scraper.text import number

#: Characters of the longest line that says a time, and a count.
_LONGEST_TIME, _LONGEST_COUNT = 120, 80
#: Entries of the longest most-read list: a longer one is several lists, of which the first is meant.
LONGEST_POPULAR = 12
_FEWEST_POPULAR = 3
_WORD = re.compile(r"\w+")


def overlap(one: Iterable[Hashable], other: Iterable[Hashable]) -> float:
    """F1 of two collections, each element as often as it stands in them; 1 for two empty ones.

    >>> overlap("abcd", "abef"), overlap("", "")
    (0.5, 1.0)
    """
    first, second = Counter(one), Counter(other)
    size = first.total() + second.total()
    return 2 * (first & second).total() / size if size else 1.0


def equal(value: Any, wanted: Any) -> float:
    """1 for the same value."""
    return float(value == wanted)


def of_lines(value: str, wanted: str) -> float:
    """1 for the same line, whatever its capitals and marks."""
    return float(plain(value) == plain(wanted))


def of_times(value: str, wanted: str) -> float:
    """1 for lines that say the same moment."""
    if value == wanted:
        return 1.0
    has_digits = any(map(str.isdigit, value))
    moment = dates.printed(wanted, zone=WIB)
    if moment is None or not has_digits or len(value) > _LONGEST_TIME:
        return 0.0
    return float(dates.printed(value, zone=WIB) == moment)


def of_counts(value: str, wanted: str) -> float:
    """1 for lines that say the same number."""
    return float(len(value) <= _LONGEST_COUNT and number(value) == number(wanted))


def of_tags(value: tuple[str, ...], wanted: tuple[str, ...]) -> float:
    """1 for the same tags, each once."""
    return overlap(list(dict.fromkeys(value)), wanted)


def of_people(value: tuple[Byline, ...], wanted: tuple[Byline, ...]) -> float:
    """1 for the same people in the same roles."""
    return overlap(value, wanted)


def of_links(value: tuple[Link, ...], wanted: tuple[Link, ...]) -> float:
    """1 for links to the same addresses."""
    return overlap((link.url for link in value), (link.url for link in wanted))


def of_most_read(value: tuple[PopularEntry, ...], wanted: tuple[PopularEntry, ...]) -> float:
    """1 for the same addresses at the same ranks, or for the first of several lists that were read as one."""
    ranks = [(entry.rank, entry.url) for entry in value]
    wanted_ranks = [(entry.rank, entry.url) for entry in wanted]
    is_first = _FEWEST_POPULAR <= len(ranks) <= LONGEST_POPULAR < len(wanted_ranks)
    if is_first and wanted_ranks[: len(ranks)] == ranks:
        return 1.0
    return overlap(ranks, wanted_ranks)


def of_photos(value: tuple[Photo, ...], wanted: tuple[Photo, ...]) -> float:
    """1 for the same pictures with the same words; a part of it where only some of that is the same."""
    if value == wanted:
        return 1.0
    if not value or not wanted:
        return 0.0
    lead, meant = value[0], wanted[0]
    if lead.url != meant.url:
        return 0.0
    same_words = (lead.caption == meant.caption) + (lead.credit == meant.credit)
    return 0.9 * (1 + same_words) / 3


def of_texts(value: tuple[str, ...], wanted: tuple[str, ...]) -> float:
    """1 for the same paragraphs, once what is printed around a text is left out of both."""
    paragraphs, meant = bodies.clean(value).paragraphs, bodies.clean(wanted).paragraphs
    if paragraphs == meant:
        return 1.0
    words = overlap(_WORD.findall(" ".join(paragraphs)), _WORD.findall(" ".join(meant)))
    return 0.99 * (words + overlap(paragraphs, meant)) / 2

"""Features of a line: what speaks for and against its being a paragraph of the article.

Most lie between 0 and 1. What the elements around a line say is not listed one by one: each family of
`elements.FAMILIES` is a feature of the line's block ("own:share"), of the two elements around it ("near:share") and of
all others ("far:share"), each tag one of the block ("block:li") and of all around it ("in:aside").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import log

from scraper.extraction.generic.candidates import Line
from scraper.extraction.generic.elements import FAMILIES, TAG_BIT, TAGS, Element
from scraper.extraction.generic.line_types import is_caption
from scraper.indonesian.boilerplate import is_boilerplate

#: Words from which on a line is one of those that a page's text is made of, and up to which it may be a label.
MANY, FEW = 12, 30
_FULL_STOP = re.compile(r"[.!?…。।؟][»”\"')\]]*$")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CLOCK = re.compile(r"\d\d?[:.]\d\d\b")
_DIGIT = re.compile(r"\d")
_RIGHTS = ("©", "(c)", "copyright", "all rights", "hak cipta")
_QUOTED = tuple("\"“„«”'‘-–—")
_OPEN = ("...", "…", "[...]", "»")


@dataclass
class Surroundings:
    """What is known of a page when one of its lines is looked at."""

    lines: list[Line]
    #: The printed headline and its place on the sheet, -1 where none is; the number of texts on the sheet.
    headline: str
    at: int
    texts: int
    #: What the page's head says the article is about.
    description: str
    #: Places of lines outside the `<article>` that holds the headline, and where the next h1 stands.
    outside_story: frozenset[int]
    next_story: int
    #: Places of lines right below a link to another story.
    below_titles: frozenset[int]
    #: Words of all long lines, by what holds them and by the name of that; all of them together.
    by_holder: Counter[int] = field(default_factory=Counter)
    by_name: Counter[str] = field(default_factory=Counter)
    total: float = 1.0
    copies: Counter[str] = field(default_factory=Counter)
    in_holder: Counter[int] = field(default_factory=Counter)
    boxes: dict[str, set[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for line in self.lines:
            self.copies[line.text] += 1
            self.in_holder[line.holder.key] += 1
            self.boxes.setdefault(line.holder.name, set()).add(line.holder.key)
            if line.words >= MANY:
                self.by_holder[line.holder.key] += line.words
                self.by_name[line.holder.name] += line.words
        self.total = max(1.0, float(self.by_holder.total()))


def features(line: Line, around: Surroundings, at: int) -> dict[str, float]:
    """The features of a line, the one at `at` of its surroundings, by their names and always in the same order."""
    values = _of_words(line) | _of_place(line, around, at)
    if line.words < FEW:
        values |= _label(line.text)
    return values


def _of_words(line: Line) -> dict[str, float]:
    """What a line's own words say."""
    text, words = line.text, line.words
    return {
        "few_words": words < 6,
        "ten_words": words >= 10,
        "many_words": min(1.0, words / 40),
        "log_words": log(words) / 5,
        "commas": min(1.0, text.count(",") / 3),
        "several_sentences": min(1.0, text.count(". ") / 3),
        "ends_sentence": _FULL_STOP.search(text, max(0, len(text) - 4)) is not None,
        "ends_open": text.endswith(_OPEN),
        "ends_with_colon": text.endswith(":"),
        "asks": text.endswith("?"),
        "link_share": line.linked / len(text),
        "has_link": line.linked > 0,
        "starts_small": text[0].islower(),
        "starts_as_quotation": text.startswith(_QUOTED),
        "all_capitals": text.isupper(),
        "exclaims": "!" in text,
        "has_bar": " | " in text or "»" in text,
    }


def _of_place(line: Line, around: Surroundings, at: int) -> dict[str, float]:
    """What a line's place on the page and the lines beside it say."""
    text, below, lines = line.text, line.first - around.at, around.lines
    before, after = lines[at - 1] if at else None, lines[at + 1] if at + 1 < len(lines) else None
    return {
        "is_headline": text == around.headline,
        "says_description": text[:60] in around.description,
        "is_repeated": around.copies[text] > 1,
        "no_headline": around.at < 0,
        "before_headline": line.last < around.at,
        "near_headline": around.at >= 0 and 0 < below < 12,
        "far_from_headline": min(1.0, max(0, below) / 150),
        "on_page": line.first / around.texts,
        "at_end": line.first > 0.9 * around.texts,
        "depth": min(1.0, line.block.depth / 20),
        "holder_share": around.by_holder[line.holder.key] / around.total,
        "name_share": around.by_name[line.holder.name] / around.total,
        "alone_in_holder": around.in_holder[line.holder.key] == 1,
        "in_boxes_alike": 1 - 1 / len(around.boxes[line.holder.name]),
        "outside_story": line.first in around.outside_story,
        "behind_next_h1": line.first > around.next_story,
        "below_a_title": line.first in around.below_titles,
        "words_before": log(before.words) / 5 if before else 0.0,
        "words_after": log(after.words) / 5 if after else 0.0,
        "scraps_before": min(1.0, (line.first - before.last - 1) / 10) if before else 1.0,
        "scraps_after": min(1.0, (after.first - line.last - 1) / 10) if after else 1.0,
        "same_holder_before": before is not None and before.holder.key == line.holder.key,
        "same_holder_after": after is not None and after.holder.key == line.holder.key,
    }


def _label(text: str) -> dict[str, float]:
    """Features of a line that is short enough for a label, a caption or a line of dates and names."""
    dated = _DIGIT.search(text) is not None
    year = _YEAR.search(text) if dated else None
    clock = _CLOCK.search(text) if dated else None
    lower = text.lower()
    return {
        "has_year": year is not None,
        "has_clock": clock is not None,
        "starts_with_stamp": year is not None and clock is not None and max(year.end(), clock.end()) < 50,
        "has_rights": any(words in lower for words in _RIGHTS),
        "is_caption": is_caption(text),
        "is_boilerplate": is_boilerplate(text),
        "is_title_case": text.istitle(),
    }


#: Names of what elements say, each with its place among the bits that `said` gives.
SAID = (
    *(f"block:{tag}" for tag in TAGS),
    *(f"in:{tag}" for tag in TAGS),
    *(f"own:{family}" for family in FAMILIES),
    *(f"near:{family}" for family in FAMILIES),
    *(f"far:{family}" for family in FAMILIES),
)
_BLOCKS, _TAGS = range(len(TAGS)), len(TAGS)
_OWN = 2 * _TAGS
_NEAR, _FAR = _OWN + len(FAMILIES), _OWN + 2 * len(FAMILIES)


def said(block: Element) -> int:
    """What a block element and those around it say of a line, as bits: the place of each is that of its name."""
    one = block.above or block
    two = one.above or one
    return (
        TAG_BIT.get(block.tag, 0)
        | block.tags << _TAGS
        | block.own << _OWN
        | (one.own | two.own) << _NEAR
        | one.around << _FAR
    )


def said_names(bits: int) -> Iterator[str]:
    """The names of these bits."""
    while bits:
        lowest = bits & -bits
        yield SAID[lowest.bit_length() - 1]
        bits ^= lowest

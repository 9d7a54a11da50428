"""Counts of readers in a most-read list: the rule that finds them, told by how they fall from rank to rank."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise
from typing import Any

from scraper.drafts.element_selectors import names
from scraper.html.page import Page, text_of
from scraper.models import PopularEntry
from scraper.template.rules import Rule, css, popular

#: A number alone, or with its unit.
_COUNT = re.compile(
    r"\W*\d[\d.,]*\s*(?:k|rb|ribu|jt|juta)?\s*(?:x|kali)?\s*(?:dibaca|dilihat|views?|hits?|pembaca)?\W*", re.IGNORECASE
)
#: Entries that are looked through for a count, and the fewest of a list that can fall.
_LOOKED_AT, _FEWEST = 3, 3


def with_counts(rule: Rule[Any], pages: Sequence[Page]) -> Rule[Any]:
    """The rule for a most-read list with that for its counts, where every entry of all lists on these pages has one."""
    if not isinstance(rule, popular):
        return rule
    for name in _names(rule, pages):
        counting = replace(rule, views=css(name))
        lists = [found for page in pages if (found := _entries(counting, page))]
        if any(len(entries) >= _FEWEST for entries in lists) and all(map(_falls, lists)):
            return counting
    return rule


def _names(rule: popular, pages: Sequence[Page]) -> list[str]:
    """What the elements of entries are called that say a number."""
    found: dict[str, None] = {}
    for page in pages[:_LOOKED_AT]:
        for item in islice(page.select(rule.selector, page.root), _LOOKED_AT):
            for node in item.css("*"):
                if node.tag != "a" and _COUNT.fullmatch(text_of(node)):
                    found |= dict.fromkeys((*names(node), str(node.tag)))
    return list(found)


def _entries(rule: popular, page: Page) -> tuple[PopularEntry, ...]:
    try:
        return rule.value(page, page.root)
    except ValueError:  # several numbers in one entry
        return (PopularEntry(None, 1, "", ""),)


def _falls(entries: tuple[PopularEntry, ...]) -> bool:
    """Whether every entry has a count, and none a higher one than the entry before: ranks would rise."""
    counts = list(_counts(entries))
    return None not in counts and all(one >= other for one, other in pairwise(filter(None, counts)))


def _counts(entries: tuple[PopularEntry, ...]) -> Iterator[int | None]:
    return (entry.views for entry in entries)

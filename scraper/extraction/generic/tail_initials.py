"""Initials of an article's writers that stand behind its text as a line of their own, outside what holds it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from scraper.extraction.generic.text_index import sheet_of
from scraper.html.page import Page
from scraper.indonesian.datelines import initials
from scraper.text import fold

#: Characters of the last paragraph by which its end is found in the page, and of the longest line of initials.
_END, _LONGEST = 24, 40
#: Last paragraphs whose ends are looked for, and characters of the page behind each.
_LAST, _REACH = 3, 6_000
#: A line that may be initials: a code in brackets, or a desk and one.
_LIKE_INITIALS = re.compile(
    r"^[^\S\n]*(?:[(\[][A-Z*][\w*/'’.\- \xa0]{0,37}[)\]]|redaksi *- *[A-Z]{2,4})[^\S\n]*$",
    re.IGNORECASE | re.MULTILINE,
)
#: Characters of the longest last paragraph's text node that is looked at.
_LINES = 120


def initials_behind(page: Page, paragraphs: Sequence[str]) -> str | None:
    """The initials in the lines of the page behind the last paragraph; None without them.

    "(mdk/dem)" stands behind adverts and the list of pages (merdeka), "(kpl/irf/sry)" behind an invitation to a
    channel (kapanlagi). Only whole lines count, and only codes in brackets.
    """
    if _LIKE_INITIALS.search(page.once(sheet_of).joined) is None:  # all text of a page costs a fifth of its parse
        return None
    for line in _lines_behind(page, paragraphs):
        if len(line) > _LONGEST or _LIKE_INITIALS.match(line) is None:
            continue
        rest, code = initials(fold(line))
        if code and not rest:
            return code
    return None


def _lines_behind(page: Page, paragraphs: Sequence[str]) -> Iterator[str]:
    """The texts of the page behind each place where one of these paragraphs ends; scripts may repeat the text."""
    ends = [paragraph[-_END:] for paragraph in paragraphs[-_LAST:] if len(paragraph) >= _END]
    text = page.root.text(separator="\n") if ends else ""
    for end in reversed(ends):
        start = text.find(end)
        while start >= 0:
            lines = text[start : start + _REACH].split("\n")
            yield from islice(filter(None, map(str.strip, lines)), _LINES)
            start = text.find(end, start + _REACH)

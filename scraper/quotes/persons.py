"""Candidates for persons: every name of an article that two words, a title or an age show to be somebody's."""

from __future__ import annotations

import re

from scraper.quotes.name_words import leading
from scraper.quotes.occurrences import AGE, Span, begins_sentence, is_common
from scraper.quotes.role_nouns import HONORIFICS, ROLES

#: Words of a name with all that is printed before it; a line of capitals without end is no name.
LONGEST = 24
_RUN = re.compile(r"[A-Z][\w'’.-]*(?: (?:bin|binti|boru|br|van|von|de|al|[A-Z][\w'’.-]*))*")

#: Words that make the capitalised word behind them a name.
_NAMED_BY = HONORIFICS | ROLES | {"bernama", "berinisial", "alias"}


def persons(body: str) -> list[Span]:
    """Offsets of the names of an article, each name once, in the order of the text."""
    found: dict[str, Span] = {}
    for run in _RUN.finditer(body):
        for span in _names_of(body, run.start(), run[0]):
            found.setdefault(body[slice(*span)], span)
    return list(found.values())


def _names_of(body: str, at: int, run: str) -> list[Span]:
    printed = run.split(" ")
    words = [word.rstrip(".") if len(word) > 3 else word for word in printed]
    spans = []
    first = 0
    while first < len(words):
        begin, end = leading(words[first : first + LONGEST])
        if begin == end:
            first += 1
            continue
        span = _span(at, printed, first + begin, first + end)
        if _is_person(body, span, end - begin):
            spans.append(span)
        first += end
    return spans


def _span(at: int, words: list[str], first: int, last: int) -> Span:
    start = at + sum(len(word) + 1 for word in words[:first])
    text = " ".join(words[first:last]).rstrip(".,")
    return start, start + len(text)


def _is_person(body: str, span: Span, count: int) -> bool:
    """Whether a run of name words is a person's: by two words or more, a title before it or an age behind it."""
    start, end = span
    before = body[max(0, start - 24) : start].rsplit("\n", 1)[-1].rstrip(" ,").rsplit(" ", 1)[-1].lower()
    if before.rstrip(".") in _NAMED_BY or AGE.match(body, end):
        return True
    if count < 2:
        return False
    return not (begins_sentence(body, start) and is_common(body, body[start:end].split(" ", 1)[0]))

"""The paragraphs of an article without what is printed around them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from scraper.indonesian.boilerplate import is_boilerplate, original_source
from scraper.indonesian.datelines import dateline, initials, initials_inside, signature

#: Last paragraphs that may end with initials.
_SIGNED = 12


@dataclass(frozen=True, slots=True)
class Body:
    """The text of an article and what its first and last lines say of it."""

    paragraphs: tuple[str, ...]
    #: Place and agency at the head of the first paragraph; they stay in the text as well.
    dateline: str | None
    #: Of those who wrote it, printed at the end; not in the text.
    initials: str | None
    #: Where the article says that it appeared first.
    source_url: str | None

    def without(self, printed_apart: Iterable[str | None]) -> Body:
        """The text without what stands over it: headline, kicker and captions belong to fields of their own."""
        apart = {_bare(text) for text in printed_apart if text}
        head = [line for line in self.paragraphs[:_OVER] if _bare(line) not in apart]
        paragraphs = (*head, *self.paragraphs[_OVER:])
        return (
            self
            if len(head) == len(self.paragraphs[:_OVER]) or not paragraphs
            else replace(self, paragraphs=paragraphs, dateline=dateline(paragraphs[0]))
        )


#: Paragraphs at the head of a text among which headline, kicker and captions may stand.
_OVER = 4


def _bare(text: str) -> str:
    return _NO_LETTER.sub("", text).lower()


#: What is neither a letter nor a digit.
_NO_LETTER = re.compile(r"[\W_]+")


def clean(printed: Iterable[str]) -> Body:
    """Leave out advertising, sharing and copyright lines, and take names and initials off the end.

    A line is left out only whole and only when it is short: a quotation may hold the same words.
    """
    lines = list(printed)
    source = next(filter(None, map(original_source, lines)), None)
    kept = [line for line in lines if not is_boilerplate(line)]
    if kept:
        kept[-1], _ = signature(kept[-1])
    kept, signed = _without_initials(list(filter(None, kept)))
    return Body(tuple(kept), dateline(kept[0]) if kept else None, signed, source)


def _without_initials(lines: list[str]) -> tuple[list[str], str | None]:
    """The paragraphs without the initials that sign them, and the last of these.

    They stand at the end of the text, or of a part of it with something else behind it (liputan6, kapanlagi).
    """
    signed = None
    for place in range(len(lines) - 1, max(-1, len(lines) - 1 - _SIGNED), -1):
        found = initials if place == len(lines) - 1 else initials_inside
        lines[place], code = found(lines[place])
        signed = signed or code
    return list(filter(None, lines)), signed

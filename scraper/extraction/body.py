"""The paragraphs of an article without what is printed around them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scraper.indonesian.boilerplate import is_boilerplate, original_source
from scraper.indonesian.datelines import dateline, initials, signature


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


def clean(printed: Iterable[str]) -> Body:
    """Leave out advertising, sharing and copyright lines, and take names and initials off the end.

    A line is left out only whole and only when it is short: a quotation may hold the same words.
    """
    lines = list(printed)
    source = next(filter(None, map(original_source, lines)), None)
    kept = [line for line in lines if not is_boilerplate(line)]
    signed = None
    if kept:
        unsigned, _ = signature(kept[-1])
        kept[-1:] = [unsigned] if unsigned else []
    if kept:
        kept[-1], signed = initials(kept[-1])
    kept = [line for line in kept if line]
    return Body(tuple(kept), dateline(kept[0]) if kept else None, signed, source)

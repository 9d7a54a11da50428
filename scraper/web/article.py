"""How a stored article is laid out for reading. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from scraper.models import PARAGRAPH_BREAK

#: What a paragraph starts with -> what it is (`Article.paragraphs`).
_MARKS = {"## ": "subhead", "- ": "item"}

#: A row of `quotes`.
Quote = Mapping[str, Any]


class Piece(NamedTuple):
    """A stretch of a paragraph, with the quotation that it belongs to."""

    text: str
    quote: Quote | None


class Paragraph(NamedTuple):
    """A paragraph as it is set: `kind` is text, subhead or item."""

    kind: str
    pieces: list[Piece]


def paragraphs(body: str, quotes: Iterable[Quote]) -> list[Paragraph]:
    """The body in paragraphs, cut where quotations start and end.

    `start` and `end` of a quote count characters of `body`. A quote without them, or one that overlaps an
    earlier one, is not marked.
    """
    placed = sorted((quote for quote in quotes if quote["start"] is not None), key=lambda q: int(q["start"]))
    laid_out, offset = [], 0
    for text in body.split(PARAGRAPH_BREAK):
        mark = next((mark for mark in _MARKS if text.startswith(mark)), "")
        pieces = _pieces(body, offset + len(mark), offset + len(text), placed)
        laid_out.append(Paragraph(_MARKS.get(mark, "text"), list(pieces)))
        offset += len(text) + len(PARAGRAPH_BREAK)
    return laid_out


def _pieces(body: str, start: int, end: int, quotes: list[Quote]) -> Iterator[Piece]:
    at = start
    for quote in quotes:
        first, last = max(quote["start"], start), min(quote["end"], end)
        if at <= first < last:
            yield from (Piece(text, None) for text in [body[at:first]] if text)
            yield Piece(body[first:last], quote)
            at = last
    yield from (Piece(text, None) for text in [body[at:end]] if text)


def outward(url: str | None) -> str | None:
    """The URL when a link to it may stand on a page, None when it is not of the web.

    >>> outward("https://example.id/read/1"), outward("javascript:alert(1)")
    ('https://example.id/read/1', None)
    """
    return url if url and url.lower().startswith(("http://", "https://")) else None

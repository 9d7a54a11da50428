"""Pull quotes: the big copies beside the text. They count once, with the speaker of what they copy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from scraper.models import Quote

_WORD = re.compile(r"\w+")
_OUTER = " \u00a0\n\t\"“”„‟″＂«»‘’'"
#: Share of the pull quote's words that the copied quotation must hold; cuts and small edits stay above it.
MIN_SHARE = 0.75


def pull(texts: Iterable[str], quotes: Sequence[Quote]) -> list[Quote]:
    """Pull quotes from their printed texts; each takes speaker, role and mention from the quotation it copies.

    Outer marks are stripped, a final comma stays. One that copies no quotation of the body has no speaker.
    """
    direct = [quote for quote in quotes if quote.kind == "direct"]
    return [_pulled(text.strip(_OUTER), direct) for text in texts if text.strip(_OUTER)]


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))


def _pulled(text: str, direct: list[Quote]) -> Quote:
    words = _words(text)
    share, source = max(
        ((len(words & _words(quote.text)) / max(1, len(words)), quote) for quote in direct),
        key=lambda pair: pair[0],
        default=(0.0, None),
    )
    if source is None or share < MIN_SHARE:
        return Quote(text, None, None, None, "pull", None, None, None)
    confidence = round(source.confidence * share, 3)
    return replace(source, text=text, kind="pull", paragraph=None, start=None, end=None, confidence=confidence)

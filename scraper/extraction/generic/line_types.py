"""Lines that label the text around them: dates, captions."""

from __future__ import annotations

import re

from scraper.indonesian.date_words import WEEKDAYS
from scraper.indonesian.lexicon import BYLINE_ROLES, any_of

_DAY = re.compile(rf"(?:{any_of(WEEKDAYS)}|jum.at),? \d{{1,2}}[ /]", re.IGNORECASE)
_CREDIT = re.compile(r"[(.]?\s*\b(?:foto|photo|dok|sumber|image)\b\.?\s?[:/][^.]{2,60}\.?\)?$", re.IGNORECASE)
#: A credit alone in brackets: "[Kabar Lembah/Sari Lestari]", "(Foto: Sari Lestari)".
_BRACKETED = re.compile(r"[(\[](?:[^()\[\]]*[/:] ?[^()\[\]]*)[)\]]\.?")
_LABEL = re.compile(
    rf"\b(?:{any_of(BYLINE_ROLES)}) ?:|\b(?:diperbarui|diperbaharui|updated?)\b",
    re.IGNORECASE,
)
#: Characters of the longest line of a date and names.
_BYLINE = 200
#: Characters of the longest credit behind a caption.
_TAIL = 70


def is_date(text: str) -> bool:
    """Whether a whole short line begins with a printed day, or a longer one that names who wrote it."""
    return len(text) < _BYLINE and _DAY.match(text) is not None and (len(text) < 60 or _LABEL.search(text) is not None)


def is_caption(text: str) -> bool:
    """Whether a short line ends as a caption does: in the name of who took the picture."""
    if len(text) >= 200:
        return False
    if ":" not in text and "/" not in text:  # either is in every credit
        return False
    alone = len(text) < _TAIL and " " in text and _BRACKETED.fullmatch(text)
    return bool(alone) or _CREDIT.search(text, max(0, len(text) - _TAIL)) is not None

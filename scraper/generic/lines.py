"""Lines that label the text around them: bylines, dates, headings of lists."""

from __future__ import annotations

import re

_BYLINE = r"reporter|pewarta|penulis|wartawan|jurnalis|kontributor|laporan|oleh|by|editor|redaktur|penyunting|sumber|foto|fotografer"
_DAY = r"(?:senin|selasa|rabu|kamis|jum.?at|sabtu|minggu|ahad),? \d{1,2}[ /]"
_LABEL = re.compile(rf"(?:(?:{_BYLINE})\s*(?:[:|]|&.{{0,20}}:)|{_DAY})", re.IGNORECASE)


def is_label(text: str) -> bool:
    """Whether a whole short line is a byline or a date rather than a sentence."""
    return len(text) < 120 and _LABEL.match(text) is not None

"""Lines that label the text around them: bylines, dates, captions."""

from __future__ import annotations

import re

_BYLINE = (
    r"reporter|pewarta|penulis|wartawan|jurnalis|kontributor|laporan|oleh|editor|redaktur|penyunting|sumber|foto|"
    r"fotografer|rep|copyright"
)
_DAY = r"(?:senin|selasa|rabu|kamis|jum.?at|sabtu|minggu|ahad),? \d{1,2}[ /]"
_LABEL = re.compile(rf"(?:(?:{_BYLINE})\s*(?:[:|©]|&.{{0,20}}:)|laporan wartawan|{_DAY})", re.IGNORECASE)
_CREDIT = re.compile(r"[(.]?\s*\b(?:foto|photo|dok|sumber|image)\b\.?\s?[:/][^.]{2,60}\.?\)?$", re.IGNORECASE)


def is_label(text: str) -> bool:
    """Whether a whole short line is a byline or a date rather than a sentence."""
    return len(text) < 120 and _LABEL.match(text) is not None


def is_caption(text: str) -> bool:
    """Whether a short line ends as a caption does: in the name of who took the picture."""
    return len(text) < 200 and _CREDIT.search(text) is not None


#: Headings of lists of other articles (conventions.md 5.7 and stored pages).
RELATED = (
    r"(?:berita|artikel|baca|topik|related) ?(?:terkait|lainnya|lain|rekomendasi|juga|posts?|news|articles?)|terkait|"
    r"lihat juga|simak juga|rekomendasi(?: untuk anda)?|pilihan editor|video (?:rekomendasi|pilihan|terkait)"
)
POPULAR = r"(?:berita |artikel )?(?:terpopuler|populer)|most (?:popular|read)|trending|paling (?:banyak )?dibaca"
_LIST = re.compile(rf"(?:{RELATED}|{POPULAR}|komentar|tags?)\W*", re.IGNORECASE)


def is_list_heading(text: str) -> bool:
    """Whether a whole line is the heading of a list of other articles."""
    return _LIST.fullmatch(text) is not None

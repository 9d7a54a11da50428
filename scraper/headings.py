"""What stands under the headings beside an article."""

from __future__ import annotations

import re
from typing import Literal

Heading = Literal["related", "popular", "read_also"]

_KINDS: tuple[tuple[Heading, str], ...] = (
    ("related", r"(?:(?:berita|artikel) )?terkait|(?:berita|artikel) (?:rekomendasi|lainnya|sejenis|serupa)"),
    ("related", r"related(?: (?:news|posts?|articles?|stories))?"),
    ("popular", r"(?:(?:berita|artikel) )?(?:ter)?populer(?: (?:lainnya|saat ini|hari ini|minggu ini))?"),
    ("popular", r"(?:berita |artikel )?(?:paling |ter)?(?:sering|banyak) dibaca"),
    ("popular", r"(?:most )?popular(?: (?:news|posts?))?|most (?:read|viewed)"),
    ("read_also", r"(?:baca|simak|lihat|tonton) (?:juga|pula)"),
)
_HEADINGS = tuple(
    (kind, re.compile(rf"\W*(?:{words})\W*(?:indeks|index|lihat semua|selengkapnya)?\W*", re.IGNORECASE))
    for kind, words in _KINDS
)


def heading_kind(text: str) -> Heading | None:
    """What the list under this heading holds; None where it is neither related, popular nor read-also.

    Lists of topics, photos and videos are none of them.

    >>> heading_kind("BERITA TERPOPULER"), heading_kind("Berita Terkait:"), heading_kind("Topik Populer")
    ('popular', 'related', None)
    """
    return next((kind for kind, words in _HEADINGS if len(text) <= 60 and words.fullmatch(text)), None)

"""Lines that stand in an article's text and are none of it."""

from __future__ import annotations

import re

_STARTS = re.compile(
    r"baca juga|simak juga|tonton juga|lihat juga|scroll to continue|advertisement|\[gambas|artikel ini telah tayang",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"(?:artikel|berita) ini telah tayang.*?(https?://\S+)", re.IGNORECASE)


def is_boilerplate(paragraph: str) -> bool:
    """Whether a whole short paragraph is advertising, sharing or another such line."""
    return len(paragraph) < 200 and _STARTS.match(paragraph) is not None


def original_source(paragraph: str) -> str | None:
    """Where a syndicated article says that it appeared first."""
    match = _SOURCE.match(paragraph)
    return match[1] if match else None

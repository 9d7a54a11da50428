"""Whose picture it is: the credit printed under or in a caption."""

from __future__ import annotations

import re

_LABEL = re.compile(r"^(?:photo|foto|sumber(?: foto)?|lihat foto)\s*:?\s+", re.IGNORECASE)
_TAIL = re.compile(r"\s*[(\[]([^()\[\]]+)[)\]]\.?$")


def credit(text: str) -> str | None:
    """A printed credit without its label and outer brackets; None when nothing is left."""
    bare = _LABEL.sub("", text.strip()).strip()
    if match := re.fullmatch(r"[(\[](.*)[)\]]", bare):
        bare = _LABEL.sub("", match[1]).strip()
    return bare or None


def caption_and_credit(text: str) -> tuple[str | None, str | None]:
    """A caption and the bracketed credit at its end."""
    match = _TAIL.search(text)
    if not match:
        return text or None, None
    return text[: match.start()].strip() or None, credit(match[1])

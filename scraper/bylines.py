"""Who wrote it: the people in a printed byline."""

from __future__ import annotations

import re

from scraper.models import Byline, Role

_LABELS: dict[str, Role] = dict.fromkeys(
    "reporter pewarta penulis wartawan jurnalis kontributor laporan rep oleh".split(), "reporter"
)
_LABELS |= dict.fromkeys("editor redaktur red penyunting".split(), "editor")
_LABELS |= dict.fromkeys("fotografer foto".split(), "photographer")
_LABEL = re.compile(rf"({'|'.join(sorted(_LABELS, key=len, reverse=True))})\s*:", re.IGNORECASE)


def bylines(text: str, role: Role | None = None) -> tuple[Byline, ...]:
    """The people named in a printed byline, by its labels, or all in one role."""
    pieces = _LABEL.split(text)
    pairs = zip(pieces[1::2], pieces[2::2], strict=True)
    found = [Byline(name, _LABELS[label.lower()]) for label, names in pairs for name in _names(names)]
    if not found:
        found = [Byline(name, role or "reporter") for name in _names(text)]
    return tuple(dict.fromkeys(found))


def _names(text: str) -> list[str]:
    return [name for part in re.split(r",|/|\||\bdan\b", text) if (name := part.strip(" .-"))]

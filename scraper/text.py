"""Printed Indonesian text: one cleaning gate for every string, and numbers."""

from __future__ import annotations

import re

from scraper.boilerplate import is_boilerplate, original_source
from scraper.bylines import bylines
from scraper.credits import caption_and_credit, credit
from scraper.edges import dateline, initials

__all__ = [
    "bylines",
    "caption_and_credit",
    "credit",
    "dateline",
    "fold",
    "initials",
    "is_boilerplate",
    "number",
    "original_source",
]

#: Terminal escape sequences (ECMA-48 5.4 and 8.3: CSI, OSC, two-character forms).
_ESCAPES = re.compile("\x1b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\x07\x1b]*(?:\x07|\x1b\\\\)?|[@-_])|\x9b[0-?]*[ -/]*[@-~]")
#: What no reader sees: controls, soft hyphens, zero-width and direction marks, surrogates, noncharacters.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)


def fold(text: str) -> str:
    """The text on one line as a reader sees it."""
    line = " ".join(text.split())
    if line.isprintable():  # nearly always, and fifty times faster than looking for each of the others
        return line
    return " ".join(_UNSEEN.sub("", _ESCAPES.sub("", text)).split())


_NUMBER = re.compile(
    r"(?<![\d.,])(?P<digits>\d{1,3}(?:[.,]\d{3})+|\d+(?:[.,]\d+)?)(?: ?(?P<unit>rb|ribu|k|jt|juta|m)\b)?", re.I
)
_UNITS = {"rb": 1_000, "ribu": 1_000, "k": 1_000, "jt": 1_000_000, "juta": 1_000_000, "m": 1_000_000}


def number(text: str) -> int | None:
    """A printed count: "2.619" and "9,397" are thousands, "1,2 rb" is 1200."""
    match = _NUMBER.search(fold(text))
    if not match:
        return None
    digits, unit = match["digits"], match["unit"]
    if unit:
        return round(float(digits.replace(",", ".")) * _UNITS[unit.lower()])
    return int(re.sub("[.,]", "", digits))

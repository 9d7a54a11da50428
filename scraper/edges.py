"""What stands at the edges of an article's text: the dateline before it, the initials after it."""

from __future__ import annotations

import re

_INITIALS = re.compile(r"\s*[(\[]([a-z]{2,4}(?:[/-][a-z\d]{2,4})*)[)\]]\.?$")
_DATELINE = re.compile(r"([A-Z][\w.,' -]{1,60}(?:\([\w. ]+\))?) ?[-–—] ?(?=\S)")


def initials(paragraph: str) -> tuple[str, str | None]:
    """A last paragraph without the initials of its writers, and these."""
    match = _INITIALS.search(paragraph)
    return (paragraph[: match.start()], match[1]) if match else (paragraph, None)


def dateline(paragraph: str) -> str | None:
    """The dateline at the head of a first paragraph."""
    match = _DATELINE.match(paragraph)
    return match[1].strip() if match else None

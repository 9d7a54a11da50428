"""Numbers as the reader's language writes them."""

from __future__ import annotations

from collections.abc import Mapping

from scraper.language.catalogue import gettext, language


def number(value: int) -> str:
    """A whole number with its thousands apart: 1,842 in English, 1.842 in Indonesian."""
    from babel.numbers import format_decimal  # noqa: PLC0415 - Babel takes a while, and most lines hold no number

    return format_decimal(value, locale=language())


def percent(share: float) -> str:
    """A share as the reader's language writes it: 93% for .93."""
    from babel.numbers import format_percent  # noqa: PLC0415 - as above

    return format_percent(share, locale=language())


def counts(found: Mapping[str, int]) -> str:
    """Counts in one line: "12 new, 1 changed"; zeros left out. The names are messages.

    >>> counts({"new": 1200, "changed": 1, "failed": 0})
    '1,200 new, 1 changed'
    """
    told = (f"{number(value)} {gettext(name)}" for name, value in found.items() if value)
    return ", ".join(told) or gettext("nothing")

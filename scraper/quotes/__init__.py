"""Who said what: quotations with their speaker, from the paragraphs of an article. Pure and linear.

`read` gives quotations and people in one pass, `find` the quotations alone, `pull` the pull quotes beside a text.
"""

from __future__ import annotations

from collections.abc import Sequence

from scraper.models import Person, Quote
from scraper.quotes.attribution import Reading, read
from scraper.quotes.pull_quotes import pull

__all__ = ["Reading", "find", "people", "pull", "read"]


def find(paragraphs: Sequence[str]) -> list[Quote]:
    """Every quotation of an article, direct and indirect, in the order of the text.

    Offsets count in the paragraphs joined by a blank line. Direct speech has four or more words between marks.

    >>> text = "Kepala Dinas Kesehatan, Sri Lestari mengatakan, vaksin tersedia di semua puskesmas."
    >>> found = find([text, "“Warga cukup membawa KTP,” ujarnya."])
    >>> [(quote.kind, quote.speaker, quote.cue) for quote in found]
    [('indirect', 'Sri Lestari', 'mengatakan'), ('direct', 'Sri Lestari', 'ujarnya')]
    """
    return list(read(paragraphs).quotes)


def people(paragraphs: Sequence[str]) -> list[Person]:
    """Everybody with a name who speaks in an article: all mentions of one person are one entry."""
    return list(read(paragraphs).people)

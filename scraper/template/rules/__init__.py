"""Where a value stands on a page, as data.

A rule finds a value or nothing. It is a value itself and prints as the code that made it, so that an article
can say which rule found each field and an error can say what was tried. `a | b` asks b when a finds nothing;
`a + b` joins what two list rules find.

A rule that should match once and matches twice with different texts raises `Ambiguous`: a problem, not a guess.
"""

from scraper.template.rules.core import Ambiguous, Found, ListRule, Rule
from scraper.template.rules.strings import (
    IMAGE,
    before,
    behind,
    by,
    by_all,
    css,
    css_all,
    first,
    highest,
    json_ld,
    meta,
)
from scraper.template.rules.text_paragraphs import MARKS, NEVER_TEXT, paragraphs
from scraper.template.rules.values import (
    bylines,
    links,
    photo,
    photos,
    popular,
    signed,
)

__all__ = [
    "IMAGE", "MARKS", "NEVER_TEXT", "Ambiguous", "Found", "ListRule", "Rule", "before", "behind", "by",
    "by_all", "bylines", "css", "css_all", "first", "highest", "json_ld", "links", "meta", "paragraphs",
    "photo", "photos", "popular", "signed",
]  # fmt: skip

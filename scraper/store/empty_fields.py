"""Which watched fields a reading left empty: what fill rates are counted from. Pure.

The watched fields stand in the view `watched_fields` of schema.sql. A name with a dot is a part of a field:
"photos.credit" is there where any photo has a credit, "bylines.reporter" where any byline is of that role or kind.
"""

from __future__ import annotations

from collections.abc import Iterable

from scraper.models import Article


def empty_fields(article: Article, watched: Iterable[str]) -> list[str]:
    """Those of the watched fields that have no value, in their order.

    >>> article = Article(url="https://x.example/1", publisher="x", headline="a", views=0)
    >>> empty_fields(article, ["headline", "views", "kicker", "photos.credit"])
    ['kicker', 'photos.credit']
    """
    return [field for field in watched if not has_field(article, field)]


def has_field(article: Article, field: str) -> bool:
    """Whether an article has a value there. A counter that stands at 0 was found nevertheless."""
    name, _, part = field.partition(".")
    value = getattr(article, name)
    if part:
        return any(_has_part(entry, part) for entry in value)
    return bool(value) or value == 0


def _has_part(entry: object, part: str) -> bool:
    if hasattr(entry, part):
        return getattr(entry, part) is not None
    return part in (getattr(entry, "role", None), getattr(entry, "kind", None))

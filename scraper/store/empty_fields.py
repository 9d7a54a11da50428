"""Which fields a reading filled: what fill rates are counted from. Pure."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from operator import attrgetter

from scraper.models import Article, Role


def _names(role: Role, article: Article) -> object:
    return article.names(role)


def _any(parts: str, field: str, article: Article) -> bool:
    return any(getattr(part, field) is not None for part in getattr(article, parts))


def _links(kind: str, article: Article) -> bool:
    return any(link.kind == kind for link in article.links)


#: Field of the output contract, or a part of one -> what is true of an article that has it. The view
#: `watched_fields` of schema.sql has the same names.
FIELDS: dict[str, Callable[[Article], object]] = {
    **{
        name: attrgetter(name)
        for name in (
            "headline", "kicker", "published_at", "published_raw", "modified_at", "section", "dateline", "tags",
            "views", "initials", "photos", "paragraphs", "quotes", "popular",
        )
    },
    "bylines.reporter": partial(_names, "reporter"),
    "bylines.editor": partial(_names, "editor"),
    "photos.caption": partial(_any, "photos", "caption"),
    "photos.credit": partial(_any, "photos", "credit"),
    "quotes.speaker": partial(_any, "quotes", "speaker"),
    "links.read_also": partial(_links, "read_also"),
    "links.related": partial(_links, "related"),
    "popular.views": partial(_any, "popular", "views"),
}  # fmt: skip


def empty_fields(article: Article) -> list[str]:
    """The fields without a value, in the order of `FIELDS`.

    >>> empty_fields(Article(url="https://x.example/1", publisher="x", headline="a", paragraphs=("b",)))[:3]
    ['kicker', 'published_at', 'published_raw']
    """
    return [name for name, value in FIELDS.items() if not _is_there(value(article))]


def _is_there(value: object) -> bool:
    """A counter that stands at 0 was found nevertheless."""
    return bool(value) or (value == 0 and value is not False)

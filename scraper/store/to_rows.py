"""An article as rows of the archive. Pure: every record of a table has the same keys, whatever was found."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from scraper.indonesian.stems import stems_of
from scraper.indonesian.time_zones import utc_text
from scraper.models import Article, PopularEntry, Problem, Record
from scraper.template.publisher import Publisher

#: Tables of an article's parts -> their columns, which are the names of the parts' own fields.
PARTS = {
    "bylines": ("role", "name"),
    "photos": ("url", "caption", "credit"),
    "quotes": (
        "kind", "text", "speaker", "role", "affiliation", "mention", "cue",
        "attribution", "confidence", "evidence", "paragraph", "start", "end",
    ),
    "people": ("name", "role", "affiliation", "mentions"),
    "links": ("kind", "url", "title"),
}  # fmt: skip
POPULAR = ("box", "rank", "url", "title", "views", "published_raw", "author")
PROBLEM = ("field", "kind", "detail")


def of_article(article: Article, capture: int) -> Record:
    """The row of articles as one reading gives it, without what only the whole history can say."""
    published, modified = article.published_at, article.modified_at
    return {
        "url": article.url,
        "publisher": article.publisher,
        "headline": article.headline,
        "kicker": article.kicker,
        "published_at": published and utc_text(published),
        "published_on": published and published.date().isoformat(),
        "published_raw": article.published_raw,
        "zone": published and offset(published),
        "modified_at": modified and utc_text(modified),
        "region": article.region,
        "region_by": article.region_by,
        "free": article.free,
        "section": article.section,
        "dateline": article.dateline,
        "tags": json.dumps(article.tags, ensure_ascii=False),
        "initials": article.initials,
        "body": article.body,
        "words": len(article.body.split()),
        "pages": article.pages,
        "source_url": article.source_url,
        "capture": capture,
        "found_by": json.dumps(article.found_by, ensure_ascii=False),
        "stems": stems_of(f"{article.headline or ''} {article.body}"),
    }


def of_parts(article: Article) -> dict[str, list[Record]]:
    """The rows of bylines, photos, quotes, people and links, in printed order."""
    return {table: [columns_of(part, names) for part in getattr(article, table)] for table, names in PARTS.items()}


def of_popular(entries: Sequence[PopularEntry]) -> list[Record]:
    """The rows of popular_entries."""
    return [columns_of(entry, POPULAR) for entry in entries]


def of_problems(problems: Sequence[Problem]) -> list[Record]:
    """The rows of problems."""
    return [columns_of(problem, PROBLEM) for problem in problems]


def of_publisher(publisher: Publisher) -> Record:
    """The row of publishers."""
    return columns_of(publisher, ("id", "name", "region", "home")) | {
        "zone": offset(datetime(2000, 1, 1, tzinfo=publisher.zone))
    }


def columns_of(value: object, names: tuple[str, ...]) -> Record:
    """Fields of a value as columns; tuples become JSON arrays."""
    found = ((name, getattr(value, name)) for name in names)
    return {name: json.dumps(each, ensure_ascii=False) if isinstance(each, tuple) else each for name, each in found}


def offset(moment: datetime) -> str:
    """The offset of a time from UTC.

    >>> from scraper.indonesian.time_zones import WITA
    >>> offset(datetime(2026, 11, 23, 15, 4, tzinfo=WITA))
    '+08:00'
    """
    return moment.isoformat()[-6:]

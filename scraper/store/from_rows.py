"""A stored article as a value again: the way back of `records`. Pure."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from scraper.models import PARAGRAPH_BREAK, Article, Byline, Link, Person, Photo, PopularEntry, Problem, Quote, Record
from scraper.store.to_rows import PARTS, POPULAR, PROBLEM


def article_of(stored: Record) -> Article:
    """The article in a record of `Store.article`, with its times in the page's own zone."""
    zone = _zone(stored["zone"])
    parts = {name: [_columns(row, PARTS[name]) for row in stored[name]] for name in PARTS}
    return Article(
        url=stored["url"],
        publisher=stored["publisher"],
        headline=stored["headline"],
        kicker=stored["kicker"],
        published_at=_moment(stored["published_at"], zone),
        published_raw=stored["published_raw"],
        modified_at=_moment(stored["modified_at"], zone),
        region=stored["region"],
        region_by=stored["region_by"],
        free=None if stored["free"] is None else bool(stored["free"]),
        section=stored["section"],
        dateline=stored["dateline"],
        tags=tuple(json.loads(stored["tags"])),
        views=stored["views"],
        initials=stored["initials"],
        bylines=tuple(Byline(**row) for row in parts["bylines"]),
        photos=tuple(Photo(**row) for row in parts["photos"]),
        paragraphs=tuple(stored["body"].split(PARAGRAPH_BREAK)) if stored["body"] else (),
        quotes=tuple(Quote(**row | {"evidence": _pair(row["evidence"])}) for row in parts["quotes"]),
        people=tuple(Person(**row | {"mentions": tuple(json.loads(row["mentions"]))}) for row in parts["people"]),
        links=tuple(Link(**row) for row in parts["links"]),
        popular=tuple(PopularEntry(**_columns(row, POPULAR)) for row in stored["popular_entries"]),
        pages=stored["pages"],
        pages_read=stored["pages_read"],
        source_url=stored["source_url"],
        found_by=json.loads(stored["found_by"]),
        problems=tuple(Problem(**_columns(row, PROBLEM)) for row in stored["problems"]),
    )


def _columns(row: Record, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: row[name] for name in names}


def _moment(text: str | None, zone: timezone) -> datetime | None:
    return datetime.fromisoformat(text).astimezone(zone) if text else None


def _pair(text: str | None) -> tuple[int, int] | None:
    return tuple(json.loads(text)) if text else None


def _zone(offset: str | None) -> timezone:
    if not offset:
        return UTC
    sign = -1 if offset[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(offset[1:3]), minutes=int(offset[4:6])))

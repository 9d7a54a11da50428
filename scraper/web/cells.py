"""How single values are shown in Datasette's tables. Pure.

Every function here makes HTML from stored text, so each writes it through `Markup.format`, which escapes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from markupsafe import Markup, escape

from scraper.language.times import local_minute
from scraper.web.article import outward

#: Between these two stands a found word in the snippets of FTS5 (datasette.yaml).
FOUND = ("⟦", "⟧")

#: Views and tables whose `id` is the number of an article; elsewhere `article` is.
_OF_ARTICLES = frozenset({"articles", "latest", "rewritten", "vanished"})

#: Characters of an address that are shown.
_SHOWN = 48

_OUTWARD = Markup('<a href="{}" rel="noopener noreferrer nofollow">{}</a>')
_INWARD = Markup('<a href="{}">{}</a>')

#: A stored time, and the offset of a zone.
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z")
_OFFSET = re.compile(r"[+-]\d\d:\d\d")

Row = Mapping[str, Any]


#: Column of a view or query -> the table whose page its number opens.
_NUMBERS = {"article": "articles", "revision": "revisions", "quote": "quotes"}


def cell(row: Row, value: object, column: str, table: str | None, base: str) -> Markup | None:
    """The HTML of a value; None to leave it to Datasette. `base` is the path of the database.

    `table` is None for the answer of a query.
    """
    if isinstance(value, int) and column in _NUMBERS:
        return _INWARD.format(f"{base}/{_NUMBERS[column]}/{value}", value)
    if not isinstance(value, str):
        return None
    if column == "tags":
        return _tags(value, base)
    if column == "headline":
        return _headline(row, value, table, base)
    return _text(row, value, column)


def _text(row: Row, value: str, column: str) -> Markup | None:
    """A time, a snippet, an address; None for any other text."""
    if column.endswith("_at") and _TIME.fullmatch(value):
        return escape(local_minute(value, _zone(row)))
    if column == "passage":
        return passage(value)
    return _address(value) if outward(value) else None


def _zone(row: Row) -> str:
    """The zone of the story in a row; western time where it names none, as in tables of runs and captures."""
    zone = row["zone"] if "zone" in set(row.keys()) else None
    return str(zone) if isinstance(zone, str) and _OFFSET.fullmatch(zone) else "+07:00"


def _headline(row: Row, headline: str, table: str | None, base: str) -> Markup | None:
    name = "id" if table in _OF_ARTICLES else "article"
    number = row[name] if name in set(row.keys()) else None  # a sqlite3.Row looks for `in` among its values
    number = number["value"] if isinstance(number, dict) else number
    return None if number is None else _INWARD.format(f"{base}/articles/{number}", headline)


def passage(text: str) -> Markup:
    """A snippet with its found words marked.

    >>> passage("<b> ⟦banjir⟧")
    Markup('&lt;b&gt; <mark>banjir</mark>')
    """
    opened, closed = FOUND
    return escape(text).replace(opened, Markup("<mark>")).replace(closed, Markup("</mark>"))


def _tags(text: str, base: str) -> Markup | None:
    try:
        tags = json.loads(text)
    except ValueError:  # a column of this name in somebody's own query
        return None
    link = Markup('<a class="tag" href="{}">{}</a>')
    return Markup(" ").join(
        link.format(f"{base}/articles?tags__arraycontains={quote(str(tag), safe='')}", tag)
        for tag in (tags if isinstance(tags, list) else [tags])
    )


def _address(url: str) -> Markup:
    shown = url.partition("://")[2].removeprefix("www.")
    return _OUTWARD.format(url, shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1]}…")

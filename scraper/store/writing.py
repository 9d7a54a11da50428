"""Writing readings: the rows of an article and of what was read of a capture, only where they differ.

Functions here run inside a transaction of `store`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from scraper.archive import Archive, shared_lists, tables
from scraper.archive.stored import storable
from scraper.models import Article, PopularEntry, Problem, Record
from scraper.store import to_rows
from scraper.store.empty_fields import empty_fields
from scraper.store.revisions import settle
from scraper.store.tombstones import removed_among

#: The part of a reading that stands, of one that does not.
NO_WORDING: Record = {"digest": None, "words": 0, "empty": "[]", "pages_read": None}


def key_of(archive: Archive, url: str) -> int | None:
    """The number of the article with a canonical URL; None where there is none."""
    found = archive.tuples("SELECT id FROM articles WHERE url = ?", storable({"url": url})["url"])
    return found[0][0] if found else None


def reading_of(archive: Archive, capture: int) -> Record | None:
    """The row of a capture's reading; None where it was never read."""
    found = archive.rows("SELECT * FROM readings WHERE capture = ?", capture)
    return found[0] if found else None


def put_article(archive: Archive, capture: int, article: Article, key: int | None) -> int:
    """Have the article with this number, or a new one; what the whole history says is settled afterwards."""
    row = to_rows.of_article(article, capture)
    row["found_by"] = str(_rule_set(archive, row["found_by"]))
    if key is None:
        seen = archive.tuples("SELECT captured_at FROM captures WHERE id = ?", capture)[0][0]
        key = tables.insert(archive, "articles", row | {"state": "live", "first_seen_at": seen, "last_seen_at": seen})
    else:
        tables.change(archive, "articles", key, row)
    for table, parts in to_rows.of_parts(article).items():
        rows = _open(archive, parts) if table == "links" else parts
        tables.put_list(archive, table, "article", key, rows)
    return key


def _rule_set(archive: Archive, found_by: str) -> int:
    """The number of a combination of rules."""
    found = archive.tuples("SELECT id FROM rule_sets WHERE found_by = ?", storable({"found_by": found_by})["found_by"])
    return found[0][0] if found else tables.insert(archive, "rule_sets", {"found_by": found_by})


def put_reading(
    archive: Archive,
    capture: int,
    key: int | None,
    outcome: str,
    current: Mapping[str, Any],
    read: Article | None = None,
) -> None:
    """Have what became of a capture; `current` is the wording that it adds to the ledger, `read` what was read now."""
    row: Record = {"capture": capture, "article": key, "outcome": outcome}
    row |= {name: current[name] for name in NO_WORDING}
    row["empty_fields"] = None if read is None else json.dumps(empty_fields(read, _watched(archive)))
    tables.put(archive, "readings", row, "capture")
    archive.execute("DELETE FROM unread WHERE capture = ?", (capture,))


def _watched(archive: Archive) -> list[str]:
    return [field for (field,) in archive.tuples("SELECT field FROM watched_fields WHERE kind = 'field'")]


def put_views(archive: Archive, capture: int, article: int | None, views: int | None) -> None:
    """Have the article's own counter at a capture; none where it printed none."""
    row = storable({"capture": capture, "article": article, "views": views})
    if row["views"] is None:
        archive.execute("DELETE FROM view_counts WHERE capture = ?", (capture,))
    else:
        tables.put(archive, "view_counts", row, "capture")


def _open(archive: Archive, entries: list[Record]) -> list[Record]:
    """Entries of a list without those of articles that were removed."""
    removed = removed_among(archive, [entry["url"] for entry in entries]) if entries else frozenset()
    return [entry for entry in entries if entry["url"] not in removed]


def put_popular(archive: Archive, capture: int, entries: Sequence[PopularEntry]) -> None:
    """Have the most-read list that a capture showed."""
    rows = _open(archive, to_rows.of_popular(entries))
    shared_lists.put(archive, capture, rows)


def put_problems(archive: Archive, capture: int, problems: Sequence[Problem]) -> None:
    """Have what could not be read of a capture, or not be trusted."""
    tables.put_list(archive, "problems", "capture", capture, to_rows.of_problems(problems))


def leave(archive: Archive, before: Record | None, now: int | None) -> None:
    """Settle the article that a capture was read as before, when now it is another or none."""
    if before and before["article"] not in (None, now):
        settle(archive, before["article"])

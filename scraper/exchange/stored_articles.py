"""Stored articles as typed values, streamed: a batch of rows at a time, whatever the size of the archive."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from scraper.archive import Archive
from scraper.exchange.selection import Selection
from scraper.models import Article, Record
from scraper.store.from_rows import article_of
from scraper.store.to_rows import PARTS

#: Articles of one batch: some 3 MB of rows.
BATCH = 250
EVERYTHING = Selection()


def articles(archive: Archive, selection: Selection = EVERYTHING, *, after: int = 0) -> Iterator[tuple[int, Article]]:
    """Number and value of every selected article, in the order of their numbers; those above `after` only.

    An article that is stored meanwhile comes too.
    """
    while batch := _rows(archive, selection, after):
        for row in _with_parts(archive, batch):
            yield row["id"], article_of(row)
        after = batch[-1]["id"]


def count(archive: Archive, selection: Selection = EVERYTHING, *, after: int = 0) -> int:
    """How many articles are selected, those above the number `after`."""
    condition, values = selection.articles()
    sql = f"SELECT count(*) AS n FROM articles a WHERE a.id > ? AND {condition}"  # noqa: S608 - conditions of ours
    return int(archive.rows(sql, after, *values)[0]["n"])


def _rows(archive: Archive, selection: Selection, after: int) -> list[Record]:
    condition, values = selection.articles()
    sql = f"""
        SELECT a.*, r.pages_read, f.found_by AS found_by FROM articles a JOIN rules_of_articles f ON f.article = a.id
        LEFT JOIN readings r ON r.capture = a.capture
        WHERE a.id > ? AND {condition} ORDER BY a.id LIMIT {BATCH}
    """  # noqa: S608 - conditions of ours
    return archive.rows(sql, after, *values)


def _with_parts(archive: Archive, batch: Sequence[Record]) -> Iterator[Record]:
    """The rows of articles, each with its parts under the names of their tables."""
    keys, captures = [row["id"] for row in batch], [row["capture"] for row in batch]
    of_article = {table: _grouped(archive, table, "article", keys) for table in PARTS}
    of_capture = {
        "popular_entries": _grouped(archive, "popular_lists", "capture", captures),
        "problems": _grouped(archive, "problems", "capture", captures),
    }
    for row in batch:
        parts = {table: found.get(row["id"], []) for table, found in of_article.items()}
        shown = {table: found.get(row["capture"], []) for table, found in of_capture.items()}
        yield row | parts | shown


def _grouped(archive: Archive, table: str, owner: str, keys: Sequence[int]) -> dict[int, list[Record]]:
    """Rows of a table by their owner, each group in printed order."""
    marks = ", ".join("?" * len(keys))
    sql = f"SELECT * FROM {table} WHERE {owner} IN ({marks}) ORDER BY {owner}, position"  # noqa: S608 - names of ours
    grouped: dict[int, list[Record]] = defaultdict(list)
    for row in archive.rows(sql, *keys):
        grouped[row[owner]].append(row)
    return grouped

"""Deduplication of most-read lists: one that several captures showed alike is kept once.

Its rows stand in `popular_entries` under one of these captures; `readings.same_list` of the others names that one. The
view `popular_lists` shows the list of every capture. Functions here run inside a transaction.
"""

from __future__ import annotations

from collections.abc import Sequence

from scraper.archive import Archive, tables
from scraper.archive.stored import storable
from scraper.archive.tables import Row
from scraper.models import Record

#: The columns that make a list the same, after its position.
COLUMNS = ("position", "box", "rank", "url", "title", "views", "published_raw", "author")
#: Lists with the same story at their head that are looked at, the newest first.
CANDIDATES = 4

_NAMES = ", ".join(COLUMNS)
_OWN = f"SELECT {_NAMES} FROM popular_entries WHERE capture = ? ORDER BY position"  # noqa: S608 - names of ours
_SHOWN = f"SELECT {_NAMES} FROM popular_lists WHERE capture = ? ORDER BY position"  # noqa: S608 - names of ours
_ALIKE = f"""
SELECT capture FROM popular_entries WHERE url = ? AND position = 1 AND capture < ?
ORDER BY capture DESC LIMIT {CANDIDATES}
"""  # noqa: S608 - names of ours
_HEIR = "SELECT min(capture) FROM readings WHERE same_list = ?"
_INHERIT = "UPDATE readings SET same_list = CASE WHEN capture = ?1 THEN NULL ELSE ?1 END WHERE same_list = ?2"


def put(archive: Archive, capture: int, entries: Sequence[Record]) -> None:
    """Have a capture that has a reading show this list; `entries` have the other columns."""
    rows = [(number, *storable(entry).values()) for number, entry in enumerate(entries, 1)]
    if archive.tuples(_SHOWN, capture) != rows:
        release(archive, capture)
        archive.execute("DELETE FROM popular_entries WHERE capture = ?", (capture,))
        _place(archive, capture, rows)


def share(archive: Archive, capture: int) -> None:
    """Keep the list of a capture no longer where another one showed the same."""
    rows = archive.tuples(_OWN, capture)
    if rows and (owner := _owner(archive, capture, rows)) is not None:
        release(archive, capture)
        archive.execute("DELETE FROM popular_entries WHERE capture = ?", (capture,))
        archive.execute("UPDATE readings SET same_list = ? WHERE capture = ?", (owner, capture))


def release(archive: Archive, capture: int) -> None:
    """Give the list of a capture, before it changes or goes, to another one that showed the same."""
    ((heir,),) = archive.tuples(_HEIR, capture)
    if heir is not None:
        archive.execute("UPDATE popular_entries SET capture = ? WHERE capture = ?", (heir, capture))
        archive.execute(_INHERIT, (heir, capture))


def _place(archive: Archive, capture: int, rows: Sequence[Row]) -> None:
    owner = _owner(archive, capture, rows) if rows else None
    tables.change(archive, "readings", capture, {"same_list": owner})
    if owner is None:
        for row in rows:
            tables.insert(archive, "popular_entries", dict(zip(("capture", *COLUMNS), (capture, *row), strict=True)))


def _owner(archive: Archive, capture: int, rows: Sequence[Row]) -> int | None:
    """The capture before this one under which the same list stands; None where none does."""
    head = rows[0][COLUMNS.index("url")]
    for (candidate,) in archive.tuples(_ALIKE, head, capture):
        if archive.tuples(_OWN, candidate) == list(rows):
            return int(candidate)
    return None

"""Writing rows only where they differ from what is there, so that the same work done twice changes nothing.

Statements are made once for each form of a row, and kept by SQLite: they are on the way of every page that is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from scraper.archive import Archive
from scraper.archive.stored import storable
from scraper.models import Record

#: A row as SQLite gives it: the values of columns that were asked for.
Row = tuple[object, ...]


def put(archive: Archive, table: str, row: Record, by: str) -> None:
    """Have this whole row, told from others by the column `by`; its id stays."""
    row = storable(row)
    columns, values = tuple(row), tuple(row.values())
    if archive.tuples(_select(table, columns, f'"{by}" = ?'), row[by]) != [values]:
        archive.execute(_upsert(table, columns, (by,)), values)


def insert(archive: Archive, table: str, row: Record) -> int:
    """Insert a row; gives its number."""
    row = storable(row)
    return archive.execute(_insert(table, tuple(row)), tuple(row.values()))


def change(archive: Archive, table: str, key: int, columns: Record) -> None:
    """Have these values in the row with this primary key, which is there."""
    columns = storable(columns)
    names, values = tuple(columns), tuple(columns.values())
    if archive.tuples(_select(table, names, "rowid = ?"), key) != [values]:
        archive.execute(_update(table, names), (*values, key))


def put_list(
    archive: Archive, table: str, owner: str, key: int, records: Sequence[Record], *, number: str = "position"
) -> None:
    """Have exactly these rows for one owner, numbered from 1 in the column `number`; ids stay where rows stay."""
    if records:
        columns = (owner, number, *records[0])
        rows = [(key, n, *storable(record).values()) for n, record in enumerate(records, 1)]
        found = archive.tuples(_select(table, columns, f"{owner} = ? ORDER BY {number}"), key)
        for row in _missing(rows, found):
            archive.execute(_upsert(table, columns, (owner, number)), row)
        if len(found) <= len(rows):
            return
    archive.execute(_delete(table, owner, number), (key, len(records)))


def _missing(rows: Sequence[Row], found: Sequence[Row]) -> list[Row]:
    """The rows that are not there as they are to be; both are in order."""
    if list(found) == list(rows):
        return []
    there = set(found)
    return [row for row in rows if row not in there]


@cache
def _select(table: str, columns: Row, where: str) -> str:
    return f"SELECT {_quoted(columns)} FROM {table} WHERE {where}"  # noqa: S608 - names of ours, no values


@cache
def _insert(table: str, columns: Row) -> str:
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({_quoted(columns)}) VALUES ({marks})"  # noqa: S608 - as above


@cache
def _upsert(table: str, columns: Row, by: Row) -> str:
    rest = [f'"{name}" = excluded."{name}"' for name in columns if name not in by]
    then = f"UPDATE SET {', '.join(rest)}" if rest else "NOTHING"
    return f"{_insert(table, columns)} ON CONFLICT ({_quoted(by)}) DO {then}"


@cache
def _update(table: str, columns: Row) -> str:
    changed = ", ".join(f'"{name}" = ?' for name in columns)
    return f"UPDATE {table} SET {changed} WHERE rowid = ?"  # noqa: S608 - as above


@cache
def _delete(table: str, owner: str, number: str) -> str:
    return f"DELETE FROM {table} WHERE {owner} = ? AND {number} > ?"  # noqa: S608 - as above


def _quoted(columns: Row) -> str:
    return ", ".join(f'"{name}"' for name in columns)

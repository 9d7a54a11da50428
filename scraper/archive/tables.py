"""Writing rows only where they differ from what is there, so that the same work done twice changes nothing."""

from __future__ import annotations

from collections.abc import Sequence

from scraper.archive import Archive, statements
from scraper.archive.stored import storable
from scraper.models import Record

#: A row as SQLite gives it: the values of columns that were asked for.
Row = tuple[object, ...]


def put(archive: Archive, table: str, row: Record, by: str) -> None:
    """Have this whole row, told from others by the column `by`; its id stays."""
    row = storable(row)
    columns, values = tuple(row), tuple(row.values())
    if archive.tuples(statements.select(table, columns, f'"{by}" = ?'), row[by]) != [values]:
        archive.execute(statements.upsert(table, columns, (by,)), values)


def insert(archive: Archive, table: str, row: Record) -> int:
    """Insert a row; gives its number."""
    row = storable(row)
    return archive.execute(statements.insert(table, tuple(row)), tuple(row.values()))


def change(archive: Archive, table: str, key: int, columns: Record) -> None:
    """Have these values in the row with this primary key, which is there."""
    columns = storable(columns)
    names, values = tuple(columns), tuple(columns.values())
    if archive.tuples(statements.select(table, names, "rowid = ?"), key) != [values]:
        archive.execute(statements.update(table, names), (*values, key))


def put_list(
    archive: Archive, table: str, owner: str, key: int, records: Sequence[Record], *, number: str = "position"
) -> None:
    """Have exactly these rows for one owner, numbered from 1 in the column `number`; ids stay where rows stay."""
    if records:
        columns = (owner, number, *records[0])
        rows = [(key, n, *storable(record).values()) for n, record in enumerate(records, 1)]
        found = archive.tuples(statements.select(table, columns, f"{owner} = ? ORDER BY {number}"), key)
        for row in _missing(rows, found):
            archive.execute(statements.upsert(table, columns, (owner, number)), row)
        if len(found) <= len(rows):
            return
    archive.execute(statements.delete(table, owner, number), (key, len(records)))


def _missing(rows: Sequence[Row], found: Sequence[Row]) -> list[Row]:
    """The rows that are not there as they are to be; both are in order."""
    if list(found) == list(rows):
        return []
    there = set(found)
    return [row for row in rows if row not in there]

"""Writing rows only where they differ from what is there, so that the same work done twice changes nothing."""

from __future__ import annotations

from collections.abc import Sequence

from scraper.archive import Archive
from scraper.archive.stored import storable
from scraper.models import Record


def put(archive: Archive, table: str, row: Record, by: str) -> None:
    """Have this whole row, told from others by the column `by`; its id stays."""
    row = storable(row)
    if _current(archive, table, row, f'"{by}" = ?', row[by]) != [row]:
        archive.db.table(table).upsert(row, pk=by)


def change(archive: Archive, table: str, key: int, columns: Record) -> None:
    """Have these values in the row with this primary key, which is there."""
    columns = storable(columns)
    if _current(archive, table, columns, "rowid = ?", key) != [columns]:
        archive.db.table(table).update(key, columns)


def put_list(
    archive: Archive, table: str, owner: str, key: int, records: Sequence[Record], *, number: str = "position"
) -> None:
    """Have exactly these rows for one owner, numbered from 1 in the column `number`; ids stay where rows stay."""
    rows = [storable({owner: key, number: n, **record}) for n, record in enumerate(records, 1)]
    if rows and _current(archive, table, rows[0], f"{owner} = ? ORDER BY {number}", key) != rows:
        archive.db.table(table).upsert_all(rows, pk=(owner, number))
    archive.db.table(table).delete_where(f"{owner} = ? AND {number} > ?", [key, len(rows)])


def _current(archive: Archive, table: str, columns: Record, where: str, key: object) -> list[Record]:
    names = ", ".join(f'"{name}"' for name in columns)
    return archive.rows(f"SELECT {names} FROM {table} WHERE {where}", key)  # noqa: S608 - names of ours, no values

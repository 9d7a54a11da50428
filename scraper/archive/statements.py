"""SQL statements of the tables that every page writes to: made once for each form of a row, and kept by SQLite. Pure.

sqlite_utils looks at the schema of a table before each row, which costs ten times the row: it serves for what is
written once a run.
"""

from __future__ import annotations

from functools import cache

#: Names of columns.
Columns = tuple[str, ...]


@cache
def select(table: str, columns: Columns, where: str) -> str:
    """Finds these columns of rows."""
    return f"SELECT {_quoted(columns)} FROM {table} WHERE {where}"  # noqa: S608 - names of ours, no values


@cache
def insert(table: str, columns: Columns) -> str:
    """Adds a row."""
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({_quoted(columns)}) VALUES ({marks})"  # noqa: S608 - as above


@cache
def upsert(table: str, columns: Columns, by: Columns) -> str:
    """Adds a row, or changes the one with the same values in the columns `by`; its id stays."""
    rest = [f'"{name}" = excluded."{name}"' for name in columns if name not in by]
    then = f"UPDATE SET {', '.join(rest)}" if rest else "NOTHING"
    return f"{insert(table, columns)} ON CONFLICT ({_quoted(by)}) DO {then}"


@cache
def update(table: str, columns: Columns) -> str:
    """Changes the row with a number, which comes behind the values."""
    changed = ", ".join(f'"{name}" = ?' for name in columns)
    return f"UPDATE {table} SET {changed} WHERE rowid = ?"  # noqa: S608 - as above


@cache
def delete(table: str, owner: str, number: str) -> str:
    """Deletes the rows of an owner behind a number."""
    return f"DELETE FROM {table} WHERE {owner} = ? AND {number} > ?"  # noqa: S608 - as above


def _quoted(columns: Columns) -> str:
    return ", ".join(f'"{name}"' for name in columns)

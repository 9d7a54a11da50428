"""Copies of an archive's stories inside it: as many rows as a larger archive has, in a fraction of the time.

Copy n has the same words under other addresses, n spans of time later; its pages share the bodies of the first.
"""

from __future__ import annotations

from scraper.archive import Archive
from scraper.models import Record

#: Tables in the order in which they stand on each other, with the column of their own number.
TABLES = {
    "articles": "id", "captures": "id", "readings": None, "revisions": "id", "bylines": "id", "photos": "id",
    "quotes": "id", "people": "id", "links": "id", "popular_entries": "id", "view_counts": None, "problems": "id",
    "not_modified": None, "frontier": None,
}  # fmt: skip
#: Columns that hold an address of a story.
ADDRESSES = ("url", "final_url")


def multiply(archive: Archive, copies: int, days: int) -> None:
    """Have every story so many times, each copy `days` later than the one before."""
    numbered = {table: key for table, key in TABLES.items() if key}
    largest = {
        table: archive.rows(f"SELECT max({key}) AS n FROM {table}")[0]["n"] or 0 for table, key in numbered.items()
    }
    columns = {table: _values(archive, table, key, largest) for table, key in TABLES.items()}
    for copy in range(1, copies):
        with archive.transaction():
            for table, values in columns.items():
                names = ", ".join(f'"{name}"' for name in values)
                chosen = ", ".join(values.values())
                sql = f"INSERT INTO {table} ({names}) SELECT {chosen} FROM {table} WHERE {_of_first(table, largest)}"
                archive.rows(sql, copy=copy, suffix=f"-{copy}", days=f"+{copy * days} days")
    with archive.transaction():
        done = "state = 'done', next_at = NULL, reason = 'looked at often enough'"
        newest = "(SELECT max(last_seen_at) FROM articles)"
        archive.rows(f"UPDATE frontier SET {done} WHERE state = 'due' AND next_at < {newest}")


def _of_first(table: str, largest: dict[str, int]) -> str:
    """Whether a row is of the first copy."""
    if table in largest:
        return f"id <= {largest[table]}"
    if table == "frontier":
        return "rowid <= (SELECT max(rowid) FROM frontier) / :copy"
    return f"capture <= {largest['captures']}"


def _values(archive: Archive, table: str, key: str | None, largest: dict[str, int]) -> Record:
    """Column -> its value in a copy, as SQL."""
    refers = {row["from"]: row["table"] for row in archive.rows(f"PRAGMA foreign_key_list({table})")}
    values: Record = {}
    for row in archive.rows(f"PRAGMA table_info({table})"):
        name = row["name"]
        quoted = f'"{name}"'
        if name == key or refers.get(name) in largest:
            values[name] = f"{quoted} + :copy * {largest[table if name == key else refers[name]]}"
        elif name == "run":
            values[name] = "NULL"
        elif name in ADDRESSES:
            values[name] = _address(table, quoted)
        elif name.endswith("_at"):
            values[name] = f"strftime('%Y-%m-%dT%H:%M:%SZ', {quoted}, :days)"
        elif name.endswith("_on") and name != "found_on":
            values[name] = f"date({quoted}, :days)"
        else:
            values[name] = quoted
    return values


def _address(table: str, quoted: str) -> str:
    """An address in a copy; lists keep theirs."""
    if table == "captures":
        return f"CASE WHEN kind = 'index' THEN {quoted} ELSE {quoted} || :suffix END"
    return f"{quoted} || :suffix"

"""Merge of facts: the tables of several archives, attached to one connection, come into the one that it is of.

`merge` says by which rules.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from scraper.archive import Archive, gradual
from scraper.archive.header_fields import HeaderFields

#: Table -> the column that tells its rows, then the columns by which the greater row wins, the first first.
REMEMBERED: dict[str, tuple[str, ...]] = {
    "publishers": ("id",),
    "sites": ("publisher",),
    "site_surveys": ("publisher", "surveyed_at"),
    "site_sources": ("url", "named"),
    "frontier": ("url", "looks", "step", "missed", "attempts", "state", "next_at"),
    "walks": ("source", "walked_at", "pages"),
    "hosts": ("host", "robots_at", "failures"),
}
#: Table -> column -> how the values of all rows come to one.
WIDEST: dict[str, dict[str, str]] = {
    "frontier": {"found_at": "min"},
    "hosts": {
        "not_before": "max",
        "pause_s": "max",
        "last_request_at": "max",
        "opted_out": "max",
        "opted_out_at": "max",
        "opted_out_url": "max",
    },
}
#: Columns that number rows or name rows of other tables by their numbers.
NUMBERS = frozenset({"id", "run", "capture", "part"})


#: In a copy of a source: which articles were no longer there, by what capture it was decided.
DECIDED = "CREATE TABLE IF NOT EXISTS decided (url TEXT, state TEXT, capture INTEGER)"


@dataclass(frozen=True, slots=True)
class Vanished:
    """That an article was no longer at its address, as a source's crawl decided."""

    url: str
    #: gone or moved.
    state: Literal["gone", "moved"]
    #: Number of the answer that said so, in the merged archive.
    capture: int


def note_decided(archive: Archive, vanished: Sequence[Vanished]) -> None:
    """Remember beside bare facts, which have no readings, what was decided of articles."""
    with archive.transaction():
        archive.rows(DECIDED)
        for each in vanished:
            archive.rows("INSERT INTO decided VALUES (?, ?, ?)", each.url, each.state, each.capture)


def merge_facts(archive: Archive, copies: Sequence[Path]) -> list[Vanished]:
    """Take in the facts of copies, at most as many as are attached at once; gives what was decided of articles.

    Each has the table `DECIDED` makes beside its own.
    """
    connection = archive.db.conn
    connection.create_function("fact", -1, _fact, deterministic=True)
    connection.execute("PRAGMA foreign_keys = OFF")  # tables are filled one after the other
    with _attached(connection, copies) as names, archive.transaction():
        fields = {name: HeaderFields(connection, name) for name in names}
        connection.create_function("headers_of", 2, lambda name, column: fields[name].whole(column))
        for table, keys in REMEMBERED.items():
            _remember(connection, names, table, *keys)
        _payloads(connection, names)
        _number(connection, names, "runs", "started_at", {})
        _number(connection, names, "captures", "captured_at", {"run": "runs"})
        _union(connection, names, "not_modified", {"capture": "captures", "run": "runs"})
        _union(connection, names, "parts", {"capture": "captures", "part": "captures"})
        _union(connection, names, "seals", {"run": "runs"})
        for table in ("timestamps", "removals", "removed_captures", "notes"):
            _union(connection, names, table, {})
        vanished = list(_vanished(connection, names))
    gradual.begin(archive, "headers")
    connection.execute("PRAGMA foreign_keys = ON")
    return vanished


def _vanished(connection: sqlite3.Connection, names: Sequence[str]) -> Iterator[Vanished]:
    """What the crawls of the sources decided of articles that were no longer there, in the order of the answers."""
    decided = " UNION ".join(
        f"""
        SELECT d.url, d.state, n.now FROM {name}.decided d
        JOIN captures_numbers n ON n.source = '{name}' AND n.former = d.capture
        """
        for name in names
    )
    for url, state, capture in connection.execute(f"{decided} ORDER BY 3, 1, 2"):
        yield Vanished(url, state, capture)


def _fact(*values: object) -> bytes:
    """What tells a fact from every other: a digest of all its columns."""
    return hashlib.sha256(repr(values).encode("utf-8", "surrogatepass")).digest()


@contextmanager
def _attached(connection: sqlite3.Connection, copies: Sequence[Path]) -> Iterator[list[str]]:
    names = [f"source{number}" for number in range(len(copies))]
    for name, copy in zip(names, copies, strict=True):
        connection.execute(f"ATTACH ? AS {name}", (str(copy),))
    try:
        yield names
    finally:
        for name in names:
            connection.execute(f"DETACH {name}")


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA main.table_info({table})")]


def _all(names: Sequence[str], table: str, columns: Sequence[str]) -> str:
    """The rows of a table in all sources, each with the name of its source."""
    return " UNION ALL ".join(
        f"SELECT '{name}' AS source, {', '.join(_value(name, column) for column in columns)} FROM {name}.{table}"
        for name in names
    )


def _value(source: str, column: str) -> str:
    """A column of a source; header fields whole, for their numbers mean nothing elsewhere."""
    return f"headers_of('{source}', headers) AS headers" if column == "headers" else column


def _remember(connection: sqlite3.Connection, names: Sequence[str], table: str, key: str, *order: str) -> None:
    columns, widest = _columns(connection, table), WIDEST.get(table, {})
    values = ", ".join(f"{widest[name]}({name}) OVER same AS {name}" if name in widest else name for name in columns)
    rest = [name for name in columns if name not in (key, *order, *widest)]
    ranked = ", ".join(f"{name} DESC" for name in (*order, *rest))
    connection.execute(
        f"""
        INSERT INTO {table} ({", ".join(columns)})
        SELECT {", ".join(columns)} FROM (
            SELECT {values}, row_number() OVER (PARTITION BY {key} ORDER BY {ranked}) AS place
            FROM ({_all(names, table, columns)}) WINDOW same AS (PARTITION BY {key}))
        WHERE place = 1 ORDER BY {key}
        """
    )


def _payloads(connection: sqlite3.Connection, names: Sequence[str]) -> None:
    """Every body once: the form of the first source that has it, unless it stands whole in another.

    What a form is packed against comes from the same source, or stands whole, so that no two stand on each other.
    """
    columns = ", ".join(_columns(connection, "payloads"))
    for name in names:
        for statement in (
            f"INSERT OR IGNORE INTO payloads ({columns}) SELECT {columns} FROM {name}.payloads",
            f"""
            INSERT OR REPLACE INTO payloads ({columns}) SELECT {columns} FROM {name}.payloads s
            WHERE s.base IS NULL AND EXISTS
                (SELECT 1 FROM main.payloads m WHERE m.digest = s.digest AND m.base IS NOT NULL)
            """,
            f"""
            INSERT OR IGNORE INTO bases (digest, publisher, kind) SELECT digest, publisher, kind FROM {name}.bases
            WHERE digest IN (SELECT digest FROM main.payloads WHERE base IS NULL) ORDER BY rowid
            """,
        ):
            connection.execute(statement)


def _number(
    connection: sqlite3.Connection, names: Sequence[str], table: str, time: str, refers: dict[str, str]
) -> None:
    """Take in facts that have a number: equal ones once, in the order of their time.

    The table `TABLE_numbers` says which number a row of a source has now.
    """
    columns = [name for name in _columns(connection, table) if name not in NUMBERS]
    chosen, everything = ", ".join(columns), _all(names, table, ["id", *columns, *refers])
    values = [f"min({name})" for name in columns] + [f"min({_renumbered(name, to)})" for name, to in refers.items()]
    for statement in (
        f"CREATE TEMP TABLE {table}_all AS SELECT *, fact({chosen}) AS fact FROM ({everything})",
        f"CREATE INDEX temp.{table}_fact ON {table}_all (fact)",
        f"""
        INSERT INTO main.{table} ({", ".join([*columns, *refers])})
        SELECT {", ".join(values)} FROM {table}_all a GROUP BY fact ORDER BY {time}, {chosen}
        """,
        f"""
        CREATE TEMP TABLE {table}_numbers AS SELECT a.source, a.id AS former, t.id AS now
        FROM {table}_all a JOIN (SELECT id, fact({chosen}) AS fact FROM main.{table}) t ON t.fact = a.fact
        """,
        f"CREATE UNIQUE INDEX temp.{table}_former ON {table}_numbers (source, former)",
    ):
        connection.execute(statement)


def _union(connection: sqlite3.Connection, names: Sequence[str], table: str, refers: dict[str, str]) -> None:
    """Take in facts that are told by the rows they belong to; where two differ, the one that says more."""
    columns = _columns(connection, table)
    values = [_renumbered(name, refers[name]) if name in refers else name for name in columns]
    connection.execute(
        f"""
        INSERT OR IGNORE INTO main.{table} ({", ".join(columns)})
        SELECT {", ".join(columns)} FROM (
            SELECT {", ".join(f"{value} AS {name}" for name, value in zip(columns, values, strict=True))}
            FROM ({_all(names, table, columns)}) a)
        ORDER BY {", ".join(f"{name} DESC NULLS LAST" for name in columns)}
        """
    )


def _renumbered(column: str, table: str) -> str:
    return f"(SELECT now FROM {table}_numbers n WHERE n.source = a.source AND n.former = a.{column})"

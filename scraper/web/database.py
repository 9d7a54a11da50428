"""An archive as Datasette opens it: read only, whatever its name, and sorted so that no page skips a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextvars import ContextVar
from pathlib import Path
from typing import Any
from urllib.parse import quote

from datasette.database import Database
from datasette.utils import escape_sqlite

from scraper.archive.summaries import COUNTED

#: The columns that decide between rows of one sort value, while a table is asked for its first page.
tie_break: ContextVar[Sequence[str]] = ContextVar("tie_break", default=())

#: The query of a table's page, as datasette.views.table writes it: sorted by one column.
_SORTED_BY_ONE = re.compile(r"select .* order by (?:\[[^\]]*\]|\w+)(?: desc)?(?= limit \d+$)", re.DOTALL)


#: The queries of Datasette 0.65 that look at all rows: how many a page has, a facet, a search in a table.
_COUNT = re.compile(
    r"select count\(\*\) from (?:\[(?P<quoted>[^\]]+)\]|(?P<table>\w+)) ?(?P<where>where .*)?$", re.DOTALL
)
_FACET = re.compile(
    r"\s*select (?P<column>\S+) as value, count\(\*\) as count from \(\s*"
    r"select .*? from (?:\[(?P<quoted>[^\]]+)\]|(?P<table>\w+)) (?P<where>where .*?)?\s*\)\s*"
    r"where (?P=column) is not null\s*group by (?P=column) order by count desc, value limit (?P<limit>\d+)\s*$",
    re.DOTALL,
)
_SEARCH = re.compile(r"(in \(select rowid from \[?\w+_fts\]? where \[?\w+_fts\]? match [^()]*\([^()]*\))\)")
_REFERRED = re.compile(r"select \(select count\(\*\) from ")
#: Milliseconds for a count: how many rows a page has is told where that is quickly known.
COUNT_LIMIT_MS = 60
#: Rows over which a facet of a narrowed table or of a view counts, and rows that a search in a table finds: the newest.
FACET_ROWS, FOUND_ROWS = 2000, 2000
#: Tables by whose other column than the number of the row the newest are found.
_NEWEST = {"articles": "published_at", "frontier": "found_at"}


class ArchiveDatabase(Database):  # type: ignore[misc] # Datasette has no types
    """A database file under any name: `#`, `?` and `%` mean something in the URI that Datasette opens."""

    def __init__(self, ds: Any, path: Path, *, is_mutable: bool = True) -> None:
        super().__init__(ds, path=quote(str(path)), is_mutable=is_mutable)
        #: Where it lies.
        self.file = path

    @property
    def size(self) -> int:
        """Bytes of the file."""
        return self.file.stat().st_size

    @property
    def hash(self) -> None:
        """None: a digest of a whole archive takes minutes, and names no more than its file."""

    async def execute(self, sql: str, params: Any = None, **options: Any) -> Any:
        """The rows of a query."""
        columns = tie_break.get()
        if _COUNT.match(sql) or _REFERRED.match(sql):
            options.setdefault("custom_time_limit", COUNT_LIMIT_MS)
        bounded = bounded_search(bounded_facet(counted(with_tie_break(sql, columns))))
        return await super().execute(bounded, params, **options)


def with_tie_break(sql: str, columns: Sequence[str]) -> str:
    """The query of a table's first page, sorted by these columns where the sort column does not decide.

    Datasette 0.65 sorts the first page by one column and all further ones by the primary key as well: rows of one
    value that the first page happens to show in another order are skipped or shown twice.

    >>> with_tie_break("select * from a order by day desc limit 51", ["id"])
    'select * from a order by day desc, id limit 51'
    >>> with_tie_break("select * from a order by day, id limit 51", ["id"])
    'select * from a order by day, id limit 51'
    """
    if not columns:
        return sql
    found = _SORTED_BY_ONE.match(sql)
    if found is None:
        return sql
    limit = sql[found.end() :]
    keys = ", ".join(map(escape_sqlite, columns))
    return f"{found[0]}, {keys}{limit}"


def counted(sql: str) -> str:
    """The query for the rows of a whole table, answered by the table `counts`, or row by row.

    SQLite heeds no time limit while it counts the pages of a table; behind a subquery with a limit it does.

    >>> counted("select count(*) from articles ")
    "select number from counts where relation = 'articles' and field = ''"
    >>> counted("select count(*) from [articles_fts_data]")
    'select count(*) from (select 1 from articles_fts_data limit -1)'
    >>> counted("select count(*) from articles where region = :p0 ")
    'select count(*) from articles where region = :p0 '
    """
    found = _COUNT.match(sql)
    table = found and (found["quoted"] or found["table"])
    if not found or not table or found["where"]:
        return sql
    if table not in COUNTED:
        return f"select count(*) from (select 1 from {escape_sqlite(table)} limit -1)"  # noqa: S608
    return f"select number from counts where relation = '{table}' and field = ''"  # noqa: S608 - a name of ours


def bounded_facet(sql: str) -> str:
    """The query of a facet: of a whole table answered by the table `counts`, else over the newest rows alone."""
    found = _FACET.match(sql)
    if not found:
        return sql
    column, table = found["column"].strip("[]"), found["quoted"] or found["table"]
    if not found["where"] and column in COUNTED.get(table, ()):
        return (
            f"select value, number as count from counts where relation = '{table}' and field = '{column}'"  # noqa: S608
            f" order by number desc, value limit {found['limit']}"
        )
    name = escape_sqlite(column)
    return f"""select {name} as value, count(*) as count from (
        select {name} from {escape_sqlite(table)} {found["where"] or ""} {newest_first(table)})
        where {name} is not null group by {name} order by count desc, value limit {found["limit"]}"""  # noqa: S608


def newest_first(table: str) -> str:
    """What has a query end with the newest rows of a table, as many as a facet counts; a view is in its own order."""
    order = f"order by {_NEWEST.get(table, 'rowid')} desc" if table in COUNTED else ""
    return f"{order} limit {FACET_ROWS}"


def bounded_search(sql: str) -> str:
    """The query of a search in a table: among the newest rows that match, so that no word costs more than these.

    >>> bounded_search("rowid in (select rowid from [a_fts] where [a_fts] match escape_fts(:s)) limit 51")
    'rowid in (select rowid from [a_fts] where [a_fts] match escape_fts(:s) order by rowid desc limit 2000) limit 51'
    """
    return _SEARCH.sub(rf"\1 order by rowid desc limit {FOUND_ROWS})", sql)

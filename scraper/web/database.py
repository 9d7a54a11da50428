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

#: The columns that decide between rows of one sort value, while a table is asked for its first page.
tie_break: ContextVar[Sequence[str]] = ContextVar("tie_break", default=())

#: The query of a table's page, as datasette.views.table writes it: sorted by one column.
_SORTED_BY_ONE = re.compile(r"select .* order by (?:\[[^\]]*\]|\w+)(?: desc)?(?= limit \d+$)", re.DOTALL)


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
        sorted_sql = with_tie_break(sql, columns)
        return await super().execute(sorted_sql, params, **options)


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

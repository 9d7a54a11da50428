"""Header fields of answers: those that come again and again stand once in the table `headers`, and captures name them.

The column `captures.headers` is a JSON list. Each entry is [name, value] or the number of a row of `headers`; older
versions wrote only the first form, which stays as good. Seals, proofs and exports are made of the whole list.
"""

from __future__ import annotations

import json
import sqlite3

from scraper.archive.stored import is_taken

#: Values of one name that are kept once: of a name with more, such as a date, each is another one.
MOST_VALUES = 48

_FIND = "SELECT id FROM headers WHERE name = ? AND value = ?"
_READ = "SELECT name, value FROM {schema}.headers WHERE id = ?"
_COUNT = "SELECT count(*) FROM (SELECT 1 FROM headers WHERE name = ? LIMIT ?)"
_KEEP = "INSERT INTO headers (name, value) VALUES (?, ?) RETURNING id"


class HeaderFields:
    """The table `headers` of an open archive, or of one that is attached to it under the name `schema`."""

    def __init__(self, connection: sqlite3.Connection, schema: str = "main") -> None:
        self._connection = connection
        self._read = _READ.format(schema=schema)
        self._known: dict[int, list[str]] = {}

    def short(self, whole: str) -> str:
        """The column from a whole list, its frequent fields kept once. Inside a transaction."""
        return json.dumps([self._entry(name, value) for name, value in json.loads(whole)])

    def _entry(self, name: str, value: str) -> int | list[str]:
        """The number of a field, or the field itself."""
        field = [name, value]
        if not is_taken(name + value):
            return field
        found = self._connection.execute(_FIND, field).fetchone()
        if found:
            return int(found[0])
        ((values,),) = self._connection.execute(_COUNT, (name, MOST_VALUES))
        if values >= MOST_VALUES:
            return field
        ((number,),) = self._connection.execute(_KEEP, field)
        return int(number)

    def whole(self, column: str) -> str:
        """The whole list of the column, as JSON. Raises ValueError where it is damaged."""
        entries = json.loads(column)
        fields = [self._field(entry) for entry in entries]
        return column if fields == entries else json.dumps(fields)

    def _field(self, entry: int | list[str]) -> list[str]:
        """The field of an entry; raises ValueError for a number that no row has."""
        if not isinstance(entry, int):
            return entry
        field = self._known.get(entry)
        if field is None:
            ((name, value),) = self._connection.execute(self._read, (entry,))
            field = [name, value]
            self._known[entry] = field
        return field

    def forget(self) -> None:
        """Read again what a transaction that was taken back may have written."""
        self._known.clear()

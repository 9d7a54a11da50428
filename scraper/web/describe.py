"""What every table and column means, for the web pages: read from the comments of schema.sql.

Pure. A fact has one home: the schema says what a column holds, `datasette.yaml` how it is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from scraper.language.catalogue import gettext

_OPENING = re.compile(r"^CREATE (?:TABLE|VIEW)(?: IF NOT EXISTS)? (?P<name>\w+).*?-- (?P<comment>.+)$")
_COLUMN = re.compile(r'^ +"?(?P<name>[a-z_]+)"? .*?-- (?P<comment>.+)$')
_CONTINUED = re.compile(r"^ +-- (?P<comment>.+)$")

#: Table or view -> its description under "", and under each column's name that column's.
Descriptions = dict[str, dict[str, str]]


def descriptions(schema: str) -> Descriptions:
    """The comments of a schema that writes one column a line and each comment behind what it explains.

    A line that is only a comment goes on with the one above it.

    >>> descriptions('''
    ... CREATE TABLE pets (      -- who lives here
    ...     id   INTEGER,
    ...     name TEXT NOT NULL   -- as called,
    ...                          -- not as registered
    ... );''')
    {'pets': {'': 'who lives here', 'name': 'as called, not as registered'}}
    """
    found: Descriptions = {}
    for table, name, comment in _comments(schema):
        columns = found.setdefault(table, {})
        columns[name] = f"{columns[name]} {comment}" if name in columns else comment
    return found


def _comments(schema: str) -> Iterator[tuple[str, str, str]]:
    """(table, column or "", comment) for each commented line inside a table or at the head of a view."""
    table = ""
    name: str | None = ""
    for line in schema.splitlines():
        if opening := _OPENING.match(line):
            table, name = opening["name"], ""
            yield table, name, opening["comment"]
        elif line.startswith(")") or not line.strip():
            table = ""
        elif table and (column := _COLUMN.match(line)):
            name = column["name"]
            yield table, name, column["comment"]
        elif table and name is not None and (more := _CONTINUED.match(line)):
            yield table, name, more["comment"]
        else:  # a line that nobody explains: a comment below it is not about what stands above
            name = None


def in_words(name: str) -> str:
    """The name of a table or column as words.

    >>> in_words("first_seen_at"), in_words("_score")
    ('first seen at', 'score')
    """
    return name.strip("_").replace("_", " ")


def metadata(schema: str, shown: dict[str, Any], databases: list[str]) -> dict[str, Any]:
    """Datasette's metadata: the words of the schema, and `shown` (datasette.yaml) over every database.

    `shown` is Datasette's own metadata, except that `tables` and `queries` stand at its top, because the
    name of the database is the name of the operator's file.
    """
    everywhere = {key: gettext(value) for key, value in shown.items() if key not in ("tables", "queries")}
    described = {name: _described(columns) for name, columns in descriptions(schema).items()}
    tables = {
        name: {**described.get(name, {}), **shown["tables"].get(name, {})} for name in {**described, **shown["tables"]}
    }
    queries = {name: _in_language(query) for name, query in shown["queries"].items()}
    one = {"tables": tables, "queries": queries}
    return {**everywhere, "databases": dict.fromkeys(databases, one)}


def _in_language(query: dict[str, Any]) -> dict[str, Any]:
    return {**query, "title": gettext(query["title"]), "description": gettext(query["description"].strip())}


def _described(columns: dict[str, str]) -> dict[str, Any]:
    about = gettext(columns[""])
    return {
        "description": f"{about[0].upper()}{about[1:]}{'' if about.endswith('?') else '.'}",
        "columns": {name: gettext(text) for name, text in columns.items() if name},
    }

"""Counting the entries of JSON lists, such as tags, in a large table."""

from __future__ import annotations

from typing import Any

from datasette.facets import ArrayFacet
from datasette.utils import escape_sqlite

from scraper.web.database import newest_first


class ListFacet(ArrayFacet):  # type: ignore[misc] # Datasette has no types
    """Datasette's array facet over the list alone.

    The original compares whole rows with one another, article texts included: over 3 s for 50,000 articles,
    where the lists with the number of their row take 0.3 s.
    """

    type = "list"
    sql: str

    async def suggest(self) -> list[Any]:
        """Nothing: it stands in datasette.yaml where it is wanted."""
        return []

    async def facet_results(self) -> Any:
        """What `ArrayFacet` answers, over the newest of the narrowed rows."""
        names: list[str] = []
        for facet in self.get_configs():
            config = facet["config"]
            names.append(config.get("column", config.get("simple")))
        if names:
            columns, narrowed = ", ".join(map(escape_sqlite, names)), self.sql.partition(" from ")[2]
            newest = f"select {columns} from {narrowed} {newest_first(self.table)}"  # noqa: S608 - names escaped
            self.sql = f"select row_number() over () as row, {columns} from ({newest})"  # noqa: S608
        return await super().facet_results()

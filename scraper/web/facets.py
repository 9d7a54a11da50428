"""Counting the entries of JSON lists, such as tags, in a large table."""

from __future__ import annotations

from typing import Any

from datasette.facets import ArrayFacet
from datasette.utils import escape_sqlite


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
        """What `ArrayFacet` answers, over the narrowed rows."""
        names: list[str] = []
        for facet in self.get_configs():
            config = facet["config"]
            names.append(config.get("column", config.get("simple")))
        if names:
            columns = ", ".join(map(escape_sqlite, names))
            self.sql = f"select row_number() over () as row, {columns} from ({self.sql})"  # noqa: S608 - names escaped
        return await super().facet_results()

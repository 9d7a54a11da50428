"""The page of a table, told which columns decide between rows of one sort value."""

from __future__ import annotations

from typing import Any

from datasette.utils import tilde_decode
from datasette.views.table import TableView

from scraper.web.database import tie_break

#: The route of Datasette's own table page (datasette.app, 0.65), without its pages under "/-/".
ROUTE = r"/(?!-/)(?P<database>[^\/\.]+)/(?P<table>[^\/\.]+)(\.(?P<format>\w+))?$"


class SortedTableView(TableView):  # type: ignore[misc] # Datasette has no types
    """Datasette's table page over an archive."""

    async def data(self, request: Any, default_labels: bool = False, _next: Any = None, _size: Any = None) -> Any:
        """The rows of a page and what the template needs."""
        token = tie_break.set(await self._primary_keys(request))
        try:
            return await super().data(request, default_labels, _next, _size)
        finally:
            tie_break.reset(token)

    async def _primary_keys(self, request: Any) -> list[str]:
        """The primary key of the table that is asked for; nothing for a view and for what is not there."""
        name = tilde_decode(request.url_vars["table"])
        try:
            database = self.ds.get_database(route=tilde_decode(request.url_vars["database"]))
        except KeyError:
            return []
        if not await database.table_exists(name):
            return []
        return list(await database.primary_keys(name)) or ["rowid"]

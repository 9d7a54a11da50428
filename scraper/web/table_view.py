"""The page of a table, told which columns decide between rows of one sort value."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from datasette.utils import tilde_decode

from scraper.web.database import tie_break

#: The route of Datasette's own table page (datasette.app, 0.65 and 1.0), without its pages under "/-/".
ROUTE = r"/(?!-/)(?P<database>[^\/\.]+)/(?P<table>[^\/\.]+)(\.(?P<format>\w+))?$"


@asynccontextmanager
async def decided(datasette: Any, request: Any) -> AsyncIterator[None]:
    """Have the table that is asked for sorted by its primary key as well."""
    token = tie_break.set(await _primary_keys(datasette, request))
    try:
        yield
    finally:
        tie_break.reset(token)


async def _primary_keys(datasette: Any, request: Any) -> list[str]:
    """The primary key of the table that is asked for; nothing for a view and for what is not there."""
    name = tilde_decode(request.url_vars["table"])
    try:
        database = datasette.get_database(route=tilde_decode(request.url_vars["database"]))
    except KeyError:
        return []
    if not await database.table_exists(name):
        return []
    return list(await database.primary_keys(name)) or ["rowid"]

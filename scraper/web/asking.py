"""What every page of ours needs: the archive that is served, a function that asks it, an answer for what is missing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from datasette.database import QueryInterrupted
from datasette.utils.asgi import Response

from scraper.language.catalogue import gettext
from scraper.web.listings.listing import Ask, Row

#: Answers a request: what a route of a plugin is.
View = Callable[[Any, Any], Awaitable[Any]]
#: Tables by which an archive is told.
_TABLES = {"articles", "revisions", "quotes", "captures"}


class NothingFound(Exception):
    """There is no such page; its text is for the reader."""


def answered(view: View) -> View:
    """A view whose NothingFound, and whose query that met the time limit, is a page and no line in anybody's log."""

    async def answer(request: Any, datasette: Any) -> Any:
        try:
            return await view(request, datasette)
        except NothingFound as err:
            context = {"title": gettext("Not found"), "status": 404, "error": str(err)}
        except QueryInterrupted:
            message = gettext(
                "too much answers this to be looked through in time: narrow it by further words, a publisher or days"
            )
            context = {"title": gettext("Too much at once"), "status": 503, "error": message}
        page = await datasette.render_template("error.html", context, request=request)
        return Response.html(page, status=context["status"])

    return answer


async def archive_name(datasette: Any) -> str | None:
    """The name of the first database that is an archive; None where none is."""
    for name, database in datasette.databases.items():
        if await asyncio.gather(*(database.table_exists(table) for table in _TABLES)) == [True] * len(_TABLES):
            return str(name)
    return None


def asking(datasette: Any, name: str) -> Ask:
    """The function that asks the archive of this name."""
    database = datasette.get_database(name)

    async def ask(sql: str, **parameters: Any) -> list[Row]:
        return [dict(row) for row in await database.execute(sql, parameters)]

    return ask


async def archive_of(datasette: Any) -> str:
    """The name of the archive that is served; raises NothingFound where there is none."""
    name = await archive_name(datasette)
    if name is None:
        raise NothingFound("no archive is served")
    return name

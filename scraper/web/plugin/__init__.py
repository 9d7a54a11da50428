"""Our part of Datasette: its hooks, each handed on to the module that knows.

https://docs.datasette.io/en/0.65/plugin_hooks.html
"""

# mypy: allow-untyped-decorators
# Datasette has no types.

from __future__ import annotations

import copy
from functools import cache
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from datasette import hookimpl
from datasette.database import Database
from datasette.filters import FilterArguments
from datasette.utils import parse_metadata
from datasette.utils.asgi import NotFound, Response

from scraper.language.catalogue import LANGUAGES, gettext, language, ngettext
from scraper.language.numbers import number, percent
from scraper.language.phrases import translated
from scraper.language.times import local_day, local_time
from scraper.web import datasette_versions, pages
from scraper.web.article import outward
from scraper.web.cells import cell, passage
from scraper.web.charts import province_map
from scraper.web.database import ArchiveDatabase
from scraper.web.describe import in_words, metadata
from scraper.web.facets import ListFacet
from scraper.web.listings.fields import field_name
from scraper.web.safety import App, guarded, inline_scripts, policies
from scraper.web.search_words import fts_query
from scraper.web.table_view import ROUTE

#: Tables and views with a filter's argument -> a condition that an index answers: the newest of these rows, or of more.
INDEXED_FILTERS = {
    (("articles",), "tags__arraycontains"): (
        "id in (select article from tags where tag = :{} order by published_at desc limit 2000)"
    ),
    (("who_said_what", "people_said"), "speaker"): (
        "article in (select s.article from persons n join said s on s.person = n.id where n.speaker = :{}"
        " order by s.published_on desc limit 2000)"
    ),
}


@cache
def _schema() -> str:
    return files("scraper.archive").joinpath("schema.sql").read_text("utf-8")


@cache
def _shown() -> dict[str, Any]:
    shown: dict[str, Any] = parse_metadata(files(__name__).joinpath("datasette.yaml").read_text("utf-8"))
    return shown


@cache
def _metadata(databases: tuple[str, ...], _language: str) -> dict[str, Any]:
    """Titles and descriptions in the language in force."""
    return metadata(_schema(), _shown(), list(databases))


@hookimpl
def get_metadata(datasette: Any) -> dict[str, Any]:
    """Titles, descriptions, facets and queries. A copy: Datasette writes into what it is given."""
    return copy.deepcopy(_metadata(tuple(name for name in datasette.databases if not name.startswith("_")), language()))


@hookimpl
def startup(datasette: Any) -> Any:
    """Files opened as archives are: read only, whatever their names, also by a plain `datasette archive.db`."""
    plain = {name: found for name, found in datasette.databases.items() if type(found) is Database and found.path}
    for name, found in plain.items():
        datasette.remove_database(name)
        datasette.add_database(ArchiveDatabase(datasette, Path(found.path), is_mutable=found.is_mutable), name=name)
    if datasette_versions.IS_ONE:
        return datasette_versions.publish(datasette, get_metadata(datasette))
    return None


@hookimpl
def register_facet_classes() -> list[type[ListFacet]]:
    """Tags counted fast."""
    return [ListFacet]


@hookimpl
def asgi_wrapper(datasette: Any) -> Any:
    """Our headers on every answer, in its reader's language."""
    folders = (files("datasette").joinpath("templates"), *datasette_versions.template_folders())
    within = chain.from_iterable(folder.iterdir() for folder in folders)
    templates = (path for path in within if path.name.endswith(".html"))
    scripts = inline_scripts(path.read_text("utf-8") for path in templates)

    wider = (datasette.plugin_config("arsip-berita") or {}).get("csp") or {}

    def wrap(app: App) -> App:
        return guarded(app, policies(scripts, wider))

    return wrap


@hookimpl
def prepare_jinja2_environment(env: Any) -> None:
    """The filters of our templates."""
    datasette_versions.add_templates(env)
    env.filters.update(
        local_time=local_time,
        local_day=local_day,
        outward=outward,
        number=number,
        in_words=label,
        phrase=translated,
        passage=passage,
    )
    env.filters.update(percent=percent, field_name=field_name, phrase=translated)
    env.globals.update(province_map=linked_map, _=gettext, ngettext=ngettext, language=language, LANGUAGES=LANGUAGES)


def linked_map(numbers: dict[str, int], address: str, name: str) -> Any:
    """The map of the provinces, each with a link to its page at `address`."""
    links = {province: f"{address}?{urlencode({'name': province})}" for province in numbers}
    return province_map(numbers, links, name)


def label(name: str) -> str:
    """The name of a table or column as a reader reads it."""
    return gettext(in_words(name))


@hookimpl
def render_cell(row: Any, value: object, column: str, table: str | None, database: str, datasette: Any) -> Any:
    """Headlines that lead to their article, found words marked, addresses shortened."""
    return cell(row, value, column, table, datasette.urls.database(database))


@hookimpl
def register_routes(datasette: Any) -> list[tuple[str, Any]]:
    """Our style, and the pages of tables."""
    from scraper.web import views  # noqa: PLC0415 - Datasette imports its plugins before its views

    return [
        *views.routes(),
        (r"/-/arsip/(?P<name>[a-z-]+\.css)$", style),
        (ROUTE, datasette_versions.table_view(datasette)),
    ]


async def style(request: Any) -> Any:
    """A file of the folder static; its address is the same however this plugin was found."""
    file = files(__name__).joinpath("static", request.url_vars["name"])
    if not file.is_file():
        raise NotFound("no such file")
    return Response(
        file.read_bytes(), content_type="text/css; charset=utf-8", headers={"Cache-Control": "max-age=3600"}
    )


@hookimpl(trylast=True)
def prepare_connection(conn: Any) -> None:
    """Searches that never fail, in place of Datasette's function of this name: one quotation mark broke it."""
    conn.create_function("escape_fts", 1, fts_query, deterministic=True)


@hookimpl
def filters_from_request(request: Any, table: str) -> FilterArguments | None:
    """Beside a filter that Datasette answers by a look at every row, one that an index answers."""
    clauses: list[str] = []
    params: dict[str, str] = {}
    for (name, argument), clause in INDEXED_FILTERS.items():
        if table in name and (value := request.args.get(argument)):
            key = f"indexed{len(params)}"
            clauses.append(clause.format(key))
            params[key] = value
    return FilterArguments(clauses, params=params) if clauses else None


@hookimpl
def table_actions(datasette: Any, database: str, table: str) -> list[dict[str, str]]:
    """The way to the columns that are not shown at first."""
    if not datasette_versions.is_quiet(datasette, database, table):
        return []
    return [{"href": f"{datasette.urls.table(database, table)}?_columns=all", "label": "Show every column"}]


@hookimpl
def extra_template_vars(template: str, database: str | None, table: str | None, request: Any, datasette: Any) -> Any:
    """What our own pages need beside what Datasette gives to every template."""

    async def ask() -> dict[str, Any]:
        if template == "index.html":
            return await _front(datasette)
        if template == "row.html" and table in _PAGES:
            key = request.url_vars["pks"]
            return {"page": await _PAGES[table](datasette.get_database(database), key)}
        return {}

    return ask


#: Tables whose rows have a page of their own.
_PAGES = {"articles": pages.article, "revisions": pages.revision}


async def _front(datasette: Any) -> dict[str, Any]:
    for name, database in datasette.databases.items():
        if {"articles", "revisions", "quotes"} <= set(await database.table_names()):
            return {"archive": name, "front": await pages.front(database), "described": _described(name)}
    return {}


def _described(database: str) -> dict[str, Any]:
    tables: dict[str, Any] = _metadata((database,), language())["databases"][database]["tables"]
    return {name: table["description"] for name, table in tables.items() if not table.get("hidden")}

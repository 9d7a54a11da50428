"""Datasette 0.65 and 1.0: the one place that knows in what they differ.

Version 1.0 asks no plugin for metadata but keeps them in a database of its own, in one language for all readers; its
table page is a function, not a class; and its templates of tables and queries are other ones, so that ours, made for
0.65, are left out.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from datasette.version import __version__

from scraper.web.table_view import decided

#: Whether this is Datasette 1.0, or one of its alphas.
IS_ONE = not __version__.startswith("0.")
#: Keys of a table that version 1.0 takes for its configuration, and those that are words about it.
_CONFIGURED = ("sort", "sort_desc", "facets", "facet_size", "hidden", "label_column", "size", "fts_table", "units")
_WORDS = ("title", "description", "license", "source")


def template_folders() -> list[Any]:
    """Folders of ours with templates that fit this version."""
    folder = files("scraper.web.plugin")
    return [folder / "templates"] if IS_ONE else [folder / "templates", folder / "templates_0_65"]


def add_templates(environment: Any) -> None:
    """Put the templates that fit only this version before Datasette's own, behind those of the operator."""
    environment.loader.loaders[0].searchpath[-1:-1] = [str(folder) for folder in template_folders()[1:]]


def table_view(datasette: Any) -> Any:
    """Datasette's page of a table, sorted so that no row is skipped or shown twice."""
    from datasette.views import table  # noqa: PLC0415 - Datasette imports its plugins before its views

    if IS_ONE:

        async def sorted_table(request: Any, datasette: Any) -> Any:
            async with decided(datasette, request):
                return await table.table_view(datasette, request)

        return sorted_table

    class SortedTable(table.TableView):  # type: ignore[misc] # Datasette has no types
        async def data(self, request: Any, default_labels: bool = False, _next: Any = None, _size: Any = None) -> Any:
            async with decided(self.ds, request):
                return await super().data(request, default_labels, _next, _size)

    return SortedTable.as_view(datasette)


def is_quiet(datasette: Any, database: str, table: str) -> bool:
    """Whether some columns of a table are not shown at first: our template does that, which 1.0 has no place for."""
    return not IS_ONE and bool(datasette.table_metadata(database, table).get("quiet"))


async def publish(datasette: Any, described: dict[str, Any]) -> None:
    """Have version 1.0 know our metadata and queries; what the operator says of the same stands."""
    for key in _WORDS:
        if key in described and not (await datasette.get_instance_metadata()).get(key):
            await datasette.set_instance_metadata(key, described[key])
    for database, content in described["databases"].items():
        for table, about in content["tables"].items():
            await _publish_table(datasette, database, table, about)
        for name, query in content["queries"].items():
            words = {key: query[key] for key in ("title", "description", "hide_sql")}
            await datasette.add_query(database, name, query["sql"], is_trusted=True, source="plugin", **words)


async def _publish_table(datasette: Any, database: str, table: str, about: dict[str, Any]) -> None:
    of_database = datasette.config.setdefault("databases", {}).setdefault(database, {})
    of_table = of_database.setdefault("tables", {}).setdefault(table, {})
    for key in _CONFIGURED:
        if key in about:
            of_table.setdefault(key, about[key])
    for key in _WORDS:
        if key in about:
            await datasette.set_resource_metadata(database, table, key, about[key])
    for column, words in about.get("columns", {}).items():
        await datasette.set_column_metadata(database, table, column, "description", words)

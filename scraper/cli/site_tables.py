"""The `[[site]]` tables of the operator's file: sites that nobody wrote a file for, crawled by every crawl."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import click

from scraper.cli import settings
from scraper.errors import BadURL, WrongUse

#: The key of the tables.
KEY = "site"
_META = settings.meta_key(KEY)


@dataclass(frozen=True, slots=True)
class SiteTable:
    """What an operator says of a site."""

    #: Canonical URL.
    address: str
    #: What it is called; None where its pages say it.
    name: str | None = None
    #: Province; None where its stories say it.
    region: str | None = None


_KEYS = tuple(each.name for each in fields(SiteTable))


def note(ctx: click.Context, path: Path, table: settings.Table) -> settings.Table:
    """Note the sites of a file; gives its other keys. Raises errors.WrongUse with the file and the table."""
    ctx.meta[_META] = read(path, table.get(KEY, []))
    return {key: value for key, value in table.items() if key != KEY}


def noted(ctx: click.Context) -> tuple[SiteTable, ...]:
    """The sites of the file in force."""
    found: tuple[SiteTable, ...] = ctx.meta.get(_META, ())
    return found


def read(path: Path, tables: Any) -> tuple[SiteTable, ...]:
    """Sites as a file says them; raises errors.WrongUse with the file and the table."""
    if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
        raise WrongUse(f"{path}: {KEY}: wants tables that begin with [[{KEY}]]")
    found: list[SiteTable] = []
    for number, table in enumerate(tables, 1):
        try:
            found.append(_site(table))
        except WrongUse as err:
            raise WrongUse(f"{path}: [[{KEY}]] number {number}: {err}") from None
    return tuple(found)


def _site(table: Mapping[str, Any]) -> SiteTable:
    for key, value in table.items():
        if key not in _KEYS:
            raise WrongUse(f"there is no such key: {key[:60]!a}; there are {', '.join(_KEYS)}")
        if not isinstance(value, str) or not value.strip():
            raise WrongUse(f"{key}: wants a text in quotes")
    if "address" not in table:
        raise WrongUse("says no address")
    from scraper.crawl.archived_sites import address_of  # noqa: PLC0415 - for --help and --version nothing is read
    from scraper.template import provinces  # noqa: PLC0415 - as above

    region = table.get("region")
    try:
        provinces.require(region)
        return SiteTable(address_of(table["address"]), table.get("name"), region)
    except BadURL as err:
        raise WrongUse(f"address: {err}") from None
    except ValueError as err:
        raise WrongUse(f"region: {err}") from None

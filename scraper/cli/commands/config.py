"""`scrape config`: the values in force, and where each comes from."""

from __future__ import annotations

import json

import click

from scraper.cli import console, settings, site_tables
from scraper.cli.options import as_object
from scraper.language.catalogue import gettext, gettext_noop

TITLE, *COLUMNS = gettext_noop("Values in force", "key", "value", "from")


@click.command("config")
@as_object
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> int:
    """Tell the values in force, and where each comes from: the file, the environment, or the default.

    A flag wins over the environment, the environment over the file.
    """
    group = ctx.find_root().command
    assert isinstance(group, click.Group)  # noqa: S101 - this is one of its commands
    values, file = settings.in_force(ctx, settings.all_commands(group, ctx)), settings.file_of(ctx)
    if sites := site_tables.noted(ctx):
        values[site_tables.KEY] = (tuple(each.address for each in sites), str(file))
    if as_json:
        values_from = {key: {"value": value, "from": source} for key, (value, source) in sorted(values.items())}
        console.write_line(
            json.dumps({"file": file and str(file.resolve()), "values": values_from}, default=str, ensure_ascii=False)
        )
        return 0
    console.write_line(
        f"{file.resolve()}"
        if file
        else gettext("no file: no --config, no %s, no %s here") % (settings.variable("config"), settings.DEFAULT)
    )
    rows = ([key, printed(value), gettext(source)] for key, (value, source) in sorted(values.items()))
    console.write(console.table(TITLE, COLUMNS, rows))
    return 0


def printed(value: object) -> str:
    """A value in a table; "" for none."""
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)

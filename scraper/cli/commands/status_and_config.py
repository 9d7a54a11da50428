"""Commands for whoever keeps a crawl going: how it does, and what it is told to do."""

from __future__ import annotations

import json
from pathlib import Path

import click

from scraper import publishers
from scraper.archive import open_archive
from scraper.cli import console, settings, status_tables
from scraper.cli.options import as_object, database
from scraper.crawl.status import facts, status
from scraper.fetch import utc_now


@click.command("status")
@click.argument("names", nargs=-1, metavar="[PUBLISHER...]")
@database
@as_object
def tell_status(names: tuple[str, ...], db: Path, as_json: bool) -> int:
    """Tell how the crawl does: runs, what is due, hosts left alone, and whether every publisher is still read whole.

    With publishers named, every field of theirs: how many of the newest 50 stories have it, and of the 200 before.
    The exit code is 1 when one is found far less often than before: then the site was redesigned, and its rules must
    be mended.
    """
    for name in names:
        publishers.named(name)
    now = utc_now()
    with open_archive(db, create=False) as archive:
        told = status(archive, now)
    if names:
        told = told.of(names)
    if as_json:
        console.say(json.dumps(facts(told), ensure_ascii=False))
    else:
        for part in status_tables.report(told, now, in_full=bool(names)):
            console.emit(part)
    return int(bool(told.fallen))


@click.command("config")
@as_object
@click.pass_context
def tell_config(ctx: click.Context, as_json: bool) -> int:
    """Tell the values in force, and where each comes from: the file, the environment, or the default.

    A flag wins over the environment, the environment over the file.
    """
    group = ctx.find_root().command
    assert isinstance(group, click.Group)  # noqa: S101 - this is one of its commands
    values, file = settings.in_force(ctx, group.commands.values()), settings.file_of(ctx)
    if as_json:
        told = {key: {"value": value, "from": source} for key, (value, source) in sorted(values.items())}
        console.say(json.dumps({"file": file and str(file.resolve()), "values": told}, default=str, ensure_ascii=False))
        return 0
    console.say(
        f"{file.resolve()}"
        if file
        else f"no file: no --config, no {settings.variable('config')}, no {settings.DEFAULT} here"
    )
    rows = ([key, printed(value), source] for key, (value, source) in sorted(values.items()))
    console.emit(console.table("Values in force", ["key", "value", "from"], rows))
    return 0


def printed(value: object) -> str:
    """A value in a table; "" for none."""
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)

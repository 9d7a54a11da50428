"""A command that heeds the operator's file and the environment, and knows the publishers of his plugin folder.

Both are read before any option of the command: a value of the file may name a publisher of the folder.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from scraper.cli import settings, site_tables
from scraper.cli.error_line import print_line
from scraper.cli.help_text import LocalContext
from scraper.cli.param_types import ARCHIVE
from scraper.errors import ScrapeError

#: What reads nothing by publishers' rules, or, as the demo, by those of its own only.
_WITHOUT_PUBLISHERS = frozenset(("demo", "schedule", "config"))
#: What makes the folder where there is none yet.
_WRITING_THERE = frozenset(("add", "learn"))
FOLDER_KEY = "publishers-folder"
_FOLDER_TYPE = click.Path(path_type=Path, file_okay=False)
_FOLDER = settings.meta_key(FOLDER_KEY)


class ConfiguredCommand(click.Command):
    """A command whose options take their values from the command line, the environment, the file, the default."""

    context_class = LocalContext

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the file and the folder that hold for a command line, then the line itself.

        Raises errors.WrongUse with the file and the key for a mistake in the file.
        """
        given, _, _ = self.make_parser(ctx).parse_args(list(args))
        if ctx.resilient_parsing:
            _prepare_completion(ctx, given)
        elif not _asks_for_help(self, ctx, given):
            _prepare(ctx, given)
        return super().parse_args(ctx, args)


def _asks_for_help(command: click.Command, ctx: click.Context, given: Mapping[str, Any]) -> bool:
    option = command.get_help_option(ctx)
    return option is not None and option.name in given


def configured(command: click.Command) -> ConfiguredCommand:
    """A command that heeds the file, the environment and the folder."""
    for key, param in settings.keys(command).items():
        param.envvar = param.envvar or settings.variable(key)
    return ConfiguredCommand(
        name=command.name,
        callback=command.callback,
        params=[settings.file_option(), *command.params, folder_option()],
        help=command.help,
    )


def folder_option() -> click.Option:
    """`--publishers-folder`, of every command."""
    return click.Option(
        [f"--{FOLDER_KEY}"],
        type=_FOLDER_TYPE,
        envvar=settings.variable(FOLDER_KEY),
        metavar="FOLDER",
        expose_value=False,
        help="Your own publishers' files, run as Python; the folder publishers beside the archive by default.",
    )


def publishers_folder(ctx: click.Context) -> Path:
    """The folder with the operator's publishers' files, where new ones go too; it need not be there yet."""
    folder: Path = ctx.meta[_FOLDER]
    return folder


def _prepare(ctx: click.Context, given: Mapping[str, Any]) -> None:
    """Know the operator's publishers, then take the defaults of a command from the file in force."""
    if given.get("config"):
        settings.note_file(ctx, given["config"])
    path = settings.file_of(ctx)
    table = site_tables.note(ctx, path, settings.parse_toml(path)) if path else {}
    ctx.meta[ARCHIVE] = _archive(given, path, table)
    for fault in _know(ctx, _folder(given, path, table)):
        print_line(fault)
    if path is not None:
        group = ctx.find_root().command
        commands = settings.all_commands(group, ctx) if isinstance(group, click.Group) else [ctx.command]
        values = settings.checked(path, table, ctx, commands)
        ctx.default_map = {
            own.name or "": values[key] for key, own in settings.keys(ctx.command).items() if key in values
        }


def _prepare_completion(ctx: click.Context, given: Mapping[str, Any]) -> None:
    """Know the operator's publishers where their ids may be completed; a faulty file is told when it is used."""
    path = settings.file_of(ctx)
    try:
        table = settings.parse_toml(path) if path else {}
    except ScrapeError:
        table = {}
    ctx.meta[ARCHIVE] = _archive(given, path, table)
    _know(ctx, _folder(given, path, table))


def _folder(given: Mapping[str, Any], file: Path | None, table: settings.Table) -> tuple[Path, bool]:
    """The folder that the command line, the environment or the file names, else the one beside the archive.

    Says as well whether it was named: then it should be there.
    """
    if folder := _said("publishers_folder", FOLDER_KEY, given, file, table):
        return folder, True
    return _archive(given, file, table).parent / "publishers", False


def _archive(given: Mapping[str, Any], file: Path | None, table: settings.Table) -> Path:
    """The archive that the command line, the environment or the file names, else the one in this folder."""
    return _said("db", "db", given, file, table) or Path("archive.db")


def _said(name: str, key: str, given: Mapping[str, Any], file: Path | None, table: settings.Table) -> Path | None:
    """The path that is said for a key; None where none is, or no path."""
    value = given.get(name) or os.environ.get(settings.variable(key))
    if value:
        return Path(value)
    value = table.get(key)
    return settings.from_file(file, value) if file and isinstance(value, str) else None


def _know(ctx: click.Context, where: tuple[Path, bool]) -> list[str]:
    """Know the publishers of the folder, once for each command line; gives what is wrong with its files."""
    if _FOLDER in ctx.meta:
        return []
    folder, named = where
    ctx.meta[_FOLDER] = folder
    if ctx.command.name in _WITHOUT_PUBLISHERS:
        return []
    from scraper.crawl import publisher_files  # noqa: PLC0415 - --help and --version need nothing of it

    may_lack = not named or ctx.command.name in _WRITING_THERE
    if may_lack and not os.path.lexists(folder):
        publisher_files.forget()
        return []
    return [str(fault) for fault in publisher_files.load(folder)]

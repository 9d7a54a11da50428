"""The help of every command in the reader's language: click's own words and ours, translated where they are printed."""

from __future__ import annotations

from collections.abc import Iterable

import click

from scraper.language.catalogue import gettext, gettext_noop

#: What click itself writes.
CLICK = gettext_noop(
    *("Usage: ", "Options", "Commands", "Show this message and exit.", "Show the version and exit.", "default: "),
    *("required", "multiple"),
)
#: What click says of a command line that is wrong.
WRONG_LINE = gettext_noop(
    *("No such option: {name}", "No such option {name}.", "No such command {name}.", "Did you mean {name}?"),
    *("(Did you mean one of: {names}?)", "(Possible options: {names})", "Missing command."),
    *("No such option {name}. {hint}", "No such command {name}. {hint}", "No such option: {name} {hint}"),
    *("Missing argument {name}.", "Missing option {name}.", "Choose from:\n\t{choices}"),
    *("Invalid value for {name}: {message}", "Invalid value: {message}"),
    *("Got unexpected extra argument ({names})", "Got unexpected extra arguments ({names})"),
    *("Option {name} requires an argument.", "Option {name} requires {count} arguments."),
    *("Option {name} does not take a value.", "Argument {name} takes {count} values."),
    *("Takes {count} values but {given} were given.", "Takes {count} values but 1 was given."),
    *("{value} is not in the range {range}.", "{value} is not one of {choices}.", "{value} is not {choice}."),
    *("{value} is not a valid integer.", "{value} is not a valid integer range.", "{value} is not a valid float."),
    *("{value} is not a valid float range.", "{value} is not a valid boolean."),
    *("{value} does not match the format {form}.", "{value} does not match the formats {forms}."),
    *("File {name} does not exist.", "Directory {name} does not exist.", "Path {name} does not exist."),
    *("File {name} is a directory.", "Directory {name} is a file.", "File {name} is not readable."),
    *("Directory {name} is not readable.", "Directory {name} is not writable.", "Path {name} is not readable."),
)


class LocalFormatter(click.HelpFormatter):
    """Writes help; every text that is a message is written in the language in force."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """How the command is called."""
        if prefix is None:
            prefix = gettext("Usage: ")
        super().write_usage(prog, args, prefix)

    def write_heading(self, heading: str) -> None:
        """The heading of a list."""
        super().write_heading(gettext(heading))

    def write_text(self, text: str) -> None:
        """Running text: the documentation of a command."""
        super().write_text(gettext(text))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """A list of names and what they mean."""
        local: list[tuple[str, str]] = []
        for name, text in rows:
            local.append((name, translated(text)))
        super().write_dl(local, col_max, col_spacing)


def translated(text: str) -> str:
    """The help of an option, with what click adds to it in brackets: "The archive.  [default: archive.db]"."""
    told, bracket, added = text.partition("  [")
    default = gettext("default: ")
    added = added.replace("default: ", default)
    return f"{gettext(told)}{bracket}{added}"


class LocalContext(click.Context):
    """Where a command's help is written."""

    formatter_class = LocalFormatter


def in_short(documentation: str | None) -> str:
    """The first sentence of a command's documentation, in the language in force."""
    text = gettext(documentation or "")
    paragraph = text.partition("\n\n")[0]
    line = paragraph.replace("\n", " ")
    sentence = line.partition(". ")[0]
    return sentence.rstrip(".")

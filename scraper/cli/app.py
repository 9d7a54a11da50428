"""`scrape`: finds the command that is named, and turns what goes wrong into one line and an exit code.

A command's module is imported when it is asked for, so that `scrape --version` waits for none of them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import copy_context
from importlib import import_module
from keyword import iskeyword
from typing import Any

import click

from scraper.cli.configured_command import configured
from scraper.cli.error_line import print_error
from scraper.cli.help_text import LocalContext, in_short
from scraper.cli.settings import file_option
from scraper.errors import ScrapeError, WrongUse
from scraper.language.catalogue import LANGUAGES, from_locale, gettext, speak
from scraper.version import __version__

#: In the order of the help; each is a module of `scraper.cli.commands` that holds a `command`.
COMMANDS = tuple(
    """
    url crawl status host show history diff serve watch check
    file parse page export import merge backup compact prove seal note remove removed
    publishers add learn schedule config demo
    """.split()
)


@contextmanager
def in_one_line() -> Iterator[None]:
    """Raise errors.WrongUse, one line, for what is wrong with a command line, and for a file that cannot be had."""
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.UsageError as err:
        raise WrongUse(err.format_message()) from err
    except OSError as err:
        if err.filename is None or isinstance(err, BrokenPipeError):
            raise
        raise WrongUse(f"{err.filename}: {err.strerror}") from err


class Scrape(click.Group):
    """Runs a command and ends with its exit code; what goes wrong on purpose is one line on stderr."""

    context_class = LocalContext

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run a command line. The language that it chooses is in force for it alone."""
        return copy_context().run(self._main, *args, **extra)

    def _main(self, *args: Any, **extra: Any) -> Any:
        speak(from_locale(os.environ))  # for what is wrong before any option is read
        return super().main(*args, **extra)

    def list_commands(self, _: click.Context) -> list[str]:
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, _: click.Context, name: str) -> click.Command | None:
        """The command of this name, None where there is none."""
        if name in COMMANDS and name not in self.commands:
            module = f"{name}_" if iskeyword(name) else name  # "import" can name no module
            self.add_command(configured(import_module(f"scraper.cli.commands.{module}").command))
        return self.commands.get(name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Every command with the first sentence of its documentation."""
        commands = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        rows = [(name, in_short(command.help)) for name, command in commands if command is not None]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Read the command line up to the command. Ends the process when it is wrong."""
        try:
            with in_one_line():
                return super().make_context(*args, **extra)
        except ScrapeError as err:
            raise click.exceptions.Exit(print_error(err)) from err

    def invoke(self, ctx: click.Context) -> None:
        """Run the command named on the line. Ends the process with the exit code of the README's table."""
        try:
            with in_one_line():
                code = super().invoke(ctx)
        except ScrapeError as err:
            code = print_error(err)
        except KeyboardInterrupt:
            click.echo(f"scrape: {gettext('interrupted; all finished work is kept')}", err=True)
            code = 130
        except BrokenPipeError:  # whoever read our output has read enough
            discard_stdout()
            code = 0
        ctx.exit(code or 0)


def choose_language(_: click.Context, __: click.Parameter, given: str | None) -> None:
    """Put the language of a command line in force: the one it names, else that of its terminal."""
    speak(given or from_locale(os.environ))


language_option = click.option(
    "--lang",
    type=click.Choice(list(LANGUAGES)),
    is_eager=True,
    expose_value=False,
    callback=choose_language,
    help="The language of what is printed; also $SCRAPE_LANG, else that of the terminal.",
)


@click.group(cls=Scrape, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@language_option
@click.version_option(__version__, prog_name="scrape")
def main() -> None:
    """The archive of record for Indonesian regional news.

    Start with `scrape demo`: it needs no network. Then `scrape url LINK` reads one article, `scrape crawl`
    fetches what is new, and `scrape serve` opens the archive in your browser.

    \b
    Exit codes: 0 done, 1 done with problems, 2 wrong use, 3 another run holds the archive,
    4 nothing could be fetched, 5 disk full or archive damaged, 130 interrupted.
    """  # noqa: D301 - click takes the character, not the escape, for "leave these lines alone"


main.params.insert(0, file_option())


def discard_stdout() -> None:
    """Let what stdout still holds go nowhere, at the end of the process too."""
    with suppress(OSError, ValueError):  # a stream without a file has nothing to fail at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

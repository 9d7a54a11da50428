"""`scrape`: gathers the commands, and turns what goes wrong into one line and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from scraper.cli import console
from scraper.cli.commands import (
    complain,
    crawl,
    history_and_diff,
    publishers_and_add,
    schedule,
    serve_and_check,
    status_and_config,
    url_file_parse_show,
)
from scraper.cli.settings import file_option, settable
from scraper.errors import ScrapeError, WrongUse
from scraper.version import __version__


@contextmanager
def in_one_line() -> Iterator[None]:
    """Say what is wrong with a command line in one line, in place of three."""
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.UsageError as err:
        raise WrongUse(err.format_message()) from err


class Scrape(click.Group):
    """Runs a command and ends with its exit code; what goes wrong on purpose is one line on stderr."""

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Read the command line up to the command. Ends the process when it is wrong."""
        try:
            with in_one_line():
                return super().make_context(*args, **extra)
        except ScrapeError as err:
            raise click.exceptions.Exit(complain(err)) from err

    def invoke(self, ctx: click.Context) -> None:
        """Run the command named on the line. Ends the process with the exit code of the README's table."""
        try:
            with in_one_line():
                code = super().invoke(ctx)
        except ScrapeError as err:
            code = complain(err)
        except KeyboardInterrupt:
            click.echo("scrape: interrupted; all finished work is kept", err=True)
            code = 130
        except BrokenPipeError:  # whoever read our output has read enough
            console.unplug(sys.stdout)
            code = 0
        ctx.exit(code or 0)


@click.group(cls=Scrape, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="scrape")
def main() -> None:
    """The archive of record for Indonesian regional news.

    Start with `scrape demo`: it needs no network. Then `scrape url LINK` reads one article, `scrape crawl`
    fetches what is new, and `scrape serve` opens the archive in your browser.

    \b
    Exit codes: 0 done, 1 done with problems, 2 wrong use, 3 another run holds the archive,
    4 nothing could be fetched, 5 disk full or archive damaged, 130 interrupted.
    """  # noqa: D301 - click takes the character, not the escape, for "leave these lines alone"


for module in (
    url_file_parse_show,
    history_and_diff,
    crawl,
    serve_and_check,
    publishers_and_add,
    status_and_config,
    schedule,
):
    for command in vars(module).values():
        if isinstance(command, click.Command):
            main.add_command(settable(command))
main.params.insert(0, file_option())

"""The options that several commands share, each written once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

Command = Callable[..., Any]

database = click.option(
    "--db",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("archive.db"),
    show_default=True,
    help="The archive.",
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print the output contract, one object a line.")
as_object = click.option("--json", "as_json", is_flag=True, help="Print everything as one JSON object.")

NETWORK = (
    click.option(
        "--contact",
        envvar="SCRAPE_CONTACT",
        metavar="ADDRESS",
        help="Mail or web address in the User-Agent: who answers for this crawl. Also $SCRAPE_CONTACT.",
    ),
    click.option(
        "--pause",
        type=click.FloatRange(0, 3600),
        default=1.0,
        show_default=True,
        help="Least seconds between two requests to a host; robots.txt may ask for more.",
    ),
    click.option(
        "--allow-address",
        multiple=True,
        metavar="IP",
        help="A private address that may be fetched from, such as a mirror in your own network.",
    ),
    click.option(
        "--connect-to",
        multiple=True,
        metavar="HOST:PORT:ADDRESS:PORT",
        help="Reach a host at another address, for a mirror or a test; as curl does.",
    ),
    click.option(
        "--ca-file",
        type=click.Path(exists=True, dir_okay=False),
        help="Certificates to trust in place of the built-in ones.",
    ),
    click.option(
        "--permitted",
        multiple=True,
        metavar="PUBLISHER",
        help="A publisher whose terms ask for permission, and has given it to you.",
    ),
)


def network(command: Command) -> Command:
    """The options of every command that fetches."""
    for option in reversed(NETWORK):
        command = option(command)
    return command

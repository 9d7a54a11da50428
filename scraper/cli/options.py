"""The options that several commands share, each written once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from scraper.cli.param_types import Moment, PublisherId, PublisherOrSite, Seconds, SiteName
from scraper.crawl.network import Network

Command = Callable[..., Any]


PUBLISHER_ID = PublisherId()
PUBLISHER_OR_SITE = PublisherOrSite()
SITE_ID_TOO = PublisherOrSite(as_id=True)
SITE_NAME = SiteName()
#: A day as people and files write it, 2024-01-31.
DAY = click.DateTime(formats=["%Y-%m-%d"])


AT = click.option(
    "--at", type=Moment(), metavar="TIME", help="As it stood then: 2024-01-31 or 2024-01-31T10:00, western time."
)

database = click.option(
    "--db",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("archive.db"),
    show_default=True,
    help="The archive.",
)
jobs = click.option(
    "--jobs",
    type=click.IntRange(1, 1024),
    metavar="N",
    help="Processes that work side by side; all cores where nothing is said.",
)
scheduler = click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Work on the machines of this Dask scheduler (tcp://10.0.0.1:8786) in place of the cores of this one.",
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print the output contract, one object a line.")
as_object = click.option("--json", "as_json", is_flag=True, help="Print everything as one JSON object.")


def usable(_: click.Context, param: click.Parameter, value: Any) -> Any:
    """A value that a client can be made with; raises errors.WrongUse, before anything is done."""
    if value:
        Network(**{param.name or "": value}).client()
    return value


contact = click.option(
    "--contact",
    callback=usable,
    envvar="SCRAPE_CONTACT",
    metavar="ADDRESS",
    help="Mail or web address in the User-Agent: who answers for this crawl. Also $SCRAPE_CONTACT.",
)

NETWORK = (
    contact,
    click.option(
        "--pause",
        type=Seconds(0, 3600),
        default=1.0,
        show_default=True,
        help="Least seconds between two requests to a host; robots.txt may ask for more.",
    ),
    click.option(
        "--allow-address",
        callback=usable,
        multiple=True,
        metavar="IP",
        help="A private address that may be fetched from, such as a mirror in your own network.",
    ),
    click.option(
        "--connect-to",
        callback=usable,
        multiple=True,
        metavar="HOST:PORT:ADDRESS:PORT",
        help="Reach a host at another address, for a mirror or a test; as curl does.",
    ),
    click.option(
        "--ca-file",
        callback=usable,
        type=click.Path(exists=True, dir_okay=False),
        help="Certificates to trust in place of the built-in ones.",
    ),
    click.option(
        "--permitted",
        type=PUBLISHER_ID,
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

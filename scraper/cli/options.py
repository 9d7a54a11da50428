"""The options that several commands share, each written once."""

from __future__ import annotations

import re
from collections.abc import Callable
from math import isnan
from pathlib import Path
from typing import Any

import click

from scraper import publishers
from scraper.crawl.network import Network

Command = Callable[..., Any]

_UNITS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}
_DURATION = re.compile(r"(\d{1,9}(?:\.\d{1,3})?) ?([smhd]?)", re.ASCII)


class Duration(click.ParamType):  # type: ignore[type-arg] # it takes none before click 8.4
    """A length of time: "50m", "2h", "1d", or seconds. Its value is seconds.

    >>> Duration().convert("1.5h", None, None)
    5400.0
    """

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Seconds; fails for what is no time, or none at all."""
        match = _DURATION.fullmatch(str(value).strip())
        seconds = float(match[1]) * _UNITS[match[2]] if match else 0
        if not seconds:
            self.fail(f'{value!r} is no time such as "50m", "2h" or seconds', param, ctx)
        return seconds


DURATION = Duration()


class PublisherId(click.ParamType):  # type: ignore[type-arg] # as above
    """The id of a publisher that there is; errors.UnknownPublisher tells which there are."""

    name = "publisher"

    def convert(self, value: Any, _param: click.Parameter | None, _ctx: click.Context | None) -> str:
        """The id itself; raises errors.UnknownPublisher."""
        return publishers.named(str(value)).id


PUBLISHER_ID = PublisherId()

database = click.option(
    "--db",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("archive.db"),
    show_default=True,
    help="The archive.",
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print the output contract, one object a line.")
as_object = click.option("--json", "as_json", is_flag=True, help="Print everything as one JSON object.")


class Seconds(click.FloatRange):
    """A number of seconds in a range; what is not a number is in none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number; fails for any outside the range."""
        number: float = super().convert(value, param, ctx)
        if isnan(number):
            self.fail(f"{value!r} is not a number of seconds", param, ctx)
        return number


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

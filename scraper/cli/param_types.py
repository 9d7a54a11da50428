"""Types of options that click does not have: lengths of time, numbers of seconds."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime, timedelta
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from scraper.errors import ScrapeError
from scraper.indonesian.time_zones import WIB
from scraper.language.catalogue import gettext

if TYPE_CHECKING:
    from scraper.crawl.shard import Shard

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


#: A number of machines.
_COUNT = re.compile(r"[1-9][0-9]{0,3}")


class ShardType(click.ParamType):  # type: ignore[type-arg] # it takes none before click 8.4
    """One machine of several: "2/5".

    >>> ShardType().convert("2/5", None, None)
    Shard(number=2, machines=5)
    """

    name = "shard"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Shard:
        """The shard; fails for a number that is above that of the machines, or what is no such pair."""
        from scraper.crawl.shard import Shard  # noqa: PLC0415 - the crawler, for whoever divides it

        if isinstance(value, Shard):
            return value
        text = str(value).strip()
        number, _, machines = text.partition("/")
        is_pair = _COUNT.fullmatch(number) and _COUNT.fullmatch(machines)
        if not is_pair or int(number) > int(machines):
            message = gettext("%s is no share such as 2/5: the second of five machines")
            self.fail(message % repr(value), param, ctx)
        return Shard(int(number), int(machines))


SHARD = ShardType()


class Seconds(click.FloatRange):
    """A number of seconds in a range; what is not a number is in none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number; fails for any outside the range."""
        number: float = super().convert(value, param, ctx)
        if isnan(number):
            self.fail(f"{value!r} is not a number of seconds", param, ctx)
        return number


#: Where the context of a command line holds the path of its archive.
ARCHIVE = "scraper.cli.archive"


def _know_sites(ctx: click.Context | None) -> None:
    """Know the sites of the archive that a command line is about, where there is one."""
    from scraper.archive import read_archive  # noqa: PLC0415 - the database, for whoever names a site
    from scraper.crawl.archived_sites import know_sites  # noqa: PLC0415 - as above

    path: Path | None = ctx.meta.get(ARCHIVE) if ctx else None
    if path is not None and path.exists():
        with read_archive(path) as archive:
            know_sites(archive)


class PublisherId(click.ParamType):  # type: ignore[type-arg] # it takes none before click 8.4
    """The id of a publisher or of a site of the archive; errors.UnknownPublisher tells which there are."""

    name = "publisher"

    def convert(self, value: Any, _param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The id itself; raises errors.UnknownPublisher."""
        from scraper import publishers  # noqa: PLC0415 - all their files, for whoever names one

        name = str(value)
        if "." in name and name not in publishers.everyone():  # a site's id is its host
            _know_sites(ctx)
        return publishers.named(name).id

    def shell_complete(self, ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The ids that begin so, those of the archive's sites too, each with the name of its publisher."""
        from scraper import publishers  # noqa: PLC0415 - as above

        with suppress(ScrapeError):  # what is wrong with the archive is told when it is used
            _know_sites(ctx)
        items: list[CompletionItem] = []
        for key, publisher in publishers.everyone().items():
            if key.startswith(incomplete):
                items.append(CompletionItem(key, help=publisher.name))
        return items


class SiteName(PublisherId):
    """A publisher or site by its id, its host or an address: what it is, the archive tells."""

    def convert(self, value: Any, _param: click.Parameter | None, _ctx: click.Context | None) -> str:
        """The name as it was given."""
        return str(value)


class PublisherOrSite(PublisherId):
    """The id of a publisher that there is, or the address of a site; a publisher's address is its id.

    With `as_id` a site's address is its id as well.
    """

    def __init__(self, *, as_id: bool = False) -> None:
        self.as_id = as_id

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The id, or the canonical address; raises errors.UnknownPublisher, errors.BadURL."""
        from scraper import publishers  # noqa: PLC0415 - all their files, for whoever names one
        from scraper.crawl.archived_sites import address_of, is_address  # noqa: PLC0415 - as above
        from scraper.sites.site import site_of  # noqa: PLC0415 - as above

        named = str(value)
        if not is_address(named):
            return super().convert(value, param, ctx)
        address = address_of(named)
        publisher = publishers.of(address)
        if publisher is not None and publisher.known:
            return publisher.id
        return site_of(address).id if self.as_id else address


class Moment(click.DateTime):
    """A moment in western Indonesian time; a day alone is its end.

    >>> Moment().convert("2024-01-31T10:00", None, None).isoformat()
    '2024-01-31T10:00:00+07:00'
    """

    name = "moment"

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"])

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The moment with its zone; fails for what is none."""
        moment: datetime = super().convert(value, param, ctx).replace(tzinfo=WIB)
        return moment if "T" in str(value) else moment + timedelta(days=1, seconds=-1)

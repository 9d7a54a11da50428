"""One file for each publisher or network, found by being here: adding a file is all it takes.

A file says `PUBLISHER = Publisher(...)`, or `PUBLISHERS = (...)` for a network of several.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from scraper import urls
from scraper.errors import UnknownPublisher
from scraper.template.publisher import Publisher, nearest


@cache
def everyone() -> dict[str, Publisher]:
    """Every publisher by its id, in the order of the ids."""
    files = (import_module(f"{__name__}.{info.name}") for info in iter_modules(__path__))
    found = [each for file in files for each in getattr(file, "PUBLISHERS", None) or (file.PUBLISHER,)]
    return {each.id: each for each in sorted(found, key=lambda each: each.id)}


@cache
def _by_host() -> dict[str, Publisher]:
    return {host: each for each in everyone().values() for host in (*each.hosts, *each.editions)}


def of(url: str) -> Publisher | None:
    """The publisher on whose host, or below it, a canonical URL is; None when nobody here knows the host.

    A copy in the Web Archive is a page of the publisher that it was copied from.
    """
    return _by_host().get(nearest(urls.authority(urls.archived(url)), _by_host()) or "")


def named(name: str) -> Publisher:
    """The publisher with this id; raises errors.UnknownPublisher with the ids that there are."""
    try:
        return everyone()[name]
    except KeyError:
        raise UnknownPublisher(f"no publisher is called {name[:80]!r}; there are: {', '.join(everyone())}") from None


def chosen(names: Iterable[str], permitted: Container[str] = ()) -> list[Publisher]:
    """Those with these ids; with none named, all that may be crawled without being asked for by name.

    `permitted` are the ids of those whose terms ask for a permission that the operator has.

    Raises errors.UnknownPublisher.
    """
    return [named(name) for name in names] or [
        each for each in everyone().values() if not each.on_request and (not each.terms or each.id in permitted)
    ]


def canonical(url: str) -> str:
    """A canonical URL with its publisher's host aliases folded; of an unknown publisher as it is."""
    publisher = of(url)
    return publisher.canonical(url) if publisher else url

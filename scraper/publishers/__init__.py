"""One file for each publisher or network, found by being here: adding a file is all it takes.

A file says `PUBLISHER = Publisher(...)`, or `PUBLISHERS = (...)` for a network of several.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from scraper import urls
from scraper.errors import UnknownPublisher
from scraper.template.publisher import Publisher, nearest

#: Publishers without a file here, by their ids: those of the operator's own files, and the sites of the archive that
#: is open.
_own: dict[str, Publisher] = {}
_sites: dict[str, Publisher] = {}


def adopt(own: Iterable[Publisher]) -> None:
    """Know the operator's own publishers, and none that were his before. One with an id of ours takes its place."""
    _own.clear()
    _own.update({each.id: each for each in own})
    _forget()


def know(sites: Iterable[Publisher]) -> None:
    """Know these publishers besides those with a file, in place of any that were known so before."""
    _sites.clear()
    _sites.update({each.id: each for each in sites})
    _forget()


def _forget() -> None:
    everyone.cache_clear()
    _by_host.cache_clear()


def shipped() -> dict[str, Publisher]:
    """The publishers with a file here, by their ids."""
    return {each.id: each for each in _of_files()}


@cache
def everyone() -> dict[str, Publisher]:
    """Every publisher by its id, in the order of the ids. A file goes before a site, the operator's before ours."""
    found = _sites | shipped() | _own
    return dict(sorted(found.items()))


@cache
def _of_files() -> tuple[Publisher, ...]:
    found: list[Publisher] = []
    for info in iter_modules(__path__):
        file = import_module(f"{__name__}.{info.name}")
        found += _said(file)
    return tuple(found)


def _said(file: ModuleType) -> tuple[Publisher, ...]:
    """The publishers that a file says."""
    several: tuple[Publisher, ...] | None = getattr(file, "PUBLISHERS", None)
    if several is not None:
        return several
    return (file.PUBLISHER,)


@cache
def _by_host() -> dict[str, Publisher]:
    """The publisher of each host, in the order of `everyone`."""
    found: dict[str, Publisher] = {}
    for publisher in sorted(everyone().values(), key=lambda each: each.known):
        hosts = (*publisher.hosts, *publisher.editions)
        found |= dict.fromkeys(hosts, publisher)
    return found


def of(url: str) -> Publisher | None:
    """The publisher on whose host, or below it, a canonical URL is; None when nobody here knows the host.

    A copy in the Web Archive is a page of the publisher that it was copied from.
    """
    known = _by_host()
    original = urls.archived(url)
    host = nearest(urls.authority(original), known)
    if host is None:
        return None
    return known[host]


def named(name: str) -> Publisher:
    """The publisher with this id; raises errors.UnknownPublisher with the ids that there are."""
    known = everyone()
    if name not in known:
        ids = ", ".join(known)
        raise UnknownPublisher(f"no publisher is called {name[:80]!r}; there are: {ids}")
    return known[name]


def chosen(names: Iterable[str], permitted: Container[str] = ()) -> list[Publisher]:
    """Those with these ids; with none named, all that may be crawled without being asked for by name.

    `permitted` are the ids of those whose terms ask for a permission that the operator has.

    Raises errors.UnknownPublisher.
    """
    asked_for = list(map(named, names))
    if asked_for:
        return asked_for
    found: list[Publisher] = []
    for publisher in everyone().values():
        has_permission = not publisher.terms or publisher.id in permitted
        is_described = publisher.known or publisher.id in _own
        if has_permission and is_described and not publisher.on_request:
            found.append(publisher)
    return found


def canonical(url: str) -> str:
    """A canonical URL with its publisher's host aliases folded; of an unknown publisher as it is."""
    publisher = of(url)
    if publisher is None:
        return url
    return publisher.canonical(url)

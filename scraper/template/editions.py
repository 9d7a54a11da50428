"""Editions of a network: its hosts and sections with the province of their readers, from the table beside its file.

`publishers/NAME.tsv` has a line for each: its host, or the first step of its path where there is no dot in it; the
province, empty for the whole country; and the zone of its printed times where it is not that of the province.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from scraper.indonesian.time_zones import WIB, WIT, WITA
from scraper.template.provinces import PROVINCES
from scraper.template.publisher import Place

_ZONES = {"WIB": WIB, "WITA": WITA, "WIT": WIT}


def hosts(name: str) -> dict[str, Place]:
    """Each host of a network with its place. Raises ValueError for a province or zone that there is not."""
    return {host: place for host, place in _places(name) if "." in host}


def areas(name: str) -> dict[str, Place]:
    """Each regional section that is the first step of a path, with its place. Raises ValueError as `hosts`."""
    return {area: place for area, place in _places(name) if "." not in area}


def _places(name: str) -> Iterator[tuple[str, Place]]:
    table = files("scraper.publishers").joinpath(f"{name}.tsv").read_text("utf-8")
    for line in table.splitlines()[1:]:
        key, province, zone = line.split("\t")
        if zone and zone not in _ZONES:
            raise ValueError(f"{name}.tsv: no zone of Indonesia is called {zone!r}")
        yield key, Place(province or None, _ZONES[zone] if zone else PROVINCES.get(province, WIB))

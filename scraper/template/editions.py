"""Editions of a network: its hosts and sections with the province of their readers, from the table beside its file.

`publishers/NAME.tsv` has a line for each: its host, or the first step of its path where there is no dot in it; the
province, empty for the whole country; and the zone of its printed times where it is not that of the province. A file
elsewhere names the folder of its table: `hosts("kabar", Path(__file__).parent)`.
"""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable

from scraper.indonesian.time_zones import WIB, WIT, WITA
from scraper.template.provinces import PROVINCES
from scraper.template.publisher import Place

_ZONES = {"WIB": WIB, "WITA": WITA, "WIT": WIT}


def hosts(name: str, folder: Traversable | None = None) -> dict[str, Place]:
    """Each host of a network with its place. Raises ValueError for a province or zone that there is not."""
    places, _ = _tables(name, folder)
    return places


def areas(name: str, folder: Traversable | None = None) -> dict[str, Place]:
    """Each regional section that is the first step of a path, with its place. Raises ValueError as `hosts`."""
    _, places = _tables(name, folder)
    return places


def _tables(name: str, folder: Traversable | None) -> tuple[dict[str, Place], dict[str, Place]]:
    """The hosts of a network and its sections."""
    on_hosts: dict[str, Place] = {}
    on_paths: dict[str, Place] = {}
    table = (folder or files("scraper.publishers")).joinpath(f"{name}.tsv")
    lines = table.read_text("utf-8").splitlines()
    for line in lines[1:]:
        key, province, zone = line.split("\t")
        places = on_hosts if "." in key else on_paths
        places[key] = _place(province, zone)
    return on_hosts, on_paths


def _place(province: str, zone: str) -> Place:
    """The place of a line: the zone of the province where the line names none."""
    usual = PROVINCES.get(province, WIB)
    if not zone:
        return Place(province or None, usual)
    if zone not in _ZONES:
        raise ValueError(f"no zone of Indonesia is called {zone!r}")
    return Place(province or None, _ZONES[zone])

"""Gazetteer of Indonesia: regencies, cities and their other names, and the province of each.

`data/places.txt` holds them with their source and date.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from scraper.indonesian.lexicon import any_of

#: Names that are places of several provinces, or common words and names of persons: they tell no province.
AMBIGUOUS = frozenset(
    "mulia mitra parigi siak solok sumba flores puncak batang bungo metro pati raha ende sigi muna buru bone".split()
)
#: Between the places and agencies of a dateline.
_BETWEEN = re.compile(r"[,/()|–—-]")
#: What is printed before the name of a place.
_KINDS = (
    "kota",
    "kabupaten",
    "kab",
    "kab.",
    "kotamadya",
    "provinsi",
    "prov",
    "prov.",
    "pulau",
    "kecamatan",
    "kec",
    "kec.",
)
_KIND = re.compile(rf"(?:{any_of(_KINDS)})\s+", re.IGNORECASE)


@cache
def provinces_by_place() -> Mapping[str, str]:
    """Name of a place in lower case -> its province, as the archive spells it; provinces are places, too."""
    found: dict[str, str] = {}
    for province, names in _lines():
        for name in (province, *names):
            found.setdefault(name.lower(), province)
    return MappingProxyType(found)


def _lines() -> Iterator[tuple[str, list[str]]]:
    text = (files("scraper.indonesian") / "data" / "places.txt").read_text("utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            province, _, names = line.partition(": ")
            yield province, re.split(r", | = ", names)


def province_of(place: str) -> str | None:
    """The province of a place as printed; None for a name that is none, or that tells no province.

    >>> province_of("Kabupaten Lembata"), province_of("SOLO"), province_of("Kota Bima"), province_of("Bima")
    ('Nusa Tenggara Timur', 'Jawa Tengah', 'Nusa Tenggara Barat', None)
    """
    name = " ".join(place.lower().split())
    known = provinces_by_place()
    if name in known:
        return known[name] if name not in AMBIGUOUS else None
    bare = _KIND.sub("", name, count=1)
    return known.get(bare) if bare != name else None


#: Words that may be parts of a place's name, and the words of the longest name.
_RUN = re.compile(r"[A-Z][\w'’-]*(?: (?:dan )?[A-Z][\w'’-]*)*")
_LONGEST = 5


def provinces_in(text: str) -> Counter[str]:
    """How often each province, or a place in it, is named in a text; the longest name counts.

    >>> provinces_in("Warga Kabupaten Sleman dan Bantul bertemu di Solo.")
    Counter({'DI Yogyakarta': 2, 'Jawa Tengah': 1})
    """
    found: Counter[str] = Counter()
    for run in _RUN.findall(text):
        found.update(_provinces_of(run.split()))
    return found


def _provinces_of(words: list[str]) -> Iterator[str]:
    """The provinces of the places that a run of capitalised words names, from left to right."""
    place = 0
    while place < len(words):
        length, province = _longest_place(words[place : place + _LONGEST])
        if province:
            yield province
        place += length


def _longest_place(words: list[str]) -> tuple[int, str | None]:
    """How many of the first words are a place, and its province; (1, None) where they are none."""
    if words[0].lower() not in _first_words():
        return 1, None
    for length in range(len(words), 0, -1):
        province = province_of(" ".join(words[:length]))
        if province:
            return length, province
    return 1, None


@cache
def _first_words() -> frozenset[str]:
    """The words with which the name of a place may begin, and what is printed before one."""
    return frozenset(name.split()[0] for name in provinces_by_place()) | frozenset(_KINDS)


def province_of_dateline(dateline: str) -> str | None:
    """The province of the first place of a dateline; agencies and sites are none.

    >>> province_of_dateline("REPUBLIKA.CO.ID, BATURAJA"), province_of_dateline("WASHINGTON, KOMPAS.com")
    ('Sumatera Selatan', None)
    """
    return next(filter(None, map(province_of, _BETWEEN.split(dateline))), None)


def is_place(name: str) -> bool:
    """Whether words are the name of a province, a regency or a city.

    >>> is_place("Kupang"), is_place("Siti Aminah")
    (True, False)
    """
    return name.lower() in provinces_by_place()

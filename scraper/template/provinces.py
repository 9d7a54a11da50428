"""Indonesia's 38 provinces and the time zone of each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timezone
from types import MappingProxyType

from scraper.indonesian.time_zones import WIB, WIT, WITA

_BY_ZONE = {
    WIB: (
        "Aceh", "Sumatera Utara", "Sumatera Barat", "Riau", "Kepulauan Riau", "Jambi", "Sumatera Selatan",
        "Kepulauan Bangka Belitung", "Bengkulu", "Lampung", "Banten", "DKI Jakarta", "Jawa Barat", "Jawa Tengah",
        "DI Yogyakarta", "Jawa Timur", "Kalimantan Barat", "Kalimantan Tengah",
    ),
    WITA: (
        "Kalimantan Selatan", "Kalimantan Timur", "Kalimantan Utara", "Bali", "Nusa Tenggara Barat",
        "Nusa Tenggara Timur", "Sulawesi Utara", "Gorontalo", "Sulawesi Tengah", "Sulawesi Barat", "Sulawesi Selatan",
        "Sulawesi Tenggara",
    ),
    WIT: (
        "Maluku", "Maluku Utara", "Papua", "Papua Barat", "Papua Barat Daya", "Papua Selatan", "Papua Tengah",
        "Papua Pegunungan",
    ),
}  # fmt: skip

#: Province, as the archive names it, -> its zone. Zones: Keputusan Presiden 41/1987, article 1; provinces: the laws
#: that made them, the last four of 2022 (UU 14, 15, 16 and 29/2022).
PROVINCES: Mapping[str, timezone] = MappingProxyType(
    {province: zone for zone, provinces in _BY_ZONE.items() for province in provinces}
)


def require(region: str | None) -> None:
    """Raise ValueError where this is neither a province, as spelt here, nor None for the whole country.

    >>> require("Jawa Tengah"), require(None)
    (None, None)
    >>> require("Jateng")
    Traceback (most recent call last):
    ValueError: no province of Indonesia is spelt 'Jateng'
    """
    known = (None, *PROVINCES)
    if region not in known:
        message = f"no province of Indonesia is spelt {region!r}"
        raise ValueError(message)

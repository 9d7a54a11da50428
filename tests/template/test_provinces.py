"""Provinces and their zones, and that the archive can be asked by them."""

from __future__ import annotations

from collections import Counter

import pytest

from scraper import publishers
from scraper.indonesian.time_zones import WIB, WIT, WITA
from scraper.template.provinces import PROVINCES
from scraper.template.publisher import Place, Publisher


def test_there_are_38_provinces_in_three_zones() -> None:
    assert Counter(PROVINCES.values()) == {WIB: 18, WITA: 12, WIT: 8}


def test_a_region_that_is_no_province_is_refused() -> None:
    with pytest.raises(ValueError, match="'Jateng'"):
        Place("Jateng")
    with pytest.raises(ValueError, match="'Papua Timur'"):
        Publisher(id="x", name="X", region="Papua Timur", hosts=("x.example",), article="/")


@pytest.mark.parametrize("publisher", publishers.everyone().values(), ids=lambda publisher: publisher.id)
def test_printed_times_are_those_of_the_province_or_of_the_network(publisher: Publisher) -> None:
    assert publisher.region is None or publisher.zone == PROVINCES[publisher.region]
    places = {**publisher.editions, **publisher.areas}
    wrong = {
        name: place
        for name, place in places.items()
        if place.zone not in (publisher.zone, PROVINCES.get(place.region or "", publisher.zone))
    }
    assert wrong == {}

"""Traps: how much of a site without end is taken."""

from __future__ import annotations

import pytest

from scraper.discovery.url_limits import FRUITLESS, PER_LIST, PER_PREFIX, STEPS, admitted, leads_in_a_circle

SITE = "https://kabar.example"


def admit(found: list[str], waiting: int = 0, *, fruitless: str = "-") -> tuple[int, list[str]]:
    taken, spent = admitted(found, waiting=lambda _: waiting, is_fruitless=lambda prefix: fruitless in prefix)
    assert taken == [url for url in found if url in set(taken)]
    return len(taken), spent


def stories(count: int, below: str = "read") -> list[str]:
    return [f"{SITE}/{below}/{number}" for number in range(count)]


def test_a_list_of_ordinary_length_is_taken_whole() -> None:
    assert admit(stories(500)) == (500, [])


def test_one_list_adds_so_many_and_no_more() -> None:
    assert admit(stories(PER_LIST + 7)) == (PER_LIST, [f"a list may add {PER_LIST:,}: 7 URLs left out"])


def test_a_part_of_a_site_has_so_many_waiting_and_no_more() -> None:
    taken, spent = admit(stories(10, "kalender"), waiting=PER_PREFIX - 4)
    assert taken == 4
    assert spent == [f"{SITE}/kalender/ may have {PER_PREFIX:,} waiting: 6 URLs left out"]


def test_a_part_that_never_had_an_article_gets_no_more_looks() -> None:
    taken, spent = admit([*stories(3), *stories(5, "kalender")], fruitless="kalender")
    assert taken == 3
    assert spent == [f"{SITE}/kalender/ had no article in {FRUITLESS} looks: 5 URLs left out"]


@pytest.mark.parametrize(
    ("path", "circle"),
    [
        ("/a/b/a/b/a/b", True),
        ("/read/read/read/1", True),
        ("/" + "/".join(f"langkah{n}" for n in range(STEPS + 1)), True),
        ("/berita/nasional/11/11/11/x", False),
        ("/jateng/read/2024/01/31/x", False),
    ],
)
def test_paths_that_lead_in_a_circle(path: str, circle: bool) -> None:
    assert leads_in_a_circle(SITE + path) is circle

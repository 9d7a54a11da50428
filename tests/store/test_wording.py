"""What is an edit, and what is only a page read badly."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from scraper.indonesian.time_zones import WIB
from scraper.models import Article, Byline, Link, Photo, PopularEntry, Problem
from scraper.store.wording import Quality, fullest, is_worse, quality, words_of

STORY = Article(
    url="https://kabar.example/read/1/",
    publisher="kabar",
    headline="Pasar “Senen” dibuka kembali",
    published_at=datetime(2026, 11, 23, 12, 0, tzinfo=WIB),
    bylines=(Byline("Sari Dewi", "reporter"),),
    photos=(Photo("https://kabar.example/1.jpg", "Pasar", "Istimewa"),),
    paragraphs=("Pasar dibuka kembali hari ini.", "Pedagang senang."),
)
WHOLE = quality(STORY)


def digest(**changes: object) -> str:
    return str(words_of(replace(STORY, **changes))["digest"])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changes",
    [
        {"views": 99},
        {"tags": ("pasar",)},
        {"links": (Link("related", "https://kabar.example/read/2/", "Lain"),)},
        {"popular": (PopularEntry("Terpopuler", 1, "https://kabar.example/read/2/", "Lain"),)},
        {"published_raw": "Senin, 23 November 2026"},
        {"headline": 'Pasar "Senen"\u00a0 dibuka kembali'},
        {"paragraphs": ("Pasar dibuka kembali hari ini. Pedagang\u200b senang.",)},
        {"photos": (Photo("https://cdn.kabar.example/1-large.jpg", None, "Istimewa"),)},
    ],
)
def test_no_edit(changes: dict[str, object]) -> None:
    assert digest(**changes) == digest()


@pytest.mark.parametrize(
    "changes",
    [
        {"headline": "Pasar Senen ditutup"},
        {"headline": None},
        {"paragraphs": ("Pasar dibuka kembali hari ini.",)},
        {"paragraphs": ("Pasar dibuka kembali hari ini.", "pedagang senang.")},
        {"bylines": (Byline("Sari Dewi", "editor"),)},
        {"bylines": ()},
        {"photos": (Photo("https://kabar.example/1.jpg", "Pasar", "Sari Dewi"),)},
        {"photos": ()},
    ],
)
def test_an_edit(changes: dict[str, object]) -> None:
    assert digest(**changes) != digest()


def test_a_word_that_moves_from_one_field_to_the_next_is_an_edit() -> None:
    names = (Byline("A", "reporter"), Byline("B", "reporter"))
    one = replace(STORY, bylines=names, photos=())
    other = replace(STORY, bylines=names[:1], photos=(Photo("u", None, "reporter"), Photo("u", None, "B")))
    assert words_of(one)["digest"] != words_of(other)["digest"]


SUSPECT = Problem("published_at", "suspect", "after the capture")


@pytest.mark.parametrize(
    ("changes", "worse"),
    [
        ({}, False),
        ({"headline": "Pasar Senen ditutup", "paragraphs": ("Batal.",)}, False),  # cut, but read whole
        ({"problems": (SUSPECT,)}, False),
        ({"problems": (SUSPECT,), "paragraphs": ("Pasar dibuka.",)}, True),
        ({"headline": None}, True),
        ({"paragraphs": ()}, True),
        ({"published_at": None}, True),
        ({"bylines": ()}, False),  # not every page has one
        ({"bylines": (), "problems": (Problem("bylines", "missing", ""),)}, True),
        ({"problems": (Problem("section", "missing", ""),)}, False),  # it had none before
        ({"problems": (Problem("headline", "ambiguous", ""),)}, False),  # another rule found it
    ],
)
def test_worse(changes: dict[str, object], worse: bool) -> None:
    assert is_worse(quality(replace(STORY, **changes)), WHOLE) is worse  # type: ignore[arg-type]


def test_what_was_missing_before_may_be_missing_again() -> None:
    broken = quality(replace(STORY, headline=None))
    assert not is_worse(broken, broken)
    assert not is_worse(WHOLE, broken)


@pytest.mark.parametrize(
    ("new", "standing", "worse"),
    [(None, None, False), (2, None, True), (None, 2, False), (1, 2, True), (2, 1, False), (2, 2, False)],
)
def test_a_reading_with_fewer_pages_is_worse(new: int | None, standing: int | None, worse: bool) -> None:
    assert is_worse(Quality(frozenset(), 50, pages_read=new), Quality(frozenset(), 50, pages_read=standing)) is worse


def test_only_the_readings_with_most_pages_are_held_against_one_another() -> None:
    one, two, whole = ({"capture": n, "pages_read": pages_read} for n, pages_read in enumerate((1, 2, None)))
    assert fullest([one, two, one]) == [two]
    assert fullest([one, one]) == [one, one]
    assert fullest([two, whole, one]) == [whole]
    assert fullest([]) == []


def test_half_the_words_are_enough() -> None:
    assert not is_worse(Quality(frozenset(), 50, doubtful=True), Quality(frozenset(), 100))
    assert is_worse(Quality(frozenset(), 49, doubtful=True), Quality(frozenset(), 100))

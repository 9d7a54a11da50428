"""The same person over articles: joined by full name and office, never by less, and asked for in one query."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from web_archive import serving

from scraper.archive import open_archive
from scraper.indonesian.time_zones import WIB
from scraper.models import PARAGRAPH_BREAK, Article, Capture
from scraper.quotes import read
from scraper.store.store import Store
from scraper.template.publisher import Publisher
from scraper.web.serve import command

KABAR = Publisher(
    id="kabar", name="Kabar", region="Jawa Timur", zone=WIB, hosts=("kabar.example",), article=r"/read/(\d+)/"
)
#: Year and paragraphs of invented articles, numbered from 1.
ARTICLES: list[tuple[int, list[str]]] = [
    (2026, ["Kepala Dinas Perhubungan Kota Kediri, Arif Wicaksana mengatakan, terminal dibuka bulan depan.",
            "“Tarif parkir terminal tidak kami naikkan,” ujar Arif."]),
    (2026, ["Kepala Dinas Perhubungan (Dishub) Kota Kediri Arif Wicaksana menutup jalan.",
            "“Jalan Dhoho kami tutup sampai malam,” kata Arif."]),
    (2025, ["Kepala Dinas Perhubungan Kota Kediri, Totok Suyatno mengatakan, halte diperbaiki.",
            "“Halte lama kami bongkar pekan ini,” ujarnya."]),
    (2026, ["Kadishub Kota Batu Sri Rahayu mengatakan, bus sekolah ditambah.",
            "“Bus sekolah tetap gratis untuk siswa,” kata Sri."]),
    (2026, ["“Warung saya laris sejak pagi tadi,” kata Arif, pedagang di terminal."]),
    (2026, ["“Terminal ini jauh lebih bersih sekarang,” kata Arif."]),
    (2026, ["Pelatih Persik Arif Wicaksana mengatakan, tim siap.", "“Anak-anak siap bertanding besok,” ujarnya."]),
]  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("said") / "archive.db"
    fill(path)
    with serving(command(path, port=0)) as address:
        yield f"{address}/archive"


def fill(path: Path) -> None:
    with open_archive(path) as archive:
        store = Store(archive)
        store.publisher(KABAR)
        for number, (year, paragraphs) in enumerate(ARTICLES, 1):
            at = datetime(year, 3, number, 8, tzinfo=WIB)
            url = f"https://kabar.example/read/{number}/"
            answer = Capture(url, url, at, 200, "text/html", None, (), PARAGRAPH_BREAK.join(paragraphs).encode())
            said = read(paragraphs)
            article = Article(
                url=url, publisher="kabar", headline=f"Berita {number}", published_at=at,
                paragraphs=tuple(paragraphs), quotes=said.quotes, people=said.people,
            )  # fmt: skip
            store.save(archive.keep(answer, kind="article", publisher="kabar", run=None), article)


def rows(url: str, /, **parameters: str) -> list[dict[str, Any]]:
    asked = f"{url}.json?{urlencode({'_shape': 'array', **parameters})}"
    with urllib.request.urlopen(asked, timeout=10) as answer:
        found: list[dict[str, Any]] = json.load(answer)
    return found


def articles_of(site: str, **parameters: str) -> set[int]:
    return {row["article"] for row in rows(f"{site}/said_by", **parameters)}


def test_one_name_and_one_office_are_one_person(site: str) -> None:
    first = rows(f"{site}/speakers")[0]
    assert (first["speaker"], first["affiliation"]) == ("Arif Wicaksana", "Dinas Perhubungan Kota Kediri")
    assert (first["articles"], first["direct"]) == (2, 2)


def test_one_name_and_two_offices_are_two_people(site: str) -> None:
    assert len({row["person"] for row in rows(f"{site}/people_said", speaker="Arif Wicaksana")}) == 2


def test_a_name_of_one_word_is_never_joined_over_articles(site: str) -> None:
    people = {row["person"]: row["article"] for row in rows(f"{site}/people_said", speaker="Arif")}
    assert sorted(people.values()) == [5, 6]


def test_most_quoted_counts_people_and_not_names(site: str) -> None:
    counted = [row["articles"] for row in rows(f"{site}/most_quoted") if row["speaker"] == "Arif Wicaksana"]
    assert counted == [2, 1]


@pytest.mark.parametrize("office", ["kepala dishub", "Kepala Dinas Perhubungan", "kadishub"])
def test_what_heads_of_an_office_said_this_year_is_one_question(site: str, office: str) -> None:
    assert articles_of(site, name=office, since="2026-01-01") == {1, 2, 4}


def test_an_office_of_one_town_is_asked_for_by_its_words(site: str) -> None:
    assert articles_of(site, name="kepala dishub kota kediri") == {1, 2, 3}
    assert articles_of(site, name="kepala dishub kediri", until="2025-12-31") == {3}
    assert articles_of(site, name="kadishub", about="gratis") == {4}


def test_quotations_are_searched_by_their_words(site: str) -> None:
    assert {row["article"] for row in rows(f"{site}/quotes", _search="terminal", kind="direct")} == {1, 6}
    assert {row["article"] for row in rows(f"{site}/quotes", _search="rahayu")} == {4}
    assert {row["article"] for row in rows(f"{site}/said_about", words="jalan dhoho")} == {2}

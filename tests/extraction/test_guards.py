"""What looks wrong in a reading is a problem, and the reading stays as it was read. All news is invented."""

from __future__ import annotations

import dataclasses

import pytest
from newspage import LINES, json_ld, newspage, read, text

from scraper.extraction.guards import problems_of
from scraper.html.page import read as page_of


def suspect(page: bytes, field: str) -> list[str]:
    problems = read(page).problems
    return [problem.detail for problem in problems if (problem.field, problem.kind) == (field, "suspect")]


def test_another_day_than_json_ld_tells() -> None:
    page = newspage(head=json_ld(datePublished="2025-03-18T09:20:00+07:00"), info="<p>15 Maret 2025 09:20 WIB</p>")
    assert suspect(page, "published_at") == [
        "JSON-LD says 2025-03-18T09:20:00+07:00, 2025-03-15T09:20:00+07:00 was read"
    ]


@pytest.mark.parametrize(
    "stamp", ["2025-03-18T09:20:00+07:00", "2025-03-18T02:20:00Z", "2025-03-18", "2025-03-18T23:59"]
)
def test_the_same_day_is_no_problem(stamp: str) -> None:
    page = newspage(head=json_ld(datePublished=stamp), info="<p>18 Maret 2025 09:20 WIB</p>")
    assert suspect(page, "published_at") == []


def test_an_author_in_the_head_and_nobody_read() -> None:
    source = newspage(head=json_ld(author={"@type": "Person", "name": "Ratna Ayuningsih"}))
    article = dataclasses.replace(read(source), bylines=())
    found = list(problems_of(page_of(source, article.url), article))
    assert [problem.detail for problem in found] == ["the page's head names Ratna Ayuningsih, nobody was read"]


def test_a_paper_in_the_head_is_no_author() -> None:
    source = newspage(head=json_ld(author={"@type": "Organization", "name": "Redaksi Kabar Lembah"}))
    assert suspect(source, "bylines") == []


GARBLED = {
    "a replacement character": "Kader itu berkata “siap\ufffd” kepada warga yang datang ke balai dusun pagi itu.",
    "marks of UTF-8 as Windows-1252": "Kader itu berkata â€œsiapâ€\u009d kepada warga yang datang ke balai dusun.",
    "a letter of UTF-8 as Latin-1": "Kader itu minum kopi di CafÃ© Lereng bersama warga yang datang pagi itu.",
    "a space of UTF-8 as Latin-1": "HargaÂ\u00a0beras naik di pasar dusun sejak pekan lalu menurut pedagang di sana.",
}


@pytest.mark.parametrize("kind", GARBLED)
def test_garbled_characters_in_the_text(kind: str) -> None:
    (detail,) = suspect(newspage(body=text((GARBLED[kind], *LINES))), "paragraphs")
    assert detail.startswith("garbled characters in ")


@pytest.mark.parametrize("line", ["Kafe Château dan Café Réunion dibuka di dusun itu.", "Harga beras Â± Rp 12.000."])
def test_letters_of_other_languages_are_not_garbled(line: str) -> None:
    garbled = "±" in line
    assert bool(suspect(newspage(body=text((line, *LINES))), "paragraphs")) is garbled

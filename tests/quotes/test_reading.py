"""Quotations and people of whole articles: what holds whatever the text is."""

from __future__ import annotations

import sys
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.models import PARAGRAPH_BREAK, Person, Quote
from scraper.quotes import find, people, pull, read
from scraper.quotes.attribution import MAX_CHARACTERS
from scraper.quotes.names import nickname_of

ARTICLE = [
    "Kepala Dinas Perhubungan Kota Kediri, Arif Wicaksana mengatakan, terminal baru dibuka bulan depan.",
    "“Warung di dalam terminal tetap boleh berjualan seperti biasa,” ujar Arif, Kamis (6/2).",
    "Ia menambahkan, tarif parkir tidak berubah.",
    "“Kami tidak menaikkan tarif apa pun tahun ini,” tandasnya.",
    "Seorang sopir, Bu Karti, menyambut baik. “Tempat tunggunya sekarang jauh lebih teduh,” kata ibu dua anak itu.",
]
PIECES = st.sampled_from(
    [
        *['"', "“", "”", "'", "''", ",", ".", "?", "(", ")", " ", "\n", "- ", "## ", "kata", "ujarnya", "mengatakan"],
        *["Menurut", "Budi", "Kepala Dinas", "Kota Kediri", "dia", "itu", "Pak", "alias", "disampaikan", "saat"],
        *["yang", "AKP", "I", "é", "bahwa", "tersebut", "(52)", "Sementara itu", "demikian", "Hal itu"],
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=60).map(" ".join)


def direct(paragraphs: list[str]) -> list[Quote]:
    return [quote for quote in find(paragraphs) if quote.kind == "direct"]


def test_every_quotation_tells_role_affiliation_paragraph_and_evidence() -> None:
    first = direct(ARTICLE)[0]
    assert (first.speaker, first.mention, first.paragraph) == ("Arif Wicaksana", "Arif", 1)
    assert first.role == "Kepala Dinas Perhubungan Kota Kediri"
    assert first.affiliation == "Dinas Perhubungan Kota Kediri"
    assert first.evidence is not None
    assert PARAGRAPH_BREAK.join(ARTICLE)[slice(*first.evidence)] == "Arif"


def test_the_evidence_of_a_clitic_is_what_last_named_the_speaker() -> None:
    clitic = direct(ARTICLE)[1]
    assert (clitic.cue, clitic.mention, clitic.attribution) == ("tandasnya", None, "nya")
    assert clitic.evidence is not None
    assert PARAGRAPH_BREAK.join(ARTICLE)[slice(*clitic.evidence)] == "Ia"


def test_all_mentions_of_a_person_are_one_entry() -> None:
    first, second = people(ARTICLE)
    assert first == Person(
        "Arif Wicaksana",
        "Kepala Dinas Perhubungan Kota Kediri",
        "Dinas Perhubungan Kota Kediri",
        ("Kepala Dinas Perhubungan Kota Kediri, Arif Wicaksana", "Arif", "Arif Wicaksana"),
    )
    assert (second.name, second.role) == ("Karti", "Seorang sopir")
    assert "ibu dua anak itu" in second.mentions


def test_bodies_are_speakers_but_no_people() -> None:
    article = ["Bank Mandiri menyatakan kantornya tutup.", '"Layanan digital tetap berjalan," tulis Bank Mandiri.']
    assert [quote.speaker for quote in direct(article)] == ["Bank Mandiri"]
    assert people(article) == []


def test_a_speaker_is_told_exactly_when_the_confidence_is_above_nothing() -> None:
    told = read([*ARTICLE, '"Kalimat tanpa siapa pun ini."'])
    assert all((quote.speaker is None) == (quote.confidence == 0) for quote in told.quotes)
    assert all(0 <= quote.confidence < 1 for quote in told.quotes)


@pytest.mark.parametrize(
    "printed",
    [
        "Kami tidak menaikkan tarif apa pun",
        '"kami tidak menaikkan tarif apa pun,"',
        "... tidak menaikkan tarif apa pun tahun ini...",
        "”Kami tak menaikkan tarif apa pun tahun ini”",
    ],
)
def test_a_pull_quote_has_the_speaker_of_what_it_copies(printed: str) -> None:
    (pulled,) = pull([printed], find(ARTICLE))
    assert (pulled.kind, pulled.speaker, pulled.cue) == ("pull", "Arif Wicaksana", "tandasnya")
    assert (pulled.paragraph, pulled.start, pulled.end) == (None, None, None)


def test_a_pull_quote_has_no_outer_marks_and_keeps_its_final_comma() -> None:
    assert pull([" “ini adalah capaian tertinggi,” "], [])[0].text == "ini adalah capaian tertinggi,"


def test_a_pull_quote_of_something_else_has_no_speaker() -> None:
    (pulled,) = pull(["Pasar pindah ke bangunan lama"], find(ARTICLE))
    assert (pulled.speaker, pulled.cue, pulled.confidence) == (None, None, 0.0)


def test_an_empty_pull_quote_is_none() -> None:
    assert pull([" ” ", ""], find(ARTICLE)) == []


@pytest.mark.parametrize("paragraphs", [[], [""], ["", ""], ['"'], ['""'], ["“", "”"], ['" , " kata "'], ["- ", "## "]])
def test_next_to_nothing_is_read(paragraphs: list[str]) -> None:
    assert direct(paragraphs) == []


@given(st.lists(TEXTS, max_size=8))
def test_any_text_is_read_and_every_offset_is_exact(paragraphs: list[str]) -> None:
    body = PARAGRAPH_BREAK.join(paragraphs)
    quotes = find(paragraphs)
    for quote in quotes:
        assert quote.start is not None
        assert quote.paragraph is not None
        assert body[quote.start : quote.end] == quote.text != ""
        assert quote.text in paragraphs[quote.paragraph]
    spans = [(quote.start or 0, quote.end or 0) for quote in quotes if quote.kind == "direct"]
    assert all(one[1] < other[0] for one, other in pairwise(spans))


def test_a_body_far_longer_than_any_article_is_read_to_its_limit() -> None:
    sentence = 'Budi mengatakan, pasar pindah ke tempat lama. "Kami pindah besok pagi sekali," ujarnya. '
    quotes = find([sentence * (2 * MAX_CHARACTERS // len(sentence))])
    assert len(quotes) > 1000
    assert all(quote.end is not None and quote.end <= MAX_CHARACTERS for quote in quotes)


def calls(paragraphs: list[str]) -> int:
    """Calls, of functions of Python and of C, that one reading takes."""
    count = 0

    def tally(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(tally)
    try:
        read(paragraphs)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(
    "said",
    [
        '"Kami sudah siap semua sejak pagi," kata {}.',
        "Menurut {} Santika, jalan itu sudah rusak sejak lama.",
        "Kepala Dinas {0}, Arif {0} mengatakan jalan itu sudah rusak.",
        "Warga {} mengatakan jalan itu sudah rusak sejak lama.",
    ],
)
def test_work_grows_with_the_number_of_names_and_not_with_its_square(said: str) -> None:
    names = ["".join(each).capitalize() for each in product(("ba", "ko", "ri", "su", "te"), repeat=4)]
    few, many = (calls([said.format(name) for name in names[:count]]) for count in (100, 500))
    assert many < 6 * few


def test_a_nickname_without_a_shared_word_is_in_a_table() -> None:
    assert nickname_of("Jokowi") == "Joko Widodo"
    assert nickname_of("Welfizon") is None

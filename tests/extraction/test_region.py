"""The province of an article: by its host, its dateline, the places of its first paragraphs. All news is invented."""

from __future__ import annotations

import pytest
from newspage import newspage, read, text

from scraper.indonesian.places import AMBIGUOUS, province_of, provinces_by_place
from scraper.template.provinces import PROVINCES

REST = ("Panen raya itu berlangsung tiga hari dan diikuti puluhan keluarga dari dusun-dusun di sekitarnya.",) * 3


def told(first: str) -> tuple[str | None, str | None]:
    article = read(newspage(body=text((first, *REST))))
    return article.region, article.region_by


DATELINES = {
    "KUPANG, KABARLEMBAH.COM - Panen raya jagung dimulai pekan ini di lereng bukit.": "Nusa Tenggara Timur",
    "Baturaja (ANTARA) - Panen raya jagung dimulai pekan ini di lereng bukit.": "Sumatera Selatan",
    "KabarLembah.com, SOLO - Panen raya jagung dimulai pekan ini di lereng bukit.": "Jawa Tengah",
    "Kabupaten Lembata - Panen raya jagung dimulai pekan ini di lereng bukit.": "Nusa Tenggara Timur",
}


@pytest.mark.parametrize("first", DATELINES)
def test_the_dateline_tells_the_province(first: str) -> None:
    assert told(first) == (DATELINES[first], "dateline")


def test_the_places_of_the_first_paragraphs_tell_it() -> None:
    first = "Petani di Kabupaten Sleman dan Bantul memanen jagung, dibantu penyuluh dari Solo."
    assert told(first) == ("DI Yogyakarta", "text")


@pytest.mark.parametrize(
    "first",
    [
        "Petani di lereng bukit memanen jagung dan menjemurnya di halaman balai dusun.",
        "Petani di Ngawi dan Sragen memanen jagung pada pekan yang sama.",
        "LONDON, KABARLEMBAH.COM - Panen raya jagung dimulai pekan ini di lereng bukit.",
        "Menurut Bima dan Intan, panen jagung dimulai pekan ini.",
    ],
)
def test_what_nothing_tells_is_null(first: str) -> None:
    assert told(first) == (None, None)


def test_the_gazetteer_spells_provinces_as_the_archive_does() -> None:
    assert set(provinces_by_place().values()) == set(PROVINCES)


@pytest.mark.parametrize("name", sorted(AMBIGUOUS))
def test_names_of_persons_and_several_places_tell_no_province(name: str) -> None:
    assert province_of(name.title()) is None


APART = {
    "a span before the text": "<span class=dateline><b>LUBUK ARAI, KABARLEMBAH</b> -</span>",
    "a line that ends in a dash": "<div><strong>LUBUK ARAI, KABARLEMBAH –</strong></div>",
    "an element named so, without a dash": "<p itemprop=dateline>LUBUK ARAI, KABARLEMBAH</p>",
}


@pytest.mark.parametrize("form", APART)
def test_a_dateline_of_its_own_is_read(form: str) -> None:
    assert read(newspage(info=APART[form])).dateline == "LUBUK ARAI, KABARLEMBAH"


def test_a_byline_with_a_dash_is_no_dateline() -> None:
    assert read(newspage(info="<p>18 Maret 2025 -</p>")).dateline is None

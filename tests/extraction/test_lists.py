"""Lists of other articles beside an article: related ones and the most read. All news is invented."""

from __future__ import annotations

import pytest
from newspage import newspage, read

from scraper.extraction.generic.page_count import pages
from scraper.html.page import read as page_of


def entries(name: str, count: int = 4) -> str:
    links = (
        f'<li><a href="/daerah/{name}-nomor-{n}-di-lereng">Kabar {name} nomor {n} di lereng</a></li>'
        for n in range(count)
    )
    return f"<ul class={name}>{''.join(links)}</ul>"


def related(page: bytes) -> list[str]:
    return [link.title.split()[1] for link in read(page).links if link.kind == "related"]


@pytest.mark.parametrize(
    "heading",
    ["Berita Terkait", "Artikel Terkait:", "KUMPULAN BERITA TERKAIT PILKADA LERENG", "Related News", "Berita Lainnya"],
)
def test_a_related_list_by_its_heading(heading: str) -> None:
    assert related(newspage(behind=f"<section><h3>{heading}</h3>{entries('panen')}</section>")) == ["panen"] * 4


def test_a_list_headed_as_related_before_other_articles() -> None:
    other = f"<section><h3>Berita Lainnya</h3>{entries('cuaca')}</section>"
    own = f"<section><h3>Berita Terkait</h3>{entries('panen')}</section>"
    assert related(newspage(behind=other + own)) == ["panen"] * 4


def test_a_tab_of_recommendations_is_a_stream() -> None:
    assert related(newspage(behind=f"<section><h3><a href=/x>REKOMENDASI</a></h3>{entries('cuaca')}</section>")) == []


def test_parts_of_one_block_are_one_list() -> None:
    parts = f"<div class=relateds--grid>{entries('panen', 3)}</div><div class=relateds--list>{entries('tani', 3)}</div>"
    assert related(newspage(behind=f"<section><h3>Related News</h3>{parts}</section>")) == ["panen"] * 3 + ["tani"] * 3


POPULAR = {
    "a heading": f"<section><h3>Terpopuler</h3>{entries('panen')}</section>",
    "often read": f"<section><h3>Sering Terbaca</h3>{entries('panen')}</section>",
    "trends before it": f"<section><h3>Trending Topic</h3>{entries('cuaca')}</section>"
    f"<section><h3>Most Popular</h3>{entries('panen')}</section>",
    "several lists before it": f"<section><h3>Popular News</h3>{entries('cuaca', 16)}</section>"
    f"<section><h3>Terpopuler</h3>{entries('panen')}</section>",
    "a picture for a heading": f"<section><div><img src=/img/terpopuler.png></div>{entries('panen')}</section>",
}


@pytest.mark.parametrize("form", POPULAR)
def test_the_most_read_list(form: str) -> None:
    listed = read(newspage(behind=POPULAR[form])).popular
    assert [(entry.rank, entry.title.split()[1]) for entry in listed] == [(n, "panen") for n in range(1, 5)]


def test_a_picture_gives_the_most_read_list_no_heading() -> None:
    assert {entry.box for entry in read(newspage(behind=POPULAR["a picture for a heading"])).popular} == {None}


PAGES = {
    "printed": ("<p>Halaman 1 dari 4</p>", "4"),
    "short": ("<p>Hal. 2/3</p>", "3"),
    "linked": ("<div><a href='?page=1'>1</a> <a href='?page=2'>2</a> <a href='?page=3'>3</a></div>", "3"),
    "none": ("<p>Kader itu membaca 3 dari 4 buku.</p>", None),
}


@pytest.mark.parametrize("form", PAGES)
def test_the_number_of_pages(form: str) -> None:
    behind, count = PAGES[form]
    assert pages(page_of(newspage(behind=behind), "https://www.kabarlembah.example/daerah/posyandu")) == count

"""Where a field is found: the template's rule, the page, and a publisher's rules on a layout that nobody described."""

from __future__ import annotations

from typing import Any

import pytest

from scraper.extraction.article import reading
from scraper.html import page as pages
from scraper.models import Article
from scraper.template.publisher import Publisher, Template
from scraper.template.rules import by, bylines, css, css_all, first, highest, links, paragraphs, popular

URL = "https://www.kabar.test/berita/1/warga-menanam-pohon"
TEXT = "".join(f"<p>Warga Kampung Melati menanam pohon ke-{n} di tepi sungai pagi itu.</p>" for n in range(12))
RULES: dict[str, Any] = {
    "headline": css("h1.judul"), "body": paragraphs(".teks", drop=".iklan"), "published": css("time"),
    "bylines": bylines(".penulis", "reporter"), "section": first(".remah a:last-child"), "pages": highest(".nomor a"),
    "popular": popular(".laris li", first(".laris b")), "tags": css_all(".topik a"),
    "links": links(".teks .sisip a", "read_also") + links(".serupa a", "related"),
}  # fmt: skip


def read(inside: str, rules: dict[str, Any] = RULES) -> Article:
    """The article on a page of a publisher that described one layout, which has an element of the class `lama`."""
    publisher = Publisher(
        id="kabar",
        name="Kabar",
        region=None,
        hosts=("www.kabar.test",),
        article=r"/berita/(?P<id>\d+)",
        templates=(Template(when=".lama", **rules),),
    )
    html = f"""<title>Warga Menanam Pohon</title><article><h1>Warga Menanam Pohon</h1>
        <time datetime="2024-05-06T07:08+07:00">Senin, 6 Mei 2024 07:08 WIB</time>{inside}</article>"""
    return reading(pages.read(html.encode(), URL), publisher)


def story(inside: str = "") -> str:
    return f"<div class=teks>{TEXT}{inside}</div>"


def test_on_another_layout_the_publishers_rules_find_what_the_page_tells_nobody_else() -> None:
    article = read(
        story("<div class=iklan>Pasang iklan di sini, hubungi kantor kami pada jam kerja setiap hari.</div>")
        + "<p class=nomor><a href=?h=1>1</a><a href=?h=2>2</a><a href=?h=3>3</a></p>"
        "<div class=laris><b>Paling Laris</b><ul><li><a href=/berita/7/pasar-melati-buka>Pasar Melati Kembali Buka</a>"
        "<li><a href=/berita/8/panen-raya>Panen Raya di Bukit Cemara</a></ul></div>"
        "<div class=serupa><a href=/berita/9/hutan-bakau-rimbun>Hutan Bakau Rimbun Lagi</a></div>"
    )
    assert article.pages == 3
    assert [(entry.box, entry.rank, entry.title) for entry in article.popular] == [
        ("Paling Laris", 1, "Pasar Melati Kembali Buka"),
        ("Paling Laris", 2, "Panen Raya di Bukit Cemara"),
    ]
    assert [link.title for link in article.links if link.kind == "related"] == ["Hutan Bakau Rimbun Lagi"]
    assert article.paragraphs[-1].startswith("Warga Kampung Melati")
    assert article.found_by["popular"].startswith("popular('.laris li'")
    assert ("page", "unknown_layout") in {(each.field, each.kind) for each in article.problems}


def test_where_they_find_something_else_than_the_page_prints_they_are_not_believed() -> None:
    """A class that once held the text holds another box now."""
    aside = "Kebijakan privasi kami berlaku untuk semua pembaca situs ini tanpa kecuali."
    article = read(
        f"<div class=isi>{TEXT}</div><p>Penulis: Sari Dewi</p><aside class=teks><p>{aside}</p></aside>"
        "<footer><span class=penulis>Budi Santoso</span></footer>"
    )
    assert aside not in article.paragraphs
    assert len(article.paragraphs) >= 12
    assert [person.name for person in article.bylines] == ["Sari Dewi"]


def test_on_a_described_layout_only_its_own_rules_and_the_page_are_asked() -> None:
    def never(_: Any) -> None:
        pytest.fail("a rule of another layout was asked")

    publisher = Publisher(
        id="kabar", name="Kabar", region=None, hosts=("www.kabar.test",), article=r"/berita/(?P<id>\d+)",
        templates=(Template(when=".lama", **RULES), Template(when=".tua", kicker=by(never), headline=by(never))),
    )  # fmt: skip
    page = pages.read(f"<article class=lama><h1 class=judul>Warga</h1>{story()}</article>".encode(), URL)
    assert reading(page, publisher).headline == "Warga"


def test_a_rule_of_another_layout_that_is_ambiguous_here_is_no_problem() -> None:
    article = read(story() + "<h1 class=judul>Satu</h1><h1 class=judul>Dua</h1>")
    assert {each.kind for each in article.problems} == {"unknown_layout"}


def test_a_rule_that_should_match_once_and_matches_twice_is_a_problem() -> None:
    """At the engine: the rule's value is not taken, and the problem names both texts."""
    rules = RULES | {"section": css(".rubrik")}
    article = read(f"<i class=lama></i><b class=rubrik>Ekonomi</b><b class=rubrik>Olahraga</b>{story()}", rules)
    (problem,) = [each for each in article.problems if each.field == "section"]
    assert problem.kind == "ambiguous"
    assert "Ekonomi" in problem.detail
    assert "Olahraga" in problem.detail
    assert article.section not in ("Ekonomi", "Olahraga")


def test_a_rule_that_matches_twice_with_one_text_is_none() -> None:
    rules = RULES | {"section": css(".rubrik")}
    article = read(f"<i class=lama></i><b class=rubrik>Ekonomi</b><b class=rubrik>Ekonomi</b>{story()}", rules)
    assert article.section == "Ekonomi"
    assert [each for each in article.problems if each.field == "section"] == []

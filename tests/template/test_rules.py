"""The little language: what a rule finds, refuses to guess, and says of itself."""

from __future__ import annotations

import pytest

from scraper.html import page as pages
from scraper.html.page import Page
from scraper.models import Byline, Link, Photo, PopularEntry
from scraper.template.rules import (
    Ambiguous,
    by,
    bylines,
    css,
    css_all,
    first,
    highest,
    json_ld,
    links,
    meta,
    paragraphs,
    photos,
    popular,
    signed,
)


def page(html: str) -> Page:
    return pages.read(html.encode(), "https://www.example.id/berita/1/banjir", "text/html; charset=utf-8")


def test_css_finds_the_text_of_the_one_element_that_matches() -> None:
    read = page("<h1> Banjir  surut </h1>")
    assert css("h1").value(read, read.root) == "Banjir surut"
    assert css("h2").value(read, read.root) is None


def test_css_takes_equal_texts_for_one_and_refuses_to_choose_between_different_ones() -> None:
    same, different = page("<h1>Satu</h1><h1>Satu</h1>"), page("<h1>Satu</h1><h1>Dua</h1>")
    assert css("h1").value(same, same.root) == "Satu"
    with pytest.raises(Ambiguous, match=r"css\('h1'\) finds 'Satu' and 'Dua'"):
        css("h1").value(different, different.root)
    assert first("h1").value(different, different.root) == "Satu"


def test_an_element_can_be_told_by_its_icons_word_which_is_no_text() -> None:
    read = page("<p><i class=material-icons>person</i> Sari</p><p><i class=material-icons>photo</i> Budi</p>")
    assert css("p", holding="photo").value(read, read.root) == "Budi"


def test_an_attribute_that_is_an_address_is_absolute_and_the_first_that_speaks_counts() -> None:
    read = page('<img data-src="/a.jpg" src="data:image/gif;base64,R0">')
    assert (
        css("img", attr=("data-original", "data-src", "src")).value(read, read.root) == "https://www.example.id/a.jpg"
    )


def test_to_may_change_drop_or_refuse_a_string() -> None:
    read = page("<b>x 1</b><b>y</b>")
    assert css_all("b", to=lambda text: text.upper() if "1" in text else None).value(read, read.root) == ("X 1",)


def test_either_asks_the_second_only_when_the_first_finds_nothing_and_says_which_found_it() -> None:
    read = page('<meta property="og:title" content="Meta"><h1>Judul</h1>')
    rule = css("h2") | meta("og:title") | css("h1")
    found = rule.find(read, read.root)
    assert found is not None
    assert (found.value, repr(found.rule)) == ("Meta", "meta('og:title')")
    assert (css("h2") | css("h3")).find(read, read.root) is None


def test_json_ld_finds_what_the_page_says_of_this_article() -> None:
    read = page(
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Banjir &amp; surut"}</script>'
    )
    found = json_ld("headline").value(read, read.root)
    assert found is not None
    assert found.startswith("Banjir")


def test_by_asks_a_plain_function() -> None:
    read = page("")
    assert by(lambda read: read.url).value(read, read.root) == read.url


def test_paragraphs_carry_the_contracts_marks_and_leave_out_what_is_no_text() -> None:
    read = page(
        "<article><p>Satu</p><figure>foto</figure><h3>Dua</h3><ul><li>tiga</li></ul><b class=ad>beli</b></article>"
    )
    assert paragraphs("article", drop=".ad").value(read, read.root) == ("Satu", "## Dua", "- tiga")


def test_a_dateline_as_bare_text_of_the_container_is_the_head_of_the_first_paragraph() -> None:
    read = page("<div><b>Jakarta</b> -<p>Banjir surut.</p><p>Warga pulang -</p><p>lalu tidur.</p></div>")
    assert paragraphs("div").value(read, read.root) == ("Jakarta - Banjir surut.", "Warga pulang -", "lalu tidur.")
    apart = page("<div><p>Denpasar -</p><p>Banjir surut.</p></div>")
    assert paragraphs("div").value(apart, apart.root) == ("Denpasar -", "Banjir surut.")


def test_an_address_without_a_title_is_no_link() -> None:
    read = page("<li><a href=/kosong></a><a href=/b>Judul</a></li>")
    assert links("a", "related").value(read, read.root) == (Link("related", "https://www.example.id/b", "Judul"),)


def test_a_picture_and_a_title_with_one_address_are_one_link() -> None:
    read = page('<a href="/b?utm_source=x"><img></a><a href="/b">Judul</a><a href="/c" title="Lain"></a><a>tanpa</a>')
    assert links("a", "related").value(read, read.root) == (
        Link("related", "https://www.example.id/b", "Judul"),
        Link("related", "https://www.example.id/c", "Lain"),
    )


def test_a_title_may_be_a_part_of_its_link() -> None:
    read = page("<li><a href=/b><i>1</i> <h4>Judul</h4> 2 jam lalu</a></li><li><a href=/c>Lain</a></li>")
    found = links("a", "related", title="h4").value(read, read.root)
    assert [link.title for link in found or ()] == ["Judul", "Lain"]
    assert [entry.title for entry in popular("li", title="h4").value(read, read.root) or ()] == ["Judul", "Lain"]


def test_what_is_none_of_an_elements_text_can_be_dropped() -> None:
    read = page("<figcaption>Banjir surut. <b>Sari/Foto</b></figcaption>")
    assert css("figcaption", drop="b").value(read, read.root) == "Banjir surut."


def test_the_last_of_several_pages_is_the_highest_number() -> None:
    read = page("<a>1</a><a>9</a><a>10</a><a>Show All</a><a>20 berita</a>")
    assert highest("a").value(read, read.root) == "10"
    assert highest("b").value(read, read.root) is None


def test_a_caption_without_a_word_is_none() -> None:
    read = page("<figure><img src=/a.jpg><i>.</i></figure>")
    assert photos("figure", caption=css("i")).value(read, read.root) == (Photo("https://www.example.id/a.jpg"),)


def test_lists_are_joined_with_plus() -> None:
    read = page("<p id=a>Reporter : Sari</p><p id=b>Editor : Budi</p>")
    found = (bylines("#a") + bylines("#b")).value(read, read.root)
    assert [(person.name, person.role) for person in found or ()] == [("Sari", "reporter"), ("Budi", "editor")]


def test_of_two_lists_the_second_is_asked_where_the_first_is_empty() -> None:
    rule = links("#b a", "read_also") + (links("#a a", "related") | links("#b a", "related"))
    both = page("<ul id=a><a href=/1>Satu</a></ul><ul id=b><a href=/2>Dua</a></ul>")
    second = page("<ul id=b><a href=/2>Dua</a></ul>")
    assert [(link.kind, link.title) for link in (rule.value(both, both.root) or ())] == [
        ("read_also", "Dua"),
        ("related", "Satu"),
    ]
    assert [(link.kind, link.title) for link in (rule.value(second, second.root) or ())] == [
        ("read_also", "Dua"),
        ("related", "Dua"),
    ]
    assert "(links('#a a', kind='related') | links('#b a', kind='related'))" in rule.code


def test_the_label_of_a_read_also_link_is_none_of_its_title() -> None:
    read = page("<a href=/1><span>Baca Juga: </span>Warga Menanam Pohon</a>")
    assert links("a", "read_also").value(read, read.root)[0].title == "Warga Menanam Pohon"


def test_a_photo_needs_an_address_and_has_one_entry() -> None:
    read = page("<figure><img src=/a.jpg><i>Ani</i></figure><figure><img></figure><figure><img src=/a.jpg></figure>")
    found = photos("figure", credit=css("i")).value(read, read.root)
    assert found == (Photo("https://www.example.id/a.jpg"),) or found[0].url == "https://www.example.id/a.jpg"
    assert len(found) == 1


def test_ranks_of_a_most_read_list_are_its_order() -> None:
    read = page("<div><h4>Terpopuler</h4><li><a href=/a>A</a> <b>1.234 kali</b><li>iklan<li><a href=/b>B</a></div>")
    assert popular("li", box=css("h4"), views=css("b")).value(read, read.root) == (
        PopularEntry("Terpopuler", 1, "https://www.example.id/a", "A", 1234),
        PopularEntry("Terpopuler", 2, "https://www.example.id/b", "B"),
    )


def test_a_most_read_list_that_is_printed_twice_has_each_rank_once() -> None:
    read = page("<ol><li><a href=/a><img></a><a href=/a>A</a><li><a href=/b>B</a></ol>" * 2)
    found = popular("li").value(read, read.root)
    assert [(entry.rank, entry.title) for entry in found or ()] == [(1, "A"), (2, "B")]


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (css("h1"), "css('h1')"),
        (first("img", attr="src"), "first('img', attr='src')"),
        (css("a", holding="x", to=str.strip), "css('a', holding='x', to=strip)"),
        (css("h1") | meta("og:title"), "css('h1') | meta('og:title')"),
        (css_all("a") + css_all("b"), "css_all('a') + css_all('b')"),
        (photos("figure", credit=css("i")), "photos('figure', credit=css('i'))"),
    ],
)
def test_a_rule_prints_as_the_code_that_made_it(rule: object, code: str) -> None:
    assert repr(rule) == code


def test_a_line_that_is_wholly_one_element_can_be_a_subhead_or_no_text() -> None:
    read = page(
        "<div><p><em>Wali kota di pasar.</em></p><p><strong>Kota</strong> - Pasar <em>modern</em> dibuka.<br>"
        "<strong>Kurang Parkir</strong><br>Warga mengeluh.</p></div>"
    )
    rule = paragraphs("div", breaks=1, heads="strong", beside="em")
    assert rule.value(read, read.root) == ("Kota - Pasar modern dibuka.", "## Kurang Parkir", "Warga mengeluh.")


def test_signed_finds_names_in_capitals_in_the_last_paragraph_only() -> None:
    rule = signed(paragraphs("div"))
    read = page("<div><p>SITI AMINAH</p><p>Banjir surut.</p><p>BUDI SANTOSO</p></div>")
    assert rule.value(read, read.root) == (Byline("BUDI SANTOSO", "reporter"),)
    unsigned = page("<div><p>BUDI SANTOSO</p><p>Banjir di Jakarta surut.</p></div>")
    assert rule.value(unsigned, unsigned.root) == ()

"""What a reader sees of a page: texts and paragraphs, and nothing that is hidden from them."""

from __future__ import annotations

import pytest

from scraper.html import page as pages
from scraper.html.page import Block, Node, Page, blocks, text_of

URL = "https://www.example.id/berita/1/banjir"


def page(html: str) -> Page:
    return pages.read(html.encode(), URL, "text/html; charset=utf-8")


def only(html: str, selector: str = "#it") -> Node:
    (node,) = page(html).root.css(selector)
    return node


def texts(html: str, *, breaks: int = 2) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in blocks(only(f"<div id=it>{html}</div>"), breaks=breaks)]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Banjir <b>surut</b>, warga pulang", "Banjir surut, warga pulang"),
        ("satu<br>dua", "satu dua"),
        ("<div>satu</div><div>dua</div>", "satu dua"),
        ("foto<script>var x = 'tidak'</script><style>p{}</style>", "foto"),
        ('<i class="material-icons">photo</i> Istimewa', "Istimewa"),
        ('<i class="left material-icons">photo</i>Istimewa', "Istimewa"),
        ('judul <i style="display: none">economy-read-1</i>', "judul"),
        ('judul <span style="DISPLAY:none;">x</span>', "judul"),
        ("judul <span hidden>x</span>", "judul"),
        ("judul <!-- komentar -->berita", "judul berita"),
        ("a&nbsp;&amp;&#8203; b", "a & b"),
        ("", ""),
    ],
)
def test_text_is_what_a_reader_sees(html: str, text: str) -> None:
    assert text_of(only(f"<div id=it>{html}</div>")) == text


def test_text_of_an_element_leaves_out_what_is_to_be_skipped() -> None:
    node = only("<p id=it>Sandi <a>Baca juga</a>berkata</p>")
    assert text_of(node, frozenset(a.mem_id for a in node.css("a"))) == "Sandi berkata"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>satu</p><p>dua</p>", [("p", "satu"), ("p", "dua")]),
        ("satu<br><br>dua<br>\n <br/>tiga", [("p", "satu"), ("p", "dua"), ("p", "tiga")]),
        ("satu<br>masih satu", [("p", "satu masih satu")]),
        ("<p>satu</p>teks tanpa p<p>dua</p>", [("p", "satu"), ("p", "teks tanpa p"), ("p", "dua")]),
        ("<h2>Anak judul</h2><p>isi</p>", [("h", "Anak judul"), ("p", "isi")]),
        ("<ul><li>satu</li><li><p>dua</p></li></ul>", [("li", "satu"), ("li", "dua")]),
        ("<p>satu <b>tebal</b><i> miring</i></p>", [("p", "satu tebal miring")]),
        ("<p class=a><p>satu</p>", [("p", "satu")]),
        ("<div><div>satu</div>ekor</div>", [("p", "satu"), ("p", "ekor")]),
        ("<p>&nbsp;</p><p>\u200b</p>", []),
        ("baris\nterlipat", [("p", "baris terlipat")]),
    ],
)
def test_paragraphs_are_those_that_a_reader_sees(html: str, expected: list[tuple[str, str]]) -> None:
    assert texts(html) == expected


def test_a_single_break_divides_paragraphs_only_where_the_site_uses_it_so() -> None:
    assert texts("satu<br>dua", breaks=1) == [("p", "satu"), ("p", "dua")]


def test_a_block_knows_how_much_of_it_is_link() -> None:
    linked: list[Block] = blocks(only('<p id=it>Baca juga: <a href="/x">Banjir surut</a></p>'))
    assert [block.linked for block in linked] == [len("Banjir surut")]


def test_deep_nesting_within_the_parsers_bounds_needs_no_stack() -> None:
    deep = "<span>" * 1500 + "dasar" + "</span>" * 1500
    assert texts(f"<p>{deep}</p>") == [("p", "dasar")]


def test_meta_elements_are_found_by_property_name_and_itemprop_and_the_first_wins() -> None:
    found = page(
        '<meta property="og:title" content=" Judul "><meta name="OG:Title" content="lain">'
        '<meta itemprop="datePublished" content="2020-01-02"><meta name="author" content="">'
    ).meta
    assert found == {"og:title": " Judul ", "datepublished": "2020-01-02"}


def test_the_canonical_link_is_found_behind_a_noscript_that_closes_the_head() -> None:
    """beritajakarta: HTML5 ends the head at a <div>, so `head link` finds nothing (measured with Lexbor)."""
    read = page(f"<head><noscript><div>x</div></noscript><link rel=canonical href={URL}?utm_source=x></head>")
    assert read.canonical == URL


@pytest.mark.parametrize("href", ["", "#top", "javascript:alert(1)", "mailto:a@b.id", "http://[", "data:text/html,x"])
def test_what_leads_to_no_page_is_no_link(href: str) -> None:
    assert page("").absolute(href) is None


def test_links_are_resolved_against_the_base_element() -> None:
    assert page('<base href="https://m.example.id/x/">').absolute("y") == "https://m.example.id/x/y"


def test_a_page_in_windows_1252_is_decoded_as_its_header_says() -> None:
    read = pages.read("<p id=it>“Kafé”</p>".encode("cp1252"), URL, "text/html; charset=iso-8859-1")
    assert text_of(read.root.css("#it")[0]) == "“Kafé”"


def test_empty_bytes_are_an_empty_page() -> None:
    assert blocks(pages.read(b"", URL).root) == []


def test_an_element_that_matches_a_list_of_selectors_twice_is_one() -> None:
    read = pages.read(b"<div class='a b'><p>Satu</p></div>", "https://www.example.id/")
    assert [text_of(node) for node in read.select(".a p, .b p", read.root)] == ["Satu"]

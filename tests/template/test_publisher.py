"""Whose a URL is, which article it names, and whose readers it is for."""

from __future__ import annotations

import re

from scraper import publishers
from scraper.html import page as pages
from scraper.html.page import text_of
from scraper.indonesian.time_zones import WIB, WITA
from scraper.template.publisher import Place, Publisher

NETWORK = Publisher(
    id="kabar",
    name="Kabar",
    region=None,
    hosts=("www.kabar.test", "kabar.test"),
    editions={"sagara.kabar.test": Place("Bali", WITA)},
    areas={"jateng": Place("Jawa Tengah")},
    article=r"/(?:[\w-]+/){1,2}(?P<id>\d+)(?:/|$)",
)


def test_a_host_right_below_one_of_a_network_belongs_to_it() -> None:
    assert NETWORK.owns("https://baru.kabar.test/berita/1/x")
    assert not NETWORK.owns("https://kabar.test.example.id/berita/1/x")
    assert not NETWORK.owns("https://bukankabar.test/berita/1/x")
    assert publishers.of("https://zonabaru.pikiran-rakyat.com/umum/pr-0112345678/x") is publishers.named("promedia")
    assert publishers.of("https://jateng.go.id/berita/1") is None


def test_a_place_is_told_by_host_or_by_the_first_step_of_the_path() -> None:
    assert NETWORK.place("https://sagara.kabar.test/berita/1/x") == Place("Bali", WITA)
    assert NETWORK.place("https://m.sagara.kabar.test/berita/1/x") == Place("Bali", WITA)
    assert NETWORK.place("https://www.kabar.test/jateng/berita/1/x") == Place("Jawa Tengah")
    assert NETWORK.place("https://www.kabar.test/berita/1/x") == Place(None, WIB)


def test_an_alias_is_folded_and_an_edition_is_not_but_for_its_scheme() -> None:
    assert NETWORK.canonical("http://sagara.kabar.test/berita/1/x") == "https://sagara.kabar.test/berita/1/x"
    assert NETWORK.canonical("http://kabar.test/berita/1/x") == "https://www.kabar.test/berita/1/x"
    assert NETWORK.canonical("https://sagara.kabar.test/berita/1/x") == "https://sagara.kabar.test/berita/1/x"


def test_articles_are_the_same_by_their_id_whatever_the_slug() -> None:
    assert NETWORK.same_article("https://www.kabar.test/berita/1/lama", "https://sagara.kabar.test/a/b/1/baru")
    assert not NETWORK.same_article("https://www.kabar.test/berita/1/x", "https://www.kabar.test/berita/2/x")
    assert not NETWORK.same_article("https://www.kabar.test/tag/x", "https://www.kabar.test/tag/x")


def test_no_selector_trusts_lexbor_with_a_compound_that_begins_with_is() -> None:
    """Lexbor asks only the parent of ":is(.a, .b) .c"; written "*:is(.a, .b) .c", it asks every ancestor."""
    deep = pages.read(b"<div class=a><p><b class=c>x</b></p></div>", "https://kabar.test/")
    assert [text_of(node) for node in deep.select("*:is(.a, .b) .c", deep.root)] == ["x"]
    bare = re.compile(r"(?<![\w\])*.#-]):is\(")
    rules = [repr(each) for publisher in publishers.everyone().values() for each in publisher.templates]
    assert [rule for rule in rules if bare.search(rule)] == []

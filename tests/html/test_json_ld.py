"""JSON-LD as pages have it: every object in order, the one about the article, and the values in all their forms."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.html.json_ld import article_block, first_url, json_ld_blocks, names, types

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
NEWS = {
    "@type": "NewsArticle",
    "headline": "Harga cabai naik",
    "url": "https://kabar.example/read/7/harga-cabai",
}
OTHER = {"@type": "NewsArticle", "headline": "Jalan ditutup", "url": "https://kabar.example/read/8/jalan"}
SITE = {"@type": "WebSite", "url": "https://kabar.example/"}

FLAT = {
    "an object": ('{"a": 1}', [{"a": 1}]),
    "a list": ('[{"a": 1}, {"b": 2}]', [{"a": 1}, {"b": 2}]),
    "lists in lists": ('[{"a": 1}, [[{"b": 2}], {"c": 3}]]', [{"a": 1}, {"b": 2}, {"c": 3}]),
    "a graph": ('{"@context": "x", "@graph": [{"a": 1}, {"b": 2}]}', [{"a": 1}, {"b": 2}]),
    "a graph of one": ('{"@graph": {"a": 1}}', [{"a": 1}]),
    "an object with a graph": (
        '[{"a": 1, "@graph": [{"b": 2}]}, {"c": 3}]',
        [{"a": 1, "@graph": [{"b": 2}]}, {"b": 2}, {"c": 3}],
    ),
    "no object": ('[1, "x", null, [true]]', []),
    "nothing": ("", []),
    "only space": (" \n\t", []),
}


@pytest.mark.parametrize("case", FLAT)
def test_every_object_in_order(case: str) -> None:
    text, expected = FLAT[case]
    assert json_ld_blocks(text) == expected


@given(JSON_VALUES)
def test_whole_json_is_read_as_json(value: Any) -> None:
    assert json_ld_blocks(json.dumps([{"x": value}]))[0] == {"x": value}


def test_article_is_told_from_other_blocks() -> None:
    assert article_block([SITE, NEWS]) is NEWS
    assert article_block([SITE]) is None
    assert article_block([]) is None


@pytest.mark.parametrize(
    "kind", ["Article", "https://schema.org/ReportageNewsArticle", "schema:BlogPosting", ["X", "Article"]]
)
def test_article_types_in_every_spelling(kind: Any) -> None:
    block = {"@type": kind}
    assert article_block([{"@type": "Person"}, block]) is block


def test_of_several_articles_the_one_of_this_page_is_taken() -> None:
    blocks = [OTHER, SITE, NEWS]
    assert article_block(blocks) is OTHER
    assert article_block(blocks, url="http://m.kabar.example/read/7/harga-cabai/?page=2#x") is NEWS
    assert article_block(blocks, headline=" Harga  cabai naik\n") is NEWS
    assert article_block(blocks, url=OTHER["url"], headline="Harga cabai naik") is OTHER


@pytest.mark.parametrize(
    "claim",
    [{"mainEntityOfPage": NEWS["url"]}, {"mainEntityOfPage": {"@id": NEWS["url"]}}, {"@id": NEWS["url"]}],
)
def test_article_may_name_its_page_in_three_ways(claim: dict[str, Any]) -> None:
    block = {"@type": "Article", **claim}
    assert article_block([OTHER, block], url=NEWS["url"]) is block


def test_article_may_be_the_main_entity_of_its_page() -> None:
    assert article_block([{"@type": "WebPage", "mainEntity": NEWS}]) is NEWS


@given(JSON_VALUES)
def test_readers_take_any_value(value: Any) -> None:
    assert all(isinstance(name, str) and name for name in names(value))
    assert first_url(value) is None or first_url(value)
    types({"@type": value})
    article_block(
        [{"@type": "Article", "url": value, "headline": value, "mainEntity": value}, NEWS],
        url="x",
        headline="y",
    )


def test_names_of_authors_in_every_form() -> None:
    assert names("Rina Astuti") == ["Rina Astuti"]
    assert names({"@type": "Person", "name": " Rina Astuti "}) == ["Rina Astuti"]
    assert names([{"name": ["Rina Astuti", "Budi"]}, ["Budi", {"url": "x"}], None, ""]) == [
        "Rina Astuti",
        "Budi",
    ]


@pytest.mark.parametrize(
    "value",
    [
        "a.jpg",
        {"url": "a.jpg"},
        {"contentUrl": "a.jpg"},
        {"@id": "a.jpg"},
        [None, "", {"url": ["a.jpg", "b.jpg"]}],
        {"url": {"x": 1}, "contentUrl": " a.jpg "},
    ],
)
def test_first_url_of_an_image_in_every_form(value: Any) -> None:
    assert first_url(value) == "a.jpg"

"""Every publisher's fixtures: a page of invented news in its true markup, and what a reader sees on it.

`tests/fixtures/<publisher>/<case>.html` stands beside `<case>.json`: the output contract without `found_by`, or
`{"error": "NotAnArticle", "url": ...}`. A failure names the field that differs.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import scraper
from scraper import errors, publishers, urls
from scraper.html import page as pages
from scraper.models import CONTRACT
from scraper.template.publisher import Publisher

FIXTURES = Path(__file__).parents[1] / "fixtures"
CASES = sorted(FIXTURES.glob("*/*.json"))
FIELDS = tuple(name for name in CONTRACT if name != "found_by")


def expected(case: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(case.read_text("utf-8"))
    return found


def page(case: Path) -> bytes:
    return case.with_suffix(".html").read_bytes()


def named(case: Path) -> str:
    return f"{case.parent.name}/{case.stem}"


ARTICLES = [case for case in CASES if "headline" in expected(case)]
OTHERS = [case for case in CASES if "error" in expected(case)]


@pytest.mark.parametrize("case", ARTICLES, ids=named)
def test_a_page_is_read_as_a_reader_sees_it(case: Path) -> None:
    want = expected(case)
    got = scraper.parse(page(case), want["url"]).to_dict()
    different = {name: (got[name], want[name]) for name in FIELDS if got[name] != want[name]}
    for name, (have, should) in different.items():
        print(f"{named(case)}: {name}\n  read     {have!r}\n  expected {should!r}")
    assert sorted(different) == []


@pytest.mark.parametrize("case", ARTICLES, ids=named)
def test_every_value_says_which_rule_found_it(case: Path) -> None:
    article = scraper.parse(page(case), expected(case)["url"])
    printed = article.to_dict()
    told = {"url", "publisher", "published_raw", "dateline", "initials", "quotes", "pages", "found_by", "problems"}
    silent = [name for name in CONTRACT if name not in told and printed[name] and name not in article.found_by]
    assert silent == []


@pytest.mark.parametrize("case", ARTICLES, ids=named)
def test_offsets_of_quotations_point_at_their_words(case: Path) -> None:
    article = scraper.parse(page(case), expected(case)["url"])
    for quote in article.quotes:
        if quote.start is not None:
            assert article.body[quote.start : quote.end] == quote.text


@pytest.mark.parametrize("case", OTHERS, ids=named)
def test_a_page_that_is_no_article_is_refused(case: Path) -> None:
    want = expected(case)
    with pytest.raises(getattr(errors, want["error"])):
        scraper.parse(page(case), want["url"])


@pytest.mark.parametrize("publisher", publishers.everyone().values(), ids=lambda publisher: publisher.id)
def test_a_publisher_is_whole(publisher: Publisher) -> None:
    assert publisher.templates
    assert all(publisher.owns(index) for index in publisher.indexes)
    assert not any(publisher.is_article(index) for index in publisher.indexes)


def test_no_two_publishers_claim_one_host() -> None:
    hosts = [host for each in publishers.everyone().values() for host in (*each.hosts, *each.editions)]
    assert len(hosts) == len(set(hosts))


def test_a_verified_publisher_names_the_page_that_was_seen() -> None:
    """The demo's paper has the layout of another, whose page it names."""
    for publisher in publishers.everyone().values():
        if publisher.verified and not publisher.on_request:
            assert publisher.owns(urls.canonical(publisher.verified.page)), publisher.id


def test_every_publisher_of_which_a_page_was_seen_has_a_fixture() -> None:
    """The demo's pages are tested where they are served."""
    seen = (each for each in publishers.everyone().values() if each.verified and not each.on_request)
    assert {case.parent.name for case in CASES} >= {each.id for each in seen}


def test_an_index_lists_its_articles_and_nothing_else() -> None:
    listed = [case for case in OTHERS if "articles" in expected(case)]
    assert listed
    for case in listed:
        want = expected(case)
        publisher, read = publishers.of(want["url"]), pages.read(page(case), want["url"])
        assert publisher is not None
        assert [link for link in read.links() if publisher.is_article(link)] == want["articles"]


@pytest.mark.parametrize("publisher", publishers.everyone().values(), ids=lambda each: each.id)
def test_every_list_of_a_publisher_is_on_its_own_hosts(publisher: Publisher) -> None:
    days = (form.format(day=date(2024, 1, 31)) for form in publisher.archives)
    searches = (form.format(words="banjir") for form in publisher.searches)
    named = (*publisher.feeds, *publisher.sitemaps, *publisher.indexes, *publisher.most_read, *days, *searches)
    assert [url for url in named if not publisher.owns(url)] == []
    assert all("31" in form.format(day=date(2024, 1, 31)) for form in publisher.archives)

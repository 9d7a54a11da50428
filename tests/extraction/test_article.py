"""What makes a reading one article, and what fills the fields that rules leave open."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import scraper
from scraper.errors import NotAnArticle
from scraper.extraction.article import identity, reading
from scraper.html import page as pages
from scraper.models import Article
from scraper.publishers import named
from scraper.template.publisher import Publisher, Template
from scraper.template.rules import bylines, css, css_all, links, paragraphs, photos, popular

FIXTURE = Path(__file__).parents[1] / "fixtures" / "beritajakarta" / "mobile.html"
BODY = (
    "<p>" + "</p><p>".join(f"Warga Kampung Melati menanam {n} pohon trembesi di tepi sungai." for n in "abc") + "</p>"
)


def record(claim: str, found: str) -> str:
    read = pages.read(f"<link rel=canonical href='{claim}'>".encode(), found)
    publisher = named("republika")
    assert publisher.owns(read.url)
    return identity(read, publisher)


def test_two_captures_of_one_address_are_one_article_whatever_host_each_claims() -> None:
    path = "/berita/nasional/hukum/17/02/07/okzlrr328-sidang"
    found = f"http://nasional.republika.co.id{path}"
    assert record(f"http://republika.co.id{path}", found) == f"https://nasional.republika.co.id{path}"
    assert record(found, found) == f"https://nasional.republika.co.id{path}"


def test_an_alias_may_be_told_by_its_claim_which_edition_the_article_is_in() -> None:
    path = "/berita/nasional/hukum/17/02/07/okzlrr328-sidang"
    claim = f"https://nasional.republika.co.id{path}"
    assert record(claim, f"https://republika.co.id{path}") == claim


def test_a_claim_about_another_article_does_not_count() -> None:
    path = "/berita/nasional/hukum/17/02/07/okzlrr328-sidang"
    found = f"https://www.republika.co.id{path}"
    assert record("https://www.republika.co.id/", found) == found
    assert record("https://www.republika.co.id/berita/nasional/17/02/07/aaaaaa123-lain", found) == found


def capture(modified: str) -> bytes:
    return f"""<meta property=article:modified_time content="{modified}"><h1>Warga Menanam Pohon</h1>
        <div class=meta-post><time>Rabu, 10 Februari 2016 - 02:24 WIB</time></div>
        <div class=detail-content><div id=contentx>{BODY}</div></div>""".encode()


URL = "https://news.okezone.com/read/2016/02/10/340/9400001/warga-menanam-pohon"


def test_a_stamp_within_the_minute_of_publication_is_no_change() -> None:
    assert scraper.parse(capture("2016-02-10T02:24:59+07:00"), URL).modified_at is None
    assert scraper.parse(capture("2016-02-10T02:23:00+07:00"), URL).modified_at is None
    changed = scraper.parse(capture("2016-02-10T02:25:00+07:00"), URL).modified_at
    assert changed is not None
    assert changed.minute == 25


def test_a_weekday_that_is_not_that_of_the_date_is_told() -> None:
    url = "https://m.beritajakarta.id/read/9400101/x"
    page = FIXTURE.read_bytes()
    assert b"Selasa, 11 Maret 2025" in page
    told = scraper.parse(page.replace(b"Selasa, 11 Maret", b"Rabu, 11 Maret"), url)
    assert [(each.field, each.kind) for each in told.problems] == [("published_at", "suspect")]
    assert told.published_at == scraper.parse(page, url).published_at


def test_what_rules_that_were_never_held_against_a_page_miss_is_read_without_rules() -> None:
    html = f"""<div class=title><h1>Warga Menanam Pohon</h1></div><p class=info>Reporter: Siti Aminah</p>
        <div id=contentx class=read>{BODY}</div>""".encode()
    article = scraper.parse(html, URL)
    assert article.names("reporter") == ["Siti Aminah"]
    assert article.found_by["headline"] == "css('.title h1')"
    assert article.found_by["bylines"] == "by(bylines)"


def test_after_a_redesign_the_text_is_read_without_rules_and_the_rule_that_failed_is_told() -> None:
    page = FIXTURE.read_bytes().replace(b"content-body", b"isi-baru")
    article = scraper.parse(page, "https://m.beritajakarta.id/read/9100001/x")
    whole = scraper.parse(FIXTURE.read_bytes(), "https://m.beritajakarta.id/read/9100001/x")
    assert set(article.paragraphs) & set(whole.paragraphs)
    assert ("paragraphs", "fallback") in {(problem.field, problem.kind) for problem in article.problems}
    with pytest.raises(NotAnArticle):
        scraper.parse(page, "https://m.beritajakarta.id/info-harga")


def redesigned(page: str, **rules: Any) -> Article:
    """What a publisher's rules that find nothing on a page leave to read."""
    nothing = {
        "headline": css(".x"), "published": css(".x"), "section": css(".x"), "bylines": bylines(".x"),
        "photos": photos(".x"), "tags": css_all(".x"), "popular": popular(".x"),
        "links": links(".x", "read_also") + links(".y", "related"), "body": paragraphs(".text"),
    }  # fmt: skip
    site = Publisher(
        id="kabar", name="Kabar", region=None, hosts=("kabar.test",), article=r"/berita/(?P<id>\d+)",
        templates=(Template(when=".text", **{**nothing, **rules}),),
    )  # fmt: skip
    return reading(pages.read(page.encode(), "https://kabar.test/berita/1/a"), site)


ENTRIES = "".join(f"<li><a href=/berita/{n}/b>Kabar lain dari kampung nomor {n}</a></li>" for n in range(2, 6))
REDESIGNED = f"""<title>Warga Menanam Pohon Trembesi</title>
    <script type="application/ld+json">{{"@type": "NewsArticle", "author": {{"name": "Budi Santoso"}}}}</script>
    <nav class=breadcrumb><a href=/>Home</a><a href=/lingkungan>Lingkungan</a></nav>
    <article><h1>Warga Menanam Pohon Trembesi</h1><p class=info>Rabu, 10 Februari 2016 02:24 WIB</p>
    <figure><img src=/foto/pohon.jpg><figcaption>Warga menanam. (Kabar/Siti Aminah)</figcaption></figure>
    <div class=text>{BODY * 5}</div><p class=who>Reporter: Siti Aminah</p></article>
    <p>Tags: <a href=/tag/pohon>pohon</a></p><h3>Berita Terkait</h3><ul>{ENTRIES}</ul>
    <h3>Terpopuler</h3><ol>{ENTRIES}</ol>"""


def test_where_every_rule_of_a_layout_fails_the_page_is_read_as_a_reader_sees_it() -> None:
    article = redesigned(REDESIGNED)
    assert (article.headline, str(article.published_at)) == (
        "Warga Menanam Pohon Trembesi",
        "2016-02-10 02:24:00+07:00",
    )
    assert (article.section, article.tags, article.names("reporter")) == ("Lingkungan", ("pohon",), ["Siti Aminah"])
    assert [(photo.caption, photo.credit) for photo in article.photos] == [("Warga menanam.", "Kabar/Siti Aminah")]
    assert ([link.kind for link in article.links], len(article.popular)) == (["related"] * 4, 4)
    assert {(each.field, each.kind) for each in article.problems} >= {("headline", "fallback")}


def test_a_failing_rule_for_bylines_is_never_mended_by_the_head() -> None:
    assert redesigned(REDESIGNED.replace("Reporter: Siti Aminah", "")).bylines == ()


def test_a_list_that_another_layout_lacks_is_added_and_both_rules_are_told() -> None:
    page = REDESIGNED.replace(
        "<div class=text>", "<p class=lihat><a href=/berita/9/z>Dari dulu</a></p><div class=text>"
    )
    article = redesigned(page, links=links(".lihat a", "read_also") + links(".x", "related"))
    assert [link.kind for link in article.links] == ["read_also", *["related"] * 4]
    assert article.found_by["links"] == (
        "links('.lihat a', kind='read_also') + links('.x', kind='related') + by(called_related)"
    )


def test_a_rule_that_promises_no_related_list_gets_none() -> None:
    assert redesigned(REDESIGNED, links=links(".x", "read_also")).links == ()


def test_a_lead_picture_that_a_rule_finds_bare_gets_what_is_printed_beside_it() -> None:
    article = redesigned(REDESIGNED, photos=photos("figure", caption=css(".x")))
    assert [(photo.caption, photo.credit) for photo in article.photos] == [("Warga menanam.", "Kabar/Siti Aminah")]
    assert article.found_by["photos"] == "photos('figure', caption=css('.x')) + by(photos)"


def test_a_picture_with_nothing_beside_it_stays_bare_and_its_rule_alone_is_told() -> None:
    bare = REDESIGNED.replace("<figcaption>Warga menanam. (Kabar/Siti Aminah)</figcaption>", "")
    article = redesigned(bare, photos=photos("figure", caption=css(".x")))
    assert [(photo.caption, photo.credit) for photo in article.photos] == [(None, None)]
    assert article.found_by["photos"] == "photos('figure', caption=css('.x'))"


UNKNOWN = "https://www.kabarkampung.example/berita/taman-baca"


@pytest.mark.parametrize(
    ("claim", "url"),
    [
        ("https://kabarkampung.example/berita/taman-baca", "https://kabarkampung.example/berita/taman-baca"),
        ("https://m.kabarkampung.example/2024/taman-baca", "https://m.kabarkampung.example/2024/taman-baca"),
        ("https://www.kabarkampung.example/", UNKNOWN),
        ("https://www.kabarkampung.example/berita/lain", UNKNOWN),
        ("https://kabarkota.example/berita/taman-baca", UNKNOWN),
        ("", UNKNOWN),
    ],
)
def test_an_unknown_page_is_called_what_it_claims_where_site_and_last_step_agree(claim: str, url: str) -> None:
    page = pages.read(f"<link rel=canonical href='{claim}'>".encode(), UNKNOWN)
    assert identity(page, None) == url


@pytest.mark.parametrize(
    ("claim", "url"), [("https://www.kabarkampung.example/", "https://www.kabarkampung.example/berita/")]
)
def test_two_addresses_without_a_last_step_are_not_the_same(claim: str, url: str) -> None:
    page = pages.read(f"<link rel=canonical href='{claim}'>".encode(), url)
    assert identity(page, None) == url


def unknown(head: str = "", printed: str = "Selasa, 11 Maret 2025 10:36 WIB") -> bytes:
    title = "<h1>Taman Baca Dibuka di Kampung Melati</h1>"
    return (
        f"<html><head>{head}</head><body><article>{title}<time>{printed}</time>{BODY}</article></body></html>".encode()
    )


@pytest.mark.parametrize(("days", "is_suspect"), [(-1, True), (0, False), (2, False)])
def test_a_publication_more_than_a_day_after_the_capture_is_suspect(days: int, is_suspect: bool) -> None:
    captured_at = datetime(2025, 3, 11, 3, 36, tzinfo=UTC) + timedelta(days=days, seconds=-1 if days < 0 else 0)
    found = scraper.parse(unknown(), UNKNOWN, captured_at=captured_at, generic=True)
    assert any("after the capture" in problem.detail for problem in found.problems) is is_suspect


@pytest.mark.parametrize(("said", "free"), [("true", True), ("false", False), ('"False"', False), ('"ya"', None)])
def test_json_ld_says_whether_a_story_is_free(said: str, free: bool | None) -> None:
    data = f'{{"@type": "NewsArticle", "headline": "Taman Baca", "isAccessibleForFree": {said}}}'
    head = f'<script type="application/ld+json">{data}</script>'
    assert scraper.parse(unknown(head), UNKNOWN, generic=True).free is free


def test_a_story_of_which_nobody_says_whether_it_is_free_is_neither() -> None:
    assert scraper.parse(unknown(), UNKNOWN, generic=True).free is None

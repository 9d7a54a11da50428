"""What a list says: its articles with their days, its main list apart from the boxes around it, its next page."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from scraper import publishers
from scraper.discovery import listing
from scraper.discovery.listing import Listing
from scraper.discovery.pagination import following
from scraper.models import Capture

REAL = Path(__file__).parents[3] / "shared" / "pages"
NOON = datetime(2026, 3, 6, 5, 0, tzinfo=UTC)


def read(publisher: str, url: str, body: str | bytes, mime: str = "text/html") -> Listing:
    packed = body.encode() if isinstance(body, str) else body
    return listing.read(publishers.named(publisher), Capture(url, url, NOON, 200, mime, None, (), packed))


def item(number: int, printed: str = "", around: str = "li") -> str:
    link = f'<a href="/read/{number}/warga-menanam-pohon-di-tepi-kali">Warga menanam pohon nomor {number}</a>'
    return f"<{around}><h2>{link}</h2><span>{printed}</span></{around}>"


PAGE = "https://m.beritajakarta.id/berita/terkini"


def days(found: Listing) -> list[str | None]:
    return [each.at.date().isoformat() if each.at else None for each in found.articles]


def test_the_date_beside_a_link_is_the_articles_and_nobody_elses() -> None:
    body = f"""<ul>{item(1, "Kamis, 05 Maret 2026 10:00 WIB")}{item(2, "1 jam lalu")}{item(3)}</ul>
    <footer>Jumat, 06 Maret 2026</footer>"""
    assert days(read("beritajakarta", PAGE, body)) == ["2026-03-05", "2026-03-06", None]


def test_a_day_in_a_headline_or_a_teaser_is_not_that_of_the_story() -> None:
    link = '<a href="/read/1/x">Warga mengenang banjir besar 2 Februari 2007 di tepi kali</a>'
    teaser = "Pada 2 Februari 2007 air naik sampai ke atap rumah, dan warga mengungsi ke balai desa yang lama."
    assert days(read("beritajakarta", PAGE, f"<ul><li><h2>{link}</h2><p>{teaser}</p></li></ul>")) == [None]
    dated = f"<ul><li><h2>{link}</h2><p>{teaser}</p><small>6 Maret 2026</small></li></ul>"
    assert days(read("beritajakarta", PAGE, dated)) == ["2026-03-06"]
    card = '<a href="/read/1/x"><div>Mengenang banjir 2 Februari 2007</div><div>6 Maret 2026</div></a>'
    assert days(read("beritajakarta", PAGE, card)) == ["2026-03-06"]


def test_the_day_in_an_address_counts_before_what_is_printed() -> None:
    link = '<li><a href="https://jogja.tribunnews.com/2024/01/31/pasar-dibuka-lagi-besok">Pasar</a> 2 Maret 2026</li>'
    assert days(read("tribunnews", "https://jogja.tribunnews.com/", link)) == ["2024-01-31"]


@pytest.mark.parametrize("path", ["2024/02/31", "2024/13/01", "99/99/99"])
def test_a_day_that_never_was_is_none(path: str) -> None:
    link = f'<a href="https://jogja.tribunnews.com/{path}/pasar-dibuka-lagi-besok-123456">x</a>'
    assert set(days(read("tribunnews", "https://jogja.tribunnews.com/", link))) <= {None}


def test_the_main_list_is_told_from_the_boxes_around_it() -> None:
    box = "".join(item(number, around="div") for number in (7, 8))
    body = f"<aside>{box}</aside><ul>{''.join(item(number) for number in (1, 2, 3))}</ul>"
    found = read("beritajakarta", PAGE, body)
    assert len(found.articles) == 5
    assert [each.url.split("/")[4] for each in found.main] == ["1", "2", "3"]


def test_articles_of_others_and_pages_that_are_none_are_left_out() -> None:
    body = '<a href="https://www.example.com/read/1/x">a</a><a href="/kategori/ekonomi">b</a><a href="http://[">c</a>'
    assert read("beritajakarta", PAGE, body).articles == ()


def test_a_most_read_page_is_a_ranking() -> None:
    body = f"<ul>{''.join(item(number) for number in (3, 1, 2))}</ul>"
    found = read("beritajakarta", "https://m.beritajakarta.id/berita/terpopuler", body).popular
    assert [(entry.rank, entry.url.split("/")[4]) for entry in found] == [(1, "3"), (2, "1"), (3, "2")]
    assert found[0].title == "Warga menanam pohon nomor 3"
    assert read("beritajakarta", PAGE, body).popular == ()


def test_the_most_read_box_of_an_index_page_is_kept() -> None:
    page = (Path(__file__).parents[1] / "fixtures" / "beritajakarta" / "index.html").read_bytes()
    found = read("beritajakarta", PAGE, page).popular
    assert [entry.rank for entry in found] == [1, 2, 3, 4, 5]
    assert {entry.box for entry in found} == {"Berita Terpopuler"}


def test_what_a_list_is_is_told_by_its_own_words() -> None:
    feed = "<rss><channel><item><link>https://m.beritajakarta.id/read/1/x</link></item></channel></rss>"
    assert read("beritajakarta", PAGE, feed).kind == "feed"
    named = ("https://m.beritajakarta.id/a.xml", "https://www.example.com/b.xml")
    index = f"<sitemapindex>{''.join(f'<sitemap><loc>{url}</loc></sitemap>' for url in named)}</sitemapindex>"
    found = read("beritajakarta", PAGE, index)
    assert (found.kind, [each.url for each in found.sitemaps]) == ("sitemap", ["https://m.beritajakarta.id/a.xml"])


def test_a_page_that_would_hang_the_parser_says_nothing() -> None:
    assert read("beritajakarta", PAGE, "<div>" * 100_000) == listing.NOTHING


@pytest.mark.parametrize(
    ("url", "links", "expected"),
    [
        ("https://a.id/indeks", ["https://a.id/indeks?page=3", "https://a.id/indeks?page=2"], "https://a.id/indeks?page=2"),
        ("https://a.id/indeks?page=2", ["https://a.id/indeks?page=1", "https://a.id/indeks?page=3"], "https://a.id/indeks?page=3"),
        ("https://a.id/?site=jatim&p=2", ["https://a.id/?p=3", "https://a.id/?site=jatim&p=3"], "https://a.id/?site=jatim&p=3"),
        ("https://a.id/?p=2&site=jatim", ["https://a.id/?p=3&site=jatim"], "https://a.id/?p=3&site=jatim"),
        ("https://a.id/jateng/", ["https://a.id/jateng/index2/"], "https://a.id/jateng/index2/"),
        ("https://a.id/", ["https://a.id/page/2/"], "https://a.id/page/2/"),
        ("https://a.id/indeks/2016/02/16", ["https://a.id/indeks/2016/02/17"], None),
        ("https://a.id/indeks", ["https://b.id/indeks?page=2"], None),
        ("https://a.id/indeks?page=12", ["https://a.id/indeks?page=11"], None),
    ],
)  # fmt: skip
def test_the_next_page_is_the_same_address_with_the_next_number(
    url: str, links: list[str], expected: str | None
) -> None:
    assert following(url, links) == expected


@pytest.mark.skipif(not REAL.is_dir(), reason="the real pages are not at hand")
@pytest.mark.parametrize(
    ("publisher", "file", "url", "articles", "expected"),
    [
        ("kompas", "kompas/anpandu_kompas-mainpage", "http://indeks.kompas.com/", 10, "http://indeks.kompas.com/?p=2"),
        ("liputan6", "liputan6/anpandu_liputan6-mainpage", "http://www.liputan6.com/indeks", 95, "http://www.liputan6.com/indeks?page=2"),
        ("merdeka", "merdeka/www_index_jateng", "https://www.merdeka.com/jateng/", 20, "https://www.merdeka.com/jateng/index2/"),
        ("viva", "viva/anpandu_viva-mainpage", "http://www.viva.co.id/indeks", 30, "http://www.viva.co.id/indeks?page=2"),
    ],
)  # fmt: skip
def test_real_lists_are_read_and_go_on(publisher: str, file: str, url: str, articles: int, expected: str) -> None:
    found = read(publisher, url, (REAL / f"{file}.html").read_bytes())
    assert len(found.articles) == articles
    assert found.following == expected


def test_a_long_list_of_short_titles_is_not_looked_through_for_each_link(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("scraper.indonesian.dates.printed", lambda line, **_: asked.append(line))
    items = "".join(
        f'<li><p><a href="/read/{n}/x">Warga {n}</a></p><p>Warga menanam pohon</p></li>' for n in range(300)
    )
    assert len(read("beritajakarta", PAGE, f"<ul>{items}</ul>").articles) == 300
    assert len(asked) < 300 * 12

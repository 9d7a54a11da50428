"""Which further pages an article has, and how its pages become one article."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from scraper import publishers
from scraper.extraction.merge import appended, joined, refusal
from scraper.extraction.paged import Story, opened
from scraper.extraction.pages import LAST, MOST, Parts, parts
from scraper.html import page as pages
from scraper.indonesian.time_zones import WIB
from scraper.models import INCOMPLETE, Article, Byline, Capture, Link, Photo, Problem, Quote

TRIBUN = "https://www.tribunnews.com/metropolitan/2020/06/08/jadwal-pasar-murah"
WORDPRESS = "https://metrobali.com/pasar-badung-dibuka-lagi/"
DETIK = "https://news.detik.com/berita/d-6400101/pasar-murah"
NOON = datetime(2020, 6, 8, 5, 0, tzinfo=UTC)


def found(links: str, article: str = TRIBUN, says: int = 1) -> Parts:
    return parts(pages.read(links.encode(), article), article, says)


PAGERS: dict[str, tuple[str, str, str | None, list[str]]] = {
    "numbers, a next link, and itself": (
        TRIBUN,
        '<a href="?page=2">Halaman selanjutnya</a><a href="#">1</a><a href="?page=1">1</a><a href="?page=3">3</a>',
        None,
        ["?page=2", "?page=3"],
    ),
    "all on one page": (
        TRIBUN,
        '<a href="?page=2">2</a><a href="?page=all#page2">Show All</a>',
        "?page=all",
        ["?page=2"],
    ),
    "another parameter for all": (TRIBUN, '<a href="?showpage=all">Baca Selengkapnya</a>', "?showpage=all", []),
    "a third": (DETIK, '<a href="?single=1">Lihat Semua</a>', "?single=1", []),
    "the last step of the path": (
        WORDPRESS,
        '<a href="https://metrobali.com/pasar-badung-dibuka-lagi/2/" class="post-page-numbers">2</a>',
        None,
        ["2/"],
    ),
    "a path without a slash": (DETIK, f'<a class="detail__anchor-numb" href="{DETIK}/2">2</a>', None, ["/2"]),
    "a link in the head": (WORDPRESS, f'<link rel="next" href="{WORDPRESS}2/"><p>Teks', None, ["2/"]),
    "a gap in the numbers": (
        TRIBUN,
        '<a href="?page=2">2</a>...<a href="?page=5">5</a>',
        None,
        [f"?page={n}" for n in (2, 3, 4, 5)],
    ),
    "pages counted by tens": (DETIK, f'<a href="{DETIK}/10">2</a><a href="{DETIK}/20">3</a>', None, ["/10", "/20"]),
    "an alias of the host, http, AMP and tracking": (
        TRIBUN,
        f'<a href="{TRIBUN.replace("https://www", "http://m")}?utm_source=x&amp;amp=1&amp;page=2">2</a>',
        None,
        ["?page=2"],
    ),
}


@pytest.mark.parametrize(("article", "links", "whole", "numbered"), PAGERS.values(), ids=PAGERS)
def test_further_pages_are_told_from_the_links_of_a_page(
    article: str, links: str, whole: str | None, numbered: list[str]
) -> None:
    told = found(links, article)
    assert told.whole == (whole and article + whole)
    assert list(told.numbered.values()) == [article + each for each in numbered]


@pytest.mark.parametrize(
    "links",
    [
        '<a href="https://www.tribunnews.com/metropolitan/2020/06/07/cerita-lain?page=2">2</a>',
        '<a href="https://www.tribunnews.com/index-news?page=2">2</a>',
        '<a href="https://jatim.tribunnews.com/metropolitan/2020/06/08/jadwal-pasar-murah?page=2">2</a>',
        '<a href="https://www.example.com/metropolitan/2020/06/08/jadwal-pasar-murah?page=2">2</a>',
        '<a href="https://indeks.kompas.com?site=tekno&page=2">2</a>',
        '<link rel="next" href="https://www.tribunnews.com/metropolitan/2020/06/09/cerita-lain">',
        '<a href="?page=2020">arsip</a><a href="?share=facebook">Facebook</a><a href="#page2">2</a>',
        '<a href="javascript:muat(2)">2</a><a href="http://[?page=2">2</a><a href="?page=1">1</a><a>2</a>',
        '<a href="?page=all">Jadwal Pasar Murah</a>',
        f'<a href="{TRIBUN}/komentar/2/">2</a><a href="{TRIBUN}/2/3">3</a>',
    ],
)
def test_no_other_link_is_a_further_page(links: str) -> None:
    assert found(links) == Parts()


def test_a_page_that_says_how_many_there_are_leads_to_those_between() -> None:
    told = found('<a href="?page=2">Selanjutnya</a>', says=4)
    assert list(told.numbered) == [2, 3, 4]
    assert len(found('<a href="?page=2">2</a>', says=10**12).numbered) == LAST - 1


def test_a_link_to_all_of_a_story_counts_where_there_is_more_than_one_page() -> None:
    link = '<a href="?page=all">Jadwal Pasar Murah</a>'
    assert found(link, says=2).whole == f"{TRIBUN}?page=all"
    assert found(link + '<a href="?page=2">2</a>').whole == f"{TRIBUN}?page=all"


@pytest.mark.parametrize(
    ("url", "first"),
    [
        (f"{WORDPRESS}2/", WORDPRESS),
        (f"{WORDPRESS}12", WORDPRESS.rstrip("/")),
        (f"{DETIK}/3", DETIK),
        (f"{WORDPRESS}1/", f"{WORDPRESS}1/"),
        (f"{WORDPRESS}2020/", f"{WORDPRESS}2020/"),
        ("https://metrobali.com/category/badung/2/", "https://metrobali.com/category/badung/2/"),
        ("https://www.tribunnews.com/news/2020/05/04/12", "https://www.tribunnews.com/news/2020/05/04/12"),
        ("http://elshinta.com/news/46890/2016/02/11/", "http://elshinta.com/news/46890/2016/02/11/"),
        ("https://metrobali.com/?p=7", "https://metrobali.com/?p=7"),
    ],
)
def test_the_number_of_a_page_is_no_part_of_an_articles_address(url: str, first: str) -> None:
    publisher = publishers.of(url)
    assert publisher is not None
    assert publisher.first_page(url) == first
    assert publisher.canonical(url) == publisher.canonical(first)


# Joining

LEAD = "Pasar murah digelar di lima kelurahan mulai pekan depan, kata panitia."
SECOND = "Warga cukup membawa kartu penduduk dan tas belanja dari rumah masing-masing."
THIRD = "“Beras kami jual lima puluh ribu rupiah untuk lima kilogram,” kata Lurah Cempaka Iwan Setiadi."
FOURTH = "Minyak goreng dan gula dijual dengan harga yang sama seperti tahun lalu."


@pytest.mark.parametrize(
    ("text", "page", "together"),
    [
        ((LEAD, SECOND), (THIRD, FOURTH), (LEAD, SECOND, THIRD, FOURTH)),
        ((LEAD, SECOND), (LEAD, THIRD), (LEAD, SECOND, THIRD)),
        ((LEAD, SECOND), (SECOND, THIRD), (LEAD, SECOND, THIRD)),
        ((LEAD, SECOND), (LEAD, SECOND, THIRD), (LEAD, SECOND, THIRD)),
        ((LEAD,), (THIRD, LEAD, FOURTH), (LEAD, THIRD, FOURTH)),
        ((LEAD,), (f" {LEAD.upper()} ", THIRD), (LEAD, THIRD)),
        ((LEAD, "## Bahan", "- Garam"), ("## Soto", "## Bahan", "- Garam"), None),
        ((LEAD, "- Garam"), ("- Gula", "- Garam"), None),
        ((LEAD, "Salam"), ("Salam", THIRD), (LEAD, "Salam", THIRD)),
        ((LEAD,), (), (LEAD,)),
        ((), (LEAD,), (LEAD,)),
    ],
)
def test_what_a_page_prints_again_is_in_the_text_once(
    text: tuple[str, ...], page: tuple[str, ...], together: tuple[str, ...] | None
) -> None:
    assert appended(text, page) == (together or (*text, *page))


FIRST = Article(
    url=TRIBUN,
    publisher="tribunnews",
    headline="Jadwal Pasar Murah",
    published_at=datetime(2020, 6, 8, 8, 25, tzinfo=WIB),
    section="Metropolitan",
    views=70,
    tags=("pasar",),
    photos=(Photo("https://cdn.example/1.jpg", "Pasar"),),
    links=(Link("related", "https://www.tribunnews.com/a", "A"),),
    paragraphs=(LEAD, SECOND),
    pages=2,
    found_by={"headline": "css('h1')"},
    problems=(Problem("bylines", "missing", "finds nothing"), Problem("views", "unreadable", "no number")),
)
LATER = replace(
    FIRST,
    section="Lain",
    views=71,
    tags=("pasar", "beras"),
    initials="yog",
    bylines=(Byline("Surya Wibowo", "editor"),),
    photos=(Photo("https://cdn.example/1.jpg", "Lain", "Dok. Kelurahan"), Photo("https://cdn.example/2.jpg")),
    links=(
        Link("related", "https://www.tribunnews.com/b", "B"),
        Link("read_also", "https://www.tribunnews.com/c", "C"),
    ),
    paragraphs=(LEAD, THIRD),
    quotes=(Quote("Beras kami jual lima puluh ribu", None, None, None, "pull", None, None, None),),
    found_by={"headline": "other", "bylines": "bylines('#editor')"},
    problems=(Problem("photos", "unreadable", "of no interest"),),
)


def test_a_later_page_adds_what_it_alone_prints() -> None:
    article = joined(FIRST, [LATER])
    assert article.paragraphs == (LEAD, SECOND, THIRD)
    assert (article.section, article.views, article.published_at) == ("Metropolitan", 70, FIRST.published_at)
    assert article.tags == ("pasar", "beras")
    assert article.initials == "yog"
    assert article.names("editor") == ["Surya Wibowo"]
    assert article.photos == (
        Photo("https://cdn.example/1.jpg", "Pasar", "Dok. Kelurahan"),
        Photo("https://cdn.example/2.jpg"),
    )
    assert [(link.kind, link.title) for link in article.links] == [("related", "A"), ("read_also", "C")]
    assert article.found_by == {"headline": "css('h1')", "bylines": "bylines('#editor')"}
    assert [problem.field for problem in article.problems] == ["views"]


def test_quotations_are_found_in_the_joined_text() -> None:
    article = joined(FIRST, [LATER])
    direct, pulled = (next(q for q in article.quotes if q.kind == kind) for kind in ("direct", "pull"))
    assert article.body[direct.start : direct.end] == direct.text
    assert (direct.paragraph, direct.speaker, pulled.speaker) == (2, "Iwan Setiadi", "Iwan Setiadi")
    assert [person.name for person in article.people] == ["Iwan Setiadi"]


def test_a_page_with_all_of_the_text_takes_the_place_of_the_first_ones() -> None:
    whole = replace(LATER, paragraphs=(LEAD, SECOND, "Salam", THIRD))
    assert joined(FIRST, [whole], whole=True).paragraphs == whole.paragraphs


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"headline": "Jadwal Pasar Murah - Halaman 2"}, None),
        ({"headline": "Jadwal  pasar murah – Page 3"}, None),
        ({"headline": "Jadwal Pasar Murah Halaman all"}, None),
        ({"headline": "Jadwal Pasar Murah (Halaman 2/4)"}, None),
        ({"headline": None}, None),
        ({"headline": "Harga Cabai Turun"}, "another headline"),
        ({"headline": "Jadwal Pasar Murah 2"}, "another headline"),
        ({"url": f"{TRIBUN}-lain"}, "another article"),
        ({"url": "https://www.kompas.com/read/2020/06/08/08250011/pasar-murah"}, "another article"),
        ({"paragraphs": ()}, "no text"),
        ({"paragraphs": FIRST.paragraphs}, "the first page again"),
    ],
)
def test_only_a_page_of_the_article_is_joined_to_it(changes: dict[str, object], why: str | None) -> None:
    told = refusal(FIRST, replace(LATER, **changes))  # type: ignore[arg-type]
    assert told == why if why is None else why in str(told)


def test_pages_under_an_older_slug_are_of_one_article() -> None:
    first, later = (replace(FIRST, url=f"{DETIK}{slug}", publisher="detik") for slug in ("-pekan-ini", ""))
    assert refusal(first, replace(later, paragraphs=(THIRD,))) is None


# Stories


def capture(url: str, html: str, **changes: object) -> Capture:
    made = Capture(url, url, NOON, 200, "text/html", "utf-8", (), html.encode())
    return replace(made, **changes)  # type: ignore[arg-type]


def tribun(*paragraphs: str, pager: str = "") -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        '<!doctype html><html><body><div id="va"><div id="article"><h1 id="arttitle">Jadwal Pasar Murah</h1>'
        "<time>Senin, 8 Juni 2020 08:25 WIB</time>"
        f'<div class="side-article txt-article">{text}</div>{pager}</div></div></body></html>'
    )


def links(*numbers: int) -> str:
    return '<div class="paging">' + "".join(f'<a href="?page={n}">{n}</a>' for n in numbers) + "</div>"


def told(story: Story, answers: dict[str, Capture]) -> tuple[list[str], Article]:
    """What a story asked for, and what it came to."""
    asked: list[str] = []
    while address := story.wanted():
        asked.append(address)
        story.add(address, answers.get(address))
    return asked, story.article()


def line(number: int) -> str:
    return f"Halaman ke-{number} menceritakan hal yang belum pernah dibaca oleh siapa pun di kota ini."


def test_pages_that_only_later_pages_lead_to_are_followed() -> None:
    pages_ = {
        f"{TRIBUN}?page={n}": capture(f"{TRIBUN}?page={n}", tribun(line(n), pager=links(n + 1) if n < 4 else ""))
        for n in range(2, 5)
    }
    asked, article = told(opened(capture(TRIBUN, tribun(LEAD, pager=links(2)))), pages_)
    assert asked == list(pages_)
    assert article.paragraphs == (LEAD, line(2), line(3), line(4))
    assert (article.pages_read, [each for each in article.problems if each.kind == INCOMPLETE]) == (None, [])


def test_a_way_on_that_never_ends_is_left() -> None:
    endless = {
        f"{TRIBUN}?page={n}": capture(f"{TRIBUN}?page={n}", tribun(line(min(n, 3)), pager=links(n + 1)))
        for n in range(2, 90)
    }
    asked, article = told(opened(capture(TRIBUN, tribun(LEAD, pager=links(2)))), endless)
    assert asked == [f"{TRIBUN}?page={n}" for n in (2, 3, 4)]
    assert (article.paragraphs, article.pages_read) == ((LEAD, line(2), line(3)), None)


def test_no_story_asks_for_more_than_its_share() -> None:
    endless = {
        f"{TRIBUN}?page={n}": capture(f"{TRIBUN}?page={n}", tribun(line(n), pager=links(n + 1))) for n in range(2, 99)
    }
    asked, article = told(opened(capture(TRIBUN, tribun(LEAD, pager=links(2)))), endless)
    assert len(asked) == MOST
    assert article.pages_read == MOST + 1
    (problem,) = [each for each in article.problems if each.kind == INCOMPLETE]
    assert problem.detail == f"{TRIBUN}?page={MOST + 2}: not asked for: of one story at most {MOST} further pages are"


def test_numbered_pages_are_asked_for_where_the_page_with_all_of_it_has_other_words() -> None:
    pager = links(2) + '<a href="?page=all">Show All</a>'
    answers = {
        f"{TRIBUN}?page=all": capture(f"{TRIBUN}?page=all", tribun(line(7), line(8), pager=pager)),
        f"{TRIBUN}?page=2": capture(f"{TRIBUN}?page=2", tribun(THIRD, pager=pager)),
    }
    asked, article = told(opened(capture(TRIBUN, tribun(LEAD, SECOND, pager=pager))), answers)
    assert asked == list(answers)
    assert (article.paragraphs, article.pages_read) == ((LEAD, SECOND, THIRD), None)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"status": 404}, "status 404"),
        ({"mime": "image/jpeg"}, "image/jpeg is no page"),
        ({"final_url": "https://www.tribunnews.com/"}, "leads to https://www.tribunnews.com/"),
        ({"final_url": TRIBUN.replace("jadwal", "cerita")}, "leads to"),
        ({"body": tribun(LEAD).encode()}, "the first page again"),
        ({"body": b"<h1>Sedang perawatan</h1>"}, "2: no article: no text"),
        ({"body": b"<div>" * 60_000}, "tags"),
    ],
)
def test_what_came_in_place_of_a_page_is_told(changes: dict[str, object], why: str) -> None:
    address = f"{TRIBUN}?page=2"
    answer = capture(address, tribun(THIRD), **changes)
    asked, article = told(opened(capture(TRIBUN, tribun(LEAD, pager=links(2)))), {address: answer})
    (problem,) = [each for each in article.problems if each.kind == INCOMPLETE]
    assert asked == [address]
    assert problem.field == "paragraphs"
    assert problem.detail.startswith(f"{address}: ")
    assert why in problem.detail
    assert (article.paragraphs, article.pages_read) == ((LEAD,), 1)


def test_a_page_that_names_others_and_leads_to_none_is_incomplete() -> None:
    pager = '<div class="paging"><a href="#">1</a><a href="#">2</a><a href="#">3</a></div>'
    asked, article = told(opened(capture(TRIBUN, tribun(LEAD, pager=pager))), {})
    assert asked == []
    assert [each.detail for each in article.problems if each.kind == INCOMPLETE] == [
        "page 1 of 3, and no way to the others"
    ]


def test_a_link_to_all_of_a_story_that_is_there_already_is_no_problem() -> None:
    body = tribun(LEAD, SECOND, pager='<a href="?page=all">Baca selengkapnya</a>')
    address = f"{TRIBUN}?page=all"
    asked, article = told(opened(capture(TRIBUN, body)), {address: capture(address, body)})
    assert asked == [address]
    assert (article.paragraphs, article.pages_read) == ((LEAD, SECOND), None)


def test_a_layout_that_holds_all_pages_is_asked_for_no_more() -> None:
    url = "https://www.merdeka.com/jakarta/pasar-murah-digelar-lagi.html"
    breaks = '<div class="detail-body__break"><small>{} dari 3 halaman</small></div>'
    text = f"<p>{LEAD}</p>{breaks.format(2)}<p>{SECOND}</p>{breaks.format(3)}<p>{THIRD}</p>"
    body = (
        '<body><div id="mdk-news-detail"><div class="mdk-news-head"><h1>Pasar Murah Digelar Lagi</h1></div>'
        '<div class="mdk-date-reporter"><span>Jakarta, 17 Juni 2021 19:23</span><span>Reporter : Sari Dewi</span></div>'
        f'<div class="mdk-body-paragraph">{text}</div><a href="?page=2">2</a></div></body>'
    )
    asked, article = told(opened(capture(url, body)), {})
    assert asked == []
    assert (article.pages, article.pages_read) == (3, None)


def test_the_number_of_pages_is_what_the_first_says_or_what_the_links_tell() -> None:
    says_three = '<div class="paging"><a href="?page=2">2</a><a href="?page=3">3</a></div>'
    assert opened(capture(TRIBUN, tribun(LEAD, pager=says_three))).article().pages == 3
    only_a_link = opened(capture(TRIBUN, tribun(LEAD, pager='<a href="?page=2">Halaman selanjutnya</a>')))
    assert only_a_link.article().pages == 2

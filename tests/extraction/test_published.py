"""When an article appeared: siblings of what people report of wrong and guessed dates. All news is invented."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from newspage import LINES, json_ld, newspage, read, text

STAMP = "2025-03-18T09:20:00+07:00"
STATED = json_ld(datePublished=STAMP)


def moment(page: bytes) -> str | None:
    published = read(page).published_at
    return published.isoformat() if published else None


#: Where a date stands that is not the article's.
OTHERS = {
    "a bar over the page": {"top": "<div class=topbar><span>Rabu, 19 Maret 2025</span></div>"},
    "the page's header": {"top": "<header><div>Rabu, 19 Maret 2025 | 10:00 WIB</div></header>"},
    "a clock over the page": {"top": "<div class=clock>Rabu, 19 Maret 2025</div>"},
    "a sentence": {"body": text(("Rapat itu digelar pada Senin, 17 Maret 2025 di balai dusun.", *LINES))},
    "a last sentence": {"body": text((*LINES, "Aturan itu berlaku sejak 17 Maret 2025."))},
    "a caption": {"info": "<figure><img src=/a.jpg><figcaption>Balai dusun, 17 Maret 2025</figcaption></figure>"},
    "teasers behind the text": {
        "behind": "<div class=more><div><a href=/daerah/lampu-jalan-lingkar-padam>Lampu Jalan Lingkar Padam</a>"
        "<span>17 Maret 2025</span></div></div>"
    },
    "a comment": {
        "behind": "<div id=comments><h3>1 Komentar</h3><div><b>Ani</b> <span>19 Maret 2025 20:11 WIB</span>"
        "<p>Semoga lancar.</p></div></div>"
    },
    "the most-read list": {
        "behind": "<aside><h3>Terpopuler</h3><ul><li><a href=/daerah/harga-cabai-turun-lagi>Harga Cabai Turun Lagi</a>"
        "<time datetime=2025-03-17T08:00:00+07:00>17 Maret 2025</time></li></ul></aside>"
    },
}


@pytest.mark.parametrize("where", OTHERS)
def test_a_date_that_stands_elsewhere_beats_no_machine(where: str) -> None:
    assert moment(newspage(head=STATED, **OTHERS[where])) == STAMP


@pytest.mark.parametrize("where", OTHERS)
def test_a_date_that_stands_elsewhere_is_none_of_the_article(where: str) -> None:
    assert moment(newspage(**OTHERS[where])) is None


def test_the_title_block_is_asked_before_the_machine() -> None:
    page = newspage(head=STATED, info="<div class=date>Senin, 17 Maret 2025 21:05 WIB</div>")
    assert moment(page) == "2025-03-17T21:05:00+07:00"


@pytest.mark.parametrize("line", ["Diterbitkan pada 18 Maret 2025 09:20 WIB", "Selasa, 18 Maret 2025 | 09.20 WIB"])
@pytest.mark.parametrize("place", ["over", "info", "behind"])
def test_the_articles_own_printed_date_is_read(place: str, line: str) -> None:
    assert moment(newspage(**{place: f"<div class=date>{line}</div>"})) == STAMP


METAS = (
    'property="article:published_time"', 'name="pubdate"', 'name="DC.date.issued"', 'name="dcterms.created"',
    'name="parsely-pub-date"', 'name="sailthru.date"', 'name="cXenseParse:publishtime"', 'itemprop="datePublished"',
    'name="publish-date"', 'property="og:article:published_time"', 'name="publication_date"', 'name="date"',
    'name="cXenseParse:recs:publishtime"', 'name="rnews:datePublished"', 'property="article:published"',
)  # fmt: skip


@pytest.mark.parametrize("name", METAS)
def test_machine_dates_in_meta_elements(name: str) -> None:
    assert moment(newspage(head=f'<meta {name} content="{STAMP}">')) == STAMP


@pytest.mark.parametrize("name", ["article:modified_time", "lastmod-date", "event_date", "article:expiration_time"])
def test_a_machine_date_of_something_else_is_none(name: str) -> None:
    assert moment(newspage(head=f'<meta property="{name}" content="{STAMP}">')) is None


ELEMENTS = (
    f"<time datetime={STAMP}>2 jam lalu</time>",
    f"<time pubdate datetime={STAMP}></time>",
    f"<abbr class=published title={STAMP}>2 jam lalu</abbr>",
    f"<span class=published title={STAMP}>kemarin</span>",
    f"<span itemprop=datePublished content={STAMP}>18 Maret 2025</span>",
    f"<span data-datetime={STAMP}>18 Maret</span>",
    "<span data-timestamp=1742264400>baru saja</span>",
    f"<abbr class=updated title={STAMP}>18 Maret 2025</abbr>",
)


@pytest.mark.parametrize("element", ELEMENTS)
def test_machine_dates_in_attributes_of_the_title_block(element: str) -> None:
    assert moment(newspage(info=f"<div class=meta>{element}</div>")) == STAMP


@pytest.mark.parametrize(
    "value",
    [
        STAMP,
        [STAMP],
        {"@type": "DateTime", "@value": STAMP},
        1742264400,
        "2025-03-18 09:20",
        "2025-03-18T02:20:00.000Z",
    ],
)
def test_machine_dates_in_json_ld(value: object) -> None:
    assert moment(newspage(head=json_ld(datePublished=value))) == STAMP


def test_the_page_of_an_article_without_a_date_says_it() -> None:
    page_block = f'<script type="application/ld+json">{{"@type": "WebPage", "datePublished": "{STAMP}"}}</script>'
    assert moment(newspage(head=json_ld() + page_block)) == STAMP


@pytest.mark.parametrize("media_type", ["application/ld+json; charset=utf-8", " Application/LD+JSON "])
def test_json_ld_under_any_spelling_of_its_media_type(media_type: str) -> None:
    assert moment(newspage(head=STATED.replace("application/ld+json", media_type))) == STAMP


@pytest.mark.parametrize("line", ["2 jam yang lalu", "3 hari lalu", "kemarin", "Baru saja", "sejam lalu"])
def test_a_relative_time_is_printed_and_no_date_without_the_capture(line: str) -> None:
    article = read(newspage(info=f"<div class=date>{line}</div>"))
    assert (article.published_raw, article.published_at) == (line, None)
    assert [problem.kind for problem in article.problems if problem.field == "published_at"] == [
        "unreadable",
        "missing",
    ]


def test_a_relative_time_counts_from_the_capture() -> None:
    page = newspage(info="<div class=date>2 jam yang lalu</div>")
    article = read(page, captured_at=datetime(2025, 3, 18, 4, 20, tzinfo=UTC))
    assert str(article.published_at) == "2025-03-18 09:20:00+07:00"


@pytest.mark.parametrize(
    "line",
    [
        "Selasa 18 Maret 2025 / 18 Ramadan 1446 H 09:20",
        "18 Ramadhan 1446 H / 18 Maret 2025 09.20 WIB",
        "Selasa Pahing, 18 Maret 2025 M / 18 Ramadan 1446 Hijriah | 09:20",
    ],
)
def test_dates_of_two_calendars_are_one(line: str) -> None:
    assert moment(newspage(info=f"<div class=date>{line}</div>")) == STAMP

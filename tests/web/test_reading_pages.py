"""Our own pages: what each shows, in both languages and all forms, and that nothing from a page runs in any of them."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode
from xml.etree import ElementTree as ET

import feedparser
import pytest
from browser import needs_browser
from devtools import Chromium
from hypothesis import given
from hypothesis import strategies as st
from small_demo import small_demo
from web_archive import FORMULA, HOSTILE, QUOTE, article, capture, fill, insert, serving

from scraper.archive.stored import digest, packed
from scraper.exchange.proof import verify
from scraper.language.catalogue import speaking
from scraper.store.edits import Wording, edit
from scraper.template.provinces import PROVINCES
from scraper.web.charts import (
    CAPITALS,
    HEIGHT,
    Point,
    Series,
    bar_chart,
    bump_chart,
    line_chart,
    province_map,
    rank_chart,
)
from scraper.web.citation import apa, bibtex
from scraper.web.datasette_versions import IS_ONE
from scraper.web.listings.changes import kinds_of
from scraper.web.listings.most_read import lists_by_moment
from scraper.web.search_words import search
from scraper.web.serve import Options, command, datasette_of
from scraper.web.views import routes

URL = "https://www.beritajakarta.id/read/1/"
#: Every page, by what it is.
PAGES = {
    "front": "/", "search": "/search?q=pompa", "empty search": "/search", "person": "/person?name=Sari+Wulandari",
    "publisher": "/publisher?id=beritajakarta", "provinces": "/provinces", "province": "/province?name=DKI+Jakarta",
    "topic": "/topic?tag=banjir", "most read": "/most-read", "edits": "/edits", "vanished": "/vanished",
    "glossary": "/glossary", "days": "/days",
    "people": "/people", "topics": "/topics",
    "curves": f"/curves?url={URL}", "article": "/archive/articles/1", "revision": "/archive/revisions/5",
    "compare": f"/compare?url={URL}", "capture": "/capture/1", "hostile article": "/archive/articles/3",
    "hostile topic": "/topic?" + urlencode({"tag": HOSTILE}), "hostile search": "/search?" + urlencode({"q": HOSTILE}),
}  # fmt: skip
#: Datasette's pages in our frame; 1.0 brings templates of its own for them.
NOT_OURS = {
    "table": "/archive/articles", "view": "/archive/who_said_what", "question": "/archive/said_by?name=sari",
    "database": "/archive",
}  # fmt: skip


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pages") / "archive.db"
    fill(path)
    with closing(sqlite3.connect(path)) as db, db:
        insert(db, "quotes", article=1, position=2, kind="pull", text="dua belas pompa", speaker="Sari Wulandari",
               attribution="name", confidence=0.9)  # fmt: skip
        for day, views in ((24, 1500), (25, 1900)):
            seen = capture(db, URL, f"2026-11-{day}T08:00:00Z")
            insert(db, "view_counts", capture=seen, article=1, views=views)
            for rank, url in enumerate((URL, "https://www.beritajakarta.id/read/2/"), start=1):
                shown = rank if day == 24 else 3 - rank
                insert(db, "popular_entries", capture=seen, position=rank, box="Terpopuler", rank=shown, url=url,
                       title=HOSTILE if rank == 1 else "Pasar Malam Pindah", views=views)  # fmt: skip
    return path


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The pages of an archive that a crawl filled."""
    path = small_demo(tmp_path_factory.mktemp("crawled") / "archive.db")
    served = datasette_of(path, Options())
    return lambda address: asyncio.run(served.client.get(address))


def test_the_proof_of_a_page_is_a_download_that_proves_it(crawled: Any, tmp_path: Path) -> None:
    page = crawled("/archive/articles/1").text
    (address,) = re.findall(r'href="(/proof/\d+\.zip)"', page)
    answer = crawled(address)
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    assert int(answer.headers["content-length"]) == len(answer.content)
    file = tmp_path / "proof.zip"
    file.write_bytes(answer.content)
    assert verify(file).url in page
    assert crawled("/proof/999999.zip").status_code == 404


def test_a_page_whose_run_has_no_seal_has_no_proof_yet(get: Callable[..., Any]) -> None:
    assert "/proof/" not in get("/archive/articles/1").text
    assert get("/proof/1.zip").status_code == 404


def test_the_numbers_of_each_picture_are_files(crawled: Any) -> None:
    (url,) = re.findall(r'href="/curves\.csv\?part=views&amp;url=([^"]+)"', crawled("/archive/articles/1").text)
    files = {
        "/days": "label", "/publisher?id=kabardemo&part=days": "label",
        "/publisher?id=kabardemo&part=over_time": "share", "/person?name=Ratih+Kusumastuti&part=months": "label",
        f"/curves?part=views&url={url}": "captured_at",
        f"/curves?part=ranks&url={url}": "captured_at", "/most-read": "rank", "/provinces": "region",
    }  # fmt: skip
    for page, column in files.items():
        path, mark, query = page.partition("?")
        rows = crawled(f"{path}.json{mark}{query}").json()["rows"]
        table = list(csv.DictReader(io.StringIO(crawled(f"{path}.csv{mark}{query}").text, newline="")))
        assert len(rows) == len(table) > 0 or page == "/provinces", page
        assert all(column in row for row in table), page


@pytest.fixture(scope="module")
def get(archive: Path) -> Callable[..., Any]:
    served = datasette_of(archive, Options())

    def ask(path: str, language: str = "en", **headers: str) -> Any:
        return asyncio.run(served.client.get(path, headers={"accept-language": language, **headers}))

    return ask


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("path", [*PAGES.values(), *NOT_OURS.values()], ids=[*PAGES, *NOT_OURS])
def test_every_page_is_whole_in_both_languages(get: Callable[..., Any], path: str, language: str) -> None:
    answer = get(path, language)
    assert answer.status_code == 200, answer.text[-500:]
    assert f'<html lang="{language}">' in answer.text
    for landmark in ("<header>", '<main id="content">', "<footer", 'role="search"', "<nav"):
        assert landmark in answer.text
    other = "Bahasa Indonesia" if language == "en" else "English"
    assert f">{other}</a>" in answer.text
    assert ("Most read" in answer.text) == (language == "en")
    assert ("Terpopuler</a>" in answer.text) >= (language == "id")
    assert "<script>document" not in answer.text
    assert "<img src=x" not in answer.text
    assert "Traceback" not in answer.text


def test_what_a_page_lacks_is_told_in_the_reader_s_language(get: Callable[..., Any], archive: Path) -> None:
    with closing(sqlite3.connect(archive)) as db, db:
        (shown,) = db.execute("SELECT capture FROM articles WHERE id = 1").fetchone()
        insert(
            db, "problems", capture=shown, position=9, field="views", kind="unreadable", detail="no number in 'x kali'"
        )
    assert "no number in &#39;x kali&#39;" in get("/archive/articles/1").text
    assert "tidak ada bilangan dalam &#39;x kali&#39;" in get("/archive/articles/1", "id").text


def test_the_language_that_a_reader_chose_wins_and_leads_back(get: Callable[..., Any]) -> None:
    chosen = get("/language?to=id&back=/edits")
    assert chosen.status_code == 302
    assert chosen.headers["location"] == "/edits"
    assert "arsip_language=id" in chosen.headers["set-cookie"]
    assert '<html lang="id">' in get("/edits", "en", cookie="arsip_language=id").text


@pytest.mark.parametrize("back", ["https://jahat.example/", "//jahat.example", "/\\jahat.example", "javascript:x", ""])
def test_the_way_back_stays_here(get: Callable[..., Any], back: str) -> None:
    assert get(f"/language?to=id&back={quote(back, safe='')}").headers["location"] == "/"


def test_the_front_tells_the_day_the_most_read_and_what_changed(get: Callable[..., Any]) -> None:
    front = get("/").text
    for told in ("The newest day by province", "DKI Jakarta", "Most read now", "▲ 1", "Most quoted in its last week",
                 "Articles a day", "Pasar Malam Pindah ke Lapangan Baru", "headline, name"):  # fmt: skip
        assert told in front, told
    assert "snake_case" not in front
    assert "published_at" not in front


def test_an_article_shows_pull_quotes_curve_citation_and_ways_on(get: Callable[..., Any]) -> None:
    page = get("/archive/articles/1").text
    assert '<aside class="pull"><blockquote lang="id">dua belas pompa</blockquote>' in page
    assert 'aria-label="Views over time"' in page
    assert "Anggraini, D. (2 November 2026). Pompa Disiapkan di Dua Kampung. Berita Jakarta." in page
    assert "@online{beritajakarta20261102n1," in page
    assert f"/article?url={quote(URL)}" in page
    assert 'href="/person?name=Sari%20Wulandari"' in page
    assert "95% sure" not in page


def test_a_photo_is_loaded_only_where_a_reader_asks_for_it(get: Callable[..., Any]) -> None:
    without, asked = get("/archive/articles/1"), get("/archive/articles/1?photo=1")
    assert "<img" not in without.text
    assert "img-src 'self' data:;" in without.headers["content-security-policy"]
    assert '<img src="https://cdn.example/p.jpg"' in asked.text
    assert "https:" in asked.headers["content-security-policy"].partition("img-src")[2].partition(";")[0]


def test_a_permalink_survives_a_rebuild(get: Callable[..., Any]) -> None:
    assert get(f"/article?url={quote(URL)}").headers["location"] == "/archive/articles/1"
    assert get("/article?url=https://lain.example/").status_code == 404
    assert get("/article").status_code == 404


def test_any_two_wordings_are_compared(get: Callable[..., Any]) -> None:
    page = get(f"/compare?url={URL}&from=1&to=2").text
    assert "Pompa Disiapkan di <del>Dua</del> Kampung</p><p" in page
    assert "Pompa Disiapkan di <ins>Tiga</ins> Kampung</p>" in page
    assert "<del>Tiga</del>" in get(f"/compare?url={URL}&from=2&to=1").text
    assert get(f"/compare?url={URL}&from=9").status_code == 404


def test_a_kept_page_is_shown_where_it_can_do_nothing(archive: Path) -> None:
    served = datasette_of(archive, Options())
    frame = asyncio.run(served.client.get("/capture/1"))
    assert 'sandbox=""' in frame.text
    assert "frame-src 'self'" in frame.headers["content-security-policy"]
    broken = asyncio.run(served.client.get("/capture/1/bytes"))
    assert broken.status_code == 404  # its digest is not that of its bytes


def test_the_bytes_of_a_kept_page_bring_a_policy_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    fill(path)
    body = f"<h1>Asli</h1>{HOSTILE}<img src='https://lain.example/x.png'>".encode()
    with closing(sqlite3.connect(path)) as db, db:
        kept_form = packed(body)
        insert(db, "payloads", digest=digest(body), codec=kept_form.codec, size=len(body), body=kept_form.form)
        db.execute("UPDATE captures SET digest = ?, charset = ? WHERE id = 1", [digest(body), "utf-8; x\r\nA: b"])
    served = datasette_of(path, Options())
    kept = asyncio.run(served.client.get("/capture/1/bytes"))
    assert kept.content == body
    assert kept.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert kept.headers.get_list("content-security-policy") == [kept.headers["content-security-policy"]]
    assert kept.headers["content-type"] == "text/html; charset=utf-8xAb"
    assert kept.headers["x-content-type-options"] == "nosniff"


def test_a_person_has_roles_forms_and_who_quotes_them(get: Callable[..., Any]) -> None:
    page = get("/person?name=Sari+Wulandari").text
    for told in ("Kepala Dinas Sumber Daya Air", "Berita Jakarta", QUOTE, "2 November 2026"):
        assert told in page, told
    assert get("/person?name=Tidak+Ada").status_code == 404


def test_a_publisher_a_province_and_a_topic_list_their_stories(get: Callable[..., Any]) -> None:
    assert "Articles a day" in get("/publisher?id=beritajakarta").text
    assert get("/publisher?id=x").status_code == 404
    assert "Pompa Disiapkan di Dua Kampung" in get("/province?name=DKI+Jakarta").text
    assert get("/province?name=Atlantis").status_code == 404
    assert get("/topic?tag=banjir").text.count('<li><a href="/archive/articles/') == 3
    assert get("/topic?tag=%22").status_code == 404


def test_people_and_topics_are_listed_by_how_many_articles_they_are_in(get: Callable[..., Any]) -> None:
    assert [(row["speaker"], row["articles"]) for row in get("/people.json").json()["rows"]] == [("Sari Wulandari", 4)]
    assert get("/topics.json").json()["rows"][0] == {"tag": "banjir", "articles": 3}
    assert 'href="/topic?tag=banjir"' in get("/topics").text
    assert 'href="/person?name=Sari%20Wulandari"' in get("/people").text


def test_the_map_holds_every_province_and_no_other() -> None:
    assert set(CAPITALS) == set(PROVINCES)
    drawn = str(province_map({"Bali": 4}, {"Bali": "/province?name=Bali"}, "peta"))
    assert drawn.count("<circle") == 38
    assert drawn.count("<a href") == 1


def test_most_read_is_one_row_a_list_and_moment(get: Callable[..., Any]) -> None:
    page = get("/most-read").text
    assert page.count('<ol class="ranks">') == 3
    assert 'class="line series-0"' in page
    rows = [{"captured_at": f"2026-11-24T08:{minute:02}:00Z", "rank": 1, "url": "a"} for minute in range(30)]
    assert len(lists_by_moment(rows)) == 1
    later = [{"captured_at": f"2026-11-24T{hour:02}:00:00Z", "rank": 1, "url": "a"} for hour in range(23, 8, -1)]
    (moment,) = lists_by_moment(later)
    assert (moment["since"], moment["at"]) == ("2026-11-24T09:00:00Z", "2026-11-24T23:00:00Z")


def test_an_edit_says_what_kind_of_thing_it_changed() -> None:
    before = {"headline": "a", "body": 'Delapan 8 bus. "Baik," kata Sari.', "bylines": "[]", "credits": "[]"}
    after = {**before, "headline": "b", "body": "Delapan 9 bus.", "credits": '["Bimo"]'}
    kinds = kinds_of(edit(Wording.of(before), Wording.of(after)))
    assert kinds == ["headline", "name", "figure", "quotation removed"]
    with speaking("id"):
        assert kinds_of(
            edit(Wording.of(before), Wording.of({**before, "body": 'Delapan 8 bis. "Baik," kata Sari.'}))
        ) == ["teks"]


#: One of each kind of the lists of hostile strings: what ends an element, an attribute, a script, a style, a URL.
XSS = (
    *("<script>alert(1)</script>", "'><svg/onload=alert(1)>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)"),
    *("<iframe srcdoc='<script>alert(1)</script>'>", "</title><script>alert(1)</script>", "&lt;script&gt;", "⟦<b>⟧"),
    *("</textarea><svg onload=alert(1)>", "{{ 7*7 }}{% raw %}", '<a href="java\tscript:alert(1)">x</a>', "\u202e<b>"),
    *("<style>@import 'x';</style>", "<!--><script>alert(1)//-->", "<math><mtext><script>alert(1)</script>"),
    *("<base href=//jahat.example>", "data:text/html,<script>", "<form action=//jahat.example>"),
    *("<meta http-equiv=refresh content=0>", "' onfocus='alert(1)' autofocus='", "` onmouseover=`alert(1)`"),
)


#: Of Datasette 1.0's own pages; our policy refuses them, so the chooser of columns stays shut there.
DATASETTES_HANDLERS = {"openColumnChooser()"}


class Elements(HTMLParser):
    """The elements of a page with their attributes, as a browser would see them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def active(self) -> list[tuple[str, dict[str, str]]]:
        """Those that run, load or lead somewhere that a page's text may not."""
        return [(tag, attributes) for tag, attributes in self.found if _is_active(tag, attributes)]


def _is_active(tag: str, attributes: dict[str, str]) -> bool:
    addresses = [attributes.get(name, "").strip().lower() for name in ("href", "src", "action", "formaction")]
    leads = any(re.match(r"(?:javascript|data|vbscript):|//jahat|java\s", address) for address in addresses)
    handlers = {value for name, value in attributes.items() if name.startswith("on")} - DATASETTES_HANDLERS
    runs = bool(handlers) or "srcdoc" in attributes
    return leads or runs or tag in ("base", "iframe", "object", "embed", "math") or "http-equiv" in attributes


@pytest.mark.parametrize("text", XSS)
def test_hostile_text_stays_text_wherever_it_stands(text: str, tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    fill(path)
    with closing(sqlite3.connect(path)) as db, db:
        seen = article(db, 6, text, body=f"{text} warga\n\n{text}", tags=json.dumps([text]), section=text, kicker=text)
        insert(db, "quotes", article=6, position=2, kind="direct", text=text, speaker=text, role=text, cue=text,
               attribution="name", confidence=0.5)  # fmt: skip
        db.execute("UPDATE photos SET caption = ?, credit = ?, url = ? WHERE article = 6", [text, text, text])
        insert(db, "people", article=6, position=1, name=text, role=text, mentions=json.dumps([text, "lain"]))
        insert(db, "links", article=6, position=1, kind="related", url=text, title=text)
        insert(db, "popular_entries", capture=seen, position=1, box=text, rank=1, url=text, title=text)
        insert(db, "notes", url="https://www.beritajakarta.id/read/6/", noted_at="2026-11-24T00:00:00Z", text=text)
    served = datasette_of(path, Options())
    named = [urlencode({key: text}) for key in ("q", "name", "tag", "box")]
    paths = (
        *("/", "/archive/articles/6", "/most-read", f"/search?{named[0]}", f"/person?{named[1]}", f"/topic?{named[2]}"),
        *(f"/most-read?{named[3]}", "/archive/articles", "/archive/quotes", "/search?q=warga", "/edits"),
    )

    async def pages() -> list[str]:
        return [(await served.client.get(each)).text for each in paths]

    for where, page in zip(paths, asyncio.run(pages()), strict=True):
        assert Elements(page).active() == [], where
        assert "<script>alert" not in page, where
        assert "49" not in page or "{{" not in text or "7*7" in page, where


def test_times_are_local_in_tables_and_utc_in_exports(get: Callable[..., Any]) -> None:
    assert "2026-11-02 00:30 WIB" in get("/archive/latest").text
    assert "2026-11-23 15:01 WIB" in get("/archive/captures").text
    assert "2026-11-01T17:30:00Z" in get("/archive/articles.json?_shape=array").text


FORMS = (
    "search?q=pompa",
    "person?name=Sari+Wulandari",
    "province?name=DKI+Jakarta",
    "topic?tag=banjir",
    "edits",
    "vanished",
)


@pytest.mark.parametrize("page", FORMS)
def test_every_list_is_a_feed_a_table_and_an_object(get: Callable[..., Any], page: str) -> None:
    path, mark, query = page.partition("?")
    feed = get(f"/{path}.atom{mark}{query}")
    assert feed.headers["content-type"].startswith("application/atom+xml")
    read = feedparser.parse(feed.content)
    assert not read.bozo
    assert read.feed.id == f"http://localhost/{path}.atom{mark}{query}"
    assert read.feed.updated_parsed
    rows = get(f"/{path}.json{mark}{query}").json()["rows"]
    assert len(read.entries) == len(rows) > 0
    assert len({entry.id for entry in read.entries}) == len(read.entries)
    assert all(entry.link.startswith("http://localhost/article?url=") and entry.author for entry in read.entries)
    table = list(csv.DictReader(io.StringIO(get(f"/{path}.csv{mark}{query}").text, newline="")))
    assert len(table) == len(rows)
    assert not [cell for row in table for cell in row.values() if cell == FORMULA]


SEARCHES = {
    "a word": ("pompa", {1, 2, 4}),
    "two words": ("pasar lapangan", {2}),
    "a phrase": ('"pasar malam"', {2}),
    "a phrase that is nowhere": ('"malam pasar"', set()),
    "without": ("kampung -pasar", {1, 4}),
    "only without": ("-kampung", {3}),
    "either": ("lapangan OR script", {2, 3}),
    "a beginning": ("lapang*", {2}),
    "a speaker": ('speaker:"sari wulandari"', {1, 2, 3, 4}),
    "a speaker in Indonesian": ("narasumber:sari lapangan", {2}),
    "a publisher": ("publisher:beritajakarta lapangan", {2}),
    "a publisher's name": ('penerbit:"Berita Jak" lapangan', {2}),
    "a province": ("province:jakarta lapangan", {2}),
    "nobody's": ("publisher:kompas", set()),
    "broken": ('" OR ( NEAR * :', set()),
    "an address": ("https://x.example/a:b", set()),
}


@pytest.mark.parametrize(("words", "found"), SEARCHES.values(), ids=SEARCHES)
def test_a_search_finds(get: Callable[..., Any], words: str, found: set[int]) -> None:
    rows = get(f"/search.json?{urlencode({'q': words})}").json()["rows"]
    assert {row["id"] for row in rows} == found


def test_a_search_is_narrowed_and_sorted_by_day(get: Callable[..., Any]) -> None:
    rows = get("/search.json?q=kampung&since=2026-11-03&until=2026-11-05&sort=oldest").json()["rows"]
    assert [row["id"] for row in rows] == [2, 4]
    assert len(get("/search.json?q=kampung&since=x&until=%27").json()["rows"]) == 3


def test_a_search_has_no_end_at_two_hundred(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    fill(path)
    with closing(sqlite3.connect(path)) as db, db:
        for number in range(5, 265):
            article(db, number, f"Melon {number}", published_at="2026-11-20T03:00:00Z", published_on="2026-11-20")
    served = datasette_of(path, Options())

    async def pages() -> list[int]:
        counts = []
        for number in range(1, 8):
            answer = await served.client.get(f"/search?q=melon&page={number}")
            counts.append(answer.text.count('<p class="passage"'))
        return counts

    assert asyncio.run(pages()) == [50, 50, 50, 50, 50, 10, 0]


@given(st.text(alphabet='ab "-*:()OR\n\x00\\', max_size=40))
def test_any_words_are_a_query_that_sqlite_takes(words: str) -> None:
    found = search(words)
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("CREATE VIRTUAL TABLE t USING fts5(x)")
        for match in filter(None, (found.match, found.without)):
            db.execute("SELECT * FROM t WHERE t MATCH ?", [match]).fetchall()


@given(st.lists(st.floats(0, 1e9), max_size=12), st.text(max_size=8))
def test_a_chart_is_well_formed_and_escapes_its_words(values: list[float], name: str) -> None:
    points = [Point(f"<{number}>", value) for number, value in enumerate(values)]
    labels = [point.label for point in points]
    series = [Series("<b>", [None if value > 5e8 else 1 + value % 5 for value in values])]
    for chart in (line_chart(points, "<i>"), bar_chart(points, "&"), bump_chart(series, labels, '"')):
        if chart:
            assert ET.fromstring(chart).attrib["viewBox"]


def test_search_engines_stay_out_unless_the_operator_lets_them_in(archive: Path, tmp_path: Path) -> None:
    def robots(options: Options) -> str:
        return str(asyncio.run(datasette_of(archive, options).client.get("/robots.txt")).text)

    assert "Disallow: /\n" in robots(Options())
    public = tmp_path / "metadata.json"
    public.write_text(json.dumps({"plugins": {"arsip-berita": {"public": True}}}), "utf-8")
    assert "Disallow:\n" in robots(Options(metadata=public))


def test_the_operator_may_widen_the_policy_and_no_source_ends_it(archive: Path, tmp_path: Path) -> None:
    wider = {"img-src": ["https://peta.example", "x; script-src *"], "font-src": ["'self'"]}
    file = tmp_path / "metadata.json"
    file.write_text(json.dumps({"plugins": {"arsip-berita": {"csp": wider}}}), "utf-8")
    answer = asyncio.run(datasette_of(archive, Options(metadata=file)).client.get("/"))
    policy = answer.headers["content-security-policy"]
    assert "img-src 'self' data: https://peta.example;" in policy
    assert "font-src 'self'" in policy
    assert "script-src *" not in policy


def test_a_citation_survives_what_bibtex_takes_for_markup() -> None:
    row = {
        "id": 1,
        "url": URL,
        "headline": "50% & {x}_\\",
        "published_on": None,
        "publisher": "x",
        "publisher_name": "X",
    }
    assert "title = {50\\% \\& \\{x\\}\\_{\\char92}}," in bibtex(row, [], "2026-01-31")
    assert apa(row, [], "", "r") == f"X (n.d.). 50% & {{x}}_\\. {URL} (r)"


@pytest.fixture(scope="module")
def site(archive: Path) -> Any:
    with serving(command(archive, port=0)) as address:
        yield address


def test_every_page_of_ours_is_walked() -> None:
    """A new page is in PAGES, or named here as what is no page: a redirect, a file, the inside of a frame."""
    no_pages = {r"/article$", r"/language$", r"/robots\.txt$", r"/capture/(?P<id>\d{1,18})/bytes$"}
    paths = [path.partition("?")[0] for path in PAGES.values()]
    ours = [pattern for pattern, _ in routes() if pattern not in no_pages and ".zip" not in pattern]
    assert [pattern for pattern in ours if not any(re.match(pattern, path) for path in paths)] == []


@needs_browser
@pytest.mark.parametrize(("language", "dark"), [("id", False), ("en", True)])
def test_no_page_runs_hostile_text_keeps_anybody_out_or_says_an_error(
    site: str, browser: Chromium, language: str, dark: bool
) -> None:
    """At both widths axe-core finds nothing serious or critical, no error is on the console, nothing is too wide."""
    faults = []
    for name, path in {**PAGES, **NOT_OURS, "nobody": "/person?name=Tidak+Ada"}.items():
        if IS_ONE and name in NOT_OURS:
            continue
        browser.open(f"{site}{path}", language=language, dark=dark)
        faults += [f"{name}: ran" for _ in range(browser.evaluate("document.title") == "broken in")]
        for width in (1280, 390):
            browser.resize(width)
            faults += [f"{name} at {width}: {each}" for each in browser.accessibility_faults()]
            if name not in NOT_OURS:
                wide = browser.evaluate("document.documentElement.scrollWidth")
                faults += [f"{name}: {wide} pixels wide"] if wide > width else []
        faults += [f"{name}: {each}" for each in browser.console if "/bytes" not in each and "404" not in each]
    assert faults == []


def test_a_curve_of_ranks_stays_in_its_picture_with_the_first_rank_on_top() -> None:
    drawn = str(rank_chart([Point("a", 3), Point("b", 1), Point("c", 5)], "tempat"))
    heights = [float(place) for place in re.findall(r'cy="([-\d.]+)"', drawn)]
    assert heights[1] < heights[0] < heights[2]
    assert all(0 <= height <= HEIGHT for height in heights)

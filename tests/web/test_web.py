"""The archive is asked with Datasette: names instead of numbers, and nothing from a page ever runs."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from browser import needs_browser
from devtools import Chromium
from hypothesis import given
from hypothesis import strategies as st
from web_archive import FORMULA, HOSTILE, QUOTE, SCHEMA, article, fill, serving

import scraper
from scraper.store.diff import changes
from scraper.web.article import paragraphs
from scraper.web.datasette_versions import IS_ONE
from scraper.web.describe import descriptions
from scraper.web.safety import harmless, harmless_csv, policy
from scraper.web.serve import command

# What it is made of ------------------------------------------------------------------------------------------


def test_every_table_view_and_column_is_explained() -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript(SCHEMA)
        kinds = dict(db.execute("SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view')"))
        own = {name: kind for name, kind in kinds.items() if "_fts" not in name}
        columns = {name: {row[1] for row in db.execute(f"PRAGMA table_info({name})")} for name in own}
    expected = {name: {"", *columns[name]} if kind == "table" else {""} for name, kind in own.items()}
    assert {name: set(words) for name, words in descriptions(SCHEMA).items()} == expected


def test_the_command_never_promises_that_nobody_writes(tmp_path: Path) -> None:
    words = command(tmp_path / "archive.db", port=8123)
    assert not {"-i", "--immutable", "--inspect-file", "--cors", "--root"} & set(words)
    assert words[words.index("--port") + 1] == "8123"
    assert words[words.index("--db") + 1] == str(tmp_path / "archive.db")
    assert "--open" in command(Path("archive.db"), open_browser=True)


texts = st.text(alphabet="ab \n.,", max_size=60)


@given(texts, texts)
def test_a_diff_spells_both_wordings(old: str, new: str) -> None:
    found = changes(old, new)
    assert "".join(text for kind, text in found if kind != "new") == old
    assert "".join(text for kind, text in found if kind != "gone") == new


@given(st.text(alphabet="ab\n", max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=5))
def test_marking_quotations_changes_no_text(body: str, spans: list[tuple[int, int]]) -> None:
    laid_out = paragraphs(body, [{"start": start, "end": end} for start, end in spans])
    assert "\n\n".join("".join(piece.text for piece in paragraph.pieces) for paragraph in laid_out) == body


cells = st.lists(st.lists(st.text(alphabet='=+-@\t\r\n"a,1＝', max_size=8), min_size=2, max_size=4), max_size=4)


@given(cells)
def test_no_cell_of_an_export_starts_a_formula(rows: list[list[str]]) -> None:
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    read = list(csv.reader(io.StringIO(harmless_csv(written.getvalue()), newline="")))
    assert read == [[harmless(cell) for cell in row] for row in rows]
    assert not [cell for row in read for cell in row if re.match(r"[=@\t\r＝]|[+-](?!\d)", cell)]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("web") / "archive.db"
    fill(path)
    return path


@pytest.fixture(scope="module")
def site(archive: Path) -> Iterator[str]:
    with serving(command(archive, port=0)) as address:
        yield f"{address}/archive"


def fetch(url: str, /, **parameters: str | int) -> tuple[str, dict[str, str]]:
    with urllib.request.urlopen(f"{url}?{urlencode(parameters)}" if parameters else url, timeout=10) as answer:
        return answer.read().decode(), dict(answer.headers)


def ask(url: str, /, **parameters: str | int) -> Any:
    return json.loads(fetch(f"{url}.json", **parameters)[0])


def objects(url: str, /, **parameters: str | int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ask(url, _shape="array", **parameters)
    return found


# Request ---------------------------------------------------------------------------------------------------------


def test_plain_datasette_without_our_settings_serves_it_too(archive: Path) -> None:
    with serving([sys.executable, "-m", "datasette", "serve", str(archive), "--port", "0"]) as address:
        assert len(objects(f"{address}/archive/articles", _search="pompa")) == 3
        assert objects(f"{address}/archive/latest")[0]["headline"] == FORMULA
        assert "Berita Jakarta" in fetch(f"{address}/archive/articles")[0]


def test_articles_come_newest_first_with_facets_that_show_names(site: str) -> None:
    answer = ask(f"{site}/articles", _shape="objects", _extra="facet_results")
    assert [row["id"] for row in answer["rows"]] == [4, 3, 2, 1]
    found = answer["facet_results"]["results"] if IS_ONE else answer["facet_results"]
    facets = {name: facet["results"] for name, facet in found.items()}
    assert {name: [(value["label"], value["count"]) for value in facets[name][:1]] for name in facets} == {
        "publisher": [("Berita Jakarta", 4)],
        "region": [("DKI Jakarta", 4)],
        "section": [("Pemerintahan", 2)],
        "tags": [("banjir", 3)],
        "published_on": [("2026-11-02", 1)],
    }
    assert [row["id"] for row in objects(f"{site}/articles", _search="melati", section="Ekonomi")] == [2]
    assert [row["id"] for row in objects(f"{site}/articles", tags__arraycontains=HOSTILE)] == [3]


@pytest.mark.parametrize(
    "view",
    [
        "latest",
        "who_said_what",
        "people_said",
        "speakers",
        "popularity",
        "rewritten",
        "vanished",
        "health",
        "fill_rates",
    ],
)
def test_every_view_is_on_the_front_page_with_what_it_is(site: str, view: str) -> None:
    front = fetch(site.removesuffix("archive"))[0]
    words = descriptions(SCHEMA)[view][""]
    assert f'/archive/{view}">' in front
    assert f"<dd>{words[0].upper()}{words[1:]}" in front
    assert objects(f"{site}/{view}")


QUERIES = {
    "a word": ("search", {"words": "pompa"}, {1, 2, 4}),
    "two words": ("search", {"words": "pasar lapangan"}, {2}),
    "a phrase that is nowhere": ("search", {"words": '"lapangan pasar"'}, set()),
    "nothing": ("search", {"words": ""}, set()),
    "broken syntax": ("search", {"words": '" OR ( NEAR * :'}, set()),
    "a name": ("said_by", {"name": "sari wulandari", "about": ""}, {1, 2, 3, 4}),
    "an office": ("said_by", {"name": "Sumber Daya", "about": "dua belas"}, {1, 2, 3, 4}),
    "a name that never said it": ("said_by", {"name": "sari", "about": "gempa"}, set()),
    "nobody": ("said_by", {"name": " ", "about": ""}, set()),
    "words said": ("said_about", {"words": "kawasan"}, {1, 2, 3, 4}),
    "wordings by number": ("edits_of", {"url": "1"}, {1}),
    "wordings by address": ("edits_of", {"url": " https://www.beritajakarta.id/read/1/ "}, {1}),
}


@pytest.mark.parametrize("question", QUERIES)
def test_questions_are_answered(site: str, question: str) -> None:
    query, blanks, articles = QUERIES[question]
    assert {row["article"] for row in objects(f"{site}/{query}", **blanks)} == articles


def test_the_found_words_are_marked(site: str) -> None:
    assert "⟦pompa⟧" in objects(f"{site}/search", words="pompa")[0]["passage"]
    assert "<mark>pompa</mark>" in fetch(f"{site}/search", words="pompa")[0]


def test_the_further_pages_of_an_article_are_led_to(site: str) -> None:
    (part,) = objects(f"{site}/captures", kind="part")
    page, _ = fetch(f"{site}/articles/1")
    assert f'further pages <a href="/capture/{part["id"]}">{part["id"]}</a>' in page
    assert "further pages" not in fetch(f"{site}/articles/2")[0]


def test_the_most_quoted_can_be_asked_for_a_time(site: str) -> None:
    everybody = objects(f"{site}/most_quoted", since="", until="")
    assert [(row["speaker"], row["articles"]) for row in everybody] == [("Sari Wulandari", 4)]
    assert objects(f"{site}/most_quoted", since="2026-11-04", until="2026-11-04")[0]["articles"] == 1


def test_what_nobody_asks_for_is_hidden_but_there(site: str) -> None:
    tables = {table["name"]: table["hidden"] for table in ask(site, _show_hidden=1)["tables"]}
    assert {name for name, hidden in tables.items() if not hidden} == {
        "articles", "bylines", "captures", "frontier", "links", "notes", "people", "photos", "popular_entries",
        "problems", "publishers", "quotes", "readings", "revisions", "runs", "sites", "view_counts", "walks",
    }  # fmt: skip


def test_an_empty_archive_says_how_to_fill_it(tmp_path: Path) -> None:
    empty = tmp_path / "my archive.db"
    scraper.open_archive(empty).close()
    with serving(command(empty, port=0)) as address:
        assert "scrape crawl" in fetch(address)[0]
        assert ask(f"{address}/my~20archive/articles")["rows"] == []


def test_what_a_crawl_writes_meanwhile_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    fill(path)
    with serving(command(path, port=0)) as address:
        before = len(objects(f"{address}/archive/articles"))
        with closing(sqlite3.connect(path)) as db, db:
            article(db, 5, "Taman Baru Dibuka")
        assert len(objects(f"{address}/archive/articles")) == before + 1


# Nothing from a page runs --------------------------------------------------------------------------------------


def test_every_answer_carries_the_policy(site: str) -> None:
    for path in ("", "/articles", "/articles/3", "/articles.json", "/articles.csv", "/search", "/none"):
        request = urllib.request.Request(f"{site}{path}")
        try:
            headers = dict(urllib.request.urlopen(request, timeout=10).headers)
        except urllib.error.HTTPError as error:
            headers = dict(error.headers)
        allowed = headers["content-security-policy"].split("; ")
        assert "default-src 'none'" in allowed
        assert not [rule for rule in allowed if rule.startswith("script-src") and "unsafe" in rule]
        assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path", ["articles.csv", "articles.csv?_stream=1&_labels=on", "latest.csv?_dl=1", "search.csv?words=pompa"]
)
def test_an_export_holds_no_formula_and_loses_no_text(site: str, path: str) -> None:
    rows = list(csv.DictReader(io.StringIO(fetch(f"{site}/{path}")[0], newline="")))
    headlines = [row["headline"] for row in rows]
    assert f"'{FORMULA}" in headlines
    assert FORMULA not in headlines
    assert "Pompa Disiapkan di Dua Kampung" in headlines


def test_links_out_go_to_the_web_only_and_tell_nothing(site: str) -> None:
    page = fetch(f"{site}/articles/1")[0] + fetch(f"{site}/articles/3")[0] + fetch(f"{site}/links")[0]
    outward = re.findall(r'<a href="((?![/#?])[^"]*)"([^>]*)>', page)
    stored = [(url, rel) for url, rel in outward if not url.startswith((site, "https://datasette.io/"))]
    assert {url for url, _ in stored} >= {"https://cdn.example/p.jpg", "https://www.beritajakarta.id/read/2/"}
    assert all(url.startswith("https://") and "noopener noreferrer nofollow" in rel for url, rel in stored)
    assert "<img" not in page


ODD = "'x' as tags, '[1]' as passage, 'http://[' as url, 'h' as headline, x'00' as quote, -1 as article"


@pytest.mark.parametrize("columns", [ODD, "'{}' as tags", "null as headline, 1 as article", "1.5 as article"])
def test_any_query_may_name_its_columns_like_ours(site: str, columns: str) -> None:
    assert "message-error" not in fetch(site, sql=f"select {columns}")[0]


PAGES = [
    "",
    "/articles",
    "/articles/3",
    "/quotes",
    "/search?words=script",
    "/revisions/3",
    "?sql=select+*+from+articles",
]


@needs_browser
@pytest.mark.parametrize("path", PAGES)
def test_hostile_text_stays_text_in_a_real_browser(site: str, path: str, browser: Chromium) -> None:
    document = browser.document(f"{site}{path}")
    assert "<title>broken in</title>" not in document
    assert not re.findall(r"<(?:img|iframe|object|embed)|<script>document", document)
    assert browser.console == [] or IS_ONE, "a script of Datasette's own was refused"


class Careless(BaseHTTPRequestHandler):
    """A page that escapes nothing, under our policy for one script of its own."""

    own = "document.body.append('own script ran')"

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Security-Policy", policy([self.own]))
        self.end_headers()
        self.wfile.write(f"<title>whole</title><body>{HOSTILE}<script>{self.own}</script>".encode())

    def log_message(self, *_: object) -> None:
        """Not to the test's output."""


@needs_browser
def test_the_policy_stops_a_script_that_was_not_escaped(browser: Chromium) -> None:
    with HTTPServer(("127.0.0.1", 0), Careless) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        document = browser.document(f"http://127.0.0.1:{server.server_port}/")
        server.shutdown()
    assert "<title>whole</title>" in document
    assert "own script ran</body>" in document
    assert any("Content Security Policy" in line for line in browser.console)


@needs_browser
def test_tables_show_names_and_the_article_reads_like_one(site: str, browser: Chromium) -> None:
    quotes = browser.document(f"{site}/quotes")
    assert re.search(r'class="col-article[^"]*"><a [^>]*>Pompa Disiapkan di Dua Kampung</a>', quotes)
    story = browser.document(f"{site}/articles/1")
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", story))
    assert "Monday 2 November 2026, 00:30 WIB" in text
    assert "reporter Dewi Anggraini" in text
    assert re.search(rf'<mark class="said direct"[^>]*title="Sari Wulandari">{QUOTE}</mark>', story)
    assert re.search(r"<h2[^>]*>Dua lokasi</h2>", story)
    edit = browser.document(f"{site}/revisions/5")
    assert "Pompa Disiapkan di <del>Dua</del><ins>Tiga</ins> Kampung" in edit


def test_a_comment_inside_a_query_describes_nothing() -> None:
    view = "CREATE VIEW v AS  -- what it shows\nSELECT a,\n       -- why so\n       b\nFROM t;"
    assert descriptions(view) == {"v": {"": "what it shows"}}

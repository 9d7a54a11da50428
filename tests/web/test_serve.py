"""`scrape serve`: any file name, any number of stories in one minute, any search; what is wrong is one line."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import sqlite3
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from click.testing import CliRunner
from web_archive import article, fill, serving

import scraper
from scraper.cli.app import main
from scraper.store.diff import changes
from scraper.web.search_words import fts_query
from scraper.web.serve import Options, command, datasette_of

#: Stories of one minute, more than a page shows.
STORIES = 23


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("serve") / "archive.db"
    fill(path)
    with closing(sqlite3.connect(path)) as db, db:
        for number in range(5, 5 + STORIES):
            article(db, number, f"Cerita {number}", published_at="2026-11-20T03:00:00Z", published_on="2026-11-20")
    return path


@pytest.fixture(scope="module")
def site(archive: Path) -> Iterator[str]:
    with serving(command(archive, port=0)) as address:
        yield address


def ask(url: str) -> Any:
    with urllib.request.urlopen(url, timeout=20) as answer:
        return json.load(answer)


def test_a_port_that_is_taken_is_one_line_and_not_a_busy_archive(tmp_path: Path) -> None:
    db = tmp_path / "archive.db"
    scraper.open_archive(db).close()
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        done = subprocess.run(command(db, port=int(port)), capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("scrape: ")
    assert done.stderr.count("\n") == 1
    assert port in done.stderr


@pytest.mark.parametrize("host", ["bukan.alamat.invalid", "203.0.113.7", "", "a" * 80])
def test_an_address_that_is_not_ours_is_one_line(host: str, tmp_path: Path) -> None:
    db = tmp_path / "archive.db"
    scraper.open_archive(db).close()
    result = CliRunner().invoke(main, ["serve", "--db", str(db), "--port", "0", "--host", host])
    if host == "":
        return  # the empty name is every address of this machine, and is served
    assert result.exit_code == 2, result.output
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "words",
    [
        ["--setting", "no_such_setting", "1"],
        ["--setting", "default_page_size", "many"],
        ["--setting", "suggest_facets", "x"],
    ],
    ids=" ".join,
)
def test_a_setting_that_datasette_does_not_know_is_one_line(words: list[str], tmp_path: Path) -> None:
    db = tmp_path / "archive.db"
    scraper.open_archive(db).close()
    result = CliRunner().invoke(main, ["serve", "--db", str(db), "--port", "0", *words])
    assert result.exit_code == 2, result.output
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("name", ["berita #1.db", "apa?.db", "100%.db", "100%23.db", "a&b=c;d.db", "ä é.db", "a+b.db"])
def test_an_archive_of_any_name_is_served(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    fill(path)
    served = datasette_of(path, Options())

    async def answers() -> list[Any]:
        front = await served.client.get("/")
        database = served.urls.database(path.stem)
        rows = await served.client.get(f"{database}/articles.json?_shape=array")
        return [front.status_code, "Pompa Disiapkan di Dua Kampung" in front.text, len(rows.json())]

    assert asyncio.run(answers()) == [200, True, 4]
    assert sorted(each.name for each in tmp_path.iterdir() if "-" not in each.name) == [name]


@pytest.mark.parametrize(
    "query", ["", "&_sort=published_at", "&section=Pemerintahan", "&_sort_desc=words", "&_sort=headline"]
)
@pytest.mark.parametrize("size", [4, 7])
def test_paging_shows_every_story_once(site: str, query: str, size: int) -> None:
    shown: list[int] = []
    following = f"{site}/archive/articles.json?_shape=objects&_size={size}{query}"
    while following:
        answer = ask(following)
        shown += [row["id"] for row in answer["rows"]]
        following = answer["next_url"]
    total = ask(f"{site}/archive/articles.json?_shape=objects&_size=max{query}")["rows"]
    assert sorted(shown) == sorted(row["id"] for row in total)
    assert len(shown) >= STORIES


@pytest.mark.parametrize(
    "words", ['"', '""', '" "', '""""', "*", "NEAR(", "- -", "^", 'a"', "(", "{", ":", "\\", "\0", "AND"]
)
def test_no_search_is_an_error(site: str, words: str) -> None:
    for path in ("articles.json?_search=", "articles?_search=", "search?words=", "said_about?words=", "said_by?name="):
        with urllib.request.urlopen(f"{site}/archive/{path}{quote(words)}", timeout=20) as answer:
            assert answer.status == 200
            assert b"fts5: syntax error" not in answer.read()


@pytest.mark.parametrize("words", ['"', '"a b" c', 'a"b', '"""', "x AND y", "-", " "])
def test_a_query_of_full_text_is_taken_by_sqlite(words: str) -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("CREATE VIRTUAL TABLE t USING fts5(x)")
        db.execute("SELECT * FROM t WHERE t MATCH ?", [fts_query(words)]).fetchall()


def test_a_long_comparison_of_wordings_keeps_nobody_waiting(tmp_path: Path) -> None:
    """The server answers others while two long wordings are compared."""
    path = tmp_path / "archive.db"
    fill(path)
    old = " ".join(f"kata{number % 7} lain{number % 11}" for number in range(6000))
    new = " ".join(f"lain{number % 5} kata{number % 13}" for number in range(6000))
    started = time.monotonic()
    changes(old, new)
    comparing = time.monotonic() - started
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE revisions SET body = ? WHERE article = 1 AND number = 1", [old])
        db.execute("UPDATE revisions SET body = ? WHERE article = 1 AND number = 2", [new])
        (revision,) = db.execute("SELECT id FROM revisions WHERE article = 1 AND number = 2").fetchone()
    served = datasette_of(path, Options())

    async def longest_wait() -> float:
        await served.client.get("/-/versions.json")
        loop = asyncio.get_running_loop()
        page = asyncio.create_task(served.client.get(f"/archive/revisions/{revision}"))
        longest = 0.0
        while not page.done():
            before = loop.time()
            await asyncio.sleep(0.005)
            longest = max(longest, loop.time() - before)
        assert (await page).status_code == 200
        return longest

    assert asyncio.run(longest_wait()) < max(0.25, comparing / 2)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_the_end_of_the_server_leaves_no_log_and_is_no_failure(how: signal.Signals, tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    fill(path)
    with subprocess.Popen(command(path, port=0), stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        address = server.stderr.readline().partition("running on ")[2].split(";")[0]
        assert ask(f"{address}archive/articles.json?_shape=array")
        with closing(sqlite3.connect(path)) as db, db:
            article(db, 50, "Ditulis sementara dibaca")
        server.send_signal(how)
        server.stderr.read()
    assert server.returncode == 0
    assert [each.name for each in tmp_path.iterdir()] == ["archive.db"]
    copy = tmp_path / "copy.db"
    copy.write_bytes(path.read_bytes())
    with closing(sqlite3.connect(copy)) as db:
        assert db.execute("SELECT count(*) FROM articles").fetchone() == (5,)


def test_what_the_operator_says_reaches_datasette(tmp_path: Path) -> None:
    path, plugins = tmp_path / "archive.db", tmp_path / "plugins"
    fill(path)
    plugins.mkdir()
    (plugins / "halo.py").write_text(
        "from datasette import hookimpl, Response\n"
        "@hookimpl\n"
        "def menu_links():\n"
        "    return [{'href': '/arsip/-/halo', 'label': 'Halo'}]\n"
        "@hookimpl\n"
        "def register_routes():\n"
        "    return [(r'/-/halo$', lambda: Response.text('halo'))]\n",
        "utf-8",
    )
    metadata = tmp_path / "metadata.json"
    metadata.write_text('{"title": "Arsip Teluk Sagara"}', "utf-8")
    words = ["--metadata", str(metadata), "--plugins-dir", str(plugins), "--base-url", "/arsip/"]
    with serving([*command(path, port=0), *words, "--setting", "default_page_size", "2"]) as address:
        page = urllib.request.urlopen(f"{address}/arsip/", timeout=20).read().decode()
        assert "Arsip Teluk Sagara" in page
        assert '<a href="/arsip/-/halo">Halo</a>' in page
        assert urllib.request.urlopen(f"{address}/arsip/-/halo", timeout=20).read() == b"halo"
        assert len(ask(f"{address}/arsip/archive/articles.json?_shape=array")) == 2
        assert urllib.request.urlopen(f"{address}/arsip/-/arsip/arsip.css", timeout=20).status == 200
        assert 'href="/arsip/-/arsip/arsip.css' in page

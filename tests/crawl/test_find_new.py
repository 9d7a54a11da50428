"""Finding what is new: the cheapest way that leaves no gap, further pages until what is known, most-read lists."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from newsroom import Newsroom, newsroom

import scraper
from scraper import urls
from scraper.cli.app import main
from scraper.crawl.events import Event

OWN = Path(__file__).parents[1] / "fixtures" / "beritajakarta"
STORY = (OWN / "mobile.html").read_bytes()


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def rows(sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect("archive.db")) as db:
        return db.execute(sql).fetchall()


def page(*numbers: int, further: str = "") -> bytes:
    items = "".join(
        f'<li><h2><a href="/read/{n}/warga-menanam-pohon">Warga menanam pohon nomor {n}</a></h2></li>' for n in numbers
    )
    return f'<ul class="list-index">{items}</ul><a href="{further}">2</a>'.encode()


def feed(host: str, *slugs: str) -> bytes:
    items = "".join(f"<item><link>https://{host}/{slug}/</link></item>" for slug in slugs)
    return f'<rss version="2.0"><channel>{items}</channel></rss>'.encode()


LISTS = ("/berita/utama", "/berita/terpopuler", "/siaran-pers", "/latest-news")


@contextmanager
def beritajakarta(folder: Path, **lists: bytes) -> Iterator[Newsroom]:
    stories = {f"/read/{n}/warga-menanam-pohon": STORY for n in range(1, 60)}
    pages = dict.fromkeys(LISTS, page(1)) | {f"/berita/{name}": body for name, body in lists.items()}
    with newsroom(("m.beritajakarta.id",), {**stories, **pages}, folder) as room:
        yield room


def crawl(room: Newsroom, publisher: str = "beritajakarta", *options: str) -> Result:
    return CliRunner().invoke(main, ["crawl", publisher, *options, *room.options])


def lists_asked(room: Newsroom) -> list[str]:
    return [path for path in room.requests if "/read/" not in path and path != "/robots.txt"]


def test_at_the_first_look_nothing_is_followed_beyond_the_first_page(tmp_path: Path) -> None:
    with beritajakarta(tmp_path, terkini=page(1, 2, further="/berita/terkini?page=2")) as room:
        assert crawl(room).exit_code == 0
    assert "/berita/terkini?page=2" not in room.requests
    assert rows("SELECT count(*) FROM frontier") == [(2,)]


def test_after_a_gap_the_further_pages_are_looked_at_until_what_was_known(tmp_path: Path) -> None:
    with beritajakarta(tmp_path, terkini=page(1, 2)) as room:
        crawl(room)
        room.requests.clear()
        room.pages["/berita/terkini"] = page(30, 29, further="/berita/terkini?page=2")
        room.pages["/berita/terkini?page=2"] = page(28, 27, further="/berita/terkini?page=3")
        room.pages["/berita/terkini?page=3"] = page(26, 2, further="/berita/terkini?page=4")
        assert crawl(room).exit_code == 0
    assert [path for path in lists_asked(room) if "page" in path] == [
        "/berita/terkini?page=2",
        "/berita/terkini?page=3",
    ]
    assert rows("SELECT count(*) FROM articles") == [(7,)]


def test_a_known_story_in_a_box_beside_the_list_closes_no_gap(tmp_path: Path) -> None:
    with beritajakarta(tmp_path, terkini=page(1, 2)) as room:
        crawl(room)
        box = b'<aside><p><a href="/read/1/warga-menanam-pohon">Warga menanam pohon nomor 1</a></p></aside>'
        room.pages["/berita/terkini"] = box + page(30, 29, further="/berita/terkini?page=2")
        room.pages["/berita/terkini?page=2"] = box + page(28, 2)
        crawl(room)
    assert "/berita/terkini?page=2" in room.requests


def test_the_dearer_way_is_spared_while_the_feed_leaves_no_gap(tmp_path: Path) -> None:
    slugs = [f"pasar-badung-dibuka-lagi-{n}" for n in range(6)]
    pages: dict[str, bytes | int] = {"/feed/": feed("metrobali.com", *slugs[:3]), "/": page()}
    with newsroom(("metrobali.com",), pages, tmp_path) as room:
        crawl(room, "metrobali")
        assert lists_asked(room)[:2] == ["/feed/", "/"]
        room.requests.clear()
        room.pages["/feed/"] = feed("metrobali.com", *slugs[1:4])
        crawl(room, "metrobali")
        assert "/" not in room.requests
        room.requests.clear()
        room.pages["/feed/"] = feed("metrobali.com", *slugs[4:])
        crawl(room, "metrobali")
        assert "/" in room.requests


def test_of_a_sitemap_only_what_changed_lately_is_new(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    entries = "".join(
        f"<url><loc>https://www.beritasatu.com/nasional/{number}/warga</loc><lastmod>{at:%Y-%m-%dT%H:%M:%SZ}</lastmod></url>"
        for number, at in ((100001, now), (100002, now - timedelta(days=90)))
    )
    pages = {"/sitemap_news.xml": f"<urlset>{entries}</urlset>".encode(), "/indeks": b"", "/terpopuler": b""}
    with newsroom(("www.beritasatu.com",), pages, tmp_path) as room:
        crawl(room, "beritasatu")
    assert rows("SELECT url FROM frontier") == [("https://www.beritasatu.com/nasional/100001/warga",)]


def test_an_index_of_sitemaps_is_followed_to_what_changed_lately(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    index = "".join(
        f"<sitemap><loc>https://www.beritasatu.com/{name}.xml</loc><lastmod>{at:%Y-%m-%d}</lastmod></sitemap>"
        for name, at in (("old", now - timedelta(days=90)), ("new", now))
    )
    story = "https://www.beritasatu.com/nasional/100001/warga"
    pages = {
        "/sitemap_news.xml": f"<sitemapindex>{index}</sitemapindex>".encode(),
        "/new.xml": f"<urlset><url><loc>{story}</loc></url></urlset>".encode(),
        "/indeks": b"",
        "/terpopuler": b"",
    }
    with newsroom(("www.beritasatu.com",), pages, tmp_path) as room:
        crawl(room, "beritasatu")
    assert rows("SELECT url, found_on FROM frontier") == [(story, "https://www.beritasatu.com/new.xml")]
    assert "/old.xml" not in room.requests


def test_most_read_pages_are_kept_as_lists_at_every_crawl(tmp_path: Path) -> None:
    with beritajakarta(tmp_path, terkini=page(1), terpopuler=page(5, 6)) as room:
        crawl(room)
        room.pages["/berita/terpopuler"] = page(6, 5)
        crawl(room)
    kept = "popular_entries p JOIN captures c ON c.id = p.capture WHERE c.kind = 'index'"
    listed = rows(f"SELECT p.rank, p.url FROM {kept} ORDER BY p.id")
    numbers = [(rank, url.split("/")[4]) for rank, url in listed]
    assert numbers == [(1, "5"), (2, "6"), (1, "6"), (2, "5")]


def test_the_most_read_lists_of_index_pages_are_read_again_from_the_archive(tmp_path: Path) -> None:
    with beritajakarta(tmp_path, terkini=(OWN / "index.html").read_bytes()) as room:
        crawl(room)
    entries = "SELECT capture, rank, url, title FROM popular_entries ORDER BY capture, position"
    before = rows(entries)
    assert before
    with closing(sqlite3.connect("archive.db")) as db, db:
        db.execute("DELETE FROM popular_entries")
    assert CliRunner().invoke(main, ["parse", "--all"]).exit_code == 0
    assert rows(entries) == before


def test_what_a_search_finds_is_fetched_and_nothing_else(tmp_path: Path) -> None:
    with beritajakarta(tmp_path) as room:
        room.pages["/news/search?q=banjir+%26+rob"] = page(41, 42)
        result = crawl(room, "beritajakarta", "--search", "banjir & rob")
        assert result.exit_code == 0, result.output
    assert lists_asked(room) == ["/news/search?q=banjir+%26+rob"]
    assert rows("SELECT count(*) FROM articles") == [(2,)]


def test_a_search_where_nobody_has_a_search_page_says_so(tmp_path: Path) -> None:
    with newsroom(("www.viva.co.id",), {}, tmp_path) as room:
        result = crawl(room, "viva", "--search", "banjir", "--contact", "a@example.org")
    assert result.exit_code == 2
    assert result.stderr == "scrape: none of these publishers has a search page: viva\n"
    assert room.requests == []


def test_an_endless_site_is_taken_within_its_budgets_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scraper.discovery.url_limits.PER_LIST", 3)
    circle = b'<a href="/read/8/a/a/a">Kembali ke halaman yang sama lagi</a>'
    with beritajakarta(tmp_path, terkini=page(1, 2, 3, 4, 5, 6) + circle) as room:
        result = crawl(room)
    assert result.exit_code == 1
    assert "a list may add 3: 4 URLs left out" in result.output
    assert rows("SELECT count(*) FROM frontier") == [(3,)]


def test_an_article_under_another_address_is_asked_for_under_its_own(tmp_path: Path) -> None:
    own = "/read/9400101/taman-baca-halte-cempaka-dikunjungi-2400-warga"
    former = "/read/9400101/judul-lama-yang-sudah-diganti"
    site = "https://m.beritajakarta.id"
    with beritajakarta(tmp_path, terkini=page(1)) as room:
        room.pages["/berita/utama"] = f'<a href="{former}">Taman baca di halte ramai</a>'.encode()
        room.pages |= {former: STORY, own: STORY}
        crawl(room)
        assert rows("SELECT url, alias_of FROM frontier WHERE state = 'alias'") == [(site + former, site + own)]
        crawl(room)
        crawl(room)
    assert (room.requests.count(former), room.requests.count(own)) == (1, 0)
    assert rows(f"SELECT state, looks FROM frontier WHERE url = '{site + own}'") == [("due", 1)]
    assert rows("SELECT count(*) FROM articles WHERE url LIKE '%9400101%'") == [(1,)]


def test_a_host_that_hangs_at_its_list_keeps_no_other_host_of_its_publisher_waiting(tmp_path: Path) -> None:
    path = "/read/2026/03/01/100000078/warga-menanam-pohon"
    pages: dict[str, bytes | int] = {"/rss": feed("surabaya.kompas.com", path[1:]), path: STORY}
    told: list[str] = []
    with newsroom(("surabaya.kompas.com", "www.kompas.com", "indeks.kompas.com"), pages, tmp_path) as room:
        room.gates["/sitemap.xml"] = looked = threading.Event()

        def tell(event: Event) -> None:
            told.append(urls.path(event.url))
            if told[-1].startswith(path):
                looked.set()

        detours = tuple(word for word in room.options if word.count(":") == 3)
        network = scraper.Network(
            contact="a@example.org", pause=0, allow_address=("127.0.0.1",), connect_to=detours, ca_file=room.options[1]
        )
        with scraper.open_archive("archive.db") as archive:
            scraper.crawl(archive, ["kompas"], network=network, tell=tell)
    assert looked.is_set()
    assert [each for each in told if each in ("/sitemap.xml", f"{path}/", path)][-1] == "/sitemap.xml"

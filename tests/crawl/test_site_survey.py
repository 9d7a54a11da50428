"""The lists of a site without rules: who looks for them, when again, and what a site of the operator's file is."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import village
from click.testing import CliRunner
from village_server import Server

from scraper import publishers
from scraper.archive import open_archive
from scraper.cli.app import main
from scraper.crawl.archived_sites import choose, know_sites
from scraper.crawl.reread import reread
from scraper.crawl.run import Run
from scraper.discovery.sources import Scope

HOST = "kabarsukamaju.example"


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    yield
    publishers.know(())


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Server]:
    with Server(village.wordpress(HOST, 5), tmp_path) as server:
        yield server


def rows(sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect("archive.db")) as db:
        return db.execute(sql).fetchall()


def crawl(site: Server, *, days: float = 0, scope: Scope | None = None) -> list[str]:
    """A crawl of the site so many days from now; what it asked for."""
    site.take()
    later = timedelta(days=days)
    with open_archive("archive.db") as archive:
        run = Run(archive=archive, network=site.network, command="crawl", now=lambda: datetime.now(UTC) + later)
        run.crawl(choose(archive, [HOST]), scope or Scope())
    return site.take()


def story(number: int) -> village.Story:
    return village.Story(500 + number)


def publish(site: Server, *numbers: int) -> set[str]:
    """New stories, named by the feed alone; gives their paths."""
    told = [story(number) for number in numbers]
    items = "".join(f"<item><link>https://{HOST}/{each.slug}/</link></item>" for each in told)
    site.site.pages["/feed/"] = site.site.pages["/feed/"].replace(b"<channel>", b"<channel>" + items.encode())
    site.site.pages |= {f"/{each.slug}/": village.article(each, "") for each in told}
    return {f"/{each.slug}/" for each in told}


def test_a_second_crawl_asks_the_feed_and_the_front_page_and_finds_what_is_new(site: Server) -> None:
    crawl(site)
    new = publish(site, 1)
    assert set(crawl(site, days=0.01)) == {"/feed/", "/", *new}


def test_what_is_known_of_addresses_is_not_looked_up_where_no_page_is_read(site: Server) -> None:
    crawl(site)
    asked: list[str] = []
    with open_archive("archive.db") as archive:
        archive.db.conn.set_trace_callback(asked.append)
        run = Run(archive=archive, network=site.network, command="crawl")
        run.crawl(choose(archive, [HOST]), Scope(known_only=frozenset({HOST})))
    assert any("FROM frontier" in sql for sql in asked), "nothing was traced"
    assert not any("AS is_article" in sql for sql in asked)


def test_the_lists_that_were_found_are_shown(site: Server) -> None:
    crawl(site)
    shown = CliRunner().invoke(main, ["publishers", f"https://www.{HOST}", "--json"])
    told = json.loads(shown.output)
    found = {
        each["url"].partition(HOST)[2]: (each["kind"], each["found_by"], each["named"]) for each in told["sources"]
    }
    assert found["/feed/"] == ("feed", "link", 5)
    assert found["/wp-sitemap.xml"] == ("sitemap", "robots.txt", 5)
    assert found["/category/desa/"] == ("page", "menu", 5)
    assert {"shape": "/~/", "articles": 5, "others": 0} in told["shapes"]
    assert all(each["checked_at"] for each in told["sources"])
    card = CliRunner().invoke(main, ["publishers", HOST]).output
    assert all(word in card for word in ("/wp-sitemap.xml", "robots.txt", "/~/"))
    assert HOST in CliRunner().invoke(main, ["publishers", "site"]).output


def test_lists_are_looked_for_again_when_nothing_new_came_for_a_week(site: Server) -> None:
    crawl(site)
    assert "/category/desa/" not in crawl(site, days=6)
    assert "/category/desa/" in crawl(site, days=8)
    assert "/category/desa/" not in crawl(site, days=9)


def test_a_site_that_was_rebuilt_is_looked_through_at_once(site: Server) -> None:
    crawl(site)
    new = story(1)
    rebuilt = village.html("Kabar", f"<h2><a href=/warta/{new.slug}>{new.title}</a></h2>")
    site.site.pages = {"/": rebuilt, f"/warta/{new.slug}": village.article(new, ""), "/robots.txt": b""}
    assert f"/warta/{new.slug}" in crawl(site, days=2)
    assert rows("SELECT url FROM site_sources") == [(f"https://{HOST}/",)]


def test_an_interrupted_survey_is_made_again(site: Server) -> None:
    site.site.pages["/category/desa/"] = site.site.pages["/"]
    with open_archive("archive.db") as archive:
        run = Run(archive=archive, network=site.network, command="crawl", max_time_s=0.000001)
        run.crawl(choose(archive, [HOST]))
    assert rows("SELECT * FROM site_surveys") == []
    crawl(site)
    assert rows("SELECT count(*) FROM articles") == [(5,)]


def test_the_host_that_answers_is_the_site(site: Server) -> None:
    site.site.redirects["/"] = f"https://www.{HOST}/beranda"
    site.site.pages["/beranda"] = site.site.pages["/"]
    crawl(site)
    assert rows("SELECT publisher, home FROM sites") == [(HOST, f"https://www.{HOST}/")]
    assert rows(f"SELECT count(*) FROM articles WHERE url LIKE 'https://www.{HOST}/%'") == [(5,)]


def test_a_page_that_is_named_is_one_of_the_lists(site: Server) -> None:
    new = story(3)
    site.site.pages["/khusus/"] = village.html("Khusus", f"<h2><a href=/{new.slug}/>{new.title}</a></h2>")
    site.site.pages[f"/{new.slug}/"] = village.article(new, "")
    site.scrape("crawl", f"https://{HOST}/khusus/")
    assert (f"https://{HOST}/khusus/", "given") in rows("SELECT url, found_by FROM site_sources")
    assert rows("SELECT count(*) FROM articles") == [(6,)]


def test_an_edit_and_a_vanished_story_are_noticed_as_at_any_publisher(site: Server) -> None:
    crawl(site)
    first, second = sorted(site.site.articles)[:2]
    site.site.pages[first] = site.site.pages[first].replace(b"gotong royong", b"kerja bakti")
    del site.site.pages[second]
    crawl(site, days=0.1)
    crawl(site, days=0.2)
    assert rows("SELECT count(*) FROM revisions") == [(6,)]
    assert rows("SELECT url FROM articles WHERE state = 'gone'") == [(f"https://{HOST}{second}",)]


def test_reading_again_leaves_all_as_it_was(site: Server) -> None:
    crawl(site)
    tables = ("articles", "readings", "problems", "site_sources")
    before = [rows(f"SELECT * FROM {table}") for table in tables]
    with open_archive("archive.db") as archive:
        know_sites(archive)
        reread(archive, everything=True)
    assert [rows(f"SELECT * FROM {table}") for table in tables] == before


def test_every_crawl_looks_for_what_is_new_at_the_sites_of_the_file_and_at_no_others(site: Server) -> None:
    crawl(site)
    others = ["--contact", "a@example.org", "--limit", "1"]
    Path("arsip.toml").write_text('publishers = ["beritajakarta"]\n', "utf-8")
    Path("new.toml").write_text(
        f'publishers = ["{HOST}"]\n[[site]]\naddress = "{HOST}"\nname = "Kabar Kita"\nregion = "Bali"\n', "utf-8"
    )
    site.take()
    site.scrape("crawl", "--config", "new.toml", *others)
    assert "/feed/" in site.take()
    assert rows("SELECT name, region, zone FROM publishers") == [("Kabar Kita", "Bali", "+08:00")]
    told = CliRunner().invoke(main, ["config", "--config", "new.toml", "--json"]).output
    assert json.loads(told)["values"]["site"]["value"] == [f"https://{HOST}/"]


def test_at_a_site_that_is_not_meant_only_what_is_known_is_looked_at(site: Server) -> None:
    crawl(site)
    asked = crawl(site, days=0.1, scope=Scope(known_only=frozenset((HOST,))))
    assert set(asked) == site.site.articles


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ('[site]\naddress = "a.example"', "site: wants tables that begin with [[site]]"),
        ('[[site]]\nname = "A"', "[[site]] number 1: says no address"),
        ('[[site]]\naddress = "a.example"\n[[site]]\naddress = "ftp://b"', "number 2: address: only http and https"),
        ('[[site]]\naddress = "a.example"\nregion = "Jateng"', "number 1: region: no province"),
        ('[[site]]\naddress = "a.example"\nlimit = 3', "no such key: 'limit'; there are address, name, region"),
        ("[[site]]\naddress = 3", "address: wants a text in quotes"),
    ],
)
def test_a_mistake_in_a_table_is_one_line_that_names_it(table: str, told: str) -> None:
    Path("arsip.toml").write_text(table, "utf-8")
    result = CliRunner().invoke(main, ["crawl", "--contact", "a@example.org"])
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert told in line
    assert not Path("archive.db").exists()


def test_posts_are_listed_by_the_api_where_a_page_links_to_it_and_nothing_else_lists_them(site: Server) -> None:
    new, pages = story(4), site.site.pages
    del pages["/wp-sitemap.xml"]
    posts = [{"link": f"https://{HOST}/{new.slug}/", "date_gmt": "2026-11-28T03:00:00"}, {"link": 3}, None]
    pages["/wp-json/wp/v2/posts?per_page=100&_fields=link,date_gmt"] = json.dumps(posts).encode()
    pages[f"/{new.slug}/"] = village.article(new, "")
    assert f"/{new.slug}/" in crawl(site)
    assert rows("SELECT kind, found_by, named FROM site_sources WHERE url LIKE '%wp-json%'") == [("sitemap", "link", 1)]

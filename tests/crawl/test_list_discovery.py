"""Where a crawl finds articles: feeds, sitemaps and index pages, each host in its own lane."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from newsroom import newsroom

from scraper import publishers, urls
from scraper.cli.app import main

FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Metro Bali</title>
<item><title>Pasar</title><link>https://metrobali.com/pasar-badung-dibuka-lagi/?utm_source=rss</link></item>
<item><title>Lain</title><link>https://www.example.com/pasar-badung-dibuka-lagi/</link></item>
<item><title>Rusak</title><link>http://[</link></item>
</channel></rss>"""


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def rows(sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect("archive.db")) as db:
        return db.execute(sql).fetchall()


def test_articles_of_a_feed_are_found_and_nobody_elses(tmp_path: Path) -> None:
    with newsroom(("metrobali.com", "www.metrobali.com"), {"/feed/": FEED}, tmp_path) as room:
        result = CliRunner().invoke(main, ["crawl", "metrobali", *room.options])
    assert result.exit_code in (0, 1), result.output
    assert rows("SELECT url, found_on FROM frontier") == [
        ("https://metrobali.com/pasar-badung-dibuka-lagi/", "https://metrobali.com/feed/")
    ]
    assert "/pasar-badung-dibuka-lagi/" in room.requests


def test_articles_of_a_sitemap_are_found_on_its_own_host(tmp_path: Path) -> None:
    story = f"https://bali.tribunnews.com/{datetime.now(UTC):%Y/%m/%d}/pasar-badung-dibuka-lagi"
    sitemap = f"<urlset><url><loc>{story}</loc></url></urlset>".encode()
    hosts = [urls.authority(each) for each in publishers.named("tribunnews").sitemaps]
    with newsroom(hosts, {"/news/sitemap-news.xml": sitemap}, tmp_path) as room:
        CliRunner().invoke(main, ["crawl", "tribunnews", "--contact", "a@example.org", *room.options])
    assert room.requests.count("/news/sitemap-news.xml") == len(hosts) > 1
    assert rows("SELECT url, host FROM frontier") == [(story, "bali.tribunnews.com")]


def test_a_list_without_articles_is_a_problem_that_is_kept(tmp_path: Path) -> None:
    with newsroom(("metrobali.com",), {"/feed/": b"<rss><channel/></rss>"}, tmp_path) as room:
        CliRunner().invoke(main, ["crawl", "metrobali", *room.options])
    assert rows("SELECT kind, detail FROM problems") == [("empty", "https://metrobali.com/feed/: lists no article")]
    assert rows("SELECT outcome FROM readings") == [("index",)]

"""The work of `scrape crawl` done with Scrapy: trafilatura reads, the raw page is kept, SQLite with a full-text index.

    python crawl_scrapy.py ARCHIVE PORT < what real_sized.py prints

Run by crawl.py in a virtual environment that has scrapy and trafilatura. One commit a page, as a crawl that must lose
nothing needs.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import Any

import scrapy
import trafilatura
import zstandard
from scrapy.crawler import CrawlerProcess
from scrapy.resolver import CachingThreadedResolver

SCHEMA = """
CREATE TABLE captures (id INTEGER PRIMARY KEY, url TEXT, captured_at TEXT, status INTEGER, headers TEXT, body BLOB);
CREATE TABLE articles (
    id INTEGER PRIMARY KEY, url TEXT UNIQUE, title TEXT, author TEXT, date TEXT, tags TEXT, body TEXT
);
CREATE VIRTUAL TABLE articles_fts USING fts5 (title, body, content='articles', content_rowid='id');
"""


class Loopback(CachingThreadedResolver):  # type: ignore[misc]
    """Every name is this machine."""

    def getHostByName(self, name: str, timeout: Any = None) -> Any:  # noqa: N802 - Twisted's interface
        """Part of Twisted's interface."""
        return super().getHostByName("127.0.0.1", timeout)


class News(scrapy.Spider):  # type: ignore[misc]
    """Index pages, and the articles that they list."""

    name = "news"

    def __init__(self, archive: str, served: dict[str, Any], port: str, **options: Any) -> None:
        super().__init__(**options)
        self.articles, self.port = {host: set(paths) for host, paths in served["articles"].items()}, port
        self.db = sqlite3.connect(archive, isolation_level=None)
        self.db.executescript(f"PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; {SCHEMA}")
        self.packer = zstandard.ZstdCompressor(level=3)

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the index pages."""
        for host in self.articles:
            yield scrapy.Request(f"https://{host}:{self.port}/indeks", self.index)

    def index(self, response: Any) -> Iterator[Any]:
        """Follow the articles of an index."""
        known = self.articles[response.url.split("/")[2].partition(":")[0]]
        for path in response.css("a::attr(href)").getall():
            if path in known:
                yield response.follow(path, self.article)

    def article(self, response: Any) -> None:
        """Keep a page, read it, store it."""
        read = trafilatura.bare_extraction(response.text, url=response.url, with_metadata=True, include_links=False)
        headers = json.dumps(list(response.headers.to_unicode_dict().items()))
        packed, now = self.packer.compress(response.body), datetime.now(UTC).isoformat()
        self.db.execute("BEGIN IMMEDIATE")
        self.db.execute(
            "INSERT INTO captures (url, captured_at, status, headers, body) VALUES (?, ?, ?, ?, ?)",
            (response.url, now, response.status, headers, packed),
        )
        if read is not None:
            words = (read.title, read.author, read.date, json.dumps(read.tags), read.text)
            key = self.db.execute(
                "INSERT INTO articles (url, title, author, date, tags, body) VALUES (?, ?, ?, ?, ?, ?)",
                (response.url, *words),
            ).lastrowid
            self.db.execute(
                "INSERT INTO articles_fts (rowid, title, body) VALUES (?, ?, ?)", (key, read.title, read.text)
            )
        self.db.execute("COMMIT")


def main() -> None:
    """Crawl."""
    archive, port = sys.argv[1:]
    process = CrawlerProcess(
        {
            "USER_AGENT": "arsip-berita-benchmark",
            "ROBOTSTXT_OBEY": True,
            "CONCURRENT_REQUESTS": 100,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
            "DOWNLOAD_DELAY": 0,
            "DNS_RESOLVER": Loopback,
            "TELNETCONSOLE_ENABLED": False,
            "LOG_LEVEL": "ERROR",
        }
    )
    process.crawl(News, archive=archive, served=json.load(sys.stdin), port=port)
    process.start()


if __name__ == "__main__":
    main()

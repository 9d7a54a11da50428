"""Sites that the program never heard of, each made with another system: their address is enough."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
import trustme
import village
from click.testing import CliRunner, Result
from loopback import Answer, Loopback, Request, redirect, reply
from newspapers import tls_of
from village import Village

from scraper import publishers
from scraper.cli.app import main

FORMS = {made.__name__: made for made in (
    village.wordpress, village.blogger, village.static, village.news_sitemap, village.forty_sections, village.hostile
)}  # fmt: skip


class Server(Loopback):
    """Serves one village under its own name; what it serves has validators."""

    def __init__(self, site: Village, folder: Path) -> None:
        authority = trustme.CA()
        super().__init__({}, tls=tls_of(authority, site.host, f"www.{site.host}"))
        self.site = site
        self.ca_file = folder / "authority.pem"
        authority.cert_pem.write_to_path(str(self.ca_file))

    def answer(self, asked: Request) -> Answer:
        if leads_to := self.site.redirects.get(asked.path):
            return redirect(leads_to)
        page = self.site.pages.get(asked.path) or self._made_up(asked.path)
        if page is None:
            return reply(b"<h1>tidak ada</h1>", 404, content_type="text/html")
        tag = f'"{hashlib.md5(page, usedforsecurity=False).hexdigest()}"'
        if asked.headers.get("if-none-match") == tag:
            return reply(b"", 304, etag=tag)
        return reply(page, content_type="text/html; charset=utf-8", etag=tag)

    def _made_up(self, path: str) -> bytes | None:
        return next((page for start, page in self.site.endless.items() if path.startswith(start)), None)

    def scrape(self, *words: str) -> Result:
        host = self.site.host
        ways = [f"--connect-to={name}:443:{self.address}" for name in (host, f"www.{host}")]
        options = ["--ca-file", str(self.ca_file), "--allow-address", "127.0.0.1", "--pause", "0", *ways]
        return CliRunner().invoke(main, [*words, *options])

    def take(self) -> list[str]:
        """What was asked for since the last time."""
        found = self.paths()
        self.requests.clear()
        return found


@contextmanager
def served(site: Village, folder: Path) -> Iterator[Server]:
    with Server(site, folder) as server:
        yield server


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    yield
    publishers.know(())


def rows(sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect("archive.db")) as db:
        return db.execute(sql).fetchall()


@pytest.mark.parametrize("form", FORMS)
def test_the_address_of_a_site_is_enough(form: str, tmp_path: Path) -> None:
    site = FORMS[form]()
    with served(site, tmp_path) as server:
        first = server.scrape("crawl", f"https://{site.host}")
        asked = server.take()
        second = server.scrape("crawl", f"https://{site.host}")
        again = server.take()
    stored = {url.partition(site.host)[2] for (url,) in rows("SELECT url FROM articles")}
    print(first.output, second.output, asked, again, site.articles - stored)
    assert stored <= site.articles, "a list was stored as an article"
    assert len(stored) >= 0.95 * len(site.articles), site.articles - stored
    assert len(asked) == len(set(asked)), "something was asked for twice"
    assert {host for (host,) in rows("SELECT host FROM hosts")} == {site.host}
    assert not site.articles & set(again), "an article was asked for before its time"
    assert set(again) <= set(asked)

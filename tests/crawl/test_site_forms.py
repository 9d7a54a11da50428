"""Sites that the program never heard of, each made with another system: their address is enough."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import village
from village_server import Server

from scraper import publishers

FORMS = {made.__name__: made for made in (
    village.wordpress, village.blogger, village.static, village.news_sitemap, village.forty_sections, village.hostile
)}  # fmt: skip


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
    with Server(site, tmp_path) as server:
        assert server.scrape("crawl", f"https://{site.host}").exit_code == 0
        asked = server.take()
        assert server.scrape("crawl", f"https://{site.host}").exit_code == 0
        again = server.take()
    stored = {url.partition(site.host)[2] for (url,) in rows("SELECT url FROM articles")}
    assert stored <= site.articles, "a list was stored as an article"
    assert len(stored) >= 0.95 * len(site.articles), site.articles - stored
    assert len(asked) == len(set(asked)), "something was asked for twice"
    assert {host for (host,) in rows("SELECT host FROM hosts")} == {site.host}
    assert not site.articles & set(again), "an article was asked for before its time"
    assert set(again) <= set(asked)

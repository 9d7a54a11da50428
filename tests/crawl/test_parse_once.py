"""A page is parsed once: after its fetch, for the look for an opt-out, for its reading and for the archive."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from small_demo import small_demo

from scraper.archive import open_archive
from scraper.html import page as pages
from scraper.html.page import Page


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> Counter[bytes]:
    """How often each body was parsed."""
    counted: Counter[bytes] = Counter()
    read = pages.read

    def counting(body: bytes, url: str, content_type: str | None = None) -> Page:
        counted[body] += 1
        return read(body, url, content_type)

    monkeypatch.setattr(pages, "read", counting)
    return counted


def test_a_crawl_of_the_demo_parses_each_fetched_page_once(tmp_path: Path, parsed: Counter[bytes]) -> None:
    with open_archive(small_demo(tmp_path / "demo.db")) as archive:
        sql = "SELECT id FROM captures WHERE status = 200 AND mime = 'text/html'"
        fetched = Counter(archive.capture(row["id"]).body for row in archive.rows(sql))
        standing = archive.rows("SELECT count(*) AS n FROM captures WHERE kind = 'index'")[0]["n"]
    assert len(fetched) > 10
    assert standing > 0
    assert {body: number for body, number in parsed.items() if body in fetched} == dict(fetched)
    assert parsed.total() == fetched.total()

"""A stored article comes back as the value that was stored."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

import scraper
from scraper import publishers
from scraper.models import Capture
from scraper.store.from_rows import article_of
from scraper.store.store import Store

CASES = [
    case
    for case in sorted((Path(__file__).parents[1] / "fixtures").glob("*/*.json"))
    if "headline" in json.loads(case.read_text("utf-8"))
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_what_was_stored_comes_back_whole(case: Path, tmp_path: Path) -> None:
    url, html = json.loads(case.read_text("utf-8"))["url"], case.with_suffix(".html").read_bytes()
    article = scraper.parse(html, url)
    publisher = publishers.named(str(article.publisher))
    with scraper.open_archive(tmp_path / "archive.db") as archive:
        store = Store(archive)
        store.publisher(publisher)
        capture = Capture(url, url, datetime(2026, 11, 24, tzinfo=UTC), 200, "text/html", "utf-8", (), html)
        key = archive.keep(capture, kind="article", publisher=publisher.id, run=None)
        back = article_of(store.article(store.save(key, article).article))
    assert replace(back, published_at=None, modified_at=None) == replace(article, published_at=None, modified_at=None)
    assert (back.published_at, back.modified_at) == (article.published_at, article.modified_at)
    assert any(quote.evidence for quote in article.quotes) == any(quote.evidence for quote in back.quotes)

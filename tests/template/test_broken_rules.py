"""A publisher's file whose rules raise: the page is kept, the problem is written down, and a mended rule reads it."""

from __future__ import annotations

import importlib
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scraper import publishers
from scraper.archive import open_archive
from scraper.crawl.ingest import ingest
from scraper.crawl.reread import reread
from scraper.models import Capture
from scraper.store.store import Store

FILE = """
from scraper.template.publisher import Publisher, Template
from scraper.template.rules import by, css, paragraphs

def endless(page):
    return endless(page)

PUBLISHER = Publisher(
    id="rusak", name="Rusak", region=None, hosts=("www.rusak.example",), article=r"/(?P<id>\\d+)",
    templates=(Template(when="h1", headline={headline}, published=css("time"), body=paragraphs("article")),),
)
"""
PAGE = b"""<!doctype html><h1>Pasar Dibuka Lagi</h1><time>5 Mei 2025 10:00 WIB</time><article>
<p>Pedagang kembali berjualan di pasar itu sejak pagi.</p><p>Warga datang berbelanja sampai sore hari.</p></article>"""
URL = "https://www.rusak.example/1"


@pytest.fixture
def rule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Puts a publisher's file beside the others, with this rule for the headline."""
    monkeypatch.setattr(publishers, "__path__", [*publishers.__path__, str(tmp_path)])

    def forget() -> None:
        publishers.everyone.cache_clear()
        publishers._of_files.cache_clear()
        publishers._by_host.cache_clear()
        sys.modules.pop("scraper.publishers.rusak", None)

    def put(headline: str) -> None:
        shutil.rmtree(tmp_path / "__pycache__", ignore_errors=True)  # two writes in one second look the same to it
        (tmp_path / "rusak.py").write_text(FILE.replace("{headline}", headline))
        importlib.invalidate_caches()
        forget()

    yield put
    monkeypatch.undo()
    forget()


@pytest.mark.parametrize(
    "raising", ["1 // 0", "None.text", "[][1]", "page.select('::', page.root)", "endless(page)"], ids=range(5)
)
def test_a_rule_that_raises_costs_one_problem_and_nothing_else(
    rule: Callable[[str], None], tmp_path: Path, raising: str
) -> None:
    rule(f"by(lambda page: {raising})")
    with open_archive(tmp_path / "archive.db") as archive:
        Store(archive).publisher(publishers.named("rusak"))
        capture = Capture(URL, URL, datetime(2026, 11, 23, tzinfo=UTC), 200, "text/html", "utf-8", (), PAGE)
        key = archive.keep(capture, kind="article", publisher="rusak", run=None)
        failed = ingest(archive, key, capture)
        assert failed.outcome == "error"
        assert "while reading" in failed.detail
        assert [row["kind"] for row in archive.rows("SELECT kind FROM problems")] == ["error"]
        assert archive.rows("SELECT * FROM articles") == []
        assert archive.capture(key).body == PAGE

        rule('css("h1")')
        assert reread(archive, everything=False) == {"new": 1}
        assert [row["headline"] for row in archive.rows("SELECT headline FROM articles")] == ["Pasar Dibuka Lagi"]

        rule(f"by(lambda page: {raising})")
        assert reread(archive, everything=True) == {"error": 1}
        assert [row["headline"] for row in archive.rows("SELECT headline FROM articles")] == ["Pasar Dibuka Lagi"]
        assert archive.check() == []

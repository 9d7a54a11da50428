"""Two captures of one address, weeks apart: what changed around the story is no edit, and what changed in it is one.

On the real pages beside the checkout. All the pairs there say the same words.
"""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from scraper import publishers, urls
from scraper.archive import Archive, open_archive
from scraper.crawl.ingest import Ingested, ingest
from scraper.models import Capture
from scraper.store.store import Store

PAGES = Path(__file__).parents[3] / "shared" / "pages"
NOON = datetime(2016, 2, 11, 5, 0, tzinfo=UTC)


def pairs() -> dict[str, tuple[str, Path, Path]]:
    """Name of the first page -> its address, and both pages."""
    if not (PAGES / "SOURCES.tsv").exists():
        return {}
    with (PAGES / "SOURCES.tsv").open(encoding="utf-8") as table:
        addresses = {row["file"]: row["page_url"] for row in csv.DictReader(table, delimiter="\t")}
    later = {name: PAGES / name.replace("_a3", "_a10") for name in addresses if "_a3" in name}
    return {name: (addresses[name], PAGES / name, path) for name, path in later.items() if path.exists()}


PAIRS = pairs()
needs_pages = pytest.mark.skipif(not PAIRS, reason="the real pages are not at hand")


def visit(archive: Archive, address: str, page: bytes, after: timedelta = timedelta(0)) -> Ingested:
    publisher = publishers.of(urls.canonical(address))
    assert publisher is not None
    url = publisher.canonical(urls.canonical(address))
    Store(archive).publisher(publisher)
    capture = Capture(url, url, NOON + after, 200, "text/html", None, (), page)
    return ingest(archive, archive.keep(capture, kind="article", publisher=publisher.id, run=None), capture)


def wordings(archive: Archive) -> list[dict[str, Any]]:
    return archive.rows("SELECT number, headline, body, first_capture, last_capture FROM wordings ORDER BY number")


@needs_pages
@pytest.mark.parametrize("name", PAIRS)
def test_a_later_capture_of_the_same_words_is_no_edit(name: str, tmp_path: Path) -> None:
    address, first, second = PAIRS[name]
    with open_archive(tmp_path / "archive.db") as archive:
        assert visit(archive, address, first.read_bytes()).outcome == "new"
        assert visit(archive, address, second.read_bytes(), timedelta(days=30)).outcome == "same"
        (only,) = wordings(archive)
        assert (only["first_capture"], only["last_capture"]) == (1, 2)
        assert len(only["body"]) > 300


@needs_pages
@pytest.mark.parametrize("name", PAIRS)
def test_one_word_that_changed_is_exactly_one_edit(name: str, tmp_path: Path) -> None:
    address, first, second = PAIRS[name]
    with open_archive(tmp_path / "archive.db") as archive:
        article = visit(archive, address, first.read_bytes()).article
        assert article is not None
        word = max(filter(bytes.isalpha, article.paragraphs[1].encode().split(b" ")), key=len)
        page = second.read_bytes()
        edited = page.replace(word, b"DISUNTING")
        assert edited != page
        for days, body in enumerate((edited, page, edited, edited), 1):
            visit(archive, address, body, timedelta(days=days))
        assert [("DISUNTING" in row["headline"] + row["body"]) for row in wordings(archive)] == [False, True] * 2
        assert [row["first_capture"] for row in wordings(archive)] == [1, 2, 3, 4]

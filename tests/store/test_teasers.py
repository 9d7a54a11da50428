"""A story of which a page shows only the free part: told, and never stored in place of the whole one."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from scraper import publishers
from scraper.archive import Archive, open_archive
from scraper.crawl.ingest import ingest
from scraper.models import Capture
from scraper.sites.site import site_of
from scraper.store.store import Store

URL = "https://kabarkampung.example/berita/jembatan"
LINES = [
    "Pemerintah desa mulai mengganti jembatan gantung dengan jembatan rangka baja sepanjang enam puluh meter.",
    "Jembatan lama dibangun warga dan ditutup untuk sepeda motor sejak papan lantainya patah pada musim hujan.",
    "Pekerjaan fondasi dijadwalkan selesai bulan depan, lalu rangka dipasang dari kedua sisi sungai itu.",
    "Warga menyeberang dengan perahu milik kelompok nelayan yang beroperasi dari pagi sampai petang hari.",
]
PAYWALL = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": %s}</script>'


def capture(lines: int, stated: str, minute: int) -> Capture:
    text = "".join(f"<p>{line}</p>" for line in LINES[:lines])
    body = (
        f"<!doctype html><html><head><title>Jembatan Baru</title>{PAYWALL % stated}</head><body><article>"
        f"<h1>Jembatan Baru</h1><time>Selasa, 11 Maret 2025 10:36 WIB</time>{text}</article></body></html>"
    ).encode()
    at = datetime(2026, 11, 23, 5, minute, tzinfo=UTC)
    return Capture(URL, URL, at, 200, "text/html", "utf-8", (("content-type", "text/html"),), body)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    opened = open_archive(tmp_path / "archive.db")
    site = site_of(URL)
    Store(opened).publisher(site)
    publishers.know([site])
    return opened


def read(archive: Archive, capture: Capture) -> dict[str, object]:
    key = archive.keep(capture, kind="article", publisher="kabarkampung.example", run=None)
    ingest(archive, key, capture)
    [row] = archive.rows("SELECT free, body FROM articles")
    return row


def test_a_teaser_is_not_free_and_a_problem(archive: Archive) -> None:
    with archive:
        assert read(archive, capture(2, "false", 1))["free"] == 0
        assert archive.rows("SELECT kind FROM problems WHERE kind = 'paywall'") == [{"kind": "paywall"}]


def test_a_teaser_never_takes_the_place_of_the_whole_story(archive: Archive) -> None:
    with archive:
        whole = read(archive, capture(4, "true", 1))
        assert (whole["free"], str(whole["body"]).count("\n\n")) == (1, 3)
        assert read(archive, capture(3, "false", 2)) == whole
        assert archive.rows("SELECT count(*) AS n FROM revisions") == [{"n": 1}]


def test_the_whole_story_takes_the_place_of_its_teaser(archive: Archive) -> None:
    with archive:
        read(archive, capture(3, "false", 1))
        whole = read(archive, capture(4, "true", 2))
        assert (whole["free"], str(whole["body"]).count("\n\n")) == (1, 3)

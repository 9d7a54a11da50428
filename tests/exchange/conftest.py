"""The demo's archive, and the web archive that is exported from it."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_demo import small_demo

from scraper.archive import open_archive
from scraper.exchange import export_captures
from scraper.exchange.selection import Selection


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of the demo: two visits, an edit, a removal."""
    return small_demo(tmp_path_factory.mktemp("demo") / "archive.db")


@pytest.fixture(scope="session")
def warc(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    to = tmp_path_factory.mktemp("warc") / "demo.warc.gz"
    with open_archive(demo) as archive:
        export_captures.export(archive, to, "warc", Selection())
    return to

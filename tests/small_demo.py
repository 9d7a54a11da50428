"""The demo's newspaper of one day, visited before and after its stories change: 14 articles in a second."""

from __future__ import annotations

from pathlib import Path

from scraper.archive import open_archive
from scraper.cli.demo_tour import UNTIL_SURE, visit
from scraper.demo.server import DemoSite
from scraper.fetch import utc_now


def small_demo(path: Path) -> Path:
    """Make the archive of two visits, one edit, one story that is gone."""
    with open_archive(path) as archive, DemoSite() as site:
        visit(archive, site, utc_now() - UNTIL_SURE, "first")
        site.advance()
        visit(archive, site, utc_now(), "second")
    return path

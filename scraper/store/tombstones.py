"""Tombstones: which addresses are closed because their article was removed."""

from __future__ import annotations

import json
from collections.abc import Iterable

from scraper.archive import Archive


def removed_for(archive: Archive, url: str) -> str | None:
    """The reason why a canonical address is closed; None while it is open."""
    found = archive.rows("SELECT reason FROM removals WHERE url = ?", url)
    return found[0]["reason"] if found else None


def removed_among(archive: Archive, urls: Iterable[str]) -> frozenset[str]:
    """Those of these canonical addresses that are closed."""
    listed = "SELECT url FROM removals WHERE url IN (SELECT value FROM json_each(?))"
    return frozenset(row["url"] for row in archive.rows(listed, json.dumps(list(urls))))

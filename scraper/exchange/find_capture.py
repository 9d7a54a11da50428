"""Finding one capture by its number or an address, as it stood at a moment."""

from __future__ import annotations

from datetime import datetime

from scraper import publishers, urls
from scraper.archive import Archive
from scraper.errors import WrongUse
from scraper.indonesian.time_zones import utc_text
from scraper.store.store import Store

#: Captures of an address, or of the article that it shows; the newest first.
_OF = """
SELECT c.id FROM captures c LEFT JOIN readings r ON r.capture = c.id
WHERE (c.url IN (:url, :asked) OR c.final_url IN (:url, :asked) OR r.article = :article)
    AND c.status BETWEEN 200 AND 299 AND c.kind != 'part' AND (:at IS NULL OR c.captured_at <= :at)
ORDER BY c.id DESC LIMIT 1
"""


def find_capture(archive: Archive, which: str, at: datetime | None = None) -> int:
    """The number of a capture, by itself or by any address of an article or list: the newest, or that at a moment.

    `at` is UTC. Raises errors.WrongUse where there is none.
    """
    if which.isdecimal():
        if len(which) < 19 and archive.rows("SELECT 1 FROM captures WHERE id = ?", int(which)):
            return int(which)
        raise WrongUse(f"{archive.path}: no capture {which[:40]}")
    asked = urls.canonical(which)
    article = Store(archive).find(publishers.canonical(asked))
    found = archive.rows(
        _OF,
        url=publishers.canonical(asked),
        asked=asked,
        article=article["id"] if article else None,
        at=at and utc_text(at),
    )
    if not found:
        raise WrongUse(f"{archive.path}: no capture of {which}{f' before {utc_text(at)}' if at else ''}")
    return int(found[0]["id"])

"""A capture as a row of the archive, and back. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from scraper.indonesian.time_zones import utc_text
from scraper.models import Capture

#: A notice is a page that says that its site must not be archived: evidence, and never read as anything else.
Kind = Literal["article", "index", "part", "notice"]


@dataclass(frozen=True, slots=True)
class CaptureInfo:
    """A capture in the archive without its body: what a decision about it needs."""

    id: int
    url: str
    final_url: str
    #: UTC.
    captured_at: datetime
    status: int
    #: What it was fetched as.
    kind: Kind
    publisher: str | None
    #: Validators for the next conditional request, renewed by every 304 that named new ones.
    etag: str | None
    last_modified: str | None
    #: SHA-256 of the body, hexadecimal.
    digest: str


@dataclass(frozen=True, slots=True)
class Part:
    """What stood at the address of an article's further page when its first page was asked for."""

    #: Key of the answer; None when there was none.
    capture: int | None
    #: Why there was none; None when there was one.
    reason: str | None = None


#: Finds the columns of `CaptureInfo`.
CAPTURE_INFO = """
SELECT id, url, final_url, captured_at, status, kind, publisher,
       coalesce((SELECT n.etag FROM not_modified n WHERE n.capture = c.id AND n.etag IS NOT NULL
                 ORDER BY n.rowid DESC LIMIT 1), c.etag) AS etag,
       coalesce((SELECT n.last_modified FROM not_modified n WHERE n.capture = c.id AND n.last_modified IS NOT NULL
                 ORDER BY n.rowid DESC LIMIT 1), c.last_modified) AS last_modified,
       digest
FROM captures c
"""

#: Whether a capture `c` holds something to be read.
READABLE = "c.kind IN ('article', 'index') AND c.status BETWEEN 200 AND 299"
#: Has the capture with a given number wait to be read, where it holds something.
WAITING = f"INSERT OR IGNORE INTO unread SELECT c.id FROM captures c WHERE c.id = ? AND {READABLE}"  # noqa: S608 - ours
#: Has every capture wait that holds something to be read.
ALL_WAITING = f"INSERT OR IGNORE INTO unread SELECT c.id FROM captures c WHERE {READABLE}"  # noqa: S608 - ours
#: Numbers of the captures that wait, article by article, in each in the order of keeping.
UNREAD = """
SELECT u.capture FROM unread u LEFT JOIN readings r ON r.capture = u.capture ORDER BY r.article, u.capture
"""
#: The same with those whose reading had problems.
UNREAD_OR_WITH_PROBLEMS = f"""
SELECT c.id FROM captures c LEFT JOIN readings r ON r.capture = c.id
WHERE {READABLE} AND (EXISTS (SELECT 1 FROM unread u WHERE u.capture = c.id)
                      OR EXISTS (SELECT 1 FROM problems p WHERE p.capture = c.id))
ORDER BY r.article, c.id
"""  # noqa: S608 - ours
#: Bodies without a base, each with the first capture that had it, in the order of keeping.
REPACKED = """
SELECT c.id, c.url, c.kind, c.publisher, c.digest FROM captures c JOIN payloads p ON p.digest = c.digest
WHERE c.id > ? AND p.base IS NULL AND c.id = (SELECT min(f.id) FROM captures f WHERE f.digest = c.digest) ORDER BY c.id
"""


def info(row: Mapping[str, Any]) -> CaptureInfo:
    """A row that `CAPTURE_INFO` found."""
    return CaptureInfo(**{**row, "captured_at": datetime.fromisoformat(row["captured_at"])})


def record(capture: Capture, digest: str, kind: Kind, publisher: str | None, run: int | None) -> dict[str, Any]:
    """The row of a capture whose body is kept under `digest`."""
    return {
        "url": capture.url,
        "final_url": capture.final_url,
        "captured_at": utc_text(capture.captured_at),
        "status": capture.status,
        "kind": kind,
        "publisher": publisher,
        "mime": capture.mime,
        "charset": capture.charset,
        "headers": json.dumps(capture.headers),
        "etag": capture.etag,
        "last_modified": capture.last_modified,
        "elapsed_ms": round(capture.elapsed_s * 1000),
        "digest": digest,
        "run": run,
    }


def restored(row: Mapping[str, Any], headers: str, body: bytes) -> Capture:
    """The capture of a row, to the second and the millisecond."""
    return Capture(
        url=row["url"],
        final_url=row["final_url"],
        captured_at=datetime.fromisoformat(row["captured_at"]),
        status=row["status"],
        mime=row["mime"],
        charset=row["charset"],
        headers=tuple((name, value) for name, value in json.loads(headers)),
        body=body,
        elapsed_s=row["elapsed_ms"] / 1000,
    )

"""How long `scrape status` takes to ask an archive of many readings, one line for each question.

    python benchmarks/status.py [--readings 1000000] [--keep FILE]

Builds an archive of stories that were looked at four times each, by 25 publishers, with the statements that a crawl
would have made in ten years' time. Exit status 1 when all questions together take more of the processor than the bound.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from scraper.archive import Archive, open_archive
from scraper.crawl import status
from scraper.indonesian.time_zones import utc_text

#: Seconds of processor for all questions together: what the machine does besides adds nothing to them.
BOUND_S = 2.5
PUBLISHERS = 25
#: Readings of one story.
LOOKS = 4
LACKING = '["kicker", "modified_at", "dateline", "initials", "links.read_also", "popular", "popular.views"]'
HEADERS = '[["content-type", "text/html; charset=utf-8"], ["server", "nginx"], ["vary", "accept-encoding"]]' * 3
NOW = datetime.now(UTC)


def build(path: Path, readings: int) -> None:
    """Write the archive, in the order in which a crawl would have kept it."""
    with open_archive(path) as archive, archive.transaction():
        db = archive.db.conn
        for trigger in ("articles_ai", "articles_au"):  # nothing here searches
            db.execute(f"DROP TRIGGER {trigger}")
        db.execute("INSERT INTO payloads VALUES ('00', 'identity', 1, 'x')")
        db.executemany("INSERT INTO publishers VALUES (?, ?, NULL, '+07:00', '')", [(who, who) for who in _names()])
        _insert(archive, "captures", _captures(readings))
        _insert(archive, "articles", _articles(readings))
        _insert(archive, "readings", _readings(readings))
        _insert(archive, "frontier", _frontier(readings))


def _insert(archive: Archive, table: str, rows: Iterator[tuple[Any, ...]]) -> None:
    names = {
        "captures": "id, url, final_url, captured_at, status, kind, publisher, mime, headers, elapsed_ms, digest, run",
        "articles": "id, url, publisher, published_at, published_on, tags, body, words, pages, state, first_seen_at, "
        "last_seen_at, capture, found_by",
        "readings": "capture, article, outcome, digest, words, empty, empty_fields",
        "frontier": "url, publisher, host, state, found_at, found_on, looks, step, attempts, missed, next_at, reason",
    }[table]
    marks = ", ".join("?" * len(names.split(", ")))
    archive.db.conn.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)


def _names() -> list[str]:
    return [f"kabar{n:02}" for n in range(PUBLISHERS)]


def _story(number: int, readings: int) -> tuple[str, str, str]:
    """URL, publisher and time of a story."""
    who = _names()[number % PUBLISHERS]
    at = NOW - timedelta(days=3650) * (1 - number * LOOKS / readings)
    return f"https://www.{who}.example/read/{number}/berita-panjang-tentang-sesuatu", who, utc_text(at)


def _captures(readings: int) -> Iterator[tuple[Any, ...]]:
    for n in range(readings):
        url, who, at = _story(n // LOOKS, readings)
        yield (n + 1, url, url, at, 200, "article", who, "text/html", HEADERS, 120, "00", None)


def _articles(readings: int) -> Iterator[tuple[Any, ...]]:
    for n in range(readings // LOOKS):
        url, who, at = _story(n, readings)
        yield (n + 1, url, who, at, at[:10], "[]", "isi " * 60, 60, 1, "live", at, at, (n + 1) * LOOKS, "{}")


def _readings(readings: int) -> Iterator[tuple[Any, ...]]:
    for n in range(readings):
        yield (n + 1, n // LOOKS + 1, "article", "00", 60, "[]", LACKING)


def _frontier(readings: int) -> Iterator[tuple[Any, ...]]:
    for n in range(readings // LOOKS):
        url, who, at = _story(n, readings)
        state, next_at = ("due", utc_text(NOW + timedelta(minutes=n % 3000 - 100))) if n % 10 == 0 else ("done", None)
        yield (url, who, f"www.{who}.example", state, at, None, LOOKS, None, 0, 0, next_at, None)


def measured(question: Callable[[Archive], object], archive: Archive) -> float:
    """Seconds of processor that a question takes, printed with its name."""
    began = time.process_time()
    question(archive)
    took = time.process_time() - began
    print(f"{took * 1000:8.0f} ms  {getattr(question, 'func', question).__name__}")
    return took


def main() -> int:
    """Build, ask, judge."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--readings", type=int, default=1_000_000)
    arguments.add_argument("--keep", type=Path, metavar="FILE", help="build it here, or ask the one that is here")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.keep or Path(folder) / "archive.db"
        if not path.exists():
            build(path, given.readings)
        with open_archive(path) as archive:
            took = sum(measured(question, archive) for question in status.questions(NOW))
    print(f"{took:.2f} s together; bound {BOUND_S} s")
    return int(took > BOUND_S)


if __name__ == "__main__":
    raise SystemExit(main())

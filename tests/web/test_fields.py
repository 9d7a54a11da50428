"""Fill rates over time: by day, week or month, and a redesign is told where a field fell."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from web_archive import capture, fill, insert

from scraper.web.listings.fields import AT_EACH, PLACES, fields_over_time


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    fill(tmp_path / "archive.db")
    with closing(sqlite3.connect(tmp_path / "archive.db")) as opened, opened:
        opened.row_factory = sqlite3.Row
        opened.execute("DELETE FROM readings")
        yield opened


def over_time(db: sqlite3.Connection) -> dict[str, Any]:
    async def ask(sql: str, **parameters: Any) -> list[dict[str, Any]]:
        return [dict(row) for row in db.execute(sql, parameters)]

    return asyncio.run(fields_over_time(ask, "beritajakarta"))


def read(db: sqlite3.Connection, day: str, empty: list[str], number: int = 10) -> None:
    """Readings of a day that lack the same fields."""
    for minute in range(number):
        seen = capture(db, f"https://www.beritajakarta.id/read/{day}{minute}/", f"{day}T08:{minute:02}:00Z")
        insert(db, "readings", capture=seen, outcome="article", empty_fields=json.dumps(empty))


def test_a_field_that_fell_is_told_with_its_week(db: sqlite3.Connection) -> None:
    for day in ("2026-10-30", "2026-12-07", "2026-12-10"):
        read(db, day, ["kicker"])
    for day in ("2026-12-14", "2026-12-21"):
        read(db, day, ["kicker", "photos.credit"])
    found = over_time(db)
    assert found["falls"] == [{"since": "14 December 2026", "field": "photo credit", "before": 1.0, "after": 0.0}]
    assert {row["since"]: row["readings"] for row in found["over_time"]} == {
        "26 October 2026": 10, "7 December 2026": 20, "14 December 2026": 10, "21 December 2026": 10,
    }  # fmt: skip
    assert "kicker" not in {row["field"] for row in found["over_time"]}
    assert "photo credit, 14 December 2026: 0%" in ET.tostring(ET.fromstring(found["fields_chart"]), "unicode")


def test_a_long_time_is_told_by_month(db: sqlite3.Connection) -> None:
    for month in range(1, 10):
        read(db, f"2026-{month:02}-15", [])
    assert {row["since"] for row in over_time(db)["over_time"]} >= {"January 2026", "September 2026"}


def test_one_bad_page_is_no_redesign_and_nothing_read_is_no_picture(db: sqlite3.Connection) -> None:
    assert over_time(db) == {"over_time": [], "fields_chart": "", "falls": []}
    read(db, "2026-12-01", [])
    read(db, "2026-12-08", ["views"], number=1)
    assert over_time(db)["falls"] == []


def test_of_many_readings_a_sample_is_asked_for(db: sqlite3.Connection) -> None:
    many = 2 * PLACES * AT_EACH
    (before,) = db.execute("SELECT max(id) FROM captures").fetchone()
    copied = "url, final_url, status, mime, kind, publisher, headers, elapsed_ms, digest"
    db.execute(
        f"""
        INSERT INTO captures (captured_at, {copied})
        SELECT strftime('%Y-%m-%dT%H:%M:%SZ', '2026-01-01', value || ' hours'), {copied}
        FROM (SELECT * FROM captures WHERE kind = 'article' LIMIT 1), json_each(?)""",
        [json.dumps(list(range(many)))],
    )
    db.execute(
        "INSERT INTO readings (capture, outcome, empty_fields) SELECT id, 'article', '[]' FROM captures WHERE id > ?",
        [before],
    )
    found = over_time(db)["over_time"]
    read_in_all = sum(row["readings"] for row in found if row["field"] == "headline")
    assert many * 0.4 < read_in_all <= (PLACES + 1) * AT_EACH

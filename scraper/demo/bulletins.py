"""Short invented stories for thirty days: the same ones every time, made of kinds, places and numbers."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from typing import Any

from scraper.indonesian.time_zones import WIB

#: The first day of the newspaper, and its days.
FIRST_DAY = date(2025, 4, 11)
DAYS = 30
#: Stories a day.
A_DAY = 2
_FIRST_ID = 9200100
#: The story that is corrected, the one that is taken down, and the days after which.
CORRECTED, CORRECTED_AFTER = 9, 6
REMOVED, REMOVED_AFTER = 14, 8


def on_day(day: int) -> list[dict[str, Any]]:
    """The stories that stand on a day of the newspaper, each as the fields of `site.Story`."""
    kinds = tomllib.loads(files(__package__).joinpath("bulletins.toml").read_text("utf-8"))
    found = []
    for number in range(min(day, DAYS) * A_DAY):
        age = day - (number // A_DAY + 1)
        if number == REMOVED and age >= REMOVED_AFTER:
            continue
        found.append(_story(kinds, number, age))
    return found


def _story(kinds: dict[str, Any], number: int, age: int) -> dict[str, Any]:
    """The story of a number, as it stands when it is `age` days old."""
    kind = kinds["kinds"][number % len(kinds["kinds"])]
    words: dict[str, Any] = {
        "count": 40 + 37 * number % 900,
        "place": kinds["places"][number % len(kinds["places"])],
        "person": kind["person"],
        "office": kind["offices"][0 if number < DAYS * A_DAY // 2 else -1],
    }
    is_corrected = number == CORRECTED and age >= CORRECTED_AFTER
    if is_corrected:
        words["count"] += 100
    lines = [line.format(**words) for line in kind["lines"]]
    if is_corrected:
        lines.append("Ralat: jumlah pada terbitan pertama keliru dan sudah dibetulkan.")
    published = datetime.combine(FIRST_DAY + timedelta(days=number // A_DAY), time(7 + 5 * (number % A_DAY), 15), WIB)
    headline = kind["headline"].format(**words)
    slug = "-".join(kind["headline"].format(**{**words, "count": "sekian"}).lower().split())
    return {
        "id": _FIRST_ID + number,
        "slug": slug,
        "headline": headline,
        "section": kind["section"],
        "published": published,
        "reporters": [kinds["reporters"][number % len(kinds["reporters"])]],
        "editors": ["Wira Pambudi"],
        "credit": kinds["credits"][number % len(kinds["credits"])],
        "views": [_views(number, age), _views(number, age) + 12],
        "related": [],
        "text": "\n".join(lines),
        "edition": kinds["editions"][number % len(kinds["editions"])],
    }


def _views(number: int, age: int) -> int:
    """Readers: many at first, fewer later, as many as a story's kind draws."""
    return int((60 + 53 * number % 400) * 4 * (1 - 0.75 ** (age + 1)))

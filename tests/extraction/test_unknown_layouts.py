"""Whole pages of sites that nobody has described: invented news in the markup of the themes that local papers run.

`tests/unknown/<layout>.html` stands beside `<layout>.json`: what a reader sees on it, the fields that the layout has.
A failure names the field that differs. None of these sites exists.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import scraper
from scraper import publishers
from scraper.models import Article

CASES = sorted((Path(__file__).parents[1] / "unknown").glob("*.json"))


def seen(article: Article) -> dict[str, Any]:
    """An article in the words of the cases: people by role, links by kind, of lists the addresses."""
    links = {kind: [link.url for link in article.links if link.kind == kind] for kind in ("read_also", "related")}
    return {
        **article.to_dict(),
        **links,
        "published": article.published_at,
        "reporters": article.names("reporter"),
        "editors": article.names("editor"),
        "popular": [entry.url for entry in article.popular],
    }


def differing(case: Path) -> dict[str, tuple[Any, Any]]:
    """By name of the field: what was read and what is expected."""
    want = json.loads(case.read_text("utf-8"))
    got = seen(scraper.parse(case.with_suffix(".html").read_bytes(), want.pop("url"), generic=True))
    different = {name: (got[name], value) for name, value in want.items() if got[name] != value}
    if is_time(got["published"], want["published"]):
        del different["published"]
    return different


def is_time(moment: datetime | None, printed: str) -> bool:
    """Whether a moment is the printed day, or in the printed minute."""
    if moment is None or len(printed) == len("2024-01-20"):
        return moment is not None and moment.date().isoformat() == printed
    return moment.replace(second=0, microsecond=0) == datetime.fromisoformat(printed)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_page_of_an_unknown_site_is_read_as_a_reader_sees_it(case: Path) -> None:
    different = differing(case)
    for name, (have, should) in different.items():
        print(f"{case.stem}: {name}\n  read     {have!r}\n  expected {should!r}")
    assert sorted(different) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_nobody_has_described_these_sites(case: Path) -> None:
    assert publishers.of(json.loads(case.read_text("utf-8"))["url"]) is None

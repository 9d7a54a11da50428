"""A page that lists something: its rows, and which of them a reader sees at once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from scraper.language.catalogue import gettext
from scraper.language.times import local_day
from scraper.web import charts
from scraper.web.charts import Point

Row = dict[str, Any]
#: Asks the archive: a query and its parameters to rows.
Ask = Callable[..., Awaitable[list[Row]]]
#: What stands behind the question mark of an address.
Arguments = Mapping[str, str]

#: Rows of a page, and of a feed or a download.
SIZE, LONGEST = 50, 500
#: Days of a chart.
DAYS = 60


@dataclass
class Listing:
    """A page that lists something: `rows` are what it lists, for feeds and downloads too."""

    title: str
    rows: list[Row]
    #: What else its template shows.
    parts: dict[str, Any] = field(default_factory=dict)
    #: Those parts that are the numbers of a picture, to be downloaded by their names.
    pictures: tuple[str, ...] = ()

    def rows_of(self, part: str | None) -> list[Row]:
        """The rows that are asked for: the numbers of a picture, else what the page lists."""
        found: list[Row] = self.parts[part] if part in self.pictures else self.rows
        return found


STORY = """a.id, a.url, a.headline, a.published_at, a.published_on, a.zone, a.section, a.region, a.state,
            a.last_seen_at, p.name AS publisher, a.publisher AS publisher_id"""
#: The left join keeps the order of an index on articles.
FROM = "FROM articles a LEFT JOIN publishers p ON p.id = a.publisher"
NEWEST = "ORDER BY a.published_at DESC, a.id DESC LIMIT :limit OFFSET :offset"


def window(arguments: Arguments) -> dict[str, int]:
    """Which rows of a list a page shows: all of them up to a bound for a program, a page of them for a reader."""
    page = arguments.get("page", "1")
    number = int(page) if page.isdecimal() and len(page) < 7 else 1
    size = int(arguments.get("_size", SIZE))
    return {"limit": size + 1, "offset": (max(number, 1) - 1) * size}


def paged(rows: list[Row], arguments: Arguments) -> tuple[list[Row], dict[str, Any]]:
    """The rows of a page, and whether there are more behind it."""
    shown = window(arguments)
    size = shown["limit"] - 1
    number = shown["offset"] // size + 1
    return rows[:size], {"page_number": number, "has_more": len(rows) > size}


async def articles_a_day(ask: Ask, condition: str = "", key: str = "") -> dict[str, Any]:
    """Articles a day as a chart with its numbers, of the last days that have any."""
    days = await ask(
        f"""SELECT published_on AS label, count(*) AS value FROM articles
            WHERE published_on IS NOT NULL {condition}
            GROUP BY published_on ORDER BY published_on DESC LIMIT {DAYS}""",  # noqa: S608 - ours
        key=key,
    )
    days.reverse()
    points = [Point(local_day(row["label"]), row["value"]) for row in days]
    return {"days": days, "chart": charts.bar_chart(points, gettext("Articles a day"))}

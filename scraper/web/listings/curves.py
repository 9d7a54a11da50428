"""The page of an article's curves: its views and its place among the most read over time."""

from __future__ import annotations

from scraper.language.catalogue import gettext
from scraper.language.times import local_short
from scraper.web.charts import Point, line_chart, rank_chart
from scraper.web.listings.listing import Arguments, Ask, Listing, Row

VIEWS = """
    SELECT c.captured_at, v.views AS value FROM view_counts v JOIN captures c ON c.id = v.capture
    WHERE v.article = :id ORDER BY c.id LIMIT 500
"""
RANKS = """
    SELECT min(c.captured_at) AS captured_at, min(e.rank) AS value FROM popular_entries e
    JOIN captures c ON c.id = e.capture OR c.id IN (SELECT r.capture FROM readings r WHERE r.same_list = e.capture)
    WHERE e.url = (SELECT url FROM articles WHERE id = :id)
    GROUP BY substr(c.captured_at, 1, 13) ORDER BY 1 LIMIT 500
"""


async def curves(ask: Ask, arguments: Arguments) -> Listing | None:
    """Views and ranks of the article with a URL."""
    found = await ask("SELECT id, headline, zone FROM articles WHERE url = :url", url=arguments.get("url", ""))
    if not found:
        return None
    (article,) = found
    views, ranks = await ask(VIEWS, id=article["id"]), await ask(RANKS, id=article["id"])
    parts = {"article": article, "views": views, "ranks": ranks, **drawn(views, ranks, article["zone"])}
    return Listing(gettext("Curves: %s") % (article["headline"] or ""), views, parts, ("views", "ranks"))


def drawn(views: list[Row], ranks: list[Row], zone: str | None) -> dict[str, object]:
    """The pictures of both, each moment at its place in time."""
    return {
        "views_chart": line_chart(_points(views, zone), gettext("Views over time")),
        "rank_chart": rank_chart(_points(ranks, zone), gettext("Place among the most read over time")),
    }


def _points(rows: list[Row], zone: str | None) -> list[Point]:
    return [Point(local_short(row["captured_at"], zone), row["value"], row["captured_at"]) for row in rows]

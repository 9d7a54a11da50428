"""What our own pages show, asked from the database that Datasette serves."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Protocol

from scraper.language.catalogue import gettext
from scraper.language.times import local_day
from scraper.store.edits import Wording, edit
from scraper.store.timeline import REVISIONS, REVISIONS_OF_ARTICLE
from scraper.web.article import paragraphs
from scraper.web.charts import Point, bar_chart
from scraper.web.citation import apa, bibtex
from scraper.web.listings import LISTINGS
from scraper.web.listings.curves import RANKS, VIEWS, drawn
from scraper.web.listings.most_read import leaders

Row = dict[str, Any]
Page = dict[str, Any]


class Database(Protocol):
    """The part of `datasette.database.Database` that is used here."""

    async def execute(self, sql: str, params: Mapping[str, Any]) -> Any:
        """The rows of a query, cut at Datasette's limits of time and length."""


#: Part of the front page -> its rows.
FRONT = {
    "counts": """
        SELECT (SELECT number FROM counts WHERE relation = 'articles' AND field = '') AS articles,
               (SELECT count(*) FROM publishers) AS publishers,
               (SELECT coalesce(sum(number), 0) FROM counts WHERE relation = 'quotes' AND field = 'kind'
                AND value != 'pull') AS quotes,
               (SELECT number FROM counts WHERE relation = 'photos' AND field = '') AS photos,
               (SELECT count(*) FROM revisions WHERE number > 1) AS edits,
               (SELECT count(*) FROM articles WHERE state != 'live') AS vanished,
               (SELECT min(published_on) FROM articles) AS first, (SELECT max(published_on) FROM articles) AS last
    """,
    "latest": """
        SELECT a.id, a.headline, a.published_at, a.zone, a.section, p.name AS publisher
        FROM articles a LEFT JOIN publishers p ON p.id = a.publisher ORDER BY a.published_at DESC LIMIT 8
    """,
    "today": """
        SELECT a.id, a.headline, a.region, p.name AS publisher
        FROM articles a LEFT JOIN publishers p ON p.id = a.publisher
        WHERE a.published_on = (SELECT max(published_on) FROM articles)
        ORDER BY a.region IS NULL, a.region, a.published_at DESC LIMIT 40
    """,
    "quoted": """
        SELECT p.speaker, count(DISTINCT s.article) AS articles FROM said s CROSS JOIN persons p ON p.id = s.person
        WHERE s.published_on >= (SELECT date(max(published_on), '-6 days') FROM articles)
        GROUP BY p.speaker ORDER BY articles DESC, p.speaker LIMIT 8
    """,
    "days": """
        SELECT value AS label, number AS value FROM counts
        WHERE relation = 'articles' AND field = 'published_on'
              AND value >= (SELECT date(max(published_on), '-29 days') FROM articles)
        ORDER BY label
    """,
    "health": """
        SELECT h.publisher, p.name, h.fell, h.last_success_at, h.articles
        FROM health h JOIN publishers p ON p.id = h.publisher LIMIT 40
    """,
}

#: Part of an article's page -> its rows; `known` is the article behind an address, when we hold it.
ARTICLE = {
    "articles": """
        SELECT a.*, p.name AS publisher_name, p.region, p.home,
               (SELECT r.found_by FROM rules_of_articles r WHERE r.article = a.id) AS rules
        FROM articles a LEFT JOIN publishers p ON p.id = a.publisher WHERE a.id = :id
    """,
    "bylines": "SELECT role, name FROM bylines WHERE article = :id ORDER BY position",
    "photos": "SELECT url, caption, credit FROM photos WHERE article = :id ORDER BY position",
    "quotes": "SELECT * FROM quotes WHERE article = :id ORDER BY position",
    "people": "SELECT name, role, affiliation FROM people WHERE article = :id ORDER BY position",
    "links": """
        SELECT l.kind, l.url, l.title, a.id AS known FROM links l LEFT JOIN articles a ON a.url = l.url
        WHERE l.article = :id ORDER BY l.position
    """,
    "popular": """
        SELECT e.box, e.rank, e.url, e.title, e.views, e.published_raw, a.id AS known
        FROM popular_lists e LEFT JOIN articles a ON a.url = e.url
        WHERE e.capture = (SELECT capture FROM articles WHERE id = :id) ORDER BY e.position
    """,
    "ranked": """
        SELECT e.box, min(e.rank) AS best, count(*) AS times, min(c.captured_at) AS first,
               max(c.captured_at) AS last
        FROM popular_entries e JOIN captures c
             ON c.id = e.capture OR c.id IN (SELECT r.capture FROM readings r WHERE r.same_list = e.capture)
        WHERE e.url = (SELECT url FROM articles WHERE id = :id) GROUP BY e.box
    """,
    "revisions": REVISIONS_OF_ARTICLE,
    "counter": VIEWS,
    "ranks": RANKS,
    "notes": """
        SELECT noted_at, text FROM notes WHERE url = (SELECT url FROM articles WHERE id = :id) ORDER BY noted_at
    """,
    "gone": """
        SELECT min(c.captured_at) AS at
        FROM readings r JOIN captures c ON c.id = r.capture JOIN articles a ON a.id = r.article
        WHERE r.article = :id AND r.outcome = a.state AND c.captured_at >= a.last_seen_at
    """,
    "captures": """
        SELECT c.id, c.captured_at, c.status, c.url, r.outcome, v.views,
               (SELECT group_concat(p.part) FROM parts p WHERE p.capture = c.id) AS parts
        FROM readings r JOIN captures c ON c.id = r.capture LEFT JOIN view_counts v ON v.capture = c.id
        WHERE r.article = :id ORDER BY c.captured_at DESC, c.id DESC LIMIT 100
    """,
    "seals": """
        SELECT 1 FROM seals WHERE run = (SELECT c.run FROM articles a JOIN captures c ON c.id = a.capture
                                         WHERE a.id = :id) LIMIT 1
    """,
    "problems": """
        SELECT field, kind, detail FROM problems
        WHERE capture = (SELECT capture FROM articles WHERE id = :id) ORDER BY id
    """,
}

#: A wording and the one before it.
REVISION = {
    "revisions": f"""
        SELECT v.*, a.headline AS article_headline, a.zone
        FROM ({REVISIONS} WHERE r.id = :id) v JOIN articles a ON a.id = v.article
    """,  # noqa: S608 - ours
    "before": f"""
        {REVISIONS} WHERE (r.article, r.number + 1) = (SELECT article, number FROM revisions WHERE id = :id)
    """,  # noqa: S608 - ours
    "after": """
        SELECT b.id FROM revisions r JOIN revisions b ON b.article = r.article AND b.number = r.number + 1
        WHERE r.id = :id
    """,
}


async def rows(database: Database, queries: Mapping[str, str], key: str = "") -> dict[str, list[Row]]:
    """The rows of each named query, with `key` for its `:id`."""
    return {name: [dict(row) for row in await database.execute(sql, {"id": key})] for name, sql in queries.items()}


async def front(database: Database) -> Page:
    """What the front page tells: counts, the newest day by province, most read, most quoted, changes, health."""
    parts = await rows(database, FRONT)
    regions: dict[str | None, list[Row]] = {}
    for story in parts["today"]:
        regions.setdefault(story["region"], []).append(story)

    async def ask(sql: str, **parameters: Any) -> list[Row]:
        return [dict(row) for row in await database.execute(sql, parameters)]

    days = [Point(local_day(row["label"]), row["value"]) for row in parts["days"]]
    return {
        **parts,
        "counts": parts["counts"][0],
        "regions": regions,
        "days_chart": bar_chart(days, gettext("Articles a day")),
        "popular": await leaders(ask),
        "edits": (await LISTINGS["edits"](ask, {"_size": "6"})),
        "vanished": (await LISTINGS["vanished"](ask, {"_size": "6"})),
    }


async def article(database: Database, key: str) -> Page | None:
    """An article with everything around it; None when there is none with this number."""
    parts = await rows(database, ARTICLE, key)
    if not parts["articles"]:
        return None
    row = parts["articles"][0]
    reporters = [byline["name"] for byline in parts["bylines"] if byline["role"] == "reporter"]
    today = datetime.now(UTC).date().isoformat()
    retrieved = gettext("retrieved %s") % local_day(today)
    return {
        **parts,
        **row,
        **drawn(parts["counter"], parts["ranks"], row["zone"]),
        "apa": apa(row, reporters, local_day(row["published_on"]), retrieved),
        "bibtex": bibtex(row, reporters, today),
        "pull_quotes": [quote for quote in parts["quotes"] if quote["kind"] == "pull"],
        "sealed": bool(parts["seals"]),
        "tags": json.loads(row["tags"]),
        "found_by": json.loads(row["rules"]),
        "paragraphs": await asyncio.to_thread(paragraphs, row["body"], parts["quotes"]),
    }


async def revision(database: Database, key: str) -> Page | None:
    """A wording beside the one before it; None when there is none with this number."""
    parts = await rows(database, REVISION, key)
    if not parts["revisions"]:
        return None
    row = parts["revisions"][0]
    before = parts["before"][0] if parts["before"] else None
    return {
        **row,
        "before": before,
        "after": parts["after"][0]["id"] if parts["after"] else None,
        "changes": await asyncio.to_thread(edit, Wording.of(before or row), Wording.of(row)),
    }

"""The pages of a publisher, of the provinces, of one of them, of a topic."""

from __future__ import annotations

import json

from scraper import publishers
from scraper.language.catalogue import gettext
from scraper.language.phrases import translated
from scraper.web.listings.fields import fields_over_time
from scraper.web.listings.listing import FROM, NEWEST, STORY, Arguments, Ask, Listing, articles_a_day, paged, window


async def publisher(ask: Ask, arguments: Arguments) -> Listing | None:
    """A publisher's articles, its articles a day, how whole it is read, its terms."""
    key = arguments.get("id", "")
    found = await ask("SELECT * FROM publishers WHERE id = :id", id=key)
    if not found:
        return None
    stories = await ask(
        f"SELECT {STORY} {FROM} WHERE a.publisher = :id {NEWEST}",
        id=key,
        **window(arguments),
    )
    fields = await ask("SELECT * FROM fill_rates WHERE publisher = :id", id=key)
    rows, paging = paged(stories, arguments)
    known = publishers.everyone().get(key)
    parts = {
        "publisher": found[0],
        "fields": fields,
        "terms": translated(known.terms) if known and known.terms else None,
        "verified": known.verified.on if known and known.verified else None,
        **await articles_a_day(ask, "AND publisher = :key", key),
        **await fields_over_time(ask, key),
    }
    return Listing(found[0]["name"], rows, {**parts, **paging}, ("days", "over_time"))


async def provinces(ask: Ask, _: Arguments) -> Listing:
    """The articles of each province."""
    rows = await ask(
        """SELECT region, count(*) AS articles, max(published_on) AS last FROM articles
           WHERE region IS NOT NULL GROUP BY region ORDER BY articles DESC, region"""
    )
    return Listing(gettext("Provinces"), rows, {"numbers": {row["region"]: row["articles"] for row in rows}})


async def province(ask: Ask, arguments: Arguments) -> Listing | None:
    """The articles of a province, the newest first."""
    name = arguments.get("name", "")
    return await _stories(ask, arguments, "a.region = :name", name, name, "AND region = :key")


async def topic(ask: Ask, arguments: Arguments) -> Listing | None:
    """The articles with a tag, the newest first."""
    tag = arguments.get("tag", "")
    condition = "instr(a.tags, :written) AND EXISTS (SELECT 1 FROM json_each(a.tags) WHERE value = :name)"
    written = json.dumps(tag, ensure_ascii=False)
    return await _stories(ask, arguments, condition, tag, gettext("Topic: %s") % tag, None, written=written)


async def topics(ask: Ask, _: Arguments) -> Listing:
    """The tags that most articles have."""
    rows = await ask(
        """SELECT value AS tag, number AS articles FROM counts WHERE relation = 'tags' AND field = 'tag'
           ORDER BY number DESC LIMIT 200"""
    )
    return Listing(gettext("Topics"), rows)


async def _stories(
    ask: Ask, arguments: Arguments, condition: str, name: str, title: str, of_days: str | None, **more: str
) -> Listing | None:
    sql = f"SELECT {STORY} {FROM} WHERE {condition} {NEWEST}"
    found = await ask(sql, name=name, **more, **window(arguments))
    if not found:
        return None
    rows, paging = paged(found, arguments)
    days = await articles_a_day(ask, of_days, name) if of_days else {}
    return Listing(title, rows, {**days, **paging}, tuple(days)[:1])


async def days(ask: Ask, _: Arguments) -> Listing:
    """The articles of each day."""
    found = await articles_a_day(ask)
    return Listing(gettext("Articles a day"), found["days"], found)

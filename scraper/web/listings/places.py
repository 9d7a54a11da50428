"""The pages of a publisher, of the provinces, of one of them, of a topic."""

from __future__ import annotations

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
        """SELECT value AS region, number AS articles,
                  (SELECT max(a.published_on) FROM articles a WHERE a.region = c.value) AS last
           FROM counts c WHERE relation = 'articles' AND field = 'region' ORDER BY articles DESC, region"""
    )
    return Listing(gettext("Provinces"), rows, {"numbers": {row["region"]: row["articles"] for row in rows}})


async def province(ask: Ask, arguments: Arguments) -> Listing | None:
    """The articles of a province, the newest first."""
    name = arguments.get("name", "")
    found = await ask(f"SELECT {STORY} {FROM} WHERE a.region = :name {NEWEST}", name=name, **window(arguments))
    if not found:
        return None
    rows, paging = paged(found, arguments)
    days = await articles_a_day(ask, "AND region = :key", name)
    return Listing(name, rows, {**days, **paging}, tuple(days)[:1])


async def topic(ask: Ask, arguments: Arguments) -> Listing | None:
    """The articles with a tag, the newest first."""
    tag = arguments.get("tag", "")
    found = await ask(
        f"""SELECT {STORY} FROM tags t JOIN articles a ON a.id = t.article LEFT JOIN publishers p ON p.id = a.publisher
            WHERE t.tag = :name ORDER BY t.published_at DESC, t.article DESC LIMIT :limit OFFSET :offset""",  # noqa: S608
        name=tag,
        **window(arguments),
    )
    rows, paging = paged(found, arguments)
    return Listing(gettext("Topic: %s") % tag, rows, paging) if found else None


async def topics(ask: Ask, _: Arguments) -> Listing:
    """The tags that most articles have."""
    rows = await ask(
        """SELECT value AS tag, number AS articles FROM counts WHERE relation = 'tags' AND field = 'tag'
           ORDER BY number DESC LIMIT 200"""
    )
    return Listing(gettext("Topics"), rows)


async def days(ask: Ask, _: Arguments) -> Listing:
    """The articles of each day."""
    found = await articles_a_day(ask)
    return Listing(gettext("Articles a day"), found["days"], found)

"""The page of a person: all forms of the name, roles over time, quotations by date."""

from __future__ import annotations

import json

from scraper.language.catalogue import gettext
from scraper.language.times import local_month
from scraper.web import charts
from scraper.web.charts import Point
from scraper.web.listings.listing import STORY, Arguments, Ask, Listing, Row, paged, window


async def people(ask: Ask, _: Arguments) -> Listing:
    """Those whom most articles quote."""
    rows = await ask(
        """SELECT speaker, role, affiliation, articles, direct + indirect AS quotations, first, last
           FROM persons ORDER BY articles DESC, direct DESC LIMIT 200"""
    )
    return Listing(gettext("People"), rows)


async def person(ask: Ask, arguments: Arguments) -> Listing | None:
    """Everything that a person is quoted as saying, by date."""
    name = arguments.get("name", "").strip()
    said = await ask(
        f"""SELECT q.id AS quote, q.text, q.kind, q.role, q.affiliation, {STORY}
            FROM (SELECT DISTINCT published_on, article FROM said
                  WHERE person IN (SELECT id FROM persons WHERE speaker = :name)
                  ORDER BY published_on DESC, article DESC LIMIT :limit + :offset) newest
                 CROSS JOIN articles a ON a.id = newest.article CROSS JOIN quotes q ON q.article = a.id
                 LEFT JOIN publishers p ON p.id = a.publisher
            WHERE q.speaker = :name AND q.kind != 'pull'
            ORDER BY newest.published_on DESC, a.published_at DESC, a.id DESC, q.position
            LIMIT :limit OFFSET :offset""",  # noqa: S608 - ours
        name=name,
        **window(arguments),
    )
    forms = await ask("SELECT DISTINCT mentions FROM people WHERE name = :name LIMIT 200", name=name)
    if not said and not forms:
        return None
    roles, quoting, months = await _roles(ask, name), await _quoting(ask, name), await _months(ask, name)
    rows, paging = paged(said, arguments)
    for row in months:
        row["label"] = local_month(row["label"])
    points = [Point(row["label"], row["value"]) for row in months]
    parts = {
        "forms": _forms(forms, name),
        "roles": roles,
        "quoting": quoting,
        "months": months,
        "chart": charts.bar_chart(points, gettext("Quotations a month")) if len(points) > 1 else "",
    }
    return Listing(name, rows, {**parts, **paging}, ("months",))


async def _roles(ask: Ask, name: str) -> list[Row]:
    """Roles over time."""
    return await ask(
        """SELECT q.role, q.affiliation, min(a.published_on) AS first, max(a.published_on) AS last, count(*) AS number
           FROM quotes q JOIN articles a ON a.id = q.article WHERE q.speaker = :name AND q.role IS NOT NULL
           GROUP BY q.role, q.affiliation ORDER BY first""",
        name=name,
    )


async def _quoting(ask: Ask, name: str) -> list[Row]:
    """Who quotes somebody most."""
    return await ask(
        """SELECT p.id, p.name, sum(s.number) AS number
           FROM said s CROSS JOIN articles a ON a.id = s.article LEFT JOIN publishers p ON p.id = a.publisher
           WHERE s.person IN (SELECT id FROM persons WHERE speaker = :name)
           GROUP BY p.id ORDER BY number DESC LIMIT 20""",
        name=name,
    )


async def _months(ask: Ask, name: str) -> list[Row]:
    """Quotations a month."""
    return await ask(
        """SELECT substr(published_on, 1, 7) AS label, sum(number) AS value FROM said
           WHERE person IN (SELECT id FROM persons WHERE speaker = :name) AND published_on != ''
           GROUP BY label ORDER BY label LIMIT 240""",
        name=name,
    )


def _forms(rows: list[Row], name: str) -> list[str]:
    """The other forms of a name, as articles print them; one that holds the whole name is none, but a title with it."""
    forms: dict[str, None] = {}
    for row in rows:
        forms |= dict.fromkeys(str(form) for form in json.loads(row["mentions"]))
    return [form for form in forms if name not in form][:30]

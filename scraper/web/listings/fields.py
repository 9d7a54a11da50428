"""Fill rates over time: in how many of a publisher's readings each field was found, and where that fell."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from scraper.language.catalogue import gettext, gettext_noop
from scraper.language.times import local_day, local_month
from scraper.web import charts
from scraper.web.charts import Series
from scraper.web.listings.listing import Ask, Row

#: Fields, as `watched_fields` of schema.sql names them, and what a reader calls each.
_FIELDS = """
    index page headline published_at paragraphs kicker published_raw modified_at section dateline tags views initials
    photos photos.caption photos.credit bylines.reporter bylines.editor quotes quotes.speaker links.read_also
    links.related popular popular.views
""".split()
_NAMES = gettext_noop(
    *("list of stories", "article", "headline", "time", "text", "kicker", "time as printed", "time of the last change"),
    *("section", "dateline", "tags", "views", "initials", "photo", "caption", "photo credit", "reporter", "editor"),
    *("quotation", "speaker", "read-also link", "related link", "most-read list", "views of most-read"),
)
NAMES = dict(zip(_FIELDS, _NAMES, strict=True))
#: Places in the numbers of captures at which readings are looked up, and how many at each: a sample, because an
#: archive of ten years holds millions.
PLACES, AT_EACH = 40, 20
#: Days that are drawn one by one; weeks, before months are drawn.
DAYS, WEEKS = 35, 26
#: A field fell where its share is less by so much than in all readings before, and by so many standard errors: the
#: rule of store/fill_rates.py.
FALL, ERRORS = 0.2, 5

_BOUNDS = """
    SELECT (SELECT id FROM captures WHERE publisher = :id AND kind = 'article' ORDER BY id LIMIT 1) AS first,
           (SELECT id FROM captures WHERE publisher = :id AND kind = 'article' ORDER BY id DESC
            LIMIT 1 OFFSET :newest) AS last
"""
_SAMPLE = """
    WITH places (start) AS (SELECT value FROM json_each(:places))
    SELECT DISTINCT c.id, substr(c.captured_at, 1, 10) AS day, r.empty_fields
    FROM places CROSS JOIN captures c ON c.id IN (
        SELECT k.id FROM captures k WHERE k.publisher = :id AND k.kind = 'article' AND k.id >= start
        ORDER BY k.id LIMIT :at_each)
    JOIN readings r ON r.capture = c.id
    WHERE r.outcome IN ('article', 'worse') AND r.empty_fields IS NOT NULL
"""


def field_name(field: str) -> str:
    """What a reader calls a field."""
    return gettext(NAMES.get(field, field))


@dataclass
class Period:
    """The readings of a day, a week or a month."""

    label: str
    readings: int = 0
    empty: Counter[str] = field(default_factory=Counter)

    def share(self, name: str) -> float:
        """The share of its readings that had a field."""
        return 1 - self.empty[name] / self.readings

    def and_then(self, later: Period) -> Period:
        """Both as one."""
        return Period(later.label, self.readings + later.readings, self.empty + later.empty)


async def fields_over_time(ask: Ask, publisher: str) -> dict[str, object]:
    """A picture of the fill rates with its numbers, and the falls in it."""
    periods = _periods(await _sample(ask, publisher))
    fields = [name for name in NAMES if name not in ("index", "page")]
    names = [name for name in fields if _was_found(name, periods)]
    series = [Series(gettext(NAMES[name]), [period.share(name) for period in periods]) for name in names]
    labels = [period.label for period in periods]
    rows = [_row(period, name) for name in names for period in periods]
    chart = charts.share_chart(series, labels, gettext("Fields found over time")) if len(periods) > 1 else ""
    return {"over_time": rows, "fields_chart": chart, "falls": list(_falls(periods, names))}


def _was_found(name: str, periods: list[Period]) -> bool:
    return any(period.share(name) for period in periods)


def _row(period: Period, name: str) -> Row:
    share = round(period.share(name), 3)
    return {"since": period.label, "readings": period.readings, "field": gettext(NAMES[name]), "share": share}


async def _sample(ask: Ask, publisher: str) -> list[Row]:
    (bounds,) = await ask(_BOUNDS, id=publisher, newest=AT_EACH - 1)
    if bounds["first"] is None:
        return []
    first, last = bounds["first"], bounds["last"] or bounds["first"]
    places = sorted({first + (last - first) * number // PLACES for number in range(PLACES + 1)})
    return await ask(_SAMPLE, id=publisher, places=json.dumps(places), at_each=AT_EACH)


def _periods(readings: list[Row]) -> list[Period]:
    """Readings by day; by the Monday of their week, or by month, where they reach over many."""
    days = [date.fromisoformat(row["day"]) for row in readings]
    reach = (max(days) - min(days)).days if days else 0
    found: dict[date, Period] = {}
    for day, row in zip(days, readings, strict=True):
        start = _start(day, reach)
        period = found.setdefault(start, Period(_label(start, reach)))
        period.readings += 1
        period.empty.update(json.loads(row["empty_fields"]))
    return [found[start] for start in sorted(found)]


def _start(day: date, reach: int) -> date:
    if reach > 7 * WEEKS:
        return day.replace(day=1)
    return day if reach <= DAYS else day - timedelta(days=day.weekday())


def _label(start: date, reach: int) -> str:
    return local_month(start.isoformat()[:7]) if reach > 7 * WEEKS else local_day(start.isoformat())


def _falls(periods: list[Period], names: list[str]) -> Iterator[Row]:
    """Where a field fell for the first time since it was last whole: there the site may have been redesigned."""
    for name in names:
        before = Period("")
        for period in periods:
            if before.readings and _fell(before, period, name):
                shares = {"before": before.share(name), "after": period.share(name)}
                yield {"since": period.label, "field": gettext(NAMES[name]), **shares}
                before = period
            else:
                before = before.and_then(period)


def _fell(before: Period, after: Period, name: str) -> bool:
    fall = before.share(name) - after.share(name)
    whole = before.and_then(after).share(name)
    errors = ERRORS**2 * whole * (1 - whole) * (1 / before.readings + 1 / after.readings)
    return fall >= FALL and fall**2 >= errors

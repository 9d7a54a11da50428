"""When an article appeared: the printed date first, a machine's date where that is finer and agrees.

Machines are often wrong by their zone: Blogger writes Pacific time, WordPress "+00:00" on local time, merdeka "-07:00".
So the printed time counts, and a machine's date only on the day that is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from scraper.dates import WIB, iso, printed
from scraper.generic.container import container
from scraper.generic.headline import printed_headline
from scraper.generic.sheet import sheet_of
from scraper.page import Page, text_of
from scraper.text import fold

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
#: Texts between the headline and a date above it, and below it where no article text was found.
_ABOVE, _BELOW = 12, 40
#: A longer line is no line of an article's date.
_LONGEST = 120
_METAS = (
    "article:published_time datepublished pubdate publishdate publish-date published_time date dc.date dc.date.issued "
    "sailthru.date parsely-pub-date cxenseparse:recs:publishtime og:published_time content_publisheddate"
).split()
_MARKED = '[itemprop~="datePublished"], time[datetime], [class*=published][title]'
#: Offsets that a clock in Indonesia can have.
_OURS = (timedelta(hours=7), timedelta(hours=8), timedelta(hours=9))


def published(page: Page) -> str | None:
    """The printed line or machine's date that says best when the article appeared."""
    lines = list(_printed_lines(page))
    machine = next(filter(None, map(_moment, _machine_dates(page))), None)
    if machine is None:
        return lines[0] if lines else None
    stamp, moment = machine
    line = next((line for line in lines if _same_day(line, moment)), None)
    if line is None:
        return stamp if not lines or abs(_value(lines[0]) - moment) > timedelta(days=30) else lines[0]
    return stamp if _is_finer(moment, line) else line


def _printed_lines(page: Page) -> Iterator[str]:
    """Printed dates of the title block, the nearest below the headline first."""
    sheet, head, text = page.once(sheet_of), page.once(printed_headline), page.once(container)
    last = text.first + 2 if text else None
    first = head[1] if head else max(0, (last or 0) - _BELOW)
    if last is None or last <= first:
        last = first + _BELOW
    places = [place for place, _ in sheet.search(_YEAR, max(0, first - _ABOVE), last)]
    below = [place for place in places if place > first]
    above = [place for place in reversed(places) if place <= first]
    behind = [place for place, _ in sheet.search(_YEAR, text.last, text.last + _ABOVE)] if text else []
    for place in dict.fromkeys((*below, *above, *behind)):
        own = fold(sheet.texts[place])
        around = sheet.nodes[place].parent
        for line in (own, *([text_of(around.parent)] if around is not None and around.parent is not None else [])):
            if len(line) <= _LONGEST and printed(line) is not None:
                yield line
                break


def _machine_dates(page: Page) -> Iterator[str | None]:
    yield _string(page.described.get("datePublished"))
    for name in _METAS:
        yield page.meta.get(name)
    for node in page.select(_MARKED, page.root):
        attributes = node.attributes
        yield attributes.get("content") or attributes.get("datetime") or attributes.get("title")


def _string(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _moment(stamp: str | None) -> tuple[str, datetime] | None:
    moment = iso(stamp) if stamp else None
    return (stamp, moment) if stamp and moment else None


def _value(line: str) -> datetime:
    value = printed(line)
    assert value is not None  # only lines that hold a date are asked
    return value


def _same_day(line: str, moment: datetime) -> bool:
    """Whether a machine's date falls on the printed day, by its own clock or by one of Indonesia's."""
    day = _value(line).date()
    return day == moment.date() or any(day == (moment.astimezone(UTC) + offset).date() for offset in _OURS)


def _is_finer(moment: datetime, line: str) -> bool:
    """Whether a machine's date says more than the printed one without contradicting it."""
    value = _value(line)
    if value.time() == time() and "00" not in line:
        return True
    named = printed(line, zone=WIB) == printed(line, zone=UTC)
    same_clock = (moment.hour, moment.minute) == (value.hour, value.minute)
    return not named and same_clock and moment.utcoffset() in _OURS

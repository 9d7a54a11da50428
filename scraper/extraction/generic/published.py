"""When an article appeared: the printed date first, a machine's date where that is finer and agrees.

Machines are often wrong by their zone: Blogger writes Pacific time, WordPress "+00:00" on local time, merdeka "-07:00".
So the printed time counts, and a machine's date only on the day that is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from scraper.extraction.generic.column import frame
from scraper.extraction.generic.headline import printed_headline
from scraper.extraction.generic.main_content import container
from scraper.extraction.generic.text_index import INDENTED, Sheet, sheet_of
from scraper.html.page import Node, Page
from scraper.indonesian.dates import iso, printed
from scraper.text import fold

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_CLOCK = re.compile(r"\d[:.]\d\d")
_ZONE = re.compile(r"\b(?:wib|wita|wit|utc|gmt)\b|[+-]\d\d:?\d\d", re.IGNORECASE)
#: Texts between the headline and a date above it, and below it where no article text was found.
_ABOVE, _BELOW = 12, 40
#: Texts below the headline among which it may stand behind a summary or a caption.
_HEAD = 16
#: A longer line is no line of an article's date.
_LONGEST = 120
#: A date behind one of these, or in an element called so, is that of a change.
_CHANGED = re.compile(
    r"\W*(?:di(?:perbarui|update|ubah|sunting)|(?:terakhir )?(?:update|modified|edited)|last )", re.IGNORECASE
)
_METAS = (
    "article:published_time datepublished pubdate publishdate publish-date published_time date dc.date dc.date.issued "
    "sailthru.date parsely-pub-date cxenseparse:recs:publishtime og:published_time content_publisheddate"
).split()
_MARKED = '[itemprop~="datePublished"], time[datetime]'
#: Offsets that a clock in Indonesia can have.
_OURS = (timedelta(hours=7), timedelta(hours=8), timedelta(hours=9))
#: A printed date further from the machine's is another one's.
_FAR = timedelta(days=30)


def published(page: Page) -> str | None:
    """The printed line or machine's date that says best when the article appeared."""
    machine = next(filter(None, map(_moment, _machine_dates(page))), None)
    first: tuple[str, datetime] | None = None
    for line, value in _printed_lines(page):
        first = first or (line, value)
        if machine is None:
            break
        if _same_day(value, machine[1]):
            return machine[0] if _is_finer(machine[1], line, value) else line
    if machine is None:
        return first[0] if first else None
    return first[0] if first and abs(first[1] - machine[1]) < _FAR else machine[0]


def _printed_lines(page: Page) -> Iterator[tuple[str, datetime]]:
    """Printed dates with their values: below the headline, above it, behind the text."""
    sheet = page.once(sheet_of)
    for place in _places(page):
        if len(sheet.texts[place]) > _LONGEST or _YEAR.search(sheet.texts[place]) is None:
            continue
        if _CHANGED.match(sheet.texts[place]) or _is_change(sheet.nodes[place].parent):
            continue
        for line in _readings(sheet, place):
            if line and (value := printed(line)) is not None:
                yield line, value
                break


def _readings(sheet: Sheet, place: int) -> Iterator[str]:
    """A printed date: with what stands beside it first, where it has no time of its own."""
    own, parent = sheet.text(place), sheet.nodes[place].parent
    if _CLOCK.search(own) is None and parent is not None and parent.parent is not None:
        source = parent.parent.text(separator=" ")  # day, month, year and hour may be elements of their own
        line = fold(source) if len(source) <= INDENTED * _LONGEST else ""
        yield line if len(line) <= _LONGEST else ""
    yield own


def _places(page: Page) -> Iterator[int]:
    """Where an article's date is looked for, the likeliest place first."""
    sheet, head, text = page.once(sheet_of), page.once(printed_headline), page.once(container)
    first = head[1] if head else max(0, (text.first if text else 0) - _BELOW)
    behind = text.first + 2 - first if text and text.first > first else _BELOW
    yield from sheet.around(first, 0, behind)
    yield from reversed(sheet.around(first, _ABOVE, 0))
    yield from sheet.around(first, 0, _HEAD)
    if text:
        yield from sheet.around(text.last, 0, _ABOVE)


def _machine_dates(page: Page) -> Iterator[str | None]:
    said = page.described.get("datePublished")
    yield said if isinstance(said, str) else None
    for name in _METAS:
        yield page.meta.get(name)
    column = page.once(frame).both
    for node in page.select(_MARKED, column[0]) if column else ():
        if not _is_change(node):
            attributes = node.attributes
            yield attributes.get("content") or attributes.get("datetime")


def _is_change(element: Node | None) -> bool:
    """Whether an element is marked as the time of a change; themes call the time of publication "published updated"."""
    attributes = element.attributes if element is not None else {}
    classes = (attributes.get("class") or "").split()
    return "dateModified" in (attributes.get("itemprop") or "") or (
        "updated" in classes and not {"published", "entry-date"} & set(classes)
    )


def _moment(stamp: str | None) -> tuple[str, datetime] | None:
    moment = iso(stamp) if stamp else None
    return (stamp, moment) if stamp and moment else None


def _same_day(value: datetime, moment: datetime) -> bool:
    """Whether a machine's date falls on the printed day, by its own clock or by one of Indonesia's."""
    day, universal = value.date(), moment.astimezone(UTC)
    return day == moment.date() or any(day == (universal + offset).date() for offset in _OURS)


def _is_finer(moment: datetime, line: str, value: datetime) -> bool:
    """Whether a machine's date says more than the printed one without contradicting it."""
    if value.time() == time() and _CLOCK.search(line) is None:
        return True
    same_clock = (moment.hour, moment.minute) == (value.hour, value.minute)
    return same_clock and _ZONE.search(line) is None and moment.utcoffset() in _OURS

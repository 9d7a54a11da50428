"""When an article appeared: the date printed in its title block, else what the page's head states.

Machines are often wrong by their zone: Blogger writes Pacific time, WordPress "+00:00" on local time, merdeka "-07:00".
So the printed time counts, and a machine's date is finer only on the day that is printed. A printed date that stands
elsewhere (in the page's header, beside teasers, in the text, under a comment) is no date of the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import islice
from typing import NamedTuple

from scraper.extraction.generic.column import frame
from scraper.extraction.generic.headline import printed_headline
from scraper.extraction.generic.machine_dates import MARKED, MachineDate, date_of, stated_dates
from scraper.extraction.generic.main_content import container
from scraper.extraction.generic.regions import TITLE_WORDS, in_aside, in_caption, in_comments, in_page_header, in_teaser
from scraper.extraction.generic.text_index import INDENTED, Sheet, around, sheet_of
from scraper.html.page import Node, Page
from scraper.indonesian.dates import is_date_line, is_relative, printed
from scraper.text import fold

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_CLOCK = re.compile(r"\d[:.]\d\d")
_DIGIT = re.compile(r"\d")
_ZONE = re.compile(r"\b(?:wib|wita|wit|utc|gmt)\b|[+-]\d\d:?\d\d", re.IGNORECASE)
#: Texts between the headline and a date above it, and below it where no article text was found.
_ABOVE, _BELOW = 12, 40
#: Words of another story's headline, where links to writers and sections stand as well.
_HEADLINE = 5
#: Characters of the shortest text that begins the article.
_PARAGRAPH = 100
#: Texts behind the article's last paragraph among which its date may stand.
_BEHIND = 12
#: A longer line is no line of an article's date.
_LONGEST = 120
#: Words of relative times, and characters of the longest line of one.
_AGO, _RELATIVE = ("lalu", "ago", "kemarin", "hari ini", "baru saja", "yesterday", "today", "just now"), 60
#: A date behind one of these, or in an element called so, is that of a change.
_CHANGED = re.compile(
    r"\W*(?:di(?:perbarui|update|ubah|sunting)|(?:terakhir )?(?:update|modified|edited)|last )", re.IGNORECASE
)
#: Offsets that a clock in Indonesia can have.
_OURS = (timedelta(hours=7), timedelta(hours=8), timedelta(hours=9))
#: A printed date further from the machine's is another one's.
_FAR = timedelta(days=30)
#: Elements around a printed date whose attributes may state it exactly.
_HOLDERS = 2


class PrintedDate(NamedTuple):
    """A line with a date, its value (None for a relative one), and what the attributes of its element state."""

    line: str
    value: datetime | None
    stated: MachineDate | None


def published(page: Page) -> str | None:
    """The printed line or machine's date that says best when the article appeared; None where nothing does."""
    stated = next(iter(page.once(stated_dates)), None) or page.once(_marked)
    over_text = list(_printed_dates(page, _title_block(page), title_words=_HEADLINE))
    if found := _best(stated, over_text):
        return found
    return stated.text if stated else _best(None, list(_printed_dates(page, _behind_text(page))))


def _best(stated: MachineDate | None, dates: list[PrintedDate]) -> str | None:
    """What says most of these: a printed date of the machine's day, else a near one, else a relative one."""
    whole = [each for each in dates if each.value]
    if stated is None:
        return next(map(_finest, whole or dates), None)
    for each in whole:
        if _is_of_day(each, stated):
            return _finest(each._replace(stated=stated))
    return _near(stated, whole[0]) if whole else None


def _is_of_day(date: PrintedDate, stated: MachineDate) -> bool:
    return date.value is not None and _same_day(date.value, stated.moment)


def _near(stated: MachineDate, first: PrintedDate) -> str | None:
    """The first printed date, where it is of about the machine's time, or its own element states it."""
    if first.value is None:
        return None
    distance = abs(first.value - stated.moment)
    if distance < _FAR or first.stated:
        return _finest(first)
    return None


def _finest(date: PrintedDate) -> str:
    """The line, or what its element states where that is finer; a relative date is stated or stays as printed."""
    line, value, stated = date
    if stated is None:
        return line
    if value is None:
        return stated.text
    if not _same_day(value, stated.moment):
        return line
    finer = _is_finer(stated.moment, line, value)
    return stated.text if finer else line


def _printed_dates(page: Page, places: Iterator[int], title_words: int = TITLE_WORDS) -> Iterator[PrintedDate]:
    """The dates at these places; those beside a link of so many words are another story's."""
    sheet = page.once(sheet_of)
    for place in places:
        if not _may_date(sheet, place) or _is_change(sheet, place):
            continue
        found = _dated(sheet, place)
        if found and not _is_elsewhere(page, sheet.nodes[place], title_words):
            yield found


def _may_date(sheet: Sheet, place: int) -> bool:
    """Whether a text is short and has a year or a word of a relative time: a look that costs next to nothing."""
    line = sheet.shorts[place]
    if not line or len(sheet.texts[place]) > _LONGEST:
        return False
    return _YEAR.search(line) is not None or (len(line) <= _RELATIVE and any(word in line for word in _AGO))


def _dated(sheet: Sheet, place: int) -> PrintedDate | None:
    """The date in a text; with what stands beside it, where it has no time of its own."""
    own = sheet.text(place)
    if _YEAR.search(own):
        day = printed(own)
        for line in _readings(sheet.nodes[place], own):
            value = printed(line)
            same = value and (day is None or value.date() == day.date())
            if value and same and is_date_line(line):
                return PrintedDate(line, value, _stated_around(sheet.nodes[place]))
    elif is_relative(own):
        return PrintedDate(own, None, _stated_around(sheet.nodes[place]))
    return None


def _readings(node: Node, own: str) -> Iterator[str]:
    """A text of a date: where it has no time, first with what stands beside it: both may be elements of their own."""
    parent = node.parent
    if _CLOCK.search(own) is None and parent is not None and parent.parent is not None:
        source = parent.parent.text(separator=" ")
        line = fold(source) if len(source) <= INDENTED * _LONGEST else ""
        if 0 < len(line) <= _LONGEST:
            yield line
    yield own


def _stated_around(node: Node) -> MachineDate | None:
    return next(filter(None, map(date_of, islice(around(node), _HOLDERS))), None)


def _is_elsewhere(page: Page, node: Node, title_words: int = TITLE_WORDS) -> bool:
    """Whether a text is none of the article's own: of a picture, a comment, another story."""
    if any(stands(node) for stands in _BESIDE):
        return True
    return in_teaser(page, node, title_words)


_BESIDE = (in_caption, in_comments, in_aside)


def _title_block(page: Page) -> Iterator[int]:
    """The places between the headline and the text, then those right above it."""
    sheet, head, text = page.once(sheet_of), page.once(printed_headline), page.once(container)
    begin = text.first if text else 0
    if head is None:
        first = max(0, begin - _BELOW)
        yield from _before_text(sheet, first, begin)
        return
    yield from _before_text(sheet, head[1] + 1, begin)
    above = _headline_elements(sheet, head[1])
    for place in reversed(sheet.around(head[1], _ABOVE, 0)):
        node = sheet.nodes[place]
        if _is_in_frame(page, node) and not in_page_header(node, above):
            yield place


def _before_text(sheet: Sheet, first: int, text: int) -> Iterator[int]:
    """The places from one on, up to the first paragraph of the text; captions over it are none."""
    for place in range(first, min(first + _BELOW, len(sheet.texts))):
        if place >= text and len(sheet.texts[place]) >= _PARAGRAPH and not _is_label(sheet, place):
            return
        yield place


def _is_label(sheet: Sheet, place: int) -> bool:
    """Whether a long line is a caption or a date."""
    return in_caption(sheet.nodes[place]) or is_date_line(sheet.texts[place])


def _headline_elements(sheet: Sheet, place: int) -> frozenset[int]:
    return frozenset(node.mem_id for node in around(sheet.nodes[place]))


def _behind_text(page: Page) -> Iterator[int]:
    """The places right behind the text, up to the first link to another story."""
    sheet, text = page.once(sheet_of), page.once(container)
    if text is None:
        return
    for place in range(text.last + 1, min(len(sheet.texts), text.last + _BEHIND)):
        node = sheet.nodes[place]
        if in_teaser(page, node) or in_comments(node) or in_aside(node) or not _is_in_frame(page, node):
            return
        yield place


def _is_in_frame(page: Page, node: Node) -> bool:
    both = page.once(frame).both
    if not both:
        return True
    key = both[0].mem_id
    return any(above.mem_id == key for above in around(node))


def _marked(page: Page) -> MachineDate | None:
    """What an element around headline and text states that is marked as the time of publication."""
    column = page.once(frame).both
    for node in page.select(MARKED, column[0]) if column else ():
        if _is_marked_as_change(node) or _is_elsewhere(page, node):
            continue
        if found := date_of(node):
            return found
    return None


def _is_change(sheet: Sheet, place: int) -> bool:
    """Whether a text tells of a change: by its label, by the text before it, or by its element."""
    before = sheet.text(place - 1) if place else ""
    labelled = _DIGIT.search(before) is None and _CHANGED.match(before)
    if labelled or _CHANGED.match(sheet.text(place)):
        return True
    return _is_marked_as_change(sheet.nodes[place].parent)


def _is_marked_as_change(element: Node | None) -> bool:
    """Whether an element is marked as the time of a change; themes call the time of publication "published updated".

    An abbreviation's title says exactly what it prints, whatever its class (Blogger).
    """
    if element is None or element.tag == "abbr":
        return False
    attributes = element.attributes
    if "dateModified" in (attributes.get("itemprop") or ""):
        return True
    classes = set((attributes.get("class") or "").split())
    return "updated" in classes and classes.isdisjoint(_OF_PUBLICATION)


#: Classes of the time of publication beside which "updated" says nothing.
_OF_PUBLICATION = ("published", "entry-date")


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

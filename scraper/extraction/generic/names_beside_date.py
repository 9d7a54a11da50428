"""People in the line that tells an article's date: "Siti Aminah - 13 Oktober 2016" (metrotvnews)."""

from __future__ import annotations

from itertools import islice

from scraper.extraction.generic.byline_lines import line_apart
from scraper.extraction.generic.text_index import Sheet, around
from scraper.indonesian.bylines import bylines as names_in
from scraper.indonesian.date_words import MONTHS, WEEKDAYS
from scraper.indonesian.dates import beside_date, is_date_line
from scraper.indonesian.lexicon import DATE_LABELS
from scraper.indonesian.places import is_place
from scraper.models import Byline

_WORDS_OF_DATES = DATE_LABELS | WEEKDAYS.keys() | MONTHS.keys()
#: Elements around a date that may hold the names beside it, and words of the longest name there.
_LEVELS, _MOST_WORDS = 3, 4


def named_beside(sheet: Sheet, place: int, headline: str) -> list[Byline]:
    """The people in the line of a date, in the smallest element that names any."""
    holders = islice(around(sheet.nodes[place]), _LEVELS)
    lines = [sheet.text(place), *filter(None, map(line_apart, holders))]
    for line in filter(is_date_line, lines):
        before, behind = beside_date(line)
        printed = (*names_in(before, "reporter"), *names_in(behind, "reporter"))
        people = [each for each in printed if _is_writer(sheet, each.name.lower(), headline)]
        if people:
            return people
    return []


def _is_writer(sheet: Sheet, name: str, headline: str) -> bool:
    """Whether a name beside a date is no place, no month, no word of the headline, and none that the menus repeat."""
    if name in headline or name in _WORDS_OF_DATES:
        return False
    if is_place(name) or len(name.split()) > _MOST_WORDS:
        return False
    printed = sheet.shorts.count(name)
    return printed <= 1

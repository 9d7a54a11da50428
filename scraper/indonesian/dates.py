"""Dates as Indonesian news pages print them, and as machines write them.

Nothing here knows what time it is: a relative form ("2 jam lalu") counts only against a given capture time, and
a partial one ("Rabu (6/2)", "19.00 WIB") is no date. The forms were collected from stored pages of 27 publishers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

from scraper.indonesian.date_words import DAYS_AGO, HALVES, HIJRI_MONTHS, MONTHS, PASARAN, UNITS, WEEKDAYS
from scraper.indonesian.lexicon import DATE_LABELS, any_of
from scraper.indonesian.time_zones import WIB, ZONES
from scraper.text import fold

# Every repetition below has a bound or cannot overlap its neighbour: a line of a megabyte takes linear time.
# ASCII, because without it IGNORECASE lets "ſ" stand for "s", which is in no table.
_FLAGS = re.IGNORECASE | re.ASCII
_GAP = r"[ .,/\-]{0,3}"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?!\d)(?:st|nd|rd|th)?"
_MONTH = rf"(?P<name>{any_of(MONTHS)})(?![a-z])"
_MONTH_NUMBER = r"(?P<number>0?[1-9]|1[0-2])"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_ANY_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
_FORMS = tuple(
    re.compile(form, _FLAGS)
    for form in (
        rf"(?<!\d){_DAY}{_GAP}{_MONTH}{_GAP}{_YEAR}",
        rf"(?<![a-z])(?=[a-z]{{3,9}}{_GAP}\d){_MONTH}{_GAP}{_DAY}{_GAP}{_YEAR}",
        # The day first, always: no stored page means anything else.
        rf"(?<![\d./\-]){_DAY} ?(?P<by>[./\-]) ?{_MONTH_NUMBER} ?(?P=by) ?{_YEAR}",
        rf"(?<![\d./\-])(?P<year>(?:19|20)\d\d)(?P<by>[./\-]){_MONTH_NUMBER}(?P=by){_DAY}",
    )
)
_OFFSET = re.compile(r"(?:utc|gmt)? ?([+\-−])(\d\d?):?(\d\d)?", _FLAGS)
_ZONE = rf"(?:(?:(?:utc|gmt) ?)?[+\-−](?:0?\d|1[0-4])(?::?[0-5]\d)?(?!\d)|(?:{any_of(ZONES)})(?![a-z]))"
_HALF = r"[ap]\.?m\.?(?![a-z])|dini hari\b|pagi\b|siang\b|sore\b|malam\b"
_CLOCK = (
    r"(?P<hour>[01]?\d|2[0-4])[:.](?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d)(?:[.,]\d+)?)?(?!\d)"
    rf"(?: ?(?P<half>{_HALF}))?(?: ?\(?(?P<zone>{_ZONE})\)?)?"
)
_BETWEEN = r"[ .,:;|/•·@()\[\]–—\-]"
#: The same day by the Islamic calendar: "/ 18 Ramadan 1446 H".
_HIJRI = rf"[ ,/|(\-]{{0,4}}\d\d? (?:{any_of(HIJRI_MONTHS)}) 1[34]\d\d ?(?:hijri[a-z]{{0,3}}|h)?(?![a-z])\)?"
_CLOCK_AFTER = re.compile(
    rf"(?: ?m(?:asehi)?(?![a-z]))?(?:{_HIJRI})?"
    rf"(?:{_BETWEEN}|t(?=\d)|m(?:asehi)?(?= )|pada|pukul|pkl?\.?|jam|at){{0,7}}(?:(?P<early>{_ZONE}) ?)?{_CLOCK}",
    _FLAGS,
)
_CLOCK_BEFORE = re.compile(
    rf"(?<![\d:.]){_CLOCK}{_BETWEEN}{{0,4}}(?:(?:{any_of(WEEKDAYS)}){_BETWEEN}{{1,3}})?$", _FLAGS
)
_WEEKDAY_BEFORE = re.compile(
    rf"(?<![a-z])({any_of(WEEKDAYS)})(?: (?:{any_of(PASARAN)}))?(?:{_HIJRI})?{_BETWEEN}{{0,4}}$", _FLAGS
)
#: What software prints for a date that nobody set.
_UNSET = date(1970, 1, 1)
#: Characters before a date in which its weekday or its time stands.
_NEAR = 40
#: Apostrophes in "Jum'at" as typed by people and by editors.
_APOSTROPHES = str.maketrans("’‘`´ʼ", "'''''")


@dataclass(frozen=True, slots=True)
class _Found:
    """A date in a line: where it stands, and the time that belongs to it."""

    day: date
    start: int
    end: int
    #: Since the start of the day; None when no time is printed. "24.00" is a whole day.
    clock: timedelta | None = None
    zone: timezone | None = None

    def moment(self, zone: timezone) -> datetime:
        own_zone = self.zone or zone
        midnight = datetime.combine(self.day, time(), own_zone)
        clock = self.clock or timedelta()
        return midnight + clock


def printed(text: str, *, captured_at: datetime | None = None, zone: timezone = WIB) -> datetime | None:
    """The first date in a printed line, in the zone that is printed with it, else in `zone`.

    A day without a time gives its first moment. Relative forms need `captured_at` (UTC when it is naive). None when
    there is no whole date: the year is never guessed.

    >>> str(printed("Diterbitkan Jum'at, 24 Juli 2026 | 07:08 WIB"))
    '2026-07-24 07:08:00+07:00'
    >>> str(printed("09-02-2016 10:12 Wita"))
    '2016-02-09 10:12:00+08:00'
    >>> printed("Rabu (6/2)") or printed("pukul 20.10 WIB") or printed("31 Februari 2016")
    """
    line = _line(text)
    found = _find(line) or (_relative(line, captured_at, zone) if captured_at else None)
    return found.moment(zone) if found else None


def weekday_fits(text: str) -> bool | None:
    """Whether the weekday that is printed before a date is right; None when none is printed.

    >>> weekday_fits("Kamis, 6 Februari 2025"), weekday_fits("Rabu, 6 Februari 2025"), weekday_fits("6 Feb 2025")
    (True, False, None)
    """
    line = _line(text)
    found = _find(line)
    named = found and _WEEKDAY_BEFORE.search(_before(line, found.start))
    return WEEKDAYS[named[1].lower()] == found.day.weekday() if found and named else None


_SMALL_WORD = re.compile(r"(?<![^\W\d_])[a-z]{2,}")
#: Other words in small letters that make a line a sentence, and the most characters beside the date.
_SENTENCE, _BESIDE = 2, 80


def is_date_line(text: str) -> bool:
    """Whether a line says when, and perhaps by whom, and is no sentence that tells of a day.

    >>> is_date_line("Siti Aminah, Jurnalis - Jumat, 24 Juli 2026 | 15:18 WIB")
    True
    >>> is_date_line("Aturan itu tertuang dalam peraturan tanggal 4 Mei 2019.")
    False
    """
    line = _line(text)
    found = _find(line)
    if not found:
        return False
    beside = f"{line[: found.start]} {line[found.end :]}"
    words = [word for word in _SMALL_WORD.findall(beside) if word not in DATE_LABELS and word not in WEEKDAYS]
    return len(words) <= _SENTENCE and len(beside.strip()) <= _BESIDE


def beside_date(text: str) -> tuple[str, str]:
    """What a line says before and behind its date; the whole line and nothing where it has none.

    >>> beside_date("Siti Aminah - Jumat, 24 Juli 2026 | 15:18 WIB")
    ('Siti Aminah -', '')
    """
    line = _line(text)
    found = _find(line)
    if not found:
        return line, ""
    weekday = _WEEKDAY_BEFORE.search(_before(line, found.start))
    start = found.start - (len(weekday[0]) if weekday else 0)
    return line[:start].strip(), line[found.end :].strip()


def is_relative(text: str) -> bool:
    """Whether a short line is a time that only the moment of capture makes a date: "2 jam yang lalu", "kemarin".

    >>> is_relative("2 jam yang lalu"), is_relative("Baru saja"), is_relative("Dua jam lalu warga mengungsi.")
    (True, True, False)
    """
    line = _line(text).strip(" |-–—·•,()")
    forms = (_AGO, _DAY_WORD, _JUST_NOW)
    found = filter(None, (form.search(line) for form in forms))
    match = next(found, None)
    if match is None:
        return False
    beside = len(line) - len(match[0])
    return beside <= _RELATIVE_BESIDE


_MACHINE_HEAD = re.compile(rf"(?:(?:{any_of(WEEKDAYS)}),? ?)?", _FLAGS)
_MACHINE_TAIL = re.compile(r" ?(?:\([a-z ]{1,40}\)|\[[a-z/_]{1,40}\])?", _FLAGS)
_COMPACT = re.compile(r"^(\d{4})(\d\d)(\d\d)(?:[T ]?(\d\d)(\d\d)(\d\d)?)?(?=\D|$)", re.ASCII)


def iso(text: str, *, zone: timezone = WIB) -> datetime | None:
    """The moment in a machine's date, in `zone` when it names none; None for what is not wholly a date.

    Takes ISO 8601 and RFC 3339 with their common slips, RFC 5322, and seconds or milliseconds since 1970.

    >>> str(iso("2017-02-07T09:51:00.123+0700")), str(iso("Mon, 15 Feb 2016 13:00:00 GMT"))
    ('2017-02-07 09:51:00+07:00', '2016-02-15 13:00:00+00:00')
    >>> str(iso("1455516000000"))
    '2016-02-15 06:00:00+00:00'
    """
    if moment := _standard(text, zone):
        return moment
    line = _line(text)
    if re.fullmatch(r"\d{10}(?:\d{3})?", line, re.ASCII):
        return datetime.fromtimestamp(int(line[:10]), UTC)
    line = _COMPACT.sub(_spaced, line, count=1)
    found = _find(line)
    whole = found and _MACHINE_HEAD.fullmatch(line[: found.start]) and _MACHINE_TAIL.fullmatch(line[found.end :])
    return found.moment(zone) if found and whole else None


#: What fromisoformat takes and means the same by.
_STANDARD = re.compile(
    r"(?!1970-01-01)(?:19|20)\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:[+-](?:0\d|1[0-3]):[0-5]\d|Z)?", re.ASCII
)


def _standard(text: str, zone: timezone) -> datetime | None:
    """A date in the usual form: most pages have it, and it takes a tenth of the time."""
    if not _STANDARD.fullmatch(text):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:  # such as 24:00, which is a time here
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _spaced(match: re.Match[str]) -> str:
    year, month, day, hour, minute, second = match.groups(default="")
    return f"{year}-{month}-{day}" + (f"T{hour}:{minute}:{second or '00'}" if hour else "")


def _line(text: str) -> str:
    return fold(text).translate(_APOSTROPHES)


def _before(line: str, position: int) -> str:
    return line[max(0, position - _NEAR) : position]


def _find(line: str) -> _Found | None:
    """The first whole date; the first thing that looks like one decides, so that "31 Februari" is none."""
    forms = _FORMS if _ANY_YEAR.search(line) else ()
    matches = [match for form in forms if (match := form.search(line))]
    if not matches:
        return None
    match = min(matches, key=lambda each: (each.start(), -each.end()))
    parts = match.groupdict()
    month = MONTHS[parts["name"].lower()] if parts.get("name") else int(parts["number"])
    try:
        day = date(int(parts["year"]), month, int(parts["day"]))
    except ValueError:
        return None
    if day == _UNSET:
        return None
    return _with_clock(line, _Found(day, match.start(), match.end()))


def _with_clock(line: str, found: _Found) -> _Found:
    """The date with the time printed directly after it, else directly before it."""
    after = _CLOCK_AFTER.match(line, found.end)
    match = after or _CLOCK_BEFORE.search(_before(line, found.start))
    if not match:
        return found
    parts = match.groupdict()
    clock = timedelta(hours=_hour(match), minutes=int(match["minute"]), seconds=int(match["second"] or 0))
    zone = parts["zone"] or parts.get("early")
    return _Found(found.day, found.start, after.end() if after else found.end, clock, _zone(zone) if zone else None)


def _hour(match: re.Match[str]) -> int:
    hour, half = int(match["hour"]), (match["half"] or "").lower().replace(".", "")
    return HALVES.get(half, {}).get(hour, hour)


def _zone(name: str) -> timezone:
    match = _OFFSET.fullmatch(name)
    if not match:
        return ZONES[name.lower()]
    offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    return timezone(offset if match[1] == "+" else -offset)


_AGO = re.compile(
    rf"(?<![a-z\d])(?:(?P<count>\d{{1,3}}) |(?:se|satu |an? ))(?P<unit>{any_of(UNITS)})s?(?: yang lalu| lalu| ago)\b",
    _FLAGS,
)
_DAY_WORD = re.compile(rf"(?<![a-z])({any_of(DAYS_AGO)})(?![a-z])", _FLAGS)
_JUST_NOW = re.compile(r"\b(?:baru saja|just now)\b", _FLAGS)
#: Characters that may stand beside a relative form: a label, a clock.
_RELATIVE_BESIDE = 24


def _relative(line: str, captured_at: datetime, zone: timezone) -> _Found | None:
    """What "2 jam lalu", "kemarin", "Hari ini, 14:05" meant when the page was captured."""
    now = (captured_at if captured_at.tzinfo else captured_at.replace(tzinfo=UTC)).astimezone(zone)
    if match := _AGO.search(line):
        seconds = int(match["count"] or 1) * UNITS[match["unit"].lower()]
        then = now - timedelta(seconds=seconds)
        exact = seconds % 86_400 or UNITS[match["unit"].lower()] < 86_400
        return _exactly(then) if exact else _with_clock(line, _Found(then.date(), *match.span()))
    if match := _DAY_WORD.search(line):
        day = now.date() - timedelta(days=DAYS_AGO[match[1].lower()])
        return _with_clock(line, _Found(day, *match.span()))
    return _exactly(now) if _JUST_NOW.search(line) else None


def _exactly(moment: datetime) -> _Found:
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return _Found(moment.date(), 0, 0, moment - midnight)

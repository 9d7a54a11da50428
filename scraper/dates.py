"""Dates as Indonesian news pages print them, and as machines write them.

Nothing here knows what time it is: a relative form ("2 jam lalu") counts only against a given capture time, and
a partial one ("Rabu (6/2)", "19.00 WIB") is no date. The forms come from stored pages of 27 publishers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

from scraper.text import fold

#: Western, central and eastern Indonesian time (Keppres 41/1987); there is no summer time.
WIB = timezone(timedelta(hours=7), "WIB")
WITA = timezone(timedelta(hours=8), "WITA")
WIT = timezone(timedelta(hours=9), "WIT")

_ZONES = {"wib": WIB, "wita": WITA, "wit": WIT, "utc": UTC, "gmt": UTC, "z": UTC}

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari pebruari february feb peb",
            "maret march mar mrt",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august agust agus agu agt ags aug",
            "september sept sep",
            "oktober october okt oct",
            "november nopember nov nop",
            "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "senin sen monday mon",
            "selasa sel tuesday tue",
            "rabu rabo rab wednesday wed",
            "kamis kam thursday thu",
            "jumat jum'at jum friday fri",
            "sabtu sab saturday sat",
            "minggu ahad min sunday sun",
        )
    )
    for name in names.split()
}


def _any(names: dict[str, int]) -> str:
    return "|".join(sorted(names, key=len, reverse=True))


_MONTH = rf"(?P<month>{_any(_MONTHS)})(?![a-z])"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
#: Every gap has a bound, so that a line of a megabyte takes linear time.
_GAP = r"[ .,/\-]{0,3}"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<!\d){_DAY}(?:st|nd|rd|th)?{_GAP}{_MONTH}{_GAP}{_YEAR}",
        rf"(?<![a-z]){_MONTH}{_GAP}{_DAY}(?:st|nd|rd|th)?{_GAP}{_YEAR}",
        # day first always: no Indonesian page was seen that means anything else
        rf"(?<![\d./\-]){_DAY}(?P<sep>[./\-]) ?(?P<number>0?[1-9]|1[0-2])(?P=sep) ?{_YEAR}",
        rf"(?<![\d./\-])(?P<year>(?:19|20)\d\d)(?P<sep>[./\-])(?P<number>0?[1-9]|1[0-2])(?P=sep){_DAY}(?!\d)",
    )
)
_ZONE = r"(?P<zone>wita|wib|wit|(?:utc|gmt)?[+-]\d\d?(?::?\d\d)?|utc|gmt|z)(?![a-z\d])"
_CLOCK = (
    r"(?P<hour>[01]?\d|2[0-4])[:.](?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d)(?:[.,]\d{1,9})?)?(?!\d)"
    rf"(?: ?(?P<half>[ap]\.?m\b|pagi\b|siang\b|sore\b|malam\b))?(?: ?\(?{_ZONE})?"
)
_AFTER = re.compile(rf"(?:[ ,|/•·()–—\-]|pukul|pkl\.?|jam|at|t|wib){{0,6}}{_CLOCK}", re.IGNORECASE)
_BEFORE = re.compile(rf"(?<!\d){_CLOCK}\)?[ ,|/•·()–—\-]{{0,4}}(?:[a-z'’]{{3,9}}[ ,]{{1,2}})?$", re.IGNORECASE)
#: Characters before a date in which a time that belongs to it stands.
_NEAR = 40


def printed(text: str, *, captured_at: datetime | None = None, zone: timezone = WIB) -> datetime | None:
    """The first date in a printed line, in its printed zone, else in `zone`.

    A day without a time is its midnight; `has_time` tells. None when there is no whole date.
    """
    found = _find(fold(text))
    if found is None:
        return None
    day, clock = found
    return _at(day, clock, zone)


@dataclass(frozen=True)
class _Clock:
    hour: int
    minute: int
    second: int
    zone: timezone | None


def _at(day: date, clock: _Clock | None, zone: timezone) -> datetime:
    if clock is None:
        return datetime.combine(day, time(), zone)
    start = datetime.combine(day, time(0, clock.minute, clock.second), clock.zone or zone)
    return start + timedelta(hours=clock.hour)


def _find(line: str) -> tuple[date, _Clock | None] | None:
    matches = [match for form in _FORMS if (match := form.search(line))]
    if not matches:
        return None
    match = min(matches, key=lambda each: each.start())
    parts = match.groupdict()
    month = int(parts["number"]) if parts.get("number") else _MONTHS[parts["month"].lower()]
    try:
        day = date(int(parts["year"]), month, int(parts["day"]))
    except ValueError:
        return None
    return day, _clock_beside(line, match)


def _clock_beside(line: str, found: re.Match[str]) -> _Clock | None:
    match = _AFTER.match(line, found.end()) or _BEFORE.search(line[max(0, found.start() - _NEAR) : found.start()])
    return _clock(match) if match else None


def _clock(match: re.Match[str]) -> _Clock | None:
    hour, half = int(match["hour"]), (match["half"] or "").lower().replace(".", "")
    if half in ("pm", "sore", "malam") and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    zone = _zone(match["zone"])
    return _Clock(hour, int(match["minute"]), int(match["second"] or 0), zone)


def _zone(name: str | None) -> timezone | None:
    if not name:
        return None
    found = re.search(r"([+-])(\d\d?):?(\d\d)?$", name)
    if not found:
        return _ZONES[name.lower()]
    offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return timezone(-offset if found[1] == "-" else offset)


def iso(text: str, *, zone: timezone = WIB) -> datetime | None:
    """The moment in a machine's date (JSON-LD, meta, feed); in `zone` when it names none. None for anything else."""
    line = fold(text)
    if re.fullmatch(r"\d{10}|\d{13}", line):
        seconds = int(line) if len(line) == 10 else int(line) / 1000
        return datetime.fromtimestamp(seconds, UTC)
    if re.match(r"\d{4}-\d\d-\d\d|[a-z]{3}, \d", line, re.IGNORECASE):
        return printed(line, zone=zone)
    return None


def utc_text(moment: datetime) -> str:
    """The form in which the database holds times: UTC, to the second, sorting as text.

    >>> utc_text(datetime(2026, 11, 23, 15, 4, tzinfo=WIB))
    '2026-11-23T08:04:00Z'
    """
    if moment.tzinfo is None:
        raise ValueError(f"a time without a zone: {moment}")
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")

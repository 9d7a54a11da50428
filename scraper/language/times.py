"""Times as the readers of a story lived them: local to its page, named after the Indonesian zones. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

from scraper.indonesian.time_zones import WIB, WIT, WITA
from scraper.language.catalogue import gettext, language

#: The zones that have a name here, by their offset from UTC.
ZONES = {zone.utcoffset(None): str(zone) for zone in (WIB, WITA, WIT, UTC)}


def zone_name(offset: timedelta | None) -> str:
    """The name of a zone, "" for one that has none here.

    >>> zone_name(timedelta(hours=8)), zone_name(timedelta(hours=3))
    ('WITA', '')
    """
    return ZONES.get(offset, "") if offset is not None else ""


def weekday_and_time(at: datetime | None) -> str:
    """A time as a person reads it: "Thursday 2025-02-06 14:50 WIB (+07:00)"."""
    if at is None:
        return gettext("no time found")
    parts = (_written(at, "EEEE y-MM-dd HH:mm"), zone_name(at.utcoffset()), f"({at.isoformat()[-6:]})")
    return " ".join(filter(None, parts))


def local_minute(at: str, zone: str | None) -> str:
    """A stored UTC time in a line of a table: "2025-02-06 14:50 WIB"; `zone` is an offset, None for UTC.

    >>> local_minute("2026-11-23T08:04:00Z", "+07:00"), local_minute("2026-11-23T08:04:00Z", None)
    ('2026-11-23 15:04 WIB', '2026-11-23 08:04 UTC')
    """
    then = in_zone(at, zone)
    return f"{then:%Y-%m-%d %H:%M} {zone_name(then.utcoffset()) or zone}"


def local_time(at: str | None, zone: str | None = None) -> str:
    """A stored UTC time in a sentence; as stored when it is no time, "" for none.

    >>> local_time("2026-11-23T08:04:00Z", "+07:00")
    'Monday 23 November 2026, 15:04 WIB'
    >>> local_time("2026-11-23T08:04:00Z")
    'Monday 23 November 2026, 08:04 UTC'
    """
    try:
        then = in_zone(at or "", zone)
    except (ValueError, OverflowError):
        return at or ""
    return f"{_written(then, 'EEEE d MMMM y, HH:mm')} {zone_name(then.utcoffset()) or zone}"


def local_short(at: str, zone: str | None) -> str:
    """A stored UTC time below a picture.

    >>> local_short("2026-11-23T08:04:00Z", "+07:00")
    '23 Nov 2026 15:04'
    """
    return _written(in_zone(at, zone), "d MMM y HH:mm")


def local_day(on: str | None) -> str:
    """A stored day in a sentence; as stored when it is none, "" for none.

    >>> local_day("2026-11-23"), local_day(None)
    ('23 November 2026', '')
    """
    try:
        return _written(datetime.fromisoformat(on or ""), "d MMMM y")
    except ValueError:
        return on or ""


def local_month(month: str) -> str:
    """A month in a sentence.

    >>> local_month("2026-11")
    'November 2026'
    """
    return _written(datetime.strptime(f"{month}-01", "%Y-%m-%d"), "MMMM y")  # noqa: DTZ007 - of no zone


def _written(at: datetime, pattern: str) -> str:
    """A time by a pattern of Unicode's (UTS 35), its words in the language in force."""
    from babel.dates import format_datetime  # noqa: PLC0415 - Babel takes a while, and most lines hold no time

    return format_datetime(at.replace(tzinfo=None), pattern, locale=language())


def in_zone(at: str, zone: str | None) -> datetime:
    """A stored UTC time in a zone; raises ValueError or OverflowError for what is no time."""
    stored = datetime.fromisoformat(at)
    there: tzinfo | None = datetime.strptime(zone, "%z").tzinfo if zone else UTC
    return stored.replace(tzinfo=stored.tzinfo or UTC).astimezone(there)

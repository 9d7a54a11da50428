"""Time zones of printed times, and how a time is written.

Western, central and eastern Indonesian time after Keputusan Presiden 41/1987; there is no summer time.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

WIB = timezone(timedelta(hours=7), "WIB")
WITA = timezone(timedelta(hours=8), "WITA")
WIT = timezone(timedelta(hours=9), "WIT")

#: Hours from UTC of the American zones in mail dates (RFC 5322, section 4.3).
_AMERICAN = {"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7}
#: Name in lower case -> zone.
ZONES: dict[str, timezone] = {"wib": WIB, "wita": WITA, "wit": WIT, "utc": UTC, "gmt": UTC, "z": UTC} | {
    name: timezone(timedelta(hours=hours), name.upper()) for name, hours in _AMERICAN.items()
}


def utc_text(moment: datetime) -> str:
    """The form in which the database holds times: UTC, to the second, sorting as text.

    Raises ValueError for a time without a zone.

    >>> utc_text(datetime(2026, 11, 23, 15, 4, tzinfo=WIB))
    '2026-11-23T08:04:00Z'
    """
    if moment.tzinfo is None:
        raise ValueError(f"a time without a zone: {moment}")
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"

"""How long to leave a host alone: Retry-After, pauses, and the breaker. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

#: No Retry-After is honoured for longer: what asks for more is a mistake or means never.
LONGEST = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pace:
    """How a run paces its requests to one host, in seconds."""

    #: The least pause between two requests; nothing makes it shorter.
    floor_s: float = 1.0
    #: The longest pause that slowing down comes to.
    ceiling_s: float = 60.0
    #: The longest Crawl-delay that is waited for; a host that asks for more is asked for less in each run.
    delay_cap_s: float = 120.0
    #: Failures in a row after which a host is left alone.
    breaker: int = 5
    #: How long robots.txt holds (RFC 9309 section 2.4 allows 24 hours), and how long a failure to get it does.
    robots_for: timedelta = timedelta(hours=24)
    robots_retry: timedelta = timedelta(minutes=30)


def retry_after(value: str | None, now: datetime) -> datetime | None:
    """When a host wants to be asked again (RFC 9110 section 10.2.3); None for nothing, junk or the past.

    >>> now = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
    >>> for value in ("120", "Tue, 24 Nov 2026 03:05:00 GMT", "999999999999", "-5", "soon", None):
    ...     print(retry_after(value, now))
    2026-11-24 03:02:00+00:00
    2026-11-24 03:05:00+00:00
    2026-11-25 03:00:00+00:00
    None
    None
    None
    """
    if not value:
        return None
    if value.strip().isdecimal():
        return now + min(timedelta(seconds=min(int(value.strip()[:12]), 10**6)), LONGEST)
    try:
        asked = parsedate_to_datetime(value)
    except ValueError:
        return None
    asked = asked.replace(tzinfo=UTC) if asked.tzinfo is None else asked
    return min(asked, now + LONGEST) if asked > now else None


def next_pause(pause: float, elapsed: float, pace: Pace, *, delay: float, trouble: bool) -> float:
    """Seconds to pause before the next request to a host.

    Trouble (429, 503, silence) doubles it; a good answer halves it, down to what the host needs: `delay`, which is its
    Crawl-delay or the floor, or the time that its last answer took.

    >>> pace = Pace()
    >>> next_pause(1, 0.1, pace, delay=1, trouble=True), next_pause(8, 0.1, pace, delay=1, trouble=False)
    (2.0, 4.0)
    >>> next_pause(1, 3.5, pace, delay=1, trouble=False), next_pause(40, 9, pace, delay=1, trouble=True)
    (3.5, 60.0)
    """
    least = max(delay, pace.floor_s)
    if trouble:
        return float(max(least, min(max(pause, least, 1) * 2, pace.ceiling_s)))
    return float(max(least, min(elapsed, pace.ceiling_s), pause / 2))


def left_alone(failures: int, pace: Pace) -> timedelta | None:
    """How long to leave a host alone after failures in a row; None while it is still asked.

    >>> [str(left_alone(n, Pace())) for n in (4, 5, 6, 20)]
    ['None', '0:05:00', '0:10:00', '1 day, 0:00:00']
    """
    over = failures - pace.breaker
    return min(timedelta(minutes=5) * 2 ** min(over, 12), LONGEST) if over >= 0 else None

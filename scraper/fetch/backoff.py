"""Rate limit, backoff and circuit breaker: how long to leave a host alone. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

#: No host is left alone for longer at its word or ours: what asks for more is a mistake or means never.
MAX_BACKOFF = timedelta(days=1)
#: How much of a pause is left after a good answer. A host that was in trouble is trusted again slowly.
EASING = 0.8
#: A pause that changes by less than this share of it stays as it is, so that it is not written at each answer.
VISIBLE = 0.1
#: The first wait of the circuit breaker; each failure after it doubles the wait.
BREAKER_WAIT = timedelta(minutes=5)
#: A request that is booked further ahead than this was booked under a wrong clock.
BOOKED_AHEAD = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Politeness:
    """How a run paces its requests to one host, in seconds."""

    #: The least pause from the start of a request to the start of the next; nothing makes it shorter.
    min_pause_s: float = 1.0
    #: The longest pause that slowing down comes to.
    max_pause_s: float = 60.0
    #: The longest Crawl-delay that is waited for; a host that asks for more is asked for less in each run.
    max_crawl_delay_s: float = 120.0
    #: A host that wants to be left alone for no longer than this is waited for.
    max_wait_s: float = 30.0
    #: Failures in a row after which a host is left alone.
    breaker_failures: int = 5
    #: How long robots.txt holds (RFC 9309 section 2.4 allows 24 hours), and how long a failure to get it does.
    robots_ttl: timedelta = timedelta(hours=24)
    robots_retry: timedelta = timedelta(minutes=30)
    #: How long an opt-out of a whole host holds before the host is asked again.
    opt_out_ttl: timedelta = timedelta(days=30)


def least_pause(crawl_delay: float | None, politeness: Politeness) -> float:
    """Seconds that a host is owed whatever happens: the floor, or its Crawl-delay up to the cap.

    >>> [least_pause(delay, Politeness()) for delay in (None, 0, 5, 3600)]
    [1.0, 1.0, 5, 120.0]
    """
    asked = min(crawl_delay or 0, politeness.max_crawl_delay_s)
    return max(politeness.min_pause_s, asked)


def next_pause(pause: float, elapsed: float, politeness: Politeness, *, least: float, trouble: bool) -> float:
    """Seconds from the start of a request to the start of the next.

    Trouble (429, 5xx, silence) doubles them, up to the ceiling. A good answer eases them, down to what the host needs:
    what it is owed, and as long a rest as its answer took.

    >>> politeness = Politeness()
    >>> next_pause(1, 0.1, politeness, least=1, trouble=True), next_pause(8, 0.1, politeness, least=1, trouble=False)
    (2.0, 6.4)
    >>> next_pause(1, 3.5, politeness, least=1, trouble=False), next_pause(40, 9, politeness, least=1, trouble=True)
    (7.0, 60.0)
    >>> next_pause(0, 0, politeness, least=120, trouble=True)
    120.0
    """
    slower, easier = 2 * max(pause, least, 1), max(pause * EASING, 2 * elapsed)
    wanted = slower if trouble else easier
    bounded = min(wanted, politeness.max_pause_s)
    return float(max(least, bounded))


def settled_pause(before: float | None, after: float, least: float) -> float:
    """The pause to remember: the former one where nobody would see the difference.

    >>> settled_pause(2.0, 2.1, 1), settled_pause(2.0, 2.5, 1), settled_pause(1.05, 1.0, 1), settled_pause(None, 1.0, 1)
    (2.0, 2.5, 1.0, 1.0)
    """
    if before is None or after == least:
        return round(after, 2)
    is_visible = abs(after - before) > VISIBLE * before
    return round(after, 2) if is_visible else before


def left_alone(failures: int, politeness: Politeness) -> timedelta | None:
    """How long to leave a host alone after failures in a row; None while it is still asked.

    >>> [str(left_alone(n, Politeness())) for n in (4, 5, 6, 20)]
    ['None', '0:05:00', '0:10:00', '1 day, 0:00:00']
    """
    over = failures - politeness.breaker_failures
    if over < 0:
        return None
    doubled = BREAKER_WAIT * (1 << min(over, 12))
    return min(doubled, MAX_BACKOFF)


def next_request_at(last: datetime | None, now: datetime, pause_s: float) -> datetime:
    """When the next request to a host may start, at the earliest a pause after the last one that is booked.

    >>> now = datetime(2026, 11, 24, 3, 0)
    >>> for last in (None, now - timedelta(seconds=2), now + timedelta(seconds=2), now + timedelta(days=900)):
    ...     print(next_request_at(last, now, 5) - now)
    0:00:00
    0:00:03
    0:00:07
    0:00:05
    """
    pause = timedelta(seconds=pause_s)
    if last is None:
        return now
    if last > now + BOOKED_AHEAD:
        return now + pause
    return max(now, last + pause)

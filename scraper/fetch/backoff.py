"""How long to leave a host alone: Retry-After, pauses, and the breaker. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

#: No host is left alone for longer at its word or ours: what asks for more is a mistake or means never.
LONGEST = timedelta(days=1)
#: How much of a pause is left after a good answer. A host that was in trouble is trusted again slowly.
EASING = 0.8


@dataclass(frozen=True, slots=True)
class Pace:
    """How a run paces its requests to one host, in seconds."""

    #: The least pause from the start of a request to the start of the next; nothing makes it shorter.
    floor_s: float = 1.0
    #: The longest pause that slowing down comes to.
    ceiling_s: float = 60.0
    #: The longest Crawl-delay that is waited for; a host that asks for more is asked for less in each run.
    delay_cap_s: float = 120.0
    #: A host that wants to be left alone for no longer than this is waited for.
    patience_s: float = 30.0
    #: Failures in a row after which a host is left alone.
    breaker: int = 5
    #: How long robots.txt holds (RFC 9309 section 2.4 allows 24 hours), and how long a failure to get it does.
    robots_for: timedelta = timedelta(hours=24)
    robots_retry: timedelta = timedelta(minutes=30)


def least_pause(crawl_delay: float | None, pace: Pace) -> float:
    """Seconds that a host is owed whatever happens: the floor, or its Crawl-delay up to the cap.

    >>> [least_pause(delay, Pace()) for delay in (None, 0, 5, 3600)]
    [1.0, 1.0, 5, 120.0]
    """
    return max(pace.floor_s, min(crawl_delay or 0, pace.delay_cap_s))


def next_pause(pause: float, elapsed: float, pace: Pace, *, least: float, trouble: bool) -> float:
    """Seconds from the start of a request to the start of the next.

    Trouble (429, 5xx, silence) doubles them, up to the ceiling. A good answer eases them, down to what the host needs:
    what it is owed, and as long a rest as its answer took.

    >>> pace = Pace()
    >>> next_pause(1, 0.1, pace, least=1, trouble=True), next_pause(8, 0.1, pace, least=1, trouble=False)
    (2.0, 6.4)
    >>> next_pause(1, 3.5, pace, least=1, trouble=False), next_pause(40, 9, pace, least=1, trouble=True)
    (7.0, 60.0)
    >>> next_pause(0, 0, pace, least=120, trouble=True)
    120.0
    """
    wanted = 2 * max(pause, least, 1) if trouble else max(pause * EASING, 2 * elapsed)
    return float(max(least, min(wanted, pace.ceiling_s)))


def left_alone(failures: int, pace: Pace) -> timedelta | None:
    """How long to leave a host alone after failures in a row; None while it is still asked.

    >>> [str(left_alone(n, Pace())) for n in (4, 5, 6, 20)]
    ['None', '0:05:00', '0:10:00', '1 day, 0:00:00']
    """
    over = failures - pace.breaker
    return min(timedelta(minutes=5) * 2 ** min(over, 12), LONGEST) if over >= 0 else None

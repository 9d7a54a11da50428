"""When to ask for a URL again. Pure: waits, not times."""

from __future__ import annotations

from datetime import timedelta

#: Ages, counted from the first look, at which an unchanged article is looked at again; after the last never. News
#: is corrected within hours and seldom after a month.
LOOK_AGAIN = (
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(days=1),
    timedelta(days=7),
    timedelta(days=30),
)
#: The wait of each step: from one age to the next.
WAITS = tuple(later - earlier for earlier, later in zip((timedelta(0), *LOOK_AGAIN[:-1]), LOOK_AGAIN, strict=True))

#: The first wait after a failure, doubled by each further one up to the longest.
FIRST_WAIT = timedelta(minutes=15)
LONGEST_WAIT = timedelta(days=1)
#: Failures in a row after which nobody asks any more: the waits before it come to five days.
TRIES = 12
#: Waits of a page that is no article, or that its host does not want to show: it may be an accident of one day, and is
#: none that more tries would mend.
DOUBTS = (timedelta(days=1), timedelta(days=7))
#: A 404 may be a page on its way: it counts when it is still there after this.
SECOND_TRY = timedelta(hours=1)
#: No wait is longer, so a time further off was written under a wrong clock, or by a server that means never.
HORIZON = max(*WAITS, LONGEST_WAIT)


def step(former: int | None, *, changed: bool) -> int | None:
    """The step of `WAITS` after a look; None after the last.

    Each look goes one step on, and one that found new words one step back: what changes is looked at more often.

    >>> step(None, changed=False), step(0, changed=False), step(2, changed=True), step(4, changed=False)
    (0, 1, 1, None)
    """
    if former is None:
        return 0
    after = max(former - 1, 0) if changed else former + 1
    return after if after < len(WAITS) else None


def doubted(failures: int) -> timedelta | None:
    """How long to leave a URL alone that answered with something else; None when it is time to give up.

    >>> [str(doubted(n)) for n in (1, 2, 3)]
    ['1 day, 0:00:00', '7 days, 0:00:00', 'None']
    """
    return DOUBTS[failures - 1] if failures <= len(DOUBTS) else None


def wait(failures: int) -> timedelta | None:
    """How long to leave a URL alone after this many failures in a row; None when it is time to give up.

    >>> [str(wait(n)) for n in (1, 2, 8, 12)]
    ['0:15:00', '0:30:00', '1 day, 0:00:00', 'None']
    """
    return min(FIRST_WAIT * 2 ** (failures - 1), LONGEST_WAIT) if failures < TRIES else None

"""When to ask again: the schedule as a table."""

from __future__ import annotations

from datetime import timedelta
from itertools import accumulate, pairwise

import pytest

from scraper.crawl.revisit import HORIZON, LONGEST_WAIT, LOOK_AGAIN, TRIES, WAITS, step, wait

LAST = len(WAITS) - 1


@pytest.mark.parametrize(
    ("former", "changed", "after"),
    [
        (None, False, 0),
        (None, True, 0),
        (0, False, 1),
        (0, True, 0),
        (1, True, 0),
        (LAST, True, LAST - 1),
        (LAST, False, None),
    ],
)
def test_a_look_goes_a_step_on_and_a_change_a_step_back(former: int | None, changed: bool, after: int | None) -> None:
    assert step(former, changed=changed) == after


def test_an_unchanged_article_is_looked_at_at_these_ages() -> None:
    assert tuple(accumulate(WAITS)) == LOOK_AGAIN
    assert [age / timedelta(hours=1) for age in LOOK_AGAIN] == [1, 6, 24, 7 * 24, 30 * 24]


def test_waits_after_failures_double_up_to_a_day_and_end() -> None:
    waits = [wait(n) for n in range(1, TRIES)]
    known = [each for each in waits if each is not None]
    assert len(known) == len(waits)
    assert all(later in (2 * earlier, LONGEST_WAIT) for earlier, later in pairwise(known))
    assert max(known) == LONGEST_WAIT <= HORIZON
    assert wait(TRIES) is wait(10**9) is None

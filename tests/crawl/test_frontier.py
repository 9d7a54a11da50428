"""What a crawl remembers: each URL once, nobody waits for ever, a host's wish outlives the run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scraper.archive import open_archive
from scraper.crawl.frontier import Frontier
from scraper.crawl.revisit import HORIZON, LOOK_AGAIN, SECOND_TRY, TRIES
from scraper.indonesian.time_zones import WIB
from scraper.models import HostState
from scraper.store.store import Store
from scraper.template.publisher import Publisher

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def frontier(tmp_path: Path) -> Iterator[Frontier]:
    with open_archive(tmp_path / "archive.db") as archive:
        for name in ("kabar", "warta"):
            host = f"{name}.example"
            Store(archive).publisher(Publisher(id=name, name=name, region=None, hosts=(host,), article=r"/\d+"))
        yield Frontier(archive)


def url(number: int, publisher: str = "kabar") -> str:
    return f"https://{publisher}.example/{number}"


def add(frontier: Frontier, *numbers: int, publisher: str = "kabar", now: datetime = NOON) -> list[str]:
    found = [url(number, publisher) for number in numbers]
    return frontier.add(found, publisher=publisher, found_on=None, now=now)


def due(frontier: Frontier, now: datetime = NOON, limit: int | None = None) -> list[str]:
    return frontier.due(["kabar", "warta"], now, limit)


def standing(frontier: Frontier, number: int = 1) -> tuple[str, str | None]:
    row = frontier._archive.rows("SELECT state, reason FROM frontier WHERE url = ?", url(number))[0]
    return row["state"], row["reason"]


def test_a_url_is_new_once(frontier: Frontier) -> None:
    assert add(frontier, 1, 2, 1) == [url(1), url(2)]
    assert add(frontier, 2, 3) == [url(3)]
    assert due(frontier) == [url(1), url(2), url(3)]


def test_publishers_take_turns_however_big_one_is(frontier: Frontier) -> None:
    add(frontier, *range(50))
    add(frontier, 1, 2, publisher="warta")
    assert due(frontier, limit=4) == [url(0), url(1, "warta"), url(1), url(2, "warta")]
    assert frontier.due(["warta"], NOON) == [url(1, "warta"), url(2, "warta")]
    assert frontier.due([], NOON) == []
    assert due(frontier, limit=0) == []


def test_new_ones_come_first_and_then_what_has_waited_longest(frontier: Frontier) -> None:
    add(frontier, 1, 2)
    frontier.visited(url(2), now=NOON, changed=False)
    frontier.visited(url(1), now=NOON + timedelta(minutes=1), changed=False)
    add(frontier, 3, now=NOON + 2 * HOUR)
    assert due(frontier, NOON + 3 * HOUR) == [url(3), url(2), url(1)]


def test_an_unchanged_article_is_looked_at_on_schedule_and_then_no_more(frontier: Frontier) -> None:
    add(frontier, 1)
    frontier.visited(url(1), now=NOON, changed=True)
    for age in LOOK_AGAIN:
        assert due(frontier, NOON + age - timedelta(seconds=1)) == []
        assert due(frontier, NOON + age) == [url(1)]
        frontier.visited(url(1), now=NOON + age, changed=False)
    assert due(frontier, NOON + timedelta(days=3650)) == []
    assert standing(frontier)[0] == "done"


def test_an_article_that_changes_is_looked_at_sooner(frontier: Frontier) -> None:
    add(frontier, 1)
    for changed in (False, False, True):
        frontier.visited(url(1), now=NOON, changed=changed)
    assert due(frontier, NOON + HOUR) == [url(1)]


def test_a_failing_url_waits_longer_each_time_and_is_given_up(frontier: Frontier) -> None:
    add(frontier, 1)
    now, waits = NOON, []
    for _ in range(TRIES - 1):
        frontier.failed(url(1), now=now, reason="timeout")
        assert standing(frontier) == ("due", "timeout")
        began = now
        while not due(frontier, now):
            now += timedelta(minutes=15)
        waits.append(now - began)
    assert waits == sorted(waits)
    assert waits[0] < waits[-1]
    frontier.failed(url(1), now=now, reason="timeout")
    assert standing(frontier) == ("refused", f"given up after {TRIES} tries: timeout")
    assert due(frontier, now + HORIZON) == []


def test_a_success_forgives_failures(frontier: Frontier) -> None:
    add(frontier, 1)
    for _ in range(TRIES - 1):
        frontier.failed(url(1), now=NOON, reason="timeout")
    frontier.visited(url(1), now=NOON, changed=False)
    frontier.failed(url(1), now=NOON, reason="timeout")
    assert standing(frontier)[0] == "due"


def test_a_time_that_the_host_named_is_kept_and_counts_no_failure(frontier: Frontier) -> None:
    add(frontier, 1)
    for _ in range(TRIES + 1):
        frontier.failed(url(1), now=NOON, reason="429", again_at=NOON + 3 * HOUR)
    assert due(frontier, NOON + 2 * HOUR) == []
    assert due(frontier, NOON + 3 * HOUR) == [url(1)]


def test_no_host_puts_a_url_off_for_ever(frontier: Frontier) -> None:
    add(frontier, 1)
    frontier.failed(url(1), now=NOON, reason="503", again_at=NOON + timedelta(days=36500))
    assert due(frontier, NOON + HORIZON - HOUR) == []
    assert due(frontier, NOON + HORIZON) == [url(1)]


def test_a_run_under_a_wrong_clock_puts_nothing_off_for_ever(frontier: Frontier) -> None:
    add(frontier, 1, now=NOON + timedelta(days=3650))
    assert due(frontier, NOON) == [url(1)]


def test_a_404_counts_when_it_is_still_there_at_the_second_try(frontier: Frontier) -> None:
    add(frontier, 1)
    assert not frontier.missed(url(1))
    frontier.gone(url(1), now=NOON, reason="404")
    assert frontier.missed(url(1))
    assert due(frontier, NOON) == []
    assert due(frontier, NOON + SECOND_TRY) == [url(1)]
    frontier.gone(url(1), now=NOON + SECOND_TRY, reason="404")
    assert standing(frontier) == ("gone", "404")
    assert due(frontier, NOON + HORIZON) == []


def test_a_404_between_two_answers_is_none(frontier: Frontier) -> None:
    add(frontier, 1)
    frontier.gone(url(1), now=NOON, reason="404")
    frontier.visited(url(1), now=NOON, changed=False)
    assert not frontier.missed(url(1))
    frontier.gone(url(1), now=NOON, reason="404")
    assert standing(frontier) == ("due", "404")


def test_of_an_alias_only_the_article_itself_is_asked_for(frontier: Frontier) -> None:
    add(frontier, 1)
    frontier.visited(url(1), now=NOON, changed=True)
    frontier.alias(url(1), url(2))
    assert standing(frontier)[0] == "alias"
    assert due(frontier, NOON + HORIZON) == [url(2)]
    assert add(frontier, 1, 2) == []


def test_an_alias_is_asked_for_again_when_the_article_itself_is_not_there(frontier: Frontier) -> None:
    add(frontier, 1)
    frontier.alias(url(1), url(2))
    frontier.gone(url(2), now=NOON, reason="404")
    assert frontier.revived(url(2), NOON)
    frontier.gone(url(2), now=NOON, reason="404")
    assert due(frontier, NOON) == [url(1)]
    frontier.alias(url(1), url(2))  # gone: the alias is the only way
    assert due(frontier, NOON) == [url(1)]
    assert not frontier.revived(url(3), NOON)


def test_new_ones_and_old_ones_take_turns_the_oldest_due_first(frontier: Frontier) -> None:
    add(frontier, 1, 2, 3)
    for number in (2, 1, 3):
        frontier.visited(url(number), now=NOON, changed=False)
    add(frontier, 4, 5, now=NOON + 2 * HOUR)
    assert due(frontier, NOON + 3 * HOUR) == [url(4), url(1), url(5), url(2), url(3)]
    assert due(frontier, NOON + 3 * HOUR, limit=2) == [url(4), url(1)]


def test_what_was_never_found_is_told_from_what_was(frontier: Frontier) -> None:
    add(frontier, 1, 2)
    assert frontier.unknown([url(3), url(1), url(4), url(3)]) == [url(3), url(4)]
    frontier.visited(url(1), now=NOON, changed=False)
    assert frontier.unvisited([url(1), url(2), url(3)]) == [url(2)]
    assert frontier.last_found("kabar") == NOON
    assert frontier.last_found("warta") is None


def test_what_waits_below_a_prefix_is_counted_and_a_fruitless_one_told(frontier: Frontier) -> None:
    below = [f"https://kabar.example/kalender/{n}" for n in range(3)]
    frontier.add(below, publisher="kabar", found_on=None, now=NOON)
    add(frontier, 1)
    prefix = "https://kabar.example/kalender/"
    assert frontier.unseen_below(prefix) == 3
    assert frontier.unseen_below("https://kabar.example/") == 4
    for each in below[:2]:
        frontier.failed(each, now=NOON, reason="no article")
    assert not frontier.is_fruitless(prefix, 3)
    frontier.gone(below[2], now=NOON, reason="404")
    assert frontier.is_fruitless(prefix, 3)
    frontier.visited(below[0], now=NOON, changed=True)
    assert not frontier.is_fruitless(prefix, 3)


def test_a_url_that_was_never_found_is_passed_over(frontier: Frontier) -> None:
    frontier.visited(url(1), now=NOON, changed=True)
    frontier.failed(url(1), now=NOON, reason="timeout")
    frontier.alias(url(1), url(2))
    frontier.gone(url(1), now=NOON, reason="404")
    assert not frontier.missed(url(1))
    assert due(frontier) == []


def test_what_waits_is_counted(frontier: Frontier) -> None:
    add(frontier, 1, 2)
    add(frontier, 1, publisher="warta")
    frontier.visited(url(1), now=NOON, changed=False)
    assert frontier.waiting(NOON) == {"kabar": 1, "warta": 1}


def test_a_host_is_remembered_whole(frontier: Frontier) -> None:
    assert frontier.host("kabar.example") == HostState("kabar.example")
    state = HostState(
        "kabar.example",
        robots=b"\xef\xbb\xbfUser-agent: *\x00",
        robots_status=200,
        robots_at=NOON,
        not_before=NOON.astimezone(WIB) + HOUR,
        pause_s=2.5,
        failures=3,
        opted_out="noai",
        opted_out_at=NOON,
    )
    frontier.save_host(state)
    assert frontier.host("kabar.example") == state
    frontier.save_host(HostState("kabar.example"))
    assert frontier.host("kabar.example") == HostState("kabar.example")

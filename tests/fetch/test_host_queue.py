"""What the queues promise: hosts are asked in turn, at their own rate, by their own rules, and remembered."""

from __future__ import annotations

import asyncio
import gzip
import random
import socket
from collections import defaultdict
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier, Lock
from typing import Any

import pytest
from loopback import Answers, Loopback, Request, drips, ends, redirect, reply

from scraper import errors
from scraper.archive import open_archive
from scraper.crawl.frontier import Frontier
from scraper.fetch import Client, Limits, Validators, robots
from scraper.fetch.backoff import Politeness
from scraper.fetch.host_memory import HostMemory, HostsInMemory
from scraper.fetch.host_queue import HostQueues
from scraper.models import Capture, HostState

PAGE = b"<!doctype html><p>Pasar dibuka lagi."
NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
HOST, OTHER = "kabar.example", "lain.example"
STORY = f"http://{HOST}/berita/1"
NOT_THERE = reply(b"", 404)


class Time:
    """A clock that only a sleep moves; it sleeps in no time."""

    def __init__(self) -> None:
        self.now = NOON

    def clock(self) -> datetime:
        return self.now

    def monotonic(self) -> float:
        return (self.now - NOON).total_seconds()

    async def sleep(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        await asyncio.sleep(0)


class World:
    """Hosts on the loopback, and what is remembered of them from run to run."""

    def __init__(self, stack: ExitStack) -> None:
        self.stack = stack
        self.time = Time()
        self.notes: HostMemory = HostsInMemory()
        self.politeness = Politeness()
        self.limits = Limits(deadline_s=10, tries=1)
        self.servers: dict[str, Loopback] = {}
        #: Seconds at which each path was asked for.
        self.asked_at: defaultdict[str, list[float]] = defaultdict(list)

    def serve(self, routes: Mapping[str, Answers], host: str = HOST) -> Loopback:
        """A host; without a robots.txt of its own it has none."""
        self.servers[host] = self.stack.enter_context(Loopback({"/robots.txt": NOT_THERE, **routes}))
        return self.servers[host]

    def timed(self, answer: bytes = reply(PAGE), takes_s: float = 0) -> Callable[[Request], bytes]:
        """An answer that notes when it was asked for, and takes its time."""

        def answered(asked: Request) -> bytes:
            self.asked_at[asked.path].append(self.time.monotonic())
            self.time.now += timedelta(seconds=takes_s)
            return answer

        return answered

    def paths(self, host: str = HOST) -> list[str]:
        return self.servers[host].paths()

    def run(self, work: Callable[[HostQueues], Coroutine[Any, Any, Any]], **options: Any) -> Any:
        async def within() -> Any:
            detours = {f"{host}:80": server.address for host, server in self.servers.items()}
            now: dict[str, Any] = {"clock": self.time.clock, "monotonic": self.time.monotonic, "sleep": self.time.sleep}
            setup = {"user_agent": "arsip-berita/0", "connect_to": detours, "limits": self.limits}
            async with Client(**{**setup, **now, **options}) as client:
                return await work(HostQueues(client, self.notes, agent=robots.AGENT, politeness=self.politeness, **now))

        return asyncio.run(within())

    def fetch(self, *wanted: str, **options: Any) -> Capture:
        """One run over some URLs, one after the other; gives the last answer."""

        async def work(queues: HostQueues) -> list[Capture]:
            return [await queues.fetch(url) for url in wanted or (STORY,)]

        captures: list[Capture] = self.run(work, **options)
        return captures[-1]

    def refused(self, kind: type[errors.FetchError], *wanted: str, **options: Any) -> errors.FetchError:
        with pytest.raises(errors.FetchError) as caught:
            self.fetch(*wanted, **options)
        assert type(caught.value) is kind, repr(caught.value)
        return caught.value


@pytest.fixture
def world() -> Iterator[World]:
    with ExitStack() as stack:
        yield World(stack)


def rules(*lines: str) -> bytes:
    return reply("\n".join(["User-agent: *", *lines]).encode(), content_type="text/plain")


# robots.txt


def test_robots_txt_is_asked_first_and_holds_for_a_day(world: World) -> None:
    world.serve({"/robots.txt": rules("Disallow: /cari"), "/berita/1": reply(PAGE), "/berita/2": reply(PAGE)})
    assert world.fetch(STORY, f"http://{HOST}/berita/2").body == PAGE
    assert world.paths() == ["/robots.txt", "/berita/1", "/berita/2"]
    world.time.now += timedelta(hours=23)
    world.fetch()
    assert world.paths().count("/robots.txt") == 1
    world.time.now += timedelta(hours=1)
    world.fetch()
    assert world.paths()[-2:] == ["/robots.txt", "/berita/1"]


@pytest.mark.parametrize("body", [b"User-agent: *\nDisallow: /b", b"\xef\xbb\xbfUser-agent: *\rDisallow: /berita/1\r"])
def test_what_robots_txt_forbids_is_not_asked_for(world: World, body: bytes) -> None:
    world.serve({"/robots.txt": reply(body), "/berita/1": reply(PAGE)})
    assert "robots.txt of kabar.example forbids it" in str(world.refused(errors.RobotsForbidden))
    assert world.paths() == ["/robots.txt"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_a_host_without_robots_txt_has_no_rules(world: World, status: int) -> None:
    world.serve({"/robots.txt": reply(b"User-agent: *\nDisallow: /", status), "/berita/1": reply(PAGE)})
    assert world.fetch().body == PAGE


UNREADABLE: dict[str, Answers] = {
    "500": reply(b"", 500),
    "503": reply(b"", 503),
    "429": reply(b"", 429),
    "302 to nowhere": reply(b"", 302),
    "six hops": [redirect(f"/robots.txt?{n}") for n in range(8)],
    "no answer": ends(b""),
    "cut": ends(b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\nUser-agent: *"),
    "challenge": reply(b"", 403, cf_mitigated="challenge"),
    "hangs": drips(b"", b""),
}


@pytest.mark.parametrize("answers", UNREADABLE.values(), ids=UNREADABLE)
def test_a_host_whose_robots_txt_cannot_be_read_is_not_asked(world: World, answers: Answers) -> None:
    server = world.serve({"/berita/1": reply(PAGE), "/robots.txt": answers})
    server.routes |= {f"/robots.txt?{n}": redirect(f"/robots.txt?{n + 1}") for n in range(8)}
    world.limits = Limits(deadline_s=0.4, tries=1, body_bytes=1_000_000)
    assert "could not be read" in str(world.refused(errors.RobotsForbidden))
    world.time.now += timedelta(minutes=29)
    asked = len(server.requests)
    assert "could not be read lately" in str(world.refused(errors.RobotsForbidden))
    assert len(server.requests) == asked
    server.routes["/robots.txt"] = NOT_THERE
    world.time.now += timedelta(minutes=1)
    world.limits = Limits()
    assert world.fetch().body == PAGE
    assert world.paths().count("/berita/1") == 1


def test_an_old_copy_of_robots_txt_does_not_stand_in(world: World) -> None:
    server = world.serve({"/robots.txt": [rules("Disallow: /cari"), reply(b"", 503)], "/berita/1": reply(PAGE)})
    world.fetch()
    world.time.now += timedelta(hours=25)
    world.refused(errors.RobotsForbidden)
    assert server.paths().count("/berita/1") == 1


def test_robots_txt_may_have_moved_over_five_hops_and_hosts(world: World) -> None:
    first = world.serve({f"/r{n}": redirect(f"/r{n + 1}") for n in range(1, 4)} | {"/berita/1": reply(PAGE)})
    first.routes |= {"/robots.txt": redirect("/r1"), "/r4": redirect(f"http://{OTHER}/robots.txt")}
    world.serve({"/robots.txt": rules("Disallow: /berita/1")}, OTHER)
    world.refused(errors.RobotsForbidden)
    assert world.paths() == ["/robots.txt", "/r1", "/r2", "/r3", "/r4"]
    assert world.notes.host(HOST).robots_status == 200
    assert world.notes.host(OTHER).robots_at is None


def test_a_run_that_is_to_end_says_nothing_about_a_robots_txt(world: World) -> None:
    world.serve({"/berita/1": reply(PAGE), "/robots.txt": redirect(f"http://{OTHER}/robots.txt")})
    world.serve({"/berita/2": reply(PAGE)}, OTHER)

    async def stopped(_: float) -> None:
        raise errors.Stopped("", "the run is to end")

    async def work(queues: HostQueues) -> None:
        await queues.fetch(f"http://{OTHER}/berita/2")
        queues._limiter.sleep = stopped
        await queues.fetch(STORY)

    with pytest.raises(errors.Stopped):
        world.run(work)
    assert world.notes.host(HOST).robots_at is None
    assert world.fetch().body == PAGE


@pytest.mark.parametrize("coding", ["identity", "gzip", "cut gzip"])
def test_of_a_robots_txt_beyond_every_limit_the_first_500_kib_count(world: World, coding: str) -> None:
    body = b"User-agent: *\nDisallow: /berita/1\n" + b"# catatan\n" * 1_200_000
    noise = random.Random(1).randbytes(6_000_000)
    answers = {
        "identity": reply(body),
        "gzip": reply(gzip.compress(body), content_encoding="gzip"),
        "cut gzip": reply(gzip.compress(body[:100] + b"\n#" + noise)[:-9], content_encoding="gzip"),
    }
    world.serve({"/robots.txt": answers[coding], "/berita/1": reply(PAGE), "/berita/2": reply(PAGE)})
    world.limits = Limits(body_bytes=1_000_000, wire_bytes=1_000_000)
    assert world.fetch(f"http://{HOST}/berita/2").body == PAGE
    assert "forbids it" in str(world.refused(errors.RobotsForbidden))


def test_a_robots_txt_that_is_not_whole_does_not_count(world: World) -> None:
    cut = gzip.compress(b"User-agent: *\nDisallow: /berita/1\n" * 50)[:-9]
    world.serve({"/robots.txt": reply(cut, content_encoding="gzip"), "/berita/2": reply(PAGE)})
    world.refused(errors.RobotsForbidden, f"http://{HOST}/berita/2")


def test_only_the_first_500_kib_of_robots_txt_are_read(world: World) -> None:
    filler = b"#" * 80 + b"\n"
    body = b"User-agent: *\n" + filler * 6400 + b"Disallow: /berita/1\n"
    world.serve({"/robots.txt": reply(body), "/berita/1": reply(PAGE)})
    assert world.fetch().body == PAGE
    assert len(world.notes.host(HOST).robots or b"") == robots.MAX_BYTES + 1


def test_without_a_network_nothing_is_held_against_a_host(world: World) -> None:
    async def silent(*_: object) -> list[str]:
        raise socket.gaierror(socket.EAI_AGAIN, "")

    told = world.refused(errors.Offline, resolver=silent).detail
    assert told.count("nobody else was reached in this run") == 1
    assert replace(world.notes.host(HOST), last_request_at=None) == HostState(HOST)


def test_a_closed_address_is_named_as_such(world: World) -> None:
    world.refused(errors.AddressRefused, "http://10.0.0.1/berita/1")


def test_robots_txt_from_the_future_is_read_again(world: World) -> None:
    world.serve({"/robots.txt": rules("Disallow: /"), "/berita/1": reply(PAGE)})
    past = HostState(HOST, robots=b"", robots_status=404, robots_at=NOON + timedelta(days=4000))
    world.notes.save_host(past)
    world.refused(errors.RobotsForbidden)


# Pauses


def test_a_second_passes_between_the_starts_of_two_requests(world: World) -> None:
    world.serve({"/robots.txt": world.timed(NOT_THERE), "/berita/1": world.timed()})
    world.fetch(STORY, STORY, STORY)
    assert world.asked_at == {"/robots.txt": [0], "/berita/1": [1, 2, 3]}


@pytest.mark.parametrize(("delay", "pause"), [("0.5", 1), ("5", 5), ("86400", 120), ("-3", 1), ("soon", 1)])
def test_a_crawl_delay_is_honoured_up_to_the_cap(world: World, delay: str, pause: float) -> None:
    world.serve({"/robots.txt": rules(f"Crawl-delay: {delay}"), "/berita/1": world.timed()})
    world.fetch(STORY, STORY, STORY)
    assert world.asked_at["/berita/1"] == [pause, 2 * pause, 3 * pause]


def test_redirects_wait_as_well(world: World) -> None:
    world.serve({"/berita/1": world.timed(redirect("/baru")), "/baru": world.timed()})
    world.fetch()
    assert world.asked_at == {"/berita/1": [1], "/baru": [2]}


def test_a_host_that_answers_slowly_rests_as_long_as_it_worked(world: World) -> None:
    world.serve({"/berita/1": world.timed(takes_s=4)})
    world.fetch(STORY, STORY, STORY)
    assert world.asked_at["/berita/1"] == pytest.approx([1, 9, 17], abs=0.3)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_host_is_asked_ever_more_slowly_and_trusted_again_slowly(world: World, status: int) -> None:
    world.serve({"/berita/1": world.timed(reply(b"", status)), "/baik": world.timed()})
    well = f"http://{HOST}/baik"
    world.fetch(STORY, STORY, STORY, well, well, well)
    assert world.asked_at["/berita/1"] == [1, 3, 7]
    first, second, third = world.asked_at["/baik"]
    assert first == 15
    assert 4 < third - second < second - first < 8
    assert world.notes.host(HOST).failures == 0


def test_slowing_down_ends_at_the_ceiling_and_outlives_the_run(world: World) -> None:
    world.politeness = Politeness(max_pause_s=10, breaker_failures=100)
    world.serve({"/berita/1": world.timed(reply(b"", 503))})
    world.fetch(*[STORY] * 8)
    assert world.notes.host(HOST).pause_s == 10
    world.asked_at.clear()
    world.fetch(STORY, STORY)
    first, second = world.asked_at["/berita/1"]
    assert second - first == 10


@pytest.mark.parametrize(
    ("answers", "kind"),
    [(reply(b"", cf_mitigated="challenge"), errors.Blocked), (ends(b""), errors.Unreachable),
     (drips(b"", b""), errors.DeadlineExceeded), (reply(PAGE, content_encoding="gzip"), errors.Truncated)],
)  # fmt: skip
def test_trouble_slows_the_host_down(world: World, answers: Answers, kind: type[errors.FetchError]) -> None:
    world.limits = Limits(deadline_s=0.4 if kind is errors.DeadlineExceeded else 10, tries=1)
    world.serve({"/berita/1": answers})
    world.refused(kind)
    state = world.notes.host(HOST)
    assert (state.failures, state.pause_s) == (1, 2)


@pytest.mark.parametrize("location", ["/berita/1", "ftp://kabar.example/"])
def test_a_page_that_leads_nowhere_is_not_held_against_its_host(world: World, location: str) -> None:
    world.serve({"/berita/1": redirect(location)})
    world.refused(errors.BadRedirect)
    assert world.notes.host(HOST).failures == 0


def test_an_unchanged_state_is_not_written_again(world: World) -> None:
    world.serve({"/berita/1": reply(PAGE)})
    world.fetch(STORY)
    before = world.notes.host(HOST)
    world.fetch(STORY, STORY)
    assert replace(world.notes.host(HOST), last_request_at=before.last_request_at) == before


def test_a_pause_that_changes_by_a_hair_is_not_written_again(world: World) -> None:
    saved: list[HostState] = []

    class Counted(HostsInMemory):
        def save_host(self, state: HostState) -> None:
            saved.append(state)
            super().save_host(state)

    world.notes = Counted()
    world.serve({"/berita/1": [world.timed(takes_s=takes_s) for takes_s in (2.0, 2.02, 1.99, 2.05, 2.01)]})
    world.fetch(*[STORY] * 5)
    assert saved[-1].pause_s == pytest.approx(4, abs=0.1)
    assert len({state.pause_s for state in saved}) <= 3


def test_the_pause_holds_from_run_to_run(world: World) -> None:
    world.serve({"/robots.txt": rules("Crawl-delay: 5"), "/berita/1": world.timed()})
    for _ in range(3):
        world.fetch()
        world.time.now += timedelta(seconds=1)
    assert world.asked_at["/berita/1"] == [5, 10, 15]


def test_two_runs_at_once_take_turns_at_a_host(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with open_archive(path) as one, open_archive(path) as other:
        waits = [Frontier((one, other)[n % 2]).book_request(HOST, NOON, 5) for n in range(4)]
        assert waits == [0, 5, 10, 15]
        assert Frontier(one).host(HOST).last_request_at == NOON + timedelta(seconds=15)


def test_a_last_request_that_a_wrong_clock_wrote_costs_one_pause(world: World) -> None:
    world.notes.book_request(HOST, NOON + timedelta(days=3650), 1)
    world.serve({"/robots.txt": world.timed(NOT_THERE), "/berita/1": world.timed()})
    world.fetch()
    assert world.asked_at == {"/robots.txt": [1], "/berita/1": [2]}


# Waits


def test_a_long_retry_after_is_kept_across_runs(world: World) -> None:
    world.serve({"/berita/1": [reply(b"", 503, retry_after="3600"), reply(PAGE)]})
    assert world.refused(errors.Postponed).until == NOON + timedelta(seconds=3601)  # type: ignore[attr-defined]
    world.time.now = NOON + timedelta(minutes=59)
    world.refused(errors.Postponed, f"http://{HOST}/lain")
    assert world.paths() == ["/robots.txt", "/berita/1"]
    world.time.now = NOON + timedelta(minutes=61)
    assert world.fetch().body == PAGE
    assert world.notes.host(HOST).not_before is None


def test_a_wait_that_is_nearly_over_is_waited_for(world: World) -> None:
    world.serve({"/berita/1": world.timed()})
    world.notes.save_host(HostState(HOST, not_before=NOON + timedelta(seconds=20)))
    world.fetch()
    assert world.asked_at["/berita/1"] == [21]


def test_a_retry_after_on_the_last_try_is_kept(world: World) -> None:
    world.limits = Limits(tries=1)
    world.serve({"/berita/1": world.timed(reply(b"", 503, retry_after="25"))})
    world.fetch(STORY, STORY)
    assert world.asked_at["/berita/1"] == [1, 26]


def test_a_wait_that_a_wrong_clock_wrote_does_not_stop_a_host_for_ever(world: World) -> None:
    world.serve({"/berita/1": reply(PAGE)})
    world.notes.save_host(HostState(HOST, not_before=NOON + timedelta(days=3650)))
    assert world.fetch().body == PAGE


def test_a_host_that_fails_again_and_again_is_left_alone_for_longer_each_time(world: World) -> None:
    server = world.serve({"/robots.txt": NOT_THERE, "/berita/1": ends(b"")})
    for _ in range(5):
        world.refused(errors.Unreachable)
    asked = len(server.requests)
    world.refused(errors.Postponed)
    assert len(server.requests) == asked
    world.time.now += timedelta(minutes=5)
    world.refused(errors.Unreachable)
    assert world.notes.host(HOST).not_before == world.time.now + timedelta(minutes=10)
    world.time.now += timedelta(minutes=10)
    server.routes["/berita/1"] = reply(PAGE)
    assert world.fetch().body == PAGE
    assert world.notes.host(HOST).failures == 0


@pytest.mark.parametrize("status", [401, 403])
def test_a_host_that_denies_everything_is_not_asked_for_every_url(world: World, status: int) -> None:
    async def many(queues: HostQueues) -> None:
        for n in range(50):
            with suppress(errors.FetchError):
                await queues.fetch(f"http://{HOST}/berita/{n}")

    server = world.serve({"/robots.txt": NOT_THERE} | {f"/berita/{n}": reply(b"", status) for n in range(50)})
    world.run(many)
    assert len(server.requests) == 6
    world.time.now += timedelta(hours=2)
    world.run(many)
    assert len(server.requests) == 7, "one more, and then it is left alone for longer"


def test_a_page_that_is_denied_among_others_closes_nothing(world: World) -> None:
    server = world.serve({"/berita/1": reply(b"", 403), "/berita/2": reply(PAGE)})
    world.fetch(*[STORY, f"http://{HOST}/berita/2"] * 8)
    assert len(server.requests) == 17
    assert world.notes.host(HOST).failures == 0


def test_a_robots_txt_that_is_denied_says_nothing_against_its_host(world: World) -> None:
    world.serve({"/robots.txt": reply(b"", 403), "/berita/1": reply(PAGE)})
    world.fetch()
    assert (world.notes.host(HOST).failures, world.notes.host(HOST).pause_s) == (0, 1)


def test_a_dead_host_costs_a_bounded_number_of_requests(world: World) -> None:
    async def many(queues: HostQueues) -> None:
        for n in range(50):
            with suppress(errors.FetchError):
                await queues.fetch(f"http://{HOST}/berita/{n}")

    server = world.serve({"/robots.txt": NOT_THERE} | {f"/berita/{n}": ends(b"") for n in range(50)})
    world.run(many)
    assert len(server.requests) == 6


# HostQueues


def test_one_request_at_a_time_to_a_host(world: World) -> None:
    inside, lock = [0, 0], Lock()

    def counted(_: Request) -> bytes:
        with lock:
            inside[0] += 1
            inside[1] = max(inside)
        world.servers[HOST].closing.wait(0.01)
        with lock:
            inside[0] -= 1
        return reply(PAGE)

    async def together(queues: HostQueues) -> list[Capture]:
        return await asyncio.gather(*(queues.fetch(f"http://{HOST}/{n}") for n in range(8)))

    world.politeness = Politeness(min_pause_s=0)
    world.serve({f"/{n}": counted for n in range(8)} | {"/robots.txt": counted})
    assert len(world.run(together)) == 8
    assert inside == [0, 1]
    assert world.paths().count("/robots.txt") == 1


def test_hosts_are_asked_side_by_side(world: World) -> None:
    both = Barrier(2, timeout=5)

    def meets(_: Request) -> bytes:
        both.wait()
        return reply(PAGE)

    async def together(queues: HostQueues) -> list[Capture]:
        return await asyncio.gather(*(queues.fetch(f"http://{host}/berita/1") for host in (HOST, OTHER)))

    for host in (HOST, OTHER):
        world.serve({"/berita/1": meets}, host)
    assert [capture.body for capture in world.run(together)] == [PAGE, PAGE]


def test_redirects_between_two_hosts_wait_for_each_other_without_end_nowhere(world: World) -> None:
    async def together(queues: HostQueues) -> list[Capture]:
        wanted = [f"http://{host}/dari" for host in (HOST, OTHER)] * 5
        return await asyncio.wait_for(asyncio.gather(*map(queues.fetch, wanted)), 20)

    world.politeness = Politeness(min_pause_s=0)
    for host, there in ((HOST, OTHER), (OTHER, HOST)):
        world.serve({"/dari": redirect(f"http://{there}/ke"), "/ke": reply(PAGE)}, host)
    assert {capture.final_url for capture in world.run(together)} == {f"http://{h}/ke" for h in (HOST, OTHER)}


def test_where_a_redirect_leads_that_hosts_rules_hold(world: World) -> None:
    world.serve({"/berita/1": redirect(f"http://{OTHER}/berita/1")})
    world.serve({"/robots.txt": rules("Disallow: /berita"), "/berita/1": reply(PAGE)}, OTHER)
    assert "robots.txt of lain.example forbids it" in str(world.refused(errors.RobotsForbidden))
    assert world.paths(OTHER) == ["/robots.txt"]
    assert world.notes.host(OTHER).failures == world.notes.host(HOST).failures == 0


def test_a_redirect_to_a_host_that_rests_is_postponed_without_blame(world: World) -> None:
    world.serve({"/berita/1": redirect(f"http://{OTHER}/berita/1")})
    world.serve({"/berita/1": reply(PAGE)}, OTHER)
    resting = HostState(OTHER, not_before=NOON + timedelta(hours=2))
    world.notes.save_host(resting)
    world.refused(errors.Postponed)
    assert world.notes.host(OTHER) == resting
    assert world.notes.host(HOST).not_before is None
    assert world.paths(OTHER) == []


def test_who_fails_behind_a_redirect_is_the_one_to_blame(world: World) -> None:
    world.serve({"/berita/1": redirect(f"http://{OTHER}/berita/1")})
    world.serve({"/berita/1": ends(b"")}, OTHER)
    world.refused(errors.Unreachable)
    assert (world.notes.host(HOST).failures, world.notes.host(OTHER).failures) == (0, 1)


def test_a_queue_is_free_again_after_an_error(world: World) -> None:
    async def twice(queues: HostQueues) -> Capture:
        with pytest.raises(errors.Unreachable):
            await queues.fetch(STORY)
        return await queues.fetch(f"http://{HOST}/baik")

    world.serve({"/berita/1": ends(b""), "/baik": reply(PAGE)})
    assert world.run(twice).body == PAGE


def test_validators_reach_the_server(world: World) -> None:
    world.serve({"/berita/1": lambda asked: reply(b"", 304 if asked.headers.get("if-none-match") == '"1"' else 200)})

    async def conditional(queues: HostQueues) -> Capture:
        return await queues.fetch(STORY, validators=Validators('"1"'))

    assert world.run(conditional).status == 304


def test_a_host_on_another_port_is_another_host(world: World) -> None:
    server = world.serve({"/robots.txt": rules("Disallow: /"), "/berita/1": reply(PAGE)})
    world.refused(errors.RobotsForbidden, server.url("/berita/1"), allowed=["127.0.0.1"])
    assert world.notes.host(server.address).robots_status == 200


# Opt-outs


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (reply(PAGE, x_robots_tag="noindex, noarchive"), "X-Robots-Tag: noarchive"),
        (reply(PAGE, tdm_reservation="1"), "tdm-reservation: 1"),
    ],
)
def test_an_opt_out_in_a_header_is_of_its_page_and_of_no_other(world: World, answer: bytes, words: str) -> None:
    world.serve({"/berita/1": answer, "/berita/2": reply(PAGE)})
    assert words in str(world.refused(errors.PageOptedOut))
    assert world.fetch(f"http://{HOST}/berita/2").body == PAGE
    state = world.notes.host(HOST)
    assert (state.opted_out, state.failures) == (None, 0)


def test_an_error_page_does_not_speak_for_the_publisher(world: World) -> None:
    world.serve({"/berita/1": reply(b"", 404, x_robots_tag="noarchive")})
    assert world.fetch().status == 404


def closed(world: World) -> None:
    async def work(queues: HostQueues) -> None:
        queues.close(STORY, "Dilarang keras mengambil konten")

    world.run(work)


def test_a_ban_of_the_site_closes_the_host_with_its_evidence(world: World) -> None:
    world.serve({"/berita/2": reply(PAGE)})
    closed(world)
    assert "Dilarang keras" in str(world.refused(errors.OptedOut, f"http://{HOST}/berita/2"))
    state = world.notes.host(HOST)
    assert (state.opted_out_at, state.opted_out_url) == (NOON, STORY)
    assert world.paths() == []


def test_a_closed_host_is_asked_again_after_thirty_days(world: World) -> None:
    world.serve({"/berita/1": reply(PAGE)})
    closed(world)
    world.time.now += timedelta(days=30) - timedelta(seconds=1)
    world.refused(errors.OptedOut)
    world.time.now += timedelta(seconds=1)
    assert world.fetch().body == PAGE
    assert world.notes.host(HOST).opted_out is None


def test_the_operators_word_overrules_a_closing(world: World) -> None:
    world.serve({"/berita/1": reply(PAGE)})
    closed(world)
    world.notes.save_host(replace(world.notes.host(HOST), allowed_because="izin tertulis", allowed_at=NOON))
    assert world.fetch().body == PAGE


# Memory


def test_an_archive_remembers_hosts_as_well(world: World, tmp_path: Path) -> None:
    with open_archive(tmp_path / "archive.db") as archive:
        world.notes = Frontier(archive)
        world.serve({"/robots.txt": rules("Crawl-delay: 3"), "/berita/1": reply(b"", 503, retry_after="600")})
        world.refused(errors.Postponed)
        kept = Frontier(archive).host(HOST)
    assert kept.robots == b"User-agent: *\nCrawl-delay: 3"
    assert kept == replace(kept, host=HOST, robots_status=200, robots_at=NOON, pause_s=6, failures=1, opted_out=None)
    assert kept.not_before == NOON + timedelta(seconds=603)

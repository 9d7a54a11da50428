"""Host queues: one request at a time to a host, never faster than it wants, never against its robots.txt."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import KW_ONLY, dataclass, field, replace
from datetime import datetime
from functools import lru_cache, partial
from typing import Protocol

from scraper import urls
from scraper.errors import (
    AddressRefused,
    BadRedirect,
    Blocked,
    DeadlineExceeded,
    FetchError,
    Insecure,
    Offline,
    OptedOut,
    Postponed,
    RobotsForbidden,
    Stopped,
    Truncated,
    Unreachable,
    Unresolved,
)
from scraper.fetch import Check, Client, Validators, robots, utc_now
from scraper.fetch.backoff import MAX_BACKOFF, Politeness, least_pause, left_alone, next_pause
from scraper.fetch.responses import BUSY, back_at
from scraper.models import Capture, HostState

#: Errors that say that a host is in trouble; the others are about a page, or about us.
TROUBLE = (Blocked, DeadlineExceeded, Insecure, Postponed, Truncated, Unreachable)
#: Errors that say nothing about a robots.txt: we cannot be there, or not now, or are to end.
NOT_THERE = (Offline, Postponed, Stopped)
#: Redirects that are followed from a robots.txt (RFC 9309 section 2.3.1.2).
ROBOTS_REDIRECTS = 5

_policy = lru_cache(maxsize=1024)(robots.policy)


class HostMemory(Protocol):
    """What is remembered of hosts from run to run."""

    def host(self, name: str) -> HostState:
        """The state of a host, a fresh one for a host never seen."""
        ...

    def save_host(self, state: HostState) -> None:
        """Remember a host as it is now."""
        ...


@dataclass
class _HostQueue:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    #: When the last request of this run began, in monotonic seconds.
    began: float | None = None


class _Slot:
    """A place in the queue of one host at a time: whoever held two could wait for each other for ever."""

    def __init__(self, queues: defaultdict[str, _HostQueue]) -> None:
        self._queues = queues
        self.host = ""
        #: Whether the host is being asked, and so is to blame for what goes wrong.
        self.asking = False

    @property
    def queue(self) -> _HostQueue:
        return self._queues[self.host]

    async def take(self, url: str) -> None:
        """Leave the queue that is held, and wait for that of a URL's host."""
        self.asking = False
        host = urls.authority(url)
        if host != self.host:
            self.leave()
            await self._queues[host].lock.acquire()
            self.host = host

    def leave(self) -> None:
        if self.host:
            self.queue.lock.release()
            self.host = ""


@dataclass
class HostQueues:
    """Fetches politely: robots.txt first, a pause between requests, waits and opt-outs kept in `memory`.

    HostQueues of different hosts run side by side. A host is a host and its port: one robots.txt, and one state.
    """

    client: Client
    memory: HostMemory
    _: KW_ONLY
    #: The product token that robots.txt may name.
    agent: str
    politeness: Politeness
    #: Whether a URL in WHATWG form may be asked for at all; a redirect to any other is refused.
    known: Callable[[str], bool] = lambda _: True
    #: Whether whoever publishes a URL permits it to be kept: then opt-outs, which speak to everybody, do not hold.
    permitted: Callable[[str], bool] = lambda _: False
    #: Gives UTC.
    clock: Callable[[], datetime] = utc_now
    #: Gives seconds that never jump.
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    def __post_init__(self) -> None:
        self._queues: defaultdict[str, _HostQueue] = defaultdict(_HostQueue)
        #: Whether anybody answered in this run, and why it is taken for one without a network.
        self._reached, self._offline = False, ""

    async def fetch(self, url: str, validators: Validators | None = None) -> Capture:
        """Fetch a URL in its host's queue; where a redirect leads, that host's queue and rules hold.

        Raises what `Client.get` raises; errors.RobotsForbidden and errors.OptedOut where the host does not want it,
        errors.Postponed where it wants to be left alone for longer than the politeness waits.
        """
        if self._offline and not self._reached:
            raise Offline(url, self._offline)
        slot = _Slot(self._queues)
        try:
            capture = await self._ask(slot, url, check=partial(self._approach, slot), validators=validators)
        finally:
            slot.leave()
        self._heed(capture)
        return capture

    def opt_out(self, host: str, words: str) -> None:
        """Leave a host, with its port if it has one, alone from now on because of these words of its."""
        self.memory.save_host(replace(self.memory.host(host), opted_out=words, opted_out_at=self.clock()))

    def _heed(self, capture: Capture) -> None:
        """Stop for an opt-out in the headers. Those of an error page may be somebody else's on the way."""
        if (capture.status >= 300 and capture.status != 304) or self.permitted(capture.final_url):
            return
        if words := robots.opt_out(capture.headers, {}, "", self.agent):
            self.opt_out(urls.authority(capture.final_url), words)
            raise OptedOut(capture.url, f"the host opts out: {words}")

    async def _approach(self, slot: _Slot, url: str) -> None:
        """Come to the moment when a URL may be asked for, or raise the error that says why not."""
        if not self.known(url):
            raise BadRedirect(url, f"leads to {urls.authority(url)}, which is no known publisher's host")
        await slot.take(url)
        state = self.memory.host(slot.host)
        if state.opted_out and not self.permitted(url):
            raise OptedOut(url, f"the host opts out: {state.opted_out}")
        await self._wait_for_host(url, state)
        if not await self._is_allowed(slot, url):
            raise RobotsForbidden(url, f"robots.txt of {slot.host} forbids it")
        await self._pause(slot)

    async def _wait_for_host(self, url: str, state: HostState) -> None:
        """Respect a wait that the host asked for. One beyond the longest was written under a wrong clock."""
        now = self.clock()
        if state.not_before is None or not now < state.not_before <= now + MAX_BACKOFF:
            return
        wait_s = (state.not_before - now).total_seconds()
        if wait_s > self.politeness.max_wait_s:
            until = f"{state.not_before:%Y-%m-%d %H:%M:%S} UTC"
            raise Postponed(url, f"the host is left alone until {until}", state.not_before)
        await self.sleep(wait_s)

    async def _pause(self, slot: _Slot) -> None:
        if slot.queue.began is not None:
            state = self.memory.host(slot.host)
            pause_s = max(state.pause_s or 0, self._least(state))
            wait_s = slot.queue.began + pause_s - self.monotonic()
            if wait_s > 0:
                await self.sleep(wait_s)
        slot.queue.began = self.monotonic()
        slot.asking = True

    # robots.txt

    async def _is_allowed(self, slot: _Slot, url: str) -> bool:
        state = self.memory.host(slot.host)
        if not self._holds(state):
            state = await self._read_robots(slot, url)
        elif not robots.was_read(state.robots_status):
            answer = f"status {state.robots_status}" if state.robots_status else "no answer"
            raise RobotsForbidden(url, f"robots.txt of {slot.host} could not be read lately: {answer}")
        return _rules(state).allows(url, self.agent)

    def _holds(self, state: HostState) -> bool:
        """Whether robots.txt need not be asked for. One from the future was read under a wrong clock."""
        lasts = self.politeness.robots_ttl if robots.was_read(state.robots_status) else self.politeness.robots_retry
        return state.robots_at is not None and state.robots_at <= self.clock() < state.robots_at + lasts

    async def _read_robots(self, slot: _Slot, url: str) -> HostState:
        """Ask for robots.txt and remember it. Raises errors.RobotsForbidden when it cannot be read.

        RFC 9309 section 2.4 would let us go on with an old copy; a host that fails at its smallest file is better
        left alone for a while.
        """
        host, where = slot.host, urls.normalize("/robots.txt", url)
        try:
            capture = await self._ask(slot, where, check=partial(self._follow, slot), redirects=ROBOTS_REDIRECTS)
        except FetchError as err:
            closed = isinstance(err, AddressRefused) and urls.authority(err.url) == host
            if closed or isinstance(err, NOT_THERE):
                raise
            self._remember_robots(host, None, None)
            raise RobotsForbidden(url, f"robots.txt of {host} could not be read: {err.detail}") from err
        await slot.take(url)
        state = self._remember_robots(host, capture.status, capture.body)
        if not robots.was_read(state.robots_status):
            raise RobotsForbidden(url, f"robots.txt of {host} could not be read: status {capture.status}")
        return state

    async def _follow(self, slot: _Slot, url: str) -> None:
        """Come to where a robots.txt was moved: rules do not hold for it, pauses do."""
        await slot.take(url)
        await self._pause(slot)

    def _remember_robots(self, host: str, status: int | None, body: bytes | None) -> HostState:
        # one byte more than is read, so that the reader sees that there was more
        kept = body[: robots.MAX_BYTES + 1] if body is not None and status and status < 300 else None
        state = replace(self.memory.host(host), robots=kept, robots_status=status, robots_at=self.clock())
        self.memory.save_host(state)
        return state

    def _least(self, state: HostState) -> float:
        return least_pause(_rules(state).delay(self.agent), self.politeness)

    # What an answer means for the next request

    async def _ask(
        self,
        slot: _Slot,
        url: str,
        *,
        check: Check,
        validators: Validators | None = None,
        redirects: int | None = None,
    ) -> Capture:
        try:
            capture = await self.client.get(url, check=check, validators=validators, redirects=redirects)
        except TROUBLE as err:
            if self._no_network(url, err):
                # first: the request of a page waits inside for that of its robots.txt, which ended so already
                self._offline = self._offline or f"{err.detail}, and nobody else was reached in this run"
                raise Offline(err.url, self._offline) from err
            if slot.asking and not isinstance(err, Offline):
                self._slow_down(slot, err.until if isinstance(err, Postponed) else None)
            raise
        self._reached = True
        if capture.status in BUSY:
            self._slow_down(slot, back_at(capture, self.clock()))
        else:
            self._ease(slot, capture.elapsed_s)
        return capture

    def _no_network(self, url: str, err: FetchError) -> bool:
        """Whether this is as likely to be our fault: a machine without a network may say that no name exists."""
        nameless = isinstance(err, Unresolved | Offline) and urls.authority(err.url) == urls.authority(url)
        return nameless and not self._reached

    def _slow_down(self, slot: _Slot, until: datetime | None) -> None:
        """After trouble: a longer pause, and no request at all for a while if it goes on or the host says so."""
        slot.asking, slot.queue.began = False, self.monotonic()
        before = self.memory.host(slot.host)
        failures = before.failures + 1
        rest = left_alone(failures, self.politeness)
        waits = [wait for wait in (until, rest and self.clock() + rest) if wait]
        pause_s = next_pause(before.pause_s or 0, 0, self.politeness, least=self._least(before), trouble=True)
        self._remember(before, failures=failures, pause_s=pause_s, not_before=max(waits, default=None))

    def _ease(self, slot: _Slot, elapsed_s: float) -> None:
        """After a good answer: a shorter pause, down to what the host needs."""
        slot.asking = False
        before = self.memory.host(slot.host)
        pause_s = next_pause(before.pause_s or 0, elapsed_s, self.politeness, least=self._least(before), trouble=False)
        self._remember(before, failures=0, pause_s=pause_s, not_before=None)

    def _remember(self, before: HostState, *, failures: int, pause_s: float, not_before: datetime | None) -> None:
        # rounded, so that a pause settles and a state that is the same is not written again
        after = replace(before, failures=failures, pause_s=round(pause_s, 2), not_before=not_before)
        if after != before:
            self.memory.save_host(after)


def _rules(state: HostState) -> robots.Robots:
    return _policy(state.robots_status, state.robots or b"")

"""Host queues: one request at a time to a host, never faster than it wants, never against its robots.txt."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import KW_ONLY, dataclass, replace
from datetime import datetime
from functools import partial

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
    PageOptedOut,
    Postponed,
    RobotsForbidden,
    Stopped,
    Truncated,
    Unreachable,
    Unresolved,
)
from scraper.fetch import Check, Client, Validators, opt_out, robots, utc_now
from scraper.fetch.backoff import Politeness
from scraper.fetch.host_memory import HostMemory
from scraper.fetch.rate_limiter import RateLimiter
from scraper.fetch.responses import BUSY, back_at
from scraper.models import Capture, HostState

#: Errors that say that a host is in trouble; the others are about a page, or about us.
TROUBLE = (Blocked, DeadlineExceeded, Insecure, Postponed, Truncated, Unreachable)
#: Hosts without a name after which nobody else is tried: one may be a slip of the pen.
NAMELESS_HOSTS = 2
#: Errors that say nothing about a robots.txt: we cannot be there, or not now, or are to end.
NOT_THERE = (Offline, Postponed, Stopped)
#: Answers of a host that wants none of us. One page may say so; several in a row open the circuit breaker.
DENIED = frozenset({401, 403})
#: Redirects that are followed from a robots.txt (RFC 9309 section 2.3.1.2).
ROBOTS_REDIRECTS = 5
#: One byte more than is read, so that the reader sees that there was more.
ROBOTS_BYTES = robots.MAX_BYTES + 1


class _Slot:
    """A place in the queue of one host at a time: whoever held two could wait for each other for ever."""

    def __init__(self, queues: defaultdict[str, asyncio.Lock]) -> None:
        self._queues = queues
        self.host = ""
        #: Whether the host is being asked, and so is to blame for what goes wrong.
        self.asking = False

    async def take(self, url: str) -> None:
        """Leave the queue that is held, and wait for that of a URL's host."""
        self.asking = False
        host = urls.authority(url)
        if host != self.host:
            self.leave()
            await self._queues[host].acquire()
            self.host = host

    def leave(self) -> None:
        """Let the next one have the host."""
        if self.host:
            self._queues[self.host].release()
            self.host = ""


@dataclass
class HostQueues:
    """Fetches politely: robots.txt first, a pause between requests, waits and opt-outs kept in `memory`.

    Queues of different hosts run side by side. A host is a host and its port: one robots.txt, and one state.
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
        self._queues: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._limiter = RateLimiter(self.memory, self.agent, self.politeness, self.clock, self.monotonic, self.sleep)
        #: Whether anybody answered in this run, and why it is taken for one without a network.
        self._reached, self._offline = False, ""
        self._nameless: set[str] = set()

    async def fetch(self, url: str, validators: Validators | None = None) -> Capture:
        """Fetch a URL in its host's queue; where a redirect leads, that host's queue and rules hold.

        Raises what `Client.get` raises; errors.RobotsForbidden, errors.OptedOut and errors.PageOptedOut where it is
        not wanted, errors.Postponed where the host wants to be left alone for longer than the politeness waits.
        """
        if len(self._nameless) >= NAMELESS_HOSTS and not self._reached:
            raise Offline(url, self._offline)
        slot = _Slot(self._queues)
        try:
            capture = await self._ask(slot, url, check=partial(self._approach, slot), validators=validators)
        finally:
            slot.leave()
        self._heed_headers(capture)
        return capture

    def close(self, url: str, words: str) -> None:
        """Leave the host of a URL alone because of these words of its page: for a month, then it is asked again."""
        state = self.memory.host(urls.authority(url))
        self.memory.save_host(replace(state, opted_out=words, opted_out_at=self.clock(), opted_out_url=url))

    def may_close(self, url: str) -> bool:
        """Whether an opt-out of the host of a URL holds: no permission, and no word of the operator against it."""
        return not self.permitted(url) and self.memory.host(urls.authority(url)).allowed_because is None

    def _heed_headers(self, capture: Capture) -> None:
        """Keep nothing that opts out in its headers. Those of an error page may be somebody else's on the way."""
        is_page = capture.status < 300 or capture.status == 304
        if not is_page or self.permitted(capture.final_url):
            return
        words = opt_out.of_page(capture.headers, {}, self.agent)
        if words is not None:
            raise PageOptedOut(capture.url, f"the page opts out: {words}")

    # Before a request

    async def _approach(self, slot: _Slot, url: str) -> None:
        """Come to the moment when a URL may be asked for, or raise the error that says why not."""
        if not self.known(url):
            raise BadRedirect(url, f"leads to {urls.authority(url)}, which is no known publisher's host")
        await slot.take(url)
        if self.may_close(url):
            _check_opt_out(self.memory, slot.host, url, self.clock() - self.politeness.opt_out_ttl)
        await self._limiter.wait_for_host(url, self.memory.host(slot.host))
        if not await self._is_allowed(slot, url):
            raise RobotsForbidden(url, f"robots.txt of {slot.host} forbids it")
        await self._pause(slot)

    async def _pause(self, slot: _Slot) -> None:
        await self._limiter.pause(slot.host)
        slot.asking = True

    # robots.txt

    async def _is_allowed(self, slot: _Slot, url: str) -> bool:
        state = self.memory.host(slot.host)
        if not _holds(state, self.politeness, self.clock()):
            state = await self._read_robots(slot, url)
        elif not robots.was_read(state.robots_status):
            answer = f"status {state.robots_status}" if state.robots_status else "no answer"
            raise RobotsForbidden(url, f"robots.txt of {slot.host} could not be read lately: {answer}")
        return robots.of_host(state).allows(url, self.agent)

    async def _read_robots(self, slot: _Slot, url: str) -> HostState:
        """Ask for robots.txt and remember it. Raises errors.RobotsForbidden when it cannot be read.

        RFC 9309 section 2.4 would let us go on with an old copy; a host that fails at its smallest file is better
        left alone for a while.
        """
        host, where = slot.host, urls.normalize("/robots.txt", url)
        try:
            capture = await self._ask(slot, where, check=partial(self._follow, slot), is_robots=True)
        except FetchError as err:
            if isinstance(err, NOT_THERE) or _is_closed_address(err, host):
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
        kept = body if status in robots.FOUND else None
        state = replace(self.memory.host(host), robots=kept, robots_status=status, robots_at=self.clock())
        self.memory.save_host(state)
        return state

    # What an answer means for the next request

    async def _ask(
        self, slot: _Slot, url: str, *, check: Check, validators: Validators | None = None, is_robots: bool = False
    ) -> Capture:
        limits = {"redirects": ROBOTS_REDIRECTS, "prefix_bytes": ROBOTS_BYTES} if is_robots else {}
        try:
            capture = await self.client.get(url, check=check, validators=validators, **limits)
        except TROUBLE as err:
            if not self._reached and _is_nameless(err, url):
                # first: the request of a page waits inside for that of its robots.txt, which ended so already
                self._offline = self._offline or f"{err.detail}, and nobody else was reached in this run"
                self._nameless.add(urls.authority(url))
                raise Offline(err.url, self._offline) from err
            if slot.asking and not isinstance(err, Offline):
                self._limiter.slow_down(slot.host, err.until if isinstance(err, Postponed) else None)
                slot.asking = False
            raise
        self._reached, slot.asking = True, False
        if capture.status in BUSY:
            self._limiter.slow_down(slot.host, back_at(capture, self.clock()))
        elif capture.status in DENIED and not is_robots:
            self._limiter.slow_down(slot.host)
        else:
            self._limiter.ease(slot.host, capture.elapsed_s)
        return capture


def _check_opt_out(memory: HostMemory, host: str, url: str, before: datetime) -> None:
    """Raise errors.OptedOut while an opt-out holds; one from before that time is over."""
    state = memory.host(host)
    if state.opted_out is None:
        return
    if state.opted_out_at is None or state.opted_out_at > before:
        raise OptedOut(url, f"the host opts out: {state.opted_out}")
    reopened = replace(state, opted_out=None, opted_out_at=None, opted_out_url=None)
    memory.save_host(reopened)


def _holds(state: HostState, politeness: Politeness, now: datetime) -> bool:
    """Whether robots.txt need not be asked for. One from the future was read under a wrong clock."""
    was_read = robots.was_read(state.robots_status)
    lasts = politeness.robots_ttl if was_read else politeness.robots_retry
    if state.robots_at is None:
        return False
    return state.robots_at <= now < state.robots_at + lasts


def _is_closed_address(err: FetchError, host: str) -> bool:
    """Whether the host itself, not one that its robots.txt leads to, is at an address that is closed to us."""
    return isinstance(err, AddressRefused) and urls.authority(err.url) == host


def _is_nameless(err: FetchError, url: str) -> bool:
    """Whether no address is known of a URL's host: a machine without a network may say so of every name."""
    asked, failed = urls.authority(url), urls.authority(err.url)
    return isinstance(err, Unresolved | Offline) and asked == failed

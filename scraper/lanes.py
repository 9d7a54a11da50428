"""Manners: one lane for each host, one request at a time in it, never faster than the host wants, never against it."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Protocol

from scraper import robots, urls
from scraper.errors import (
    Blocked,
    DeadlineExceeded,
    FetchError,
    Offline,
    OptedOut,
    Postponed,
    RobotsForbidden,
    Unreachable,
)
from scraper.fetch import Client, Validators
from scraper.models import Capture, HostState
from scraper.patience import Pace, left_alone, next_pause
from scraper.robots import Robots

#: Failures that are the host's, and slow its lane.
TROUBLE = (Blocked, DeadlineExceeded, Postponed, Unreachable)


class Memory(Protocol):
    """What is remembered of hosts from run to run."""

    def host(self, name: str) -> HostState:
        """The state of a host, a fresh one for a host never seen."""
        ...

    def save_host(self, state: HostState) -> None:
        """Remember a host as it is now."""
        ...


class Lanes:
    """Fetches politely: robots.txt asked first, a pause between requests, waits and opt-outs kept in `memory`.

    Lanes of different hosts run side by side. `agent` is the product token that robots.txt may name; `clock` gives
    UTC, `monotonic` seconds that never jump.
    """

    def __init__(
        self,
        client: Client,
        memory: Memory,
        *,
        agent: str,
        pace: Pace,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._client = client
        self._memory = memory
        self._agent = agent
        self._pace = pace
        self._clock = clock
        self._monotonic = monotonic
        self._sleep = sleep
        self._lanes: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._readers: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._last: dict[str, float] = {}
        self._rules: dict[str, tuple[HostState, Robots]] = {}

    async def fetch(self, url: str, validators: Validators | None = None) -> Capture:
        """Fetch a URL in its host's lane. Raises errors.FetchError; Forbidden and Postponed close the lane for now."""
        host = urls.authority(url)
        async with self._lanes[host]:
            await self.allow(url)
            await self._pause(host)
            try:
                # another host's rules hold where a redirect leads; its lane is not entered, so none waits for another
                capture = await self._client.get(url, validators=validators, check=self.allow)
            except FetchError as err:
                self._failed(host, err)
                raise
            finally:
                self._last[host] = self._monotonic()
            self._answered(host, capture)
        if words := robots.opt_out(capture.headers, {}, ""):
            self.opt_out(host, words)
            raise OptedOut(url, f"the host opts out: {words}")
        return capture

    async def allow(self, url: str) -> None:
        """Raise the error that says why a URL must not be asked for now, if there is one."""
        host = urls.authority(url)
        state = self._memory.host(host)
        if state.opted_out:
            raise OptedOut(url, f"the host opts out: {state.opted_out}")
        if state.not_before and state.not_before > self._clock():
            raise Postponed(
                url, f"the host is left alone until {state.not_before:%Y-%m-%d %H:%M:%S} UTC", state.not_before
            )
        rules = await self._robots(url)
        if not rules.allows(url, self._agent):
            status = self._memory.host(host).robots_status
            known = status is not None and status < 500 and status != 429
            why = (
                "forbids it"
                if known
                else f"could not be read ({f'status {status}' if status else 'no answer'}), which counts as no"
            )
            raise RobotsForbidden(url, f"robots.txt {why}")

    def opt_out(self, host: str, words: str) -> None:
        """Leave a host alone from now on, because of these words of its."""
        self._memory.save_host(replace(self._memory.host(host), opted_out=words, opted_out_at=self._clock()))

    async def _robots(self, url: str) -> Robots:
        host = urls.authority(url)
        async with self._readers[host]:
            state = self._memory.host(host)
            if not self._holds(state):
                state = await self._fetch_robots(url, state)
            held = self._rules.get(host)
            if held is None or held[0].robots != state.robots or held[0].robots_status != state.robots_status:
                held = self._rules[host] = state, robots.policy(state.robots_status, state.robots or b"")
            return held[1]

    def _holds(self, state: HostState) -> bool:
        if state.robots_at is None:
            return False
        read = state.robots_status is not None and state.robots_status < 500 and state.robots_status != 429
        age = self._clock() - state.robots_at
        return abs(age) < (self._pace.robots_for if read else self._pace.robots_retry)

    async def _fetch_robots(self, url: str, state: HostState) -> HostState:
        try:
            capture = await self._client.get(f"{url[: url.index('/', 8)]}/robots.txt", redirects=5)
            status, body = capture.status, capture.body[: robots.MAX_BYTES]
        except Offline:
            raise
        except FetchError:
            status, body = None, b""
        state = replace(state, robots=body, robots_status=status, robots_at=self._clock())
        self._memory.save_host(state)
        return state

    async def _pause(self, host: str) -> None:
        if host in self._last:
            wait = self._last[host] + self._pause_of(host) - self._monotonic()
            if wait > 0:
                await self._sleep(wait)

    def _pause_of(self, host: str) -> float:
        return max(self._memory.host(host).pause_s or 0, self._delay(host))

    def _delay(self, host: str) -> float:
        held = self._rules.get(host)
        asked = held[1].delay(self._agent) if held else None
        return max(self._pace.floor_s, min(asked or 0, self._pace.delay_cap_s))

    def _answered(self, host: str, capture: Capture) -> None:
        trouble = capture.status in (429, 503)
        self._remember(host, capture.elapsed_s, trouble=trouble, failures=0)

    def _failed(self, host: str, err: FetchError) -> None:
        if not isinstance(err, TROUBLE) or isinstance(err, Offline):
            return
        failures = self._memory.host(host).failures + 1
        self._remember(host, 0, trouble=True, failures=failures)
        alone = left_alone(failures, self._pace)
        until = err.until if isinstance(err, Postponed) else alone and self._clock() + alone
        if until:
            self._memory.save_host(replace(self._memory.host(host), not_before=until))

    def _remember(self, host: str, elapsed: float, *, trouble: bool, failures: int) -> None:
        state = self._memory.host(host)
        pause = next_pause(state.pause_s or 0, elapsed, self._pace, delay=self._delay(host), trouble=trouble)
        self._memory.save_host(replace(state, pause_s=pause, failures=failures))

"""Rate limiter: the pause between requests to a host, the waits that it asks for, and what answers mean for both."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from scraper.errors import Postponed
from scraper.fetch import robots
from scraper.fetch.backoff import MAX_BACKOFF, Politeness, least_pause, left_alone, next_pause, settled_pause
from scraper.fetch.client import utc_now
from scraper.fetch.host_memory import HostMemory
from scraper.models import HostState


@dataclass
class RateLimiter:
    """Paces the requests of one run; other runs that share its memory are seen, and see it."""

    memory: HostMemory
    #: The product token that robots.txt may name.
    agent: str
    politeness: Politeness
    #: Gives UTC.
    clock: Callable[[], datetime] = utc_now
    #: Gives seconds that never jump.
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    #: Host -> when the last request of this run began, in monotonic seconds; when it failed, where it did.
    _began: dict[str, float] = field(default_factory=dict)

    async def wait_for_host(self, url: str, state: HostState) -> None:
        """Respect a wait that the host asked for. One beyond the longest was written under a wrong clock.

        Raises errors.Postponed for a wait that is too long for this run.
        """
        wait_s = _wait_s(state.not_before, self.clock())
        if state.not_before and wait_s > self.politeness.max_wait_s:
            until = f"{state.not_before:%Y-%m-%d %H:%M:%S} UTC"
            raise Postponed(url, f"the host is left alone until {until}", state.not_before)
        await self._sleep(wait_s)

    async def pause(self, host: str) -> None:
        """Let the pause since the last request to a host go by: of this run by a clock that never jumps, of any run."""
        state = self.memory.host(host)
        pause_s = max(state.pause_s or 0, self._least(state))
        if host in self._began:
            await self._sleep(self._began[host] + pause_s - self.monotonic())
        await self._sleep(self.memory.book_request(host, self.clock(), pause_s))
        self._began[host] = self.monotonic()

    async def _sleep(self, seconds: float) -> None:
        if seconds > 0:
            await self.sleep(seconds)

    def slow_down(self, host: str, until: datetime | None = None) -> None:
        """After trouble: a longer pause, and no request at all for a while if it goes on or the host says so."""
        self._began[host] = self.monotonic()
        before = self.memory.host(host)
        failures, least = before.failures + 1, self._least(before)
        pause_s = next_pause(before.pause_s or 0, 0, self.politeness, least=least, trouble=True)
        rest = left_alone(failures, self.politeness)
        not_before = _later(until, rest, self.clock())
        self._remember(before, replace(before, failures=failures, pause_s=round(pause_s, 2), not_before=not_before))

    def ease(self, host: str, elapsed_s: float) -> None:
        """After a good answer: a shorter pause, down to what the host needs."""
        before = self.memory.host(host)
        least = self._least(before)
        wanted_s = next_pause(before.pause_s or 0, elapsed_s, self.politeness, least=least, trouble=False)
        pause_s = settled_pause(before.pause_s, wanted_s, least)
        self._remember(before, replace(before, failures=0, pause_s=pause_s, not_before=None))

    def _remember(self, before: HostState, after: HostState) -> None:
        if after != before:  # a state that is the same is not written again
            self.memory.save_host(after)

    def _least(self, state: HostState) -> float:
        return least_pause(robots.of_host(state).delay(self.agent), self.politeness)


def _wait_s(not_before: datetime | None, now: datetime) -> float:
    """Seconds until a time, 0 for one that is over and for one that only a wrong clock can have written."""
    if not_before is None:
        return 0.0
    wait = not_before - now
    if wait > MAX_BACKOFF:
        return 0.0
    return max(wait.total_seconds(), 0.0)


def _later(until: datetime | None, rest: timedelta | None, now: datetime) -> datetime | None:
    """The later one of what the host asked for and what our own backoff says."""
    waits: list[datetime] = []
    if until is not None:
        waits.append(until)
    if rest is not None:
        waits.append(now + rest)
    return max(waits, default=None)

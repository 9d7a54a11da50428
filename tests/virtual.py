"""Time that passes only where nobody works: a crawl of hours, its waits kept to the second, in the time of its work.

    loop = VirtualLoop()
    result = loop.run(crawl(...))
    loop.time()  # seconds of waiting that the crawl would have taken

The loop waits for the network as long as a request is under way, and steps to the next timer when none is. So what
it measures is what pauses, backoffs and deadlines dictate, and how busy the machine is makes no difference.
"""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx

T = TypeVar("T")
#: Seconds of real silence of a server that was meant to answer.
STUCK_S = 120.0


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop with a clock of its own. `busy` says whether something is under way that takes real time."""

    def __init__(self) -> None:
        self.now = 0.0
        self.busy: Callable[[], bool] = lambda: False
        super().__init__(_Selector(self))

    def time(self) -> float:
        return self.now

    async def shutdown_default_executor(self, timeout: float | None = None) -> None:  # noqa: ASYNC109 - asyncio's own
        """Wait for threads, such as a look-up of a name, without a limit: they end in real time, not in ours."""
        await super().shutdown_default_executor()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        with asyncio.Runner(loop_factory=lambda: self) as runner:
            return runner.run(work)


class _Selector(selectors.DefaultSelector):
    def __init__(self, loop: VirtualLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """What is ready; when nothing is and nothing is on its way, the time of the next timer."""
        found: list[tuple[selectors.SelectorKey, int]] = super().select(0)
        waited_s = 0.0
        while not found and timeout != 0 and self._loop.busy():
            found = super().select(0.02)
            waited_s += 0.02
            assert waited_s < STUCK_S, "a request is under way, and no server works on it"
        if not found and timeout is None:
            return super().select(0.02)
        if not found:
            self._loop.now += timeout or 0.0
        return found


@dataclass(frozen=True)
class Flight:
    """A request as the crawl saw it; times in virtual seconds."""

    host: str
    path: str
    began: float
    took: float


class Counted(httpx.AsyncBaseTransport):
    """The true network, with every request noted; `slow` gives hosts that take their time, in virtual seconds."""

    def __init__(
        self,
        wire: httpx.AsyncBaseTransport,
        loop: VirtualLoop,
        held: set[tuple[str, str]],
        slow: Mapping[str, float] | None = None,
    ) -> None:
        self._wire, self._loop, self._slow = wire, loop, slow or {}
        #: Host and path of what a server keeps without an answer, and of what has not its whole answer.
        self._held, self._under_way = held, set[tuple[str, str]]()
        self.flights: list[Flight] = []
        loop.busy = lambda: bool(self._under_way - self._held)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        began, host, path = self._loop.time(), request.url.host, request.url.raw_path.decode()

        def landed() -> None:
            self._under_way.discard((host, path))
            self._held.discard((host, path))
            self.flights.append(Flight(host, path, began, self._loop.time() - began))

        if wait_s := self._slow.get(host):
            await asyncio.sleep(wait_s)
        self._under_way.add((host, path))
        try:
            response = await self._wire.handle_async_request(request)
        except BaseException:
            landed()
            raise
        assert isinstance(response.stream, httpx.AsyncByteStream)
        response.stream = _Landing(response.stream, landed)
        return response

    async def aclose(self) -> None:
        await self._wire.aclose()


class _Landing(httpx.AsyncByteStream):
    def __init__(self, stream: httpx.AsyncByteStream, landed: Callable[[], None]) -> None:
        self._stream, self._landed = stream, landed

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for piece in self._stream:
            yield piece

    async def aclose(self) -> None:
        try:
            await self._stream.aclose()
        finally:
            self._landed()

"""How a run is told to end between pages: by a signal, or because its time is over."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from scraper.errors import Stopped

#: SIGHUP is a terminal that was closed: its run ends as if told to, with its row in the table runs.
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def stopped_by_signals(interrupt: Callable[[], None]) -> Iterator[None]:
    """The first signal calls `interrupt`; after it the next of any ends the run at once."""
    loop, before = asyncio.get_running_loop(), {number: signal.getsignal(number) for number in SIGNALS}

    def first() -> None:
        interrupt()
        for number in SIGNALS:
            loop.remove_signal_handler(number)
            signal.signal(number, signal.default_int_handler)

    try:
        for number in SIGNALS:
            loop.add_signal_handler(number, first)
        yield
    finally:
        for number in SIGNALS:
            loop.remove_signal_handler(number)
            signal.signal(number, before[number])


@contextmanager
def stopped_after(seconds: float | None, expire: Callable[[], None]) -> Iterator[None]:
    """Call `expire` when the time is over; None is no limit."""
    timer = None if seconds is None else asyncio.get_running_loop().call_later(seconds, expire)
    try:
        yield
    finally:
        if timer:
            timer.cancel()


async def pause(stop: asyncio.Event, seconds: float) -> None:
    """Wait for the moment to ask for a page.

    Raises errors.Stopped when the run is to end meanwhile: only pages that were asked for are waited for.
    """
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
        raise Stopped("", "the run is to end")

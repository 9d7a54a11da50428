"""Event loop lag: how long bytes lay in a socket because the loop was busy with other work."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

#: Seconds between two beats, which is how exactly lag is known.
BEAT_S = 0.02


class LagMeter:
    """Beats while anybody waits for bytes. A beat that comes late tells that the loop was busy."""

    def __init__(self) -> None:
        self._waiting = 0
        self._beat_at = 0.0
        self._timer: asyncio.TimerHandle | None = None

    @contextmanager
    def running(self) -> Iterator[None]:
        """Measure while the block lasts; blocks may overlap."""
        self._waiting += 1
        if self._timer is None:
            self._beat()
        try:
            yield
        finally:
            self._waiting -= 1
            if self._waiting == 0 and self._timer is not None:
                self._timer.cancel()
                self._timer = None

    def noticed(self, at: float) -> float:
        """When bytes that were noticed at `at` may have come: no later than the beat that was due before.

        Before the last beat the loop had looked at its sockets, and they were not there.
        """
        return min(at, self._beat_at + BEAT_S)

    def _beat(self) -> None:
        loop = asyncio.get_running_loop()
        self._beat_at = loop.time()
        self._timer = loop.call_later(BEAT_S, self._beat)

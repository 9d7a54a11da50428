"""The connection to a Dask scheduler: tasks go out, and what a lost worker had is done by another one.

A task and all its data travel together, so nothing is gone with a machine; a task that loses several workers one after
the other is lost itself (`distributed.scheduler.allowed-failures`, 3 by default).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar

from scraper.archive.reader_pool import WorkerLost
from scraper.errors import ScrapeError, WrongUse

A = TypeVar("A")
B = TypeVar("B")

#: Seconds that a scheduler has to answer.
PATIENCE_S = 10
#: Seconds without a result after which a task counts as lost: more than any takes.
STALLED_S = 1800.0


class SchedulerLost(ScrapeError):
    """The scheduler is gone; whatever was finished is kept, and the command goes on when it is called again."""


class Scheduler:
    """A scheduler and the workers behind it."""

    def __init__(self, address: str) -> None:
        """Connect; raises errors.WrongUse without Dask, and where nobody answers as a scheduler."""
        try:
            import distributed  # noqa: PLC0415 - an extra, and slow to import
        except ImportError:
            raise WrongUse("--scheduler needs Dask: pip install 'arsip-berita[dask]'") from None
        try:
            connect: Any = distributed.Client  # it has no types
            self._client = connect(address, timeout=PATIENCE_S, set_as_default=False)
        except (OSError, ValueError, TypeError) as err:
            raise WrongUse(f"{address}: no Dask scheduler answers: {_first_line(err)}") from None
        self.address = address

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    @property
    def workers(self) -> int:
        """How many there are now; at least 1, for whom more may come."""
        return max(1, len(self._client.scheduler_info(n_workers=-1)["workers"]))

    def submit(self, function: Callable[[A], B], argument: A) -> Pending[B]:
        """Have a worker call a function of a module; everything is pickled both ways."""
        return Pending(self, self._client.submit(function, argument, pure=False))

    def is_connected(self) -> bool:
        """Whether the scheduler can be reached."""
        return str(self._client.status) == "running"


class Pending(Generic[B]):
    """A task that is waiting, running or done."""

    def __init__(self, scheduler: Scheduler, future: Any) -> None:
        self._scheduler = scheduler
        self._future = future

    def done(self) -> bool:
        """Whether `result` need not wait."""
        return bool(self._future.done())

    def result(self) -> B:
        """What the function gave; raises what it raised, `WorkerLost` where its workers died, `SchedulerLost`."""
        from distributed.client import FutureCancelledError  # noqa: PLC0415 - as above
        from distributed.scheduler import KilledWorker  # noqa: PLC0415 - as above

        try:
            found: B = self._future.result(timeout=STALLED_S)
        except KilledWorker as err:
            raise WorkerLost(_first_line(err)) from None
        except TimeoutError:
            self._future.cancel()
            raise WorkerLost(f"not done after {STALLED_S:g} s") from None
        except FutureCancelledError as err:
            raise SchedulerLost(f"{self._scheduler.address}: the scheduler is gone: {_first_line(err)}") from None
        return found


def _first_line(err: BaseException) -> str:
    return next(iter(str(err).splitlines()), type(err).__name__)

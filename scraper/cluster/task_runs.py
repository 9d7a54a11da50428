"""Runs of tasks, on the workers of a scheduler or the cores of this machine: in order, and each until it is done.

A task whose worker dies, or whose input does not answer, is done again; what fails each time is told, and the rest
goes on.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Generic, Protocol, TypeVar

from scraper.archive import Archive, open_archive
from scraper.archive.reader_pool import ReaderPool, WorkerLost, cores
from scraper.cluster.scheduler import STALLED_S, Scheduler
from scraper.crawl.reread import Pending

A = TypeVar("A")
B = TypeVar("B")

#: How often a task is done before it counts as failed.
TRIES = 3
#: Tasks that wait for each worker, so that none is idle.
DEPTH = 2


class Workers(Protocol):
    """Whoever does tasks."""

    @property
    def workers(self) -> int:
        """How many tasks are done at a time."""
        ...

    def submit(self, function: Callable[[A], B], argument: A) -> Pending[B]:
        """Have a function of a module called."""
        ...


class Failed(Exception):
    """A task failed each time; the message is one line."""


def done(workers: Workers, function: Callable[[A], B], tasks: Iterable[A]) -> Iterator[tuple[A, B | Failed]]:
    """Every task with what it gave, in their order. Raises what a function raises beside OSError."""
    waiting: deque[_Try[A, B]] = deque()
    for task in tasks:
        waiting.append(_Try(workers, function, task))
        while len(waiting) > DEPTH * workers.workers:
            first = waiting.popleft()
            yield first.task, first.result()
    for each in waiting:
        yield each.task, each.result()


class _Try(Generic[A, B]):
    """A task on its way."""

    def __init__(self, workers: Workers, function: Callable[[A], B], task: A) -> None:
        self.task = task
        self._submit: Callable[[], Pending[B]] = lambda: workers.submit(function, task)
        self._pending = self._submit()

    def result(self) -> B | Failed:
        """What the task gave in the first try that came to its end."""
        failure: Exception | None = None
        for number in range(TRIES):
            if number:
                self._pending = self._submit()
            try:
                return self._pending.result()
            except (OSError, WorkerLost) as err:
                failure = err
        return Failed(" ".join(str(failure).split()))


class Pool:
    """The cores of this machine."""

    def __init__(self, pool: ReaderPool, workers: int) -> None:
        self._pool = pool
        self.workers = workers

    def submit(self, function: Callable[[A], B], argument: A) -> Future[B]:
        """Have a process call a function of a module."""
        return self._pool.submit(_call, (function, argument), STALLED_S)


def _call(_: Archive, call: tuple[Callable[[A], B], A]) -> B:
    function, argument = call
    return function(argument)


def _nothing(_: Archive) -> None:
    """A task brings what its worker must know."""


@contextmanager
def pool(jobs: int | None) -> Iterator[Pool]:
    """So many processes of this machine, as many as it has cores where nobody says."""
    workers = jobs or cores()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "none.db"  # a process of the pool opens an archive, whatever it does
        open_archive(path).close()
        with ReaderPool(path, workers, _nothing) as processes:
            yield Pool(processes, workers)


def workers(scheduler: str | None, jobs: int | None) -> AbstractContextManager[Scheduler | Pool]:
    """The workers of a scheduler, or the cores of this machine where none is named."""
    return Scheduler(scheduler) if scheduler else pool(jobs)

"""A process pool whose workers have an archive open for reading.

Neither `concurrent.futures` nor Pebble serves here: a worker that dies breaks the pool of the one, and the pipe and the
two locks that all workers of the other share, so a task may never end. Here each worker has a pipe and a thread of its
own, and what kills or hangs it is an error of its task alone.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Self, TypeVar

if TYPE_CHECKING:
    from scraper.archive import Archive

A = TypeVar("A")
B = TypeVar("B")

#: Makes a worker ready: called once in each, with its archive.
Prepare = Callable[["Archive"], object]
#: Imported once by the process that all workers are copies of.
PRELOADED = ["scraper.crawl.reading"]
#: What ends the process that began a worker reaches the workers, too: all of a terminal, all of a service. They go on
#: with the page in hand, and end when nobody is at the other end of their pipe.
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class WorkerLost(Exception):
    """A task ended its worker, or did not come to its end."""


def cores() -> int:
    """How many processes of this one may run at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class ReaderPool:
    """Worker processes that read an archive; they end with this process, however that dies.

    A program that makes one is imported by the workers, so it does its work behind `if __name__ == "__main__":`.
    """

    def __init__(self, path: Path, workers: int, prepare: Prepare) -> None:
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="reader")
        self._workers = [Worker(path, prepare) for _ in range(workers)]
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        for worker in self._workers:
            self._idle.put(worker)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def submit(self, function: Callable[[Archive, A], B], argument: A, timeout_s: float | None) -> Future[B]:
        """What a function of a module gives for the archive and an argument; both ways everything is pickled.

        The future raises what the function raises, and `WorkerLost` where its process ended or it took longer than
        `timeout_s`; None waits.
        """
        return self._threads.submit(self._call, function, argument, timeout_s)

    def _call(self, function: Callable[[Archive, A], B], argument: A, timeout_s: float | None) -> B:
        worker = self._idle.get()
        try:
            return worker.call(function, argument, timeout_s)
        finally:
            self._idle.put(worker)

    def close(self) -> None:
        """End the workers, in the middle of their tasks."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._workers:
            worker.kill()
        self._threads.shutdown()
        for worker in self._workers:
            worker.end()


class Worker:
    """One process, begun at its first task, and again after one that ended it. Used by one thread at a time."""

    def __init__(self, path: Path, prepare: Prepare) -> None:
        self._of = path.absolute(), prepare
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None
        self._ready = False
        self._closed = False

    def call(self, function: Callable[[Archive, A], B], argument: A, timeout_s: float | None) -> B:
        """What the function gives in the process; raises `WorkerLost`, and whatever the function raises."""
        pipe = self._pipe or self._begin()
        try:
            if not self._ready:
                self._ready = bool(pipe.recv())
            pipe.send((function, argument))
            if not pipe.poll(timeout_s):
                self.end()
                raise WorkerLost(f"not done after {timeout_s:g} s")
            is_result, answer = pipe.recv()
        except (EOFError, OSError) as err:
            raise WorkerLost(f"its process ended ({self.end()})") from err
        if not is_result:
            raise answer
        found: B = answer
        return found

    def _begin(self) -> Connection:
        if self._closed:
            raise WorkerLost("the pool is closed")
        context = _context()
        ours: Connection
        ours, theirs = context.Pipe()
        process = context.Process(target=serve, args=(theirs, *self._of), daemon=True)
        process.start()
        self._process = process
        theirs.close()
        self._pipe, self._ready = ours, False
        return ours

    def end(self) -> int | None:
        """End the process; gives its exit code, that of a signal below 0."""
        process, pipe, self._process, self._pipe = self._process, self._pipe, None, None
        if process is None or pipe is None:
            return None
        process.kill()
        process.join()
        pipe.close()
        return process.exitcode

    def kill(self) -> None:
        """Begin no process any more, and end the one there is; a task that it is at is lost. From any thread."""
        self._closed = True
        if self._process is not None:
            self._process.kill()


def _context() -> Any:
    """How processes are begun: as copies of one that has imported the program, and no thread of this one."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context


def serve(pipe: Connection, path: Path, prepare: Prepare) -> None:
    """The life of a worker: tasks come through the pipe, until nobody is at its other end."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    with suppress(EOFError, OSError), _opened(path) as archive:
        prepare(archive)
        pipe.send(True)
        while True:
            function, argument = pipe.recv()
            pipe.send(_answer(function, archive, argument))


def _answer(function: Callable[[Archive, A], B], archive: Archive, argument: A) -> tuple[bool, B | Exception]:
    try:
        return True, function(archive, argument)
    except Exception as err:  # noqa: BLE001 - it is raised where the task came from
        return False, err


def _opened(path: Path) -> Archive:
    """An archive that the process which began this one has opened, and so has looked at."""
    from scraper.archive import opening  # noqa: PLC0415 - it opens what imports this module

    return opening.opened_read_only(path)

"""Reparsing: kept captures are read in a process pool, or on other machines, and stored here, one transaction a batch.

Everything that reads is in `reading`, and what it gives is stored in the order of the captures that wait, so that the
archive is the same whoever read it. Broken off at any moment it goes on where it was: a capture waits until the
transaction that stores its reading, and the table `rereads` remembers that all was to be read, by which rules.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

from scraper.archive import Archive
from scraper.archive.reader_pool import ReaderPool, WorkerLost, cores
from scraper.crawl import publisher_files
from scraper.crawl.archived_sites import know_sites
from scraper.crawl.ingest import kept, store_reading
from scraper.crawl.outcome import Outcome
from scraper.crawl.reading import Reading, Refusal, read
from scraper.crawl.rules_digest import rules_digest
from scraper.store.fill_rates import count_anew
from scraper.store.store import Store

T = TypeVar("T")

#: Captures that a worker reads at a time: some 100 ms of work.
CHUNK = 32
#: Captures for which a process more is begun: it takes half a second until it reads.
WORTH_A_WORKER = 500
#: Chunks that wait for each worker, so that none is idle while a batch is stored.
DEPTH = 3
#: Captures whose readings are stored in one transaction: it keeps other writers waiting for less than half a second.
BATCH = 256
#: Seconds after which a chunk, and then each of its pages alone, is given up: a hundred times what the slowest take.
PATIENCE_S = 60.0


class Read(NamedTuple):
    """What was read of a capture."""

    capture: int
    url: str
    reading: Reading


R_co = TypeVar("R_co", covariant=True)


class Pending(Protocol[R_co]):
    """A task that is done elsewhere."""

    def result(self) -> R_co:
        """What it gave; raises what it raised, and `WorkerLost` where that ended its process."""
        ...


class Reader(Protocol):
    """Whoever reads captures elsewhere."""

    @property
    def depth(self) -> int:
        """Chunks that wait at a time."""
        ...

    def submit(self, keys: list[int]) -> Pending[list[Read]]:
        """Have these captures read."""
        ...


def reread(
    archive: Archive,
    *,
    everything: bool,
    jobs: int | None = 1,
    reader: Reader | None = None,
    advance: Callable[[int], None] = lambda _: None,
) -> Counter[str]:
    """Read kept captures again; gives the outcomes. Done twice it leaves the identical database.

    Without `everything` only those that have no reading yet, or one with problems. `reader` reads, or `jobs` processes,
    with None as many as there are cores and work for; with one, this process does. `advance` hears how many more are
    stored. A page that ends its process, or hangs it, becomes a problem row, unless this process reads.
    """
    if everything:
        begin(archive)
    outcomes: Counter[str] = Counter()
    for keys in archive.unread(problems=not everything):
        found = _in_processes(archive, keys, jobs) if reader is None else _elsewhere(archive, reader, keys)
        for batch in _batches(found, BATCH):
            with archive.transaction():
                outcomes.update(store_reading(archive, *each).outcome.value for each in batch)
            advance(len(batch))
    _end(archive)
    return outcomes


def begin(archive: Archive) -> bool:
    """Have every capture wait; whether a reading of all by the rules of this program was broken off, and goes on.

    Nothing is lost meanwhile: each reading stands until its capture has been read again.
    """
    if archive.rows("SELECT rules FROM rereads") == [{"rules": rules_digest()}]:
        return True
    with archive.transaction():
        Store(archive).forget_readings()
        archive.rows("INSERT OR REPLACE INTO rereads (id, rules) VALUES (1, ?)", rules_digest())
    return False


def _end(archive: Archive) -> None:
    if archive.rows("SELECT 1 FROM rereads"):
        with archive.transaction():
            archive.rows("DELETE FROM rereads")
    count_anew(archive)


async def read_waiting(archive: Archive, stop: asyncio.Event) -> None:
    """Read what was kept and never read, because its run was killed; the rest waits when a run is to stop."""
    for keys in archive.unread():
        for key in keys:
            if stop.is_set():
                return
            reread_one(archive, key)
            await asyncio.sleep(0)


def reread_one(archive: Archive, key: int) -> Outcome:
    """Read one kept capture again; gives the outcome."""
    return store_reading(archive, *_read_one(archive, key)).outcome


def _in_processes(archive: Archive, keys: Sequence[int], jobs: int | None) -> Iterator[Read]:
    """What is read of captures, in their order."""
    workers = jobs or min(cores(), 1 + len(keys) // WORTH_A_WORKER)
    if workers == 1:
        yield from (_read_one(archive, key) for key in keys)
        return
    with reading_pool(archive, workers) as pool:
        yield from _elsewhere(archive, PoolReader(pool, DEPTH * workers), keys)


def reading_pool(archive: Archive, workers: int) -> ReaderPool:
    """Workers that read this archive and know whom this process knows."""
    folder = publisher_files.loaded_folder()
    return ReaderPool(archive.path, workers, partial(know_publishers, folder and folder.absolute()))


def know_publishers(folder: Path | None, archive: Archive) -> None:
    """Have a worker know whom the process that began it knows: the operator's publishers, the sites of the archive."""
    if folder is not None:
        publisher_files.load(folder)
    know_sites(archive)


@dataclass(frozen=True, slots=True)
class PoolReader:
    """Worker processes of this machine, which open the archive themselves."""

    pool: ReaderPool
    depth: int

    def submit(self, keys: list[int]) -> Future[list[Read]]:
        """Have a worker read these captures."""
        return self.pool.submit(read_chunk, keys, PATIENCE_S)


def _elsewhere(archive: Archive, reader: Reader, keys: Sequence[int]) -> Iterator[Read]:
    """What a reader reads of captures, in their order."""
    waiting: deque[tuple[list[int], Pending[list[Read]]]] = deque()
    for chunk in _batches(keys, CHUNK):
        waiting.append((chunk, reader.submit(chunk)))
        if len(waiting) > reader.depth:
            yield from _result(archive, reader, *waiting.popleft())
    for chunk, pending in waiting:
        yield from _result(archive, reader, chunk, pending)


def _result(archive: Archive, reader: Reader, chunk: list[int], pending: Pending[list[Read]]) -> Iterator[Read]:
    """What came of a chunk; where one of its pages ended or hung the worker, each is read alone."""
    try:
        yield from pending.result()
    except WorkerLost:
        for key in chunk:
            yield _alone(archive, reader, key)


def _alone(archive: Archive, reader: Reader, key: int) -> Read:
    try:
        return reader.submit([key]).result()[0]
    except WorkerLost as err:
        url = archive.capture_info(key).url
        return Read(key, url, Reading(Refusal(Outcome.ERROR, f"{url}: while reading: {err}")))


def read_chunk(archive: Archive, keys: Sequence[int]) -> list[Read]:
    """What is read of captures of an archive: the task of a worker. Raises errors.ArchiveDamaged."""
    return [_read_one(archive, key) for key in keys]


def _read_one(archive: Archive, key: int) -> Read:
    found = kept(archive, key)
    return Read(key, found.capture.url, read(found))


def _batches(entries: Iterable[T], size: int) -> Iterator[list[T]]:
    left = iter(entries)
    while batch := list(islice(left, size)):
        yield batch

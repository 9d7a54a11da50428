"""Reading on the workers of a Dask scheduler: kept pages go out with all that their reading needs, readings come back.

The workers see no file of the archive. This process unpacks, sends, and stores: one writer, whatever the number of
machines.
"""

from __future__ import annotations

from dataclasses import dataclass

from scraper.archive import Archive
from scraper.cluster.known import LOCK, Known, know, known_here
from scraper.cluster.scheduler import Pending, Scheduler
from scraper.crawl.archived_sites import know_sites
from scraper.crawl.ingest import kept
from scraper.crawl.reading import Kept, read
from scraper.crawl.reread import DEPTH, Read


@dataclass(frozen=True, slots=True)
class ReadingTask:
    """Kept captures by their numbers, and whom to know: some 4 MB."""

    known: Known
    pages: tuple[tuple[int, Kept], ...]


def read_pages(task: ReadingTask) -> list[Read]:
    """What is read of captures: the task of a worker. Raises errors.WrongUse for a worker that would read otherwise."""
    with LOCK:
        know(task.known)
        return [Read(key, found.capture.url, read(found)) for key, found in task.pages]


class DaskReader:
    """Reads captures of an archive on the workers of a scheduler."""

    #: What a worker does.
    task = staticmethod(read_pages)

    def __init__(self, archive: Archive, scheduler: Scheduler) -> None:
        self._archive = archive
        self._scheduler = scheduler
        self._known = known_here(tuple(know_sites(archive)))

    @property
    def depth(self) -> int:
        """Chunks that wait at a time."""
        return DEPTH * self._scheduler.workers

    def submit(self, keys: list[int]) -> Pending[list[Read]]:
        """Have a worker read these captures."""
        pages = tuple((key, kept(self._archive, key)) for key in keys)
        return self._scheduler.submit(self.task, ReadingTask(self._known, pages))

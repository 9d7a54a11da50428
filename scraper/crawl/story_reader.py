"""Story reader: where a crawl reads the first pages of articles: in its own process, or in workers beside it.

Reading takes as long as all else that a crawl does for a page. In a worker it leaves the event loop free for hosts
whose pause is over, and what ends or hangs it is lost alone: the page is kept before.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from scraper.archive import Archive
from scraper.archive.reader_pool import ReaderPool, WorkerLost, cores
from scraper.crawl.archived_sites import publisher_of
from scraper.crawl.network import hosts
from scraper.crawl.outcome import Outcome
from scraper.crawl.reading import Refusal, attempt
from scraper.crawl.reread import PATIENCE_S, reading_pool
from scraper.extraction.paged import Story, opened
from scraper.html.page import Page
from scraper.models import Capture
from scraper.template.publisher import Publisher

#: The story that begins on a kept page, or what stands in its place; the page is as it was parsed before, if it was.
#: Raises nothing.
OpenStory = Callable[[Capture, Page | None], Awaitable[Story | Refusal]]

#: Hosts from which on one process is not enough to read what a polite crawl brings in.
MANY_HOSTS = 20
#: More workers than these wait for the one process that fetches and stores.
MOST_WORKERS = 4
#: A worker may have been ended by somebody else, so a page is given to another one before it is to blame.
TRIES = 2


def default_jobs(chosen: Iterable[Publisher]) -> int:
    """How many processes read where nobody says it."""
    return min(cores(), MOST_WORKERS) if len(hosts(chosen)) >= MANY_HOSTS else 1


async def open_here(capture: Capture, page: Page | None) -> Story | Refusal:
    """Read a page in this process."""
    return attempt(lambda: opened(capture, page))


def open_story(archive: Archive, capture: Capture) -> Story | Refusal:
    """Read a page: the task of a worker."""
    publisher_of(archive, capture.url)  # the sites of the archive are known from now on
    return attempt(lambda: opened(capture))


@dataclass(frozen=True, slots=True)
class Workers:
    """Processes that read beside a crawl."""

    pool: ReaderPool

    async def open(self, capture: Capture, _: Page | None) -> Story | Refusal:
        """Read a page in a worker; it parses the page again, for a parsed one cannot be sent."""
        lost = ""
        for _try in range(TRIES):
            try:
                return await asyncio.wrap_future(self.pool.submit(open_story, capture, PATIENCE_S))
            except WorkerLost as err:
                lost = str(err)
        return Refusal(Outcome.ERROR, f"{capture.url}: while reading: {lost}")


@contextmanager
def story_reader(archive: Archive, jobs: int) -> Iterator[OpenStory]:
    """What reads while the block lasts: with one job this process, with more so many workers."""
    if jobs == 1:
        yield open_here
        return
    with reading_pool(archive, jobs) as pool:
        yield Workers(pool).open

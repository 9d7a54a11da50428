"""A crawl that goes on and on holds no more than it held before: not one object, not one descriptor a fetch."""

from __future__ import annotations

import gc
import weakref
from collections import deque
from dataclasses import replace
from pathlib import Path

import pytest
from crawling import Desk
from loopback import ends, reply
from newspapers import Newspaper, Replica

from scraper.archive import open_archive
from scraper.crawl.events import Event

#: Articles after which is looked: when every cache is warm, and much later.
EARLY, LATE = 60, 180
#: A leak of one object each fetch would be this many.
LEAK = LATE - EARLY


class Watch:
    """Counts what the process holds after so many articles, and remembers nothing else."""

    def __init__(self) -> None:
        self.told = 0
        self.held: dict[int, tuple[int, int]] = {}

    def __call__(self, _: Event) -> None:
        self.told += 1
        if self.told in (EARLY, LATE):
            self.held[self.told] = objects(), len(list(Path("/proc/self/fd").iterdir()))


def objects() -> int:
    """Objects in memory. Weak references are left out: sqlite3 keeps those to its cursors until there are 200."""
    gc.collect()
    return sum(1 for each in gc.get_objects() if not isinstance(each, weakref.ref))


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts descriptors as Linux shows them")
def test_objects_and_descriptors_stay_as_they_are(tmp_path: Path) -> None:
    well, ill = Newspaper("bantennews", 100), Newspaper("metrobali", 100)
    faults = {ill.path(number): (reply(b"", 404), ends(b"HTTP/1.1 2"))[number % 2] for number in range(1, 151, 3)}
    papers = (well, replace(ill, fault=faults.get))
    watch = Watch()
    with open_archive(tmp_path / "archive.db") as archive, Replica(papers, tmp_path) as replica:
        replica.requests = deque(maxlen=9)  # type: ignore[assignment]
        Desk(archive, replica, tell=watch).crawl(papers)
    before, after = watch.held[EARLY], watch.held[LATE]
    assert after[0] - before[0] < LEAK / 2
    assert after[1] - before[1] < 5

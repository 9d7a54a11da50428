"""Ten thousand fetches in one crawl: what the process holds in memory and in descriptors, from the first to the last.

    PYTHONPATH=tests python benchmarks/endurance.py [--articles N]

Crawls twenty newspapers on the loopback as `scrape crawl` does, without pauses. Prints a line for every thousand
articles; exit status 1 when memory grew by over 5 % or descriptors by over 5 after the first thousand.
"""

from __future__ import annotations

import argparse
import gc
import tempfile
import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path

from newspapers import WELL, Newspaper, Replica

from scraper.archive import open_archive
from scraper.cli.console import counts
from scraper.crawl.events import Event
from scraper.crawl.network import Network
from scraper.crawl.run import Run

#: Articles between two looks.
EVERY = 1000
PAGE_KB = 4


@dataclass
class Watch:
    """VisitQueue at the process after every so many articles."""

    began: float = field(default_factory=time.monotonic)
    articles: int = 0
    seen: list[tuple[int, int]] = field(default_factory=list)

    def __call__(self, event: Event) -> None:
        """Hear of a page."""
        self.articles += event.outcome == "new"
        if event.outcome == "new" and self.articles % EVERY == 0:
            gc.collect()
            resident = int(Path("/proc/self/statm").read_text().split()[1]) * PAGE_KB
            descriptors = len(list(Path("/proc/self/fd").iterdir()))
            self.seen.append((resident, descriptors))
            seconds = time.monotonic() - self.began
            held = f"{resident / 1024:.1f} MB, {descriptors} descriptors, {len(gc.get_objects()):,} objects"
            print(f"{self.articles:7,} articles {seconds:7.1f} s  {held}", flush=True)


def main() -> int:
    """Crawl, print, judge."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--articles", type=int, default=10_000, help="in all")
    given = arguments.parse_args()
    papers = [Newspaper(name, -(-given.articles // len(WELL))) for name in WELL]
    watch = Watch()
    with (
        tempfile.TemporaryDirectory() as folder,
        open_archive(Path(folder) / "archive.db") as archive,
        Replica(papers, Path(folder)) as replica,
    ):
        replica.requests = deque(maxlen=9)  # type: ignore[assignment]
        network = Network(
            pause=0,
            allow_address=("127.0.0.1",),
            connect_to=tuple(f"{key}:{address}" for key, address in replica.detours.items()),
            ca_file=str(replica.ca_file),
        )
        run = Run(archive=archive, network=network, command="crawl", tell=watch)
        stats = run.crawl([paper.publisher for paper in papers])
        print(counts(stats.counts()), f"exit code {stats.exit_code}", sep="; ")
    (resident, descriptors), *_, (resident_last, descriptors_last) = watch.seen
    growth = resident_last / resident - 1
    print(f"memory {growth:+.1%} and descriptors {descriptors_last - descriptors:+} since the first {EVERY:,}")
    return int(growth > 0.05 or descriptors_last - descriptors > 5 or stats.exit_code != 0)


if __name__ == "__main__":
    raise SystemExit(main())

"""A polite crawl of many hosts at a pause of one second, by the clock on the wall, beside what the pauses dictate.

    PYTHONPATH=tests python benchmarks/polite.py [--hosts 100] [--articles 15] [--jobs N]

The pages are those of `crawl.py`. A host is owed a pause before each of its requests but the first: robots.txt, its
list, and each page of its articles, of which some publishers print three an article. What the crawl is owed is what
the host with most requests is. Beside it stands the CPU of the process that fetches: so many requests a second its
core can do, and more hosts than that are kept waiting by the processor, not by the pauses. Exit status 1 where it
took longer than the goal, a pause grew, or an article is not stored.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections import Counter
from pathlib import Path

import real_sized
from crawl import serving

from scraper import urls
from scraper.archive import Archive, open_archive
from scraper.crawl.network import Network
from scraper.crawl.run import Run

PAUSE_S = 1.0
#: How many times what the pauses dictate a crawl may take: up to 100 hosts, and beyond.
GOALS = {100: 1.1, 300: 1.3}


def requests(archive: Archive) -> Counter[str]:
    """How often each host was asked: for all that is kept of it, and for its robots.txt."""
    asked = Counter(urls.authority(row["url"]) for row in archive.rows("SELECT url FROM captures"))
    return asked + Counter(asked.keys())


def waited_s() -> float:
    """Seconds for which this thread was ready and other work had the cores (Linux, proc(5): schedstat)."""
    return int(Path("/proc/thread-self/schedstat").read_text().split()[1]) / 1e9


def main() -> None:
    """Crawl, and tell."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--hosts", type=int, default=100)
    parser.add_argument("--articles", type=int, default=15)
    parser.add_argument("--jobs", type=int, default=1)
    given = parser.parse_args()
    papers = real_sized.papers(given.hosts, given.articles)
    chosen = real_sized.chosen(papers)
    with tempfile.TemporaryDirectory() as folder, serving(given.hosts, given.articles, None) as told:
        network = Network(
            pause=PAUSE_S,
            allow_address=("127.0.0.1",),
            connect_to=tuple(f"{host}:443:127.0.0.1:{told['port']}" for host in told["articles"]),
            ca_file=told["ca_file"],
            permitted=tuple(each.id for each in chosen if each.terms),
        )
        with open_archive(Path(folder) / "archive.db") as archive:
            cpu, waited, began = time.process_time(), waited_s(), time.monotonic()
            stats = Run(archive=archive, network=network, command="crawl", jobs=given.jobs).crawl(chosen)
            took, cpu, waited = time.monotonic() - began, time.process_time() - cpu, waited_s() - waited
            asked = requests(archive)
            grown = archive.rows("SELECT host FROM hosts WHERE pause_s > ?", PAUSE_S)
    owed = (max(asked.values()) - 1) * PAUSE_S
    ratio, goal = took / owed, GOALS[100 if len(papers) <= 100 else 300]
    print(f"{len(papers)} hosts, {stats.total('new')} articles, {asked.total()} requests, --jobs {given.jobs}")
    print(f"{took:.1f} s where the pauses dictate {owed:.0f}: {ratio:.2f} times, goal {goal}; {len(grown)} pauses grew")
    print(f"CPU {1000 * cpu / asked.total():.1f} ms a request, {asked.total() / cpu:.0f} requests a second and core")
    print("waited {:.1f} s for a core, load {:.1f} {:.1f}".format(waited, *os.getloadavg()))
    missing = len(papers) * given.articles - stats.total("new")
    raise SystemExit(bool(missing or grown or ratio > goal))


if __name__ == "__main__":
    main()

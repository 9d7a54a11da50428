"""Twenty hosts with 200 articles each, some slow, some failing, one hanging, one with a trap, by the clock on the wall.

    PYTHONPATH=tests python benchmarks/replica.py [--articles N] [--pause SECONDS]

Serves them on the loopback over TLS and crawls them as `scrape crawl` does. Prints how long it took beside what the
pauses dictate; exit status 1 when it took over 15 % longer, or when a reachable article is not stored exactly once.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from pathlib import Path

from newspapers import FAILING, HANGING, SLOW, WELL, Newspaper, Replica, twenty

from scraper.archive import Archive, open_archive
from scraper.cli.console import counts, summary, write
from scraper.crawl.network import Network
from scraper.crawl.run import Run
from scraper.crawl.stats import Stats
from scraper.discovery.sources import Scope
from scraper.fetch.backoff import Politeness, next_pause

#: How much longer than dictated a crawl may take.
SLACK = 1.15


def crawl(archive: Archive, replica: Replica, pause_s: float, articles: int) -> tuple[Stats, float]:
    """What a run came to, and its seconds."""
    network = Network(
        contact="redaksi@example.org",
        pause=pause_s,
        allow_address=("127.0.0.1",),
        connect_to=tuple(f"{key}:{address}" for key, address in replica.detours.items()),
        ca_file=str(replica.ca_file),
    )
    run, began = Run(archive=archive, network=network, command="crawl"), time.monotonic()
    stats = run.crawl([paper.publisher for paper in replica.papers.values()], Scope(limit=articles + 10))
    return stats, time.monotonic() - began


def dictated(archive: Archive, host: str, pause_s: float) -> float:
    """Seconds that a host is owed for robots.txt and its answers, by the rule of `patience`."""
    sql = "SELECT elapsed_ms / 1000.0 AS took FROM captures WHERE url LIKE ? || '%' ORDER BY id"
    took: list[float] = [row["took"] for row in archive.rows(sql, f"https://{host}/")]
    pause, owed, politeness = 0.0, 0.0, Politeness(min_pause_s=pause_s)
    for each in [min(took), *took[:-1]]:
        pause = next_pause(pause, each, politeness, least=pause_s, trouble=False)
        owed += pause
    return owed + took[-1]


def wrongly_kept(archive: Archive, papers: dict[str, Newspaper]) -> list[str]:
    """Articles of the hosts that answer which are not in the archive exactly once."""
    rows = archive.rows("SELECT url, count(*) AS n FROM captures WHERE kind = 'article' GROUP BY url")
    kept = Counter({row["url"]: row["n"] for row in rows})
    stored = {row["url"] for row in archive.rows("SELECT url FROM articles")}
    wanted = [url for name in (*WELL, *SLOW) for url in papers[name].urls()]
    return [url for url in wanted if kept[url] != 1 or url not in stored]


def main() -> int:
    """Crawl, print, judge."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--articles", type=int, default=200, help="of each host")
    arguments.add_argument("--pause", type=float, default=1.0, help="seconds")
    given = arguments.parse_args()
    papers = {paper.id: paper for paper in twenty(given.articles)}
    slow = {papers[name].host: seconds for name, seconds in SLOW.items()}
    with (
        tempfile.TemporaryDirectory() as folder,
        open_archive(Path(folder) / "archive.db") as archive,
        Replica(papers.values(), Path(folder), slow) as replica,
    ):
        stats, took_s = crawl(archive, replica, given.pause, given.articles)
        owed_s = max(dictated(archive, papers[name].host, given.pause) for name in (*WELL, *SLOW))
        wrong, faults = wrongly_kept(archive, papers), archive.check()
    write(summary(stats.outcomes))
    print(counts(stats.counts()), f"exit code {stats.exit_code}", sep="; ")
    print(f"{took_s:.1f} s, dictated {owed_s:.1f} s: {took_s / owed_s:.3f} (bound {SLACK})")
    print(f"not stored exactly once: {wrong or 'none'}; damaged: {faults or 'nothing'}")
    named = {name for name, outcomes in stats.outcomes.items() if any(outcome.follows.fails for outcome in outcomes)}
    print(f"named as failing: {', '.join(sorted(named))}")
    good = took_s <= SLACK * owed_s and not wrong and not faults and named == {*FAILING, HANGING}
    return int(not good)


if __name__ == "__main__":
    raise SystemExit(main())

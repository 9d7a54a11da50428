"""Archive of a million articles: every row as the store would have written it, in bulk.

    python benchmarks/million.py FILE [--articles 1000000] [--copies 20] [--jobs 2] [--until 2026-11-30]

Stories (`invented_news`) come out in the order of time, one each five minutes, so a million are ten years. Each is
kept, and looked at again a day later: it is not modified, or has other bytes, other words, or is gone. Lists with
most-read boxes go through the store itself. `tests/store/test_million.py` holds that the store's own functions write
the same rows.
"""

from __future__ import annotations

import argparse
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from invented_news import Newsroom
from multiply import multiply
from story_rows import DELAY, Prepared, Preparer, Rows, capture_of, first_look, prepared

from scraper.archive import Archive, gradual, migrations, open_archive, summaries
from scraper.crawl.archived_sites import keep_site
from scraper.crawl.frontier import Frontier
from scraper.models import Capture, HostState, Record
from scraper.store.fill_rates import count_anew
from scraper.store.store import Store

#: From story to story, and from the first look at one to the second, in stories: five minutes, and a day.
STEP, LAG = timedelta(seconds=315), 274
#: Lists that a run looks at.
LISTS = 3
#: Indexes without which the store's own functions would read whole tables meanwhile; the others are built at the end.
KEPT_INDEXES = ("captures_url", "captures_run", "bases_newest", "seals_run")


def newsroom(articles: int, until: datetime) -> Newsroom:
    """So many stories, the last of which is looked at for the second time at `until`."""
    return Newsroom(articles, "arsip", until - (articles + LAG) * STEP, STEP, LAG)


def list_of(room: Newsroom, run: int, place: int) -> tuple[int, Capture]:
    """A list that a run looks at, with the story before which it stands."""
    publisher = room.publishers[(run * LISTS + place) % len(room.publishers)]
    at = first_look(run * room.run, room) - DELAY + timedelta(seconds=place)
    return run * room.run, capture_of(publisher.home, at, f"<h1>{publisher.name}</h1>{at}".encode())


@dataclass
class Writer:
    """Writes rows in bulk, run by run, in the order in which a crawl would have kept them."""

    archive: Archive
    room: Newsroom
    _waiting: deque[tuple[Prepared, int | None]] = field(default_factory=deque)
    _rows: Rows = field(default_factory=dict)
    _next_capture: int = 0

    def write(self, stories: Iterable[Prepared]) -> None:
        """Write everything; `stories` come in their order."""
        iterator = iter(stories)
        for run, begin in enumerate(range(0, self.room.number + self.room.lag, self.room.run)):
            at = first_look(begin, self.room) - DELAY
            key = self.archive.start_run("crawl", at)
            kept = self._lists(run, key) if begin < self.room.number else 0
            self._next_capture = self.archive.rows("SELECT coalesce(max(id), 0) + 1 AS n FROM captures")[0]["n"]
            first = self._next_capture
            for number in range(begin, min(begin + self.room.run, self.room.number + self.room.lag)):
                self._stories_of(number, iterator, key)
            with self.archive.transaction():
                self._flush()
            fetched = kept + self._next_capture - first
            new = max(min(begin + self.room.run, self.room.number) - begin, 0)
            columns = {"fetched": fetched, "new": new}
            self.archive.end_run(key, at=at + self.room.run * self.room.step, exit_code=0, columns=columns)

    def _lists(self, run: int, key: int) -> int:
        """Look at some lists, by the store's own functions."""
        for place in range(LISTS):
            number, capture = list_of(self.room, run, place)
            publisher = self.room.publishers[(run * LISTS + place) % len(self.room.publishers)]
            kept = self.archive.keep(capture, kind="index", publisher=publisher.id, run=key)
            popular = self.room.most_read_of(publisher.id, number, 10)
            Store(self.archive).set_aside(kept, "index", (), popular)
        return LISTS

    def _stories_of(self, number: int, stories: Iterator[Prepared], run: int) -> None:
        """The first look at one story, and the second at the one of a day before."""
        if number < self.room.number:
            story = next(stories)
            self._waiting.append((story, self._captured(story.first, run)))
        if number >= self.room.lag and self._waiting:
            story, first = self._waiting.popleft()
            self._take(story.rows, {1: first, 2: self._captured(story.second, run)}, run)

    def _captured(self, rows: Rows, run: int) -> int | None:
        """Take the rows of a capture, if any; gives its number."""
        key = None
        for row in rows.get("captures", ()):
            key, self._next_capture = self._next_capture, self._next_capture + 1
            row |= {"id": key, "run": run}
        for table, records in rows.items():
            self._rows.setdefault(table, []).extend(records)
        return key

    def _take(self, rows: Rows, looks: dict[int, int | None], run: int) -> None:
        """Rows of a story with the numbers of its captures in place of those of its looks."""
        for table, records in rows.items():
            for record in records:
                for column in ("capture", "first_capture", "last_capture"):
                    if column in record:
                        record[column] = looks[record[column]]
                if table == "not_modified":
                    record["run"] = run
            self._rows.setdefault(table, []).extend(records)

    def _flush(self) -> None:
        for table, records in self._rows.items():
            if records:
                names = ", ".join(f'"{name}"' for name in records[0])
                marks = ", ".join(f":{name}" for name in records[0])
                sql = f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})"
                self.archive.db.conn.executemany(sql, records)
        self._rows.clear()


def build(path: Path, room: Newsroom, jobs: int = 1, copies: int = 1) -> None:
    """Make the archive of a newsroom; `jobs` processes make its stories, each of which is there `copies` times."""
    with open_archive(path) as archive:
        connection = archive.db.conn
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -400000")
        introduce(archive, room)
        watched = [row["field"] for row in archive.rows("SELECT field FROM watched_fields WHERE kind = 'field'")]
        _drop(archive, "trigger")
        _drop(archive, "index", KEPT_INDEXES)
        Writer(archive, room).write(prepared(Preparer(room, watched), jobs))
        if copies > 1:
            multiply(archive, copies, days_of(room))
        connection.executescript(migrations.schema())
        for step in gradual.STEPS:
            gradual.begin(archive, step)
        for index in ("articles_fts", "quotes_fts"):
            connection.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
        with archive.transaction():
            summaries.rebuild(archive)
            archive.rows("INSERT OR IGNORE INTO stale_rates SELECT id FROM publishers")
        count_anew(archive)


def days_of(room: Newsroom) -> int:
    """The days that stories come out on."""
    return (room.number + room.lag) * room.step // timedelta(days=1) + 1


def introduce(archive: Archive, room: Newsroom) -> None:
    """Know the publishers and their hosts."""
    frontier = Frontier(archive)
    for publisher in room.publishers:
        Store(archive).publisher(publisher)
        if not publisher.known:
            keep_site(archive, publisher)
        frontier.save_host(HostState(publisher.hosts[0], b"", 200, room.first.astimezone(UTC), pause_s=2.0))


def _drop(archive: Archive, kind: str, kept: Sequence[str] = ()) -> None:
    """Drop triggers or indexes, which the schema makes again; those that SQLite made itself have no SQL."""
    for row in archive.rows("SELECT name FROM sqlite_master WHERE type = ? AND sql IS NOT NULL", kind):
        if row["name"] not in kept:
            archive.db.conn.execute(f"DROP {kind} {row['name']}")


def sizes(archive: Archive) -> list[Record]:
    """Bytes of each table with its indexes, the largest first; needs SQLite's dbstat."""
    sql = """
    SELECT coalesce(m.tbl_name, s.name) AS name, sum(s.pgsize) AS bytes FROM dbstat s
    LEFT JOIN sqlite_master m ON m.name = s.name WHERE s.aggregate = TRUE GROUP BY 1 ORDER BY 2 DESC
    """
    return archive.rows(sql)


@cache
def now() -> datetime:
    """The hour that it is."""
    return datetime.now(UTC).replace(minute=0, second=0, microsecond=0)


def main() -> None:
    """Build."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("file", type=Path)
    arguments.add_argument("--articles", type=int, default=1_000_000)
    arguments.add_argument("--copies", type=int, default=1, metavar="N", help="make an Nth of them, and copy those")
    arguments.add_argument("--jobs", type=int, default=2)
    arguments.add_argument("--until", type=datetime.fromisoformat, help="a UTC time; this hour by default")
    given = arguments.parse_args()
    until = given.until.replace(tzinfo=UTC) if given.until else now()
    began = time.perf_counter()
    room = newsroom(given.articles // given.copies, until)
    earlier = replace(room, first=room.first - timedelta(days=(given.copies - 1) * days_of(room)))
    build(given.file, earlier, given.jobs, given.copies)
    size = given.file.stat().st_size
    print(f"{given.articles:,} articles, {size / given.articles:,.0f} bytes each, {time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()

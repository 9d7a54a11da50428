"""Merge of archives: the facts of all of them in one new archive, in the order of their time, and read again.

The merge is commutative, associative and idempotent, because every table follows one of four rules:

- runs, captures, 304s, further pages, seals and tombstones are facts: the union, equal rows once, in the order of time;
- payloads are told by their digest: one stands whole rather than packed against another;
- what the crawler remembers is a row for each URL, list or host: the row that knows most wins whole, and beside it the
  columns in `merge_facts.WIDEST` take the least or the greatest of all rows: no pause and no opt-out is ever lost;
- readings are made again from the facts.

A clock that jumped in one archive puts its captures where its clock said: nothing else tells their order elsewhere.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from scraper.archive import Archive, open_archive
from scraper.archive.sqlite_errors import sqlite_errors_named
from scraper.crawl.reread import reread
from scraper.errors import WrongUse
from scraper.exchange.merge_facts import DECIDED, Vanished, merge_facts, note_decided
from scraper.store import removal
from scraper.store.store import Store

#: Archives that SQLite attaches at once (SQLITE_MAX_ATTACHED); more are merged in groups, then the groups.
AT_ONCE = 10


class Reread(Protocol):
    """Reads every capture of an archive."""

    def __call__(self, archive: Archive, *, everything: bool, advance: Callable[[int], None]) -> object:
        """As `crawl.reread.reread` does."""
        ...


def merge(
    sources: Sequence[Path],
    into: Path,
    advance: Callable[[int], None] = lambda _: None,
    *,
    complete: Callable[[Archive], object] = lambda _: None,
    reread: Reread = reread,
) -> int:
    """Make a new archive of others, which stay as they are; gives the number of its captures.

    A source may be written to meanwhile: its state at the start counts. The new archive has its name only when it is
    whole. `advance` hears of each capture that was read; `complete` adds facts before `reread` reads all of them.
    Raises errors.WrongUse where `into` is there already, errors.ArchiveError.
    """
    if into.exists():
        raise WrongUse(f"{into}: there already, and nothing is overwritten")
    with TemporaryDirectory(prefix=f"{into.name}.", dir=into.absolute().parent) as folder:
        made = Path(folder) / "merged.db"
        copies = [_snapshot(source, Path(folder) / f"source{number}.db") for number, source in enumerate(sources)]
        while len(copies) > AT_ONCE:
            copies = list(_joined(copies))
        with open_archive(made) as archive:
            vanished = merge_facts(archive, copies)
            complete(archive)
            reread(archive, everything=True, advance=advance)
            _settle(archive, vanished)
            captures = int(archive.rows("SELECT count(*) AS n FROM captures")[0]["n"])
            archive.db.conn.execute("PRAGMA journal_mode = DELETE")  # so that one file holds all of it
        _publish(made, into)
    return captures


def _joined(copies: Sequence[Path]) -> Iterator[Path]:
    """The facts of as many copies as SQLite attaches at once in one file each, in place of them."""
    for begin in range(0, len(copies), AT_ONCE):
        group = copies[begin : begin + AT_ONCE]
        made = group[0].with_name(f"{group[0].stem}+.db")
        with open_archive(made) as archive:
            note_decided(archive, merge_facts(archive, group))
        for copy in group:
            copy.unlink()
        yield made


def _publish(made: Path, into: Path) -> None:
    """Give the finished archive its name, unless somebody took it meanwhile."""
    if into.exists():
        raise WrongUse(f"{into}: there already, and nothing is overwritten")
    made.replace(into)


def _settle(archive: Archive, vanished: Sequence[Vanished]) -> None:
    """Note which articles had gone, and take out what was removed from any source."""
    store = Store(archive)
    for each in vanished:
        store.vanished(each.url, each.state, each.capture)
    removal.enforce(archive)


def _snapshot(source: Path, to: Path) -> Path:
    """A copy of an archive as it stands, brought forward to this version."""
    # A log beside it is read with it; without one, no reader leaves a file behind.
    mode = "mode=ro" if source.with_name(f"{source.name}-wal").exists() else "immutable=1"
    address = f"{source.absolute().as_uri()}?{mode}"
    with (
        sqlite_errors_named(source),
        closing(sqlite3.connect(address, uri=True)) as connection,
        closing(sqlite3.connect(to)) as copy,
    ):
        connection.backup(copy)
    with open_archive(to, create=False) as archive, archive.transaction():
        archive.rows(DECIDED)
        archive.rows(
            """
            INSERT INTO decided SELECT a.url, r.outcome, r.capture FROM readings r JOIN articles a ON a.id = r.article
            WHERE r.outcome IN ('gone', 'moved')
            """
        )
    return to

"""What is wrong with an archive: at its opening what tells at once, on demand everything."""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from functools import partial
from typing import TYPE_CHECKING, Any

from scraper.archive import lock, migrations, seals, summaries, write_ahead_log
from scraper.archive.payloads import Payloads
from scraper.archive.reader_pool import ReaderPool, cores
from scraper.archive.sqlite_errors import sqlite_errors_named
from scraper.errors import ArchiveDamaged

if TYPE_CHECKING:
    from scraper.archive import Archive


#: Payloads that are checked at a time, chunks of them that are begun ahead, and for how many a process more is begun.
CHUNK, AHEAD, WORTH_A_WORKER = 200, 64, 2000
#: Files up to this size are checked whole at every opening: 54 MB take 30 ms.
CHECKED_BYTES = 64 << 20
#: The least bytes of a database: one page (https://sqlite.org/fileformat.html, section 1.3.2).
SMALLEST_BYTES = 512


def recognise(archive: Archive, known: int) -> None:
    """Make sure that the file is empty or a whole archive of a version up to `known`, before it is written to.

    Raises errors.ArchiveDamaged. Damage inside is looked for when the file is small or its last run has no end.
    """
    if 0 < archive.path.stat().st_size < SMALLEST_BYTES:  # SQLite takes a short file of anything for an empty one
        raise ArchiveDamaged(f"{archive.path}: this is not an archive")
    if not number(archive, "schema_version"):
        return
    if number(archive, "application_id") != migrations.APPLICATION_ID:
        raise ArchiveDamaged(f"{archive.path}: this is a database, but not an archive")
    if (had := number(archive, "user_version")) < 1:
        raise ArchiveDamaged(f"{archive.path}: the file is damaged (schema {had})")
    if had > known:
        raise ArchiveDamaged(f"{archive.path}: written by a newer version (schema {had}, this one knows {known})")
    if archive.path.stat().st_size <= CHECKED_BYTES or _was_killed(archive):
        verdict = archive.rows("PRAGMA quick_check(1)")[0]["quick_check"]
        if verdict != "ok":
            raise ArchiveDamaged(f"{archive.path}: the file is damaged ({verdict})")
        if had == known and (changed := changed_definitions(archive)):
            raise ArchiveDamaged(f"{archive.path}: the file is damaged ({min(changed)})")


def changed_definitions(archive: Archive) -> set[str]:
    """The views that are not as the schema makes them, and the columns that are not there."""
    return set(migrations.definitions()).difference(migrations.definitions_of(archive.db.conn))


def number(archive: Archive, pragma: str) -> int:
    """A number of the file's header, by the name of its pragma."""
    return int(archive.rows(f"PRAGMA {pragma}")[0][pragma])


def _was_killed(archive: Archive) -> bool:
    """Whether the last run has no end, and is not running: nobody who looks in meanwhile is to read all of the file."""
    endless = archive.rows("SELECT ended_at FROM runs ORDER BY id DESC LIMIT 1") == [{"ended_at": None}]
    return endless and not lock.is_held(archive.path)


#: A check that runs by itself: gives what it found when it is asked for it.
Running = Callable[[], list[str]]
#: Begins a check of an archive: the function, and its argument.
Begin = Callable[[Callable[["Archive", Any], list[str]], object], Running]


def faults(archive: Archive, advance: Callable[[int], None] = lambda _: None, jobs: int | None = 1) -> Iterator[str]:
    """Everything wrong, one line each; nothing when the archive is whole. Reads all of the file.

    `advance` hears how many more payloads were compared with their digests. `jobs` processes read, with None as many as
    there are cores and work for; with one, this one does.

    SQLite sees neither a changed byte inside a value nor a search index that differs from its table, so the
    digests of the payloads and the check of FTS5 (https://sqlite.org/fts5.html, section 6.5) come on top.
    """
    yield from filter(None, (write_ahead_log.fault(archive.path), write_ahead_log.former_fault(archive.db.conn)))
    with ExitStack() as stack:
        yield from _faults(archive, advance, _begin(archive, jobs, stack))


def _faults(archive: Archive, advance: Callable[[int], None], begin: Begin) -> Iterator[str]:
    """What each check finds, in one order, however they are done: those that read most begin first."""
    file, references = begin(_pragma, "quick_check"), begin(_pragma, "foreign_key_check")
    searches, told, of_seals = begin(_searches, None), begin(_summaries, None), begin(_seals, None)
    yield from (f"file: {line}" for line in file() if line != "ok")
    yield from (f"reference without its row: {line}" for line in references())
    yield from searches()
    yield from told()
    yield from _payloads(archive, advance, begin)
    yield from of_seals()


def _begin(archive: Archive, jobs: int | None, stack: ExitStack) -> Begin:
    """How checks are begun: in a process of a pool each, or one after the other in this one."""
    workers = jobs or min(cores(), 1 + _last_payload(archive) // WORTH_A_WORKER)
    if workers == 1:
        return lambda check, argument: partial(check, archive, argument)
    pool = stack.enter_context(ReaderPool(archive.path, workers, _last_payload))
    return lambda check, argument: pool.submit(check, argument, None).result


def _seals(archive: Archive, _: None) -> list[str]:
    try:
        return list(seals.faults(archive))
    except (ArchiveDamaged, ValueError) as err:
        return [f"seals: {err}"]


def _pragma(archive: Archive, name: str) -> list[str]:
    try:
        return [" ".join(map(str, row.values())) for row in archive.rows(f"PRAGMA {name}")]
    except ArchiveDamaged as err:
        return [str(err)]


def _summaries(archive: Archive, _: None) -> list[str]:
    try:
        return list(summaries.faults(archive))
    except ArchiveDamaged as err:
        return [f"summaries: {err}"]


def _searches(archive: Archive, _: None) -> list[str]:
    """Faults of the search indexes. FTS5 asks for the right to write, and writes nothing."""
    try:
        with closing(sqlite3.connect(write_ahead_log.uri(archive.path, "mode=rw"), uri=True)) as connection:
            return list(_searches_of(connection))
    except sqlite3.OperationalError as err:
        if err.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
            raise
        with closing(sqlite3.connect("")) as copy:  # a private file that ends with its connection
            archive.db.conn.backup(copy)
            return list(_searches_of(copy))


def _searches_of(connection: sqlite3.Connection) -> Iterator[str]:
    for name in ("articles_fts", "quotes_fts"):
        try:
            connection.execute(f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)")  # noqa: S608 - ours
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as err:
            yield f"search index {name}: {err}"
        finally:
            connection.rollback()


def _payloads(archive: Archive, advance: Callable[[int], None], begin: Begin) -> Iterator[str]:
    """Bodies that are not those that were kept, in the order of their keeping: there they stand beside their bases."""
    last, waiting = _last_payload(archive), deque[tuple[range, Running]]()
    for first in range(1, last + 1, CHUNK):
        rows = range(first, min(first + CHUNK, last + 1))
        waiting.append((rows, begin(_changed_payloads, rows)))
        if len(waiting) > AHEAD:
            yield from _of_payloads(*waiting.popleft(), advance)
    for each in waiting:
        yield from _of_payloads(*each, advance)


def _of_payloads(rows: range, running: Running, advance: Callable[[int], None]) -> list[str]:
    found = running()
    advance(len(rows))
    return found


def _changed_payloads(archive: Archive, rows: range) -> list[str]:
    """The bodies among the rows with these numbers that are not those that were kept."""
    found: list[str] = []
    last, payloads = "", Payloads(archive.db.conn)  # which remembers no body that was kept a moment ago
    try:
        sql = "SELECT digest FROM payloads WHERE rowid BETWEEN ? AND ? ORDER BY rowid"
        for (last,) in archive.tuples(sql, rows.start, rows.stop - 1):
            with sqlite_errors_named(archive.path):
                body = payloads.body(last)
            if body is None:
                found.append(f"payload {last}: not the body that was kept")
    except ArchiveDamaged as err:
        found.append(f"payload after {last or 'the first'}: {err}")
    return found


def _last_payload(archive: Archive) -> int:
    """The number of the newest row of payloads; 0 where that cannot be read, which other checks tell."""
    try:
        return int(archive.tuples("SELECT coalesce(max(rowid), 0) FROM payloads")[0][0])
    except ArchiveDamaged:
        return 0

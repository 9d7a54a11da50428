"""What is wrong with an archive: at its opening what tells at once, on demand everything."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import TYPE_CHECKING

from scraper.archive import lock, migrations, seals, summaries, write_ahead_log
from scraper.archive.payloads import Payloads
from scraper.archive.sqlite_errors import sqlite_errors_named
from scraper.errors import ArchiveDamaged

if TYPE_CHECKING:
    from scraper.archive import Archive


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


def faults(archive: Archive, advance: Callable[[int], None] = lambda _: None) -> Iterator[str]:
    """Everything wrong, one line each; nothing when the archive is whole. Reads all of the file.

    `advance` hears of each payload that was compared with its digest.

    SQLite sees neither a changed byte inside a value nor a search index that differs from its table, so the
    digests of the payloads and the check of FTS5 (https://sqlite.org/fts5.html, section 6.5) come on top.
    """
    yield from filter(None, (write_ahead_log.fault(archive.path), write_ahead_log.former_fault(archive.db.conn)))
    yield from (f"file: {line}" for line in _pragma(archive, "quick_check") if line != "ok")
    yield from (f"reference without its row: {line}" for line in _pragma(archive, "foreign_key_check"))
    yield from _searches(archive)
    yield from _summaries(archive)
    yield from _payloads(archive, advance)
    try:
        yield from seals.faults(archive)
    except (ArchiveDamaged, ValueError) as err:
        yield f"seals: {err}"


def _pragma(archive: Archive, name: str) -> list[str]:
    try:
        return [" ".join(map(str, row.values())) for row in archive.rows(f"PRAGMA {name}")]
    except ArchiveDamaged as err:
        return [str(err)]


def _summaries(archive: Archive) -> Iterator[str]:
    try:
        yield from summaries.faults(archive)
    except ArchiveDamaged as err:
        yield f"summaries: {err}"


def _searches(archive: Archive) -> Iterator[str]:
    """Faults of the search indexes. FTS5 asks for the right to write, and writes nothing."""
    try:
        with closing(sqlite3.connect(write_ahead_log.uri(archive.path, "mode=rw"), uri=True)) as connection:
            yield from _searches_of(connection)
    except sqlite3.OperationalError as err:
        if err.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
            raise
        with closing(sqlite3.connect("")) as copy:  # a private file that ends with its connection
            archive.db.conn.backup(copy)
            yield from _searches_of(copy)


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


def _payloads(archive: Archive, advance: Callable[[int], None]) -> Iterator[str]:
    last = ""
    try:
        payloads = Payloads(archive.db.conn)
        while found := archive.rows("SELECT digest FROM payloads WHERE digest > ? ORDER BY digest LIMIT 1", last):
            last = found[0]["digest"]
            with sqlite_errors_named(archive.path):
                body = payloads.body(last)
            if body is None:
                yield f"payload {last}: not the body that was kept"
            advance(1)
    except ArchiveDamaged as err:
        yield f"payload after {last or 'the first'}: {err}"

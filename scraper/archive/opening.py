"""Opening an archive: for writing, with its migrations; for reading, without a trace."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path

from sqlite_utils import Database

from scraper.archive import gradual, integrity, lock, migrations, write_ahead_log
from scraper.archive.database import Archive
from scraper.archive.sqlite_errors import BUSY_TIMEOUT_S, file_errors_named
from scraper.archive.write_ahead_log import log_size, uri
from scraper.errors import ArchiveDamaged, ArchiveError, WrongUse

#: Statements that SQLite keeps ready: a page that is read and stored takes some hundred different ones.
STATEMENTS = 500
#: The write-ahead log is cut back to this when a checkpoint has emptied it; without it one long reader leaves a
#: log of gigabytes for ever (gotosocial #2808).
LOG_LIMIT_BYTES = 16 << 20


def open_archive(path: str | Path, *, create: bool = True, steps: tuple[str, ...] = migrations.STEPS) -> Archive:
    """Open an archive for reading and writing; `create` makes it where there is none.

    A file is checked whole (PRAGMA quick_check) when it is small or when its last run has no end; otherwise only
    `Archive.check` does that, because it reads all of the file. `steps` are the migrations.

    Raises errors.WrongUse when there is none and none may be made, errors.ArchiveDamaged for anything but a
    whole archive of this version or an older one, errors.ArchiveError where it cannot be read or written.
    """
    path = Path(path)
    with file_errors_named(path):
        there = path.exists()
        if not there and not create:
            raise WrongUse(f"{path}: there is no archive here")
        if path.is_file() and path.stat().st_nlink > 1:
            raise ArchiveError(f"{path}: it has another name (a hard link), and two logs would destroy it: copy it")
        missing_log = there and _has_lost_log(path, empty=create)
        connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, isolation_level=None, cached_statements=STATEMENTS)
        try:
            archive = Archive(path, Database(connection))
            integrity.recognise(archive, migrations.version(steps))
            _configure(connection)
            _migrate(archive, steps)
            archive.begin_writing()
            if missing_log:
                write_ahead_log.note_missing(connection)
            gradual.go_on(archive, gradual.AT_OPENING)
        except BaseException:
            connection.close()
            raise
    return archive


def read_archive(path: str | Path) -> Archive:
    """Open an archive for reading alone: nothing is written, and no file is made or left beside it.

    Raises errors.WrongUse when there is none, errors.ArchiveDamaged for anything but a whole archive of this version,
    errors.ArchiveError where it cannot be read, or is of an older version and must be written to first.
    """
    path = Path(path)
    with file_errors_named(path):
        if not path.exists():
            raise WrongUse(f"{path}: there is no archive here")
        _has_lost_log(path, empty=False)
        connection, tidy = _read_only(path)
        try:
            archive = Archive(path, Database(connection), on_close=tidy)
            integrity.recognise(archive, migrations.version())
            _of_this_version(archive)
        except BaseException:
            connection.close()
            tidy()
            raise
    return archive


def opened_read_only(path: Path) -> Archive:
    """The archive for reading alone, without a look at what it holds."""
    connection, tidy = _read_only(path)
    return Archive(path, Database(connection), on_close=tidy)


def fold_left_log(path: str | Path) -> bool:
    """Fold a log that a run left because somebody read just then; whether there was one and it is folded.

    An empty one, which a reader leaves, is taken away. Raises errors.ArchiveError where the archive cannot be written.
    """
    path = Path(path)
    _drop_empty_log(path)
    if not log_size(path) or lock.is_held(path):
        return False
    with open_archive(path, create=False) as archive:
        return archive.fold_log()


def _has_lost_log(path: Path, *, empty: bool) -> bool:
    """Look at a file before SQLite touches it: whether its log is missing. `empty` says whether it may hold nothing.

    Raises errors.ArchiveDamaged for a file without a byte, and for one beside a log that is not its own.
    """
    if not path.stat().st_size:
        if empty and not log_size(path):
            return False
        raise ArchiveDamaged(f"{path}: the file is empty, and no archive")
    fault = write_ahead_log.fault(path)
    if fault and log_size(path):
        raise ArchiveDamaged(f"{path}: {fault}")
    return fault is not None


def _read_only(path: Path) -> tuple[sqlite3.Connection, Callable[[], None]]:
    """A connection that only reads, and what to do once it is closed.

    Where nobody may write the file, or no file may be made beside it, it is read as one that never changes.
    """
    if not path.stat().st_mode & ANYBODY_WRITES and not log_size(path):
        return _unchanging(path), _nothing
    had_log = write_ahead_log.beside(path, "-wal").exists()
    connection = sqlite3.connect(uri(path, "mode=ro"), uri=True, timeout=BUSY_TIMEOUT_S, isolation_level=None)
    try:
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as err:
        connection.close()
        if err.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
            raise
        if log_size(path):
            raise ArchiveError(f"{path}: its log cannot be read here: copy it with {path.name}-wal") from err
        return _unchanging(path), _nothing
    return connection, _nothing if had_log else partial(_drop_empty_log, path)


ANYBODY_WRITES = 0o222


def _unchanging(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(uri(path, "immutable=1"), uri=True, isolation_level=None)


def _nothing() -> None:
    """Nothing is to be done after a reader that left no trace."""


def _drop_empty_log(path: Path) -> None:
    """Take away the two empty files that SQLite makes beside an archive for a reader; a writer takes them away."""
    if log_size(path) or not write_ahead_log.beside(path, "-wal").exists():
        return
    with suppress(sqlite3.Error), closing(sqlite3.connect(uri(path, "mode=rw"), uri=True, timeout=0)) as connection:
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()


def _configure(connection: sqlite3.Connection) -> None:
    """WAL: readers read while one writes. FULL: every commit reaches the disk, for what it keeps cannot come again."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA journal_size_limit = {LOG_LIMIT_BYTES}")
    connection.execute("PRAGMA foreign_keys = ON")


def _of_this_version(archive: Archive) -> None:
    had, known = integrity.number(archive, "user_version"), migrations.version()
    if had < known:
        raise ArchiveError(
            f"{archive.path}: written by an older version (schema {had}, this one reads {known}):"
            f" `scrape parse --db {archive.path}` brings it forward"
        )


def _migrate(archive: Archive, steps: tuple[str, ...]) -> None:
    """Bring the archive to this version in one transaction: killed half-way it is the old one, whole."""
    if integrity.number(archive, "user_version") == migrations.version(steps):
        return
    with _transaction(archive.db.conn):
        had = integrity.number(archive, "user_version")  # another process may have been faster
        if had < migrations.version(steps):
            _drop_views(archive)
            for statement in _statements(migrations.script(had, steps)):
                archive.db.conn.execute(statement)


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _drop_views(archive: Archive) -> None:
    """Drop every view: the schema makes them again, and SQLite renames no column while a view cannot be resolved."""
    for row in archive.rows("SELECT name FROM sqlite_master WHERE type = 'view'"):
        archive.db.conn.execute(f'DROP VIEW "{row["name"]}"')


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one; `executescript` would commit before the first."""
    statement = ""
    for piece in script.split(";"):
        statement += f"{piece};"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""

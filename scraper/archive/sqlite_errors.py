"""SQLite's error codes as errors of ours."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from scraper.errors import ArchiveBusy, ArchiveDamaged, ArchiveError, ArchiveFull

#: How long a write waits for another process, seconds. Writes last milliseconds.
BUSY_TIMEOUT_S = 30
#: Below this much free space an error of the disk is told as what it is.
FULL_BYTES = 1 << 20

#: What is said of a byte that flipped in a text, in a value that is JSON, or in the definition of a table: nothing that
#: is written to an archive is like that.
DAMAGE = (
    "Could not decode to UTF-8",
    "malformed JSON",
    "foreign key mismatch",
    "user-defined function raised exception",  # whole_headers, of a column that is no list
)

#: Primary result code of SQLite (https://sqlite.org/rescode.html) -> the error and its words.
_FAILURES: dict[int, tuple[type[ArchiveError], str]] = {
    sqlite3.SQLITE_BUSY: (ArchiveBusy, f"another process wrote to it for more than {BUSY_TIMEOUT_S} seconds"),
    sqlite3.SQLITE_LOCKED: (ArchiveBusy, "another part of this process holds it"),
    sqlite3.SQLITE_FULL: (ArchiveFull, "no space left"),
    sqlite3.SQLITE_CORRUPT: (ArchiveDamaged, "the file is damaged"),
    sqlite3.SQLITE_NOTADB: (ArchiveDamaged, "this is not an archive"),
    sqlite3.SQLITE_IOERR: (ArchiveError, "the disk failed"),
    sqlite3.SQLITE_READONLY: (ArchiveError, "it cannot be written"),
    sqlite3.SQLITE_CANTOPEN: (ArchiveError, "it cannot be opened"),
    sqlite3.SQLITE_PERM: (ArchiveError, "it may not be opened"),
}


def sqlite_errors_named(path: Path) -> AbstractContextManager[None]:
    """Say a failure of SQLite in one line for a person; faults of the program itself pass as they are."""
    return _SqliteErrorsNamed(path)


class _SqliteErrorsNamed(AbstractContextManager[None]):
    """No generator, because every statement of a crawl is in one of these."""

    __slots__ = ("_path",)

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, err: BaseException | None, traceback: object) -> None:
        if isinstance(err, sqlite3.Error | UnicodeDecodeError):
            named = _named(self._path, err)
            if named is not None:
                raise named from err


def _named(path: Path, err: sqlite3.Error | UnicodeDecodeError) -> ArchiveError | None:
    """The error of ours for a failure of SQLite; None for a fault of the program."""
    if isinstance(err, UnicodeDecodeError):  # a damaged name, in what SQLite would have said of it
        return ArchiveDamaged(f"{path}: the file is damaged ({err.reason})")
    known = _FAILURES.get(getattr(err, "sqlite_errorcode", 0) & 0xFF)
    if known is None and str(err).startswith(DAMAGE):
        known = _FAILURES[sqlite3.SQLITE_CORRUPT]
    if known is None:
        return None
    kind, words = known
    if kind is ArchiveError and _is_full(path):
        kind, words = _FAILURES[sqlite3.SQLITE_FULL]
    return kind(f"{path}: {words} ({err})")


@contextmanager
def damage_named(path: Path, what: str) -> Iterator[None]:
    """Say in one line that a row does not hold what its columns hold: JSON, a time."""
    try:
        yield
    except (ValueError, TypeError, AttributeError) as err:
        raise ArchiveDamaged(f"{path}: {what} is damaged ({err})") from err


@contextmanager
def file_errors_named(path: Path) -> Iterator[None]:
    """Say in one line what the file system says of an archive; what SQLite says, as `sqlite_errors_named` does."""
    try:
        with sqlite_errors_named(path):
            yield
    except OSError as err:
        raise ArchiveError(f"{path}: it cannot be opened ({err.strerror})") from err


def _is_full(path: Path) -> bool:
    """Whether the disk is; SQLite tells a full one by several names, such as SQLITE_IOERR_SHMSIZE."""
    try:
        return shutil.disk_usage(Path(os.path.realpath(path)).parent).free < FULL_BYTES
    except OSError:  # no such folder, or one that may not be entered
        return False

"""The write-ahead log of an archive: folded into the file after each run, and recognised when it is not the right one.

While somebody writes, the newest rows stand in a second file, `archive.db-wal`. Whoever copies the archive alone then
copies an older one. So the file itself says, in its table `log_state`, whether its log is folded into it: the first
transaction of a run says no, the end of the run folds and says yes. In between a third file, `archive.db-mark`, says
how many captures there must be, for a run that was killed: another program may have folded its log meanwhile.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

#: How long folding waits for readers and writers, milliseconds: what is not folded now is folded after the next run.
FOLD_TIMEOUT_MS = 500
#: Characters of a number of SQLite at most.
MARK_WIDTH = 20


@dataclass(frozen=True, slots=True)
class LogState:
    """What a file says of its log."""

    #: Whether it is whole without it.
    folded: bool
    #: The number of the newest capture when it was folded last.
    folded_capture: int
    #: The newest capture after which rows may be missing, because a log once was; None where none ever was.
    lost_after: int | None
    #: The number of the newest capture that it holds.
    newest_capture: int


_STATE = """
SELECT folded, folded_capture, lost_after, (SELECT coalesce(max(id), 0) FROM captures) FROM log_state
"""


def uri(path: Path, mode: str) -> str:
    """A file as a URI of SQLite (https://sqlite.org/uri.html); `mode` is its query."""
    return f"file:{quote(os.path.realpath(path))}?{mode}"


def beside(path: Path, suffix: str) -> Path:
    """The file beside an archive with this at the end of its name."""
    return Path(f"{os.path.realpath(path)}{suffix}")


def log_size(path: Path) -> int:
    """Bytes of the log of an archive; 0 where there is none."""
    log = beside(path, "-wal")
    return log.stat().st_size if log.exists() else 0


def state(connection: sqlite3.Connection) -> LogState | None:
    """What an archive says of its log; None for one of an older version."""
    try:
        folded, *rest = connection.execute(_STATE).fetchone()
    except (sqlite3.OperationalError, TypeError):
        return None
    return LogState(bool(folded), *rest)


def begin(connection: sqlite3.Connection) -> bool:
    """Note, inside a transaction, that the log is in use from now on; whether it was not before."""
    return connection.execute("UPDATE log_state SET folded = 0 WHERE folded").rowcount > 0


def announce(connection: sqlite3.Connection, path: Path) -> None:
    """Have the file itself say that its log is in use, as far as no reader keeps the log from being folded."""
    found = state(connection)
    mark(path, found.newest_capture if found else 0)
    connection.execute("PRAGMA wal_checkpoint(PASSIVE)")


def mark(path: Path, newest_capture: int) -> None:
    """Note beside the archive that it holds this capture.

    The note is written over the one before and always of one width: a file that is emptied first costs some systems
    a visit to the disk.
    """
    with suppress(OSError):  # the capture is kept whether or not there is room for a note of it
        note = os.open(beside(path, "-mark"), os.O_WRONLY | os.O_CREAT, 0o666)
        try:
            os.write(note, f"{newest_capture:<{MARK_WIDTH}}".encode())
        finally:
            os.close(note)


def _marked(path: Path) -> int | None:
    """The newest capture that is noted beside the archive; None where nothing is."""
    with suppress(OSError, ValueError):
        return int(beside(path, "-mark").read_text("utf-8"))
    return None


def fold(connection: sqlite3.Connection, path: Path) -> bool:
    """Fold the log into the file and note it; False where somebody else reads or writes just now."""
    timeout = connection.execute("PRAGMA busy_timeout").fetchone()[0]
    connection.execute(f"PRAGMA busy_timeout = {FOLD_TIMEOUT_MS}")
    try:
        if not _checkpoint(connection):  # first, because it makes room for what follows
            return False
        connection.execute(_FOLDED)
        if not _checkpoint(connection):
            connection.execute("UPDATE log_state SET folded = 0")
            return False
        beside(path, "-mark").unlink(missing_ok=True)
        return True
    except sqlite3.OperationalError as err:
        if err.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        return False
    finally:
        connection.execute(f"PRAGMA busy_timeout = {timeout}")


def _checkpoint(connection: sqlite3.Connection) -> bool:
    """Whether all of the log is in the file, and the log is empty."""
    busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


_FOLDED = "UPDATE log_state SET folded = 1, folded_capture = (SELECT coalesce(max(id), 0) FROM captures)"


def fault(path: Path) -> str | None:
    """What is wrong with the log beside an archive: it is missing, or of another time; None for nothing."""
    of_file = _state_of(path, "immutable=1")
    if of_file is None:
        return None
    log = beside(path, "-wal").name
    if not log_size(path):
        return f"log: {log} is missing: {_loss(path, of_file)}" if _is_lost(path, of_file) else None
    with_log = _state_of(path, "mode=ro")
    if with_log is None or with_log.newest_capture >= of_file.newest_capture:
        return None
    return f"log: {log} is stale, left by an older copy of this archive: move it away"


def _is_lost(path: Path, found: LogState) -> bool:
    marked = _marked(path)
    return not found.folded and (marked is None or found.newest_capture < marked)


def _loss(path: Path, found: LogState) -> str:
    marked, newest = _marked(path), found.newest_capture
    count = f"{newest} of {marked} captures are here" if marked else f"what was kept after capture {newest} may not be"
    return f"{count} (copy the log too, or take copies with `scrape backup`)"


def former_fault(connection: sqlite3.Connection) -> str | None:
    """What an archive says of a log that was missing when it was written to; None where none ever was."""
    found = state(connection)
    if found is None or found.lost_after is None:
        return None
    return f"log: it was missing once: what was kept after capture {found.lost_after} may be lost"


def note_missing(connection: sqlite3.Connection) -> None:
    """Note that an archive is written to whose log is missing, so that it is still told when the next log is folded."""
    newest = "(SELECT coalesce(max(id), 0) FROM captures)"
    connection.execute(f"UPDATE log_state SET lost_after = {newest} WHERE lost_after IS NULL")  # noqa: S608 - ours


def _state_of(path: Path, mode: str) -> LogState | None:
    """What the file says in one way of opening it; None where it cannot be read so."""
    try:
        with closing(sqlite3.connect(uri(path, mode), uri=True)) as connection:
            return state(connection)
    except (
        sqlite3.Error,
        UnicodeDecodeError,
    ):  # another process checkpoints just now, or the file is damaged: quick_check tells that
        return None

"""The archive: one SQLite file. Opening it, writing to it whole or not at all, and the facts that it keeps.

Facts are what the web said: payloads and captures, written once and committed before anything is done with them.
The order of captures is the order of their keeping (`id`), not of their clock: a machine without a battery wakes
up in 1970, and its newest capture is still the newest.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from sqlite_utils import Database

from scraper.archive import captures, integrity, migrations, seals, stored
from scraper.archive.captures import CAPTURE_INFO, READABLE, CaptureInfo, Kind, Part
from scraper.archive.stored import storable
from scraper.errors import ArchiveBusy, ArchiveDamaged, ArchiveError, ArchiveFull, WrongUse
from scraper.indonesian.time_zones import utc_text
from scraper.models import Capture
from scraper.version import __version__

#: How long a write waits for another process, seconds. Writes last milliseconds.
BUSY_TIMEOUT_S = 30
#: The write-ahead log is cut back to this when a checkpoint has emptied it; without it one long reader leaves a
#: log of gigabytes for ever (gotosocial #2808).
LOG_LIMIT_BYTES = 16 << 20
#: Below this much free space an error of the disk is told as what it is.
FULL_BYTES = 1 << 20

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


class Archive:
    """An open archive. Every method raises an `errors.ArchiveError` where SQLite fails."""

    def __init__(self, path: Path, db: Database) -> None:
        self.path = path
        self.db = db

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the last one to close it folds the write-ahead log into it."""
        self.db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside is kept, or on any error none of it.

        It takes the right to write at once (BEGIN IMMEDIATE): a transaction that reads first and writes later
        fails with "database is locked" whatever its patience, 2,300 times in 3 s of four processes.
        """
        with sqlite_errors_named(self.path):
            self.db.conn.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.db.conn.execute("COMMIT")
            except BaseException:
                if self.db.conn.in_transaction:  # a full disk has rolled back already
                    self.db.conn.execute("ROLLBACK")
                raise

    def rows(self, sql: str, *parameters: object, **named: object) -> list[dict[str, Any]]:
        """What a query finds, each row under the names of its columns. Its values stand in order or have names."""
        with sqlite_errors_named(self.path):
            cursor = self.db.conn.execute(sql, named or parameters)
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor]

    # Captures

    def keep(self, capture: Capture, *, kind: Kind, publisher: str | None, run: int | None) -> int:
        """Keep a capture and give its id; when this returns, neither kill -9 nor a power cut loses it.

        `publisher` and `run` name rows that are there already.
        """
        digest = stored.digest(capture.body)
        row = storable(captures.record(capture, digest, kind, publisher, run))
        with self.transaction():
            self._keep_body(digest, capture.body)
            return self._insert("captures", row)

    def _insert(self, table: str, row: dict[str, Any]) -> int:
        key: Any = self.db.table(table).insert(row).last_pk
        return int(key)

    def _keep_body(self, digest: str, body: bytes) -> None:
        if self.rows("SELECT 1 FROM payloads WHERE digest = ?", digest):
            return
        codec, form = stored.packed(body)
        self.db.table("payloads").insert({"digest": digest, "codec": codec, "size": len(body), "body": form})

    def drop_payload(self, digest: str) -> None:
        """Delete a body that no capture needs any more. Inside a transaction."""
        unused = "digest = ? AND NOT EXISTS (SELECT 1 FROM captures c WHERE c.digest = payloads.digest)"
        self.db.table("payloads").delete_where(unused, [digest])

    def not_modified(
        self,
        capture_id: int,
        seen_at: datetime,
        run: int | None,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> None:
        """Note a 304: the capture still stands, from now on under the validators that the answer named, if any."""
        row = {"capture": capture_id, "seen_at": utc_text(seen_at), "run": run}
        validators = {"etag": etag, "last_modified": last_modified}
        with self.transaction():
            self.db.table("not_modified").upsert(storable(row | validators), pk=("capture", "seen_at"))

    def last_capture(self, url: str) -> CaptureInfo | None:
        """The newest capture of the URL that was asked for, None before the first."""
        found = self.rows(f"{CAPTURE_INFO} WHERE url = ? ORDER BY id DESC LIMIT 1", url)
        return captures.info(found[0]) if found else None

    def join(self, first: int, answers: Mapping[str, Part]) -> None:
        """Note what stood at the addresses of an article's further pages when its first page was asked for."""
        with self.transaction():
            for url, part in answers.items():
                row = storable({"capture": first, "url": url, "part": part.capture, "reason": part.reason})
                self.db.table("parts").upsert(row, pk=("capture", "url"))

    def parts(self, first: int) -> dict[str, Part]:
        """What stood at the addresses of the further pages that were asked for with a capture of the first one."""
        found = self.rows("SELECT url, part, reason FROM parts WHERE capture = ? ORDER BY rowid", first)
        return {row["url"]: Part(row["part"], row["reason"]) for row in found}

    def capture_info(self, capture_id: int) -> CaptureInfo:
        """What is known of a capture without its body; raises IndexError for no such id."""
        return captures.info(self.rows(f"{CAPTURE_INFO} WHERE id = ?", capture_id)[0])

    def capture(self, capture_id: int) -> Capture:
        """A capture as it was kept, its body checked.

        Raises errors.ArchiveDamaged when the body is no longer the one that was kept, KeyError for no such id.
        """
        found = self.rows("SELECT * FROM captures JOIN payloads USING (digest) WHERE captures.id = ?", capture_id)
        if not found:
            raise KeyError(capture_id)
        body = stored.unpacked(found[0]["codec"], found[0]["body"], found[0]["digest"])
        if body is None:
            raise ArchiveDamaged(f"{self.path}: the body of capture {capture_id} is not the one that was kept")
        return captures.restored(found[0], body)

    def unread(self) -> Iterator[CaptureInfo]:
        """Captures of articles with no reading, with one that had problems, or with one to be made again.

        Article by article, in each in the order of their keeping, so that a half-done reading of the whole
        archive shows at most one article half read. Those that become due meanwhile come at the end, once. Memory:
        eight bytes a capture.
        """
        problems = "SELECT 1 FROM problems p WHERE p.capture = c.id"
        yield from self._each(self._readable(f"r.capture IS NULL OR r.stale OR EXISTS ({problems})"))
        brought: set[int] = set()
        while more := [key for key in self._readable("r.stale") if key not in brought]:
            brought.update(more)
            yield from self._each(more)

    def _readable(self, condition: str) -> array[int]:
        listing = f"SELECT c.id FROM {READABLE} AND ({condition}) ORDER BY r.article, c.id"  # noqa: S608 - ours
        with sqlite_errors_named(self.path):
            return array("q", (row[0] for row in self.db.conn.execute(listing)))

    def _each(self, keys: Iterable[int]) -> Iterator[CaptureInfo]:
        for key in keys:
            yield self.capture_info(key)

    def all_captures(self) -> Iterator[CaptureInfo]:
        """Every capture in the order of keeping; one that is kept meanwhile comes too."""
        last = 0
        while found := self.rows(f"{CAPTURE_INFO} WHERE id > ? ORDER BY id LIMIT 500", last):
            yield from map(captures.info, found)
            last = found[-1]["id"]

    # Runs

    def start_run(self, command: str, at: datetime) -> int:
        """Note that a command begins to fetch; gives the run's id."""
        with self.transaction():
            return self._insert("runs", {"command": command, "started_at": utc_text(at), "version": __version__})

    def end_run(self, run: int, *, at: datetime, exit_code: int, columns: Mapping[str, float]) -> None:
        """Note how a run ended; `columns` are those of the table: fetched, new, changed, failed, bytes, seconds ...

        The run is sealed.
        """
        with self.transaction():
            self.db.table("runs").update(run, {"ended_at": utc_text(at), "exit_code": exit_code, **columns})
            seals.seal_runs(self, at, ended=run)

    # The file

    def check(self) -> list[str]:
        """Everything wrong with the archive, one line each; empty when it is whole. Reads all of the file."""
        return list(integrity.faults(self))

    def backup(self, to: str | Path) -> None:
        """Copy the archive as it stands while others go on writing; a plain copy of the file loses rows."""
        with sqlite_errors_named(Path(to)), closing(sqlite3.connect(to)) as copy:
            self.db.conn.backup(copy)


def open_archive(path: str | Path, *, create: bool = True, steps: tuple[str, ...] = migrations.STEPS) -> Archive:
    """Open an archive for reading and writing; `create` makes it where there is none.

    A file is checked whole (PRAGMA quick_check) when it is small or when its last run has no end; otherwise only
    `Archive.check` does that, because it reads all of the file. `steps` are the migrations.

    Raises errors.WrongUse when there is none and none may be made, errors.ArchiveDamaged for anything but a
    whole archive of this version or an older one, errors.ArchiveError where it cannot be read or written.
    """
    path = Path(path)
    if not create and not path.exists():
        raise WrongUse(f"{path}: there is no archive here")
    with sqlite_errors_named(path):
        connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, isolation_level=None)
        try:
            archive = Archive(path, Database(connection))
            integrity.recognise(archive, migrations.version(steps))
            _configure(connection)
            _migrate(archive, steps)
        except BaseException:
            connection.close()
            raise
    return archive


def _configure(connection: sqlite3.Connection) -> None:
    """WAL: readers read while one writes. FULL: every commit reaches the disk, for what it keeps cannot come again."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA journal_size_limit = {LOG_LIMIT_BYTES}")
    connection.execute("PRAGMA foreign_keys = ON")


def _migrate(archive: Archive, steps: tuple[str, ...]) -> None:
    """Bring the archive to this version in one transaction: killed half-way it is the old one, whole."""
    if integrity.number(archive, "user_version") == migrations.version(steps):
        return
    with archive.transaction():
        had = integrity.number(archive, "user_version")  # another process may have been faster
        if had < migrations.version(steps):
            _drop_views(archive)
            for statement in _statements(migrations.script(had, steps)):
                archive.db.conn.execute(statement)


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


@contextmanager
def sqlite_errors_named(path: Path) -> Iterator[None]:
    """Say a failure of SQLite in one line for a person; faults of the program itself pass as they are."""
    try:
        yield
    except sqlite3.Error as err:
        known = _FAILURES.get(getattr(err, "sqlite_errorcode", 0) & 0xFF)
        if known is None:
            raise
        kind, words = known
        if kind is ArchiveError and _is_full(path):
            kind, words = _FAILURES[sqlite3.SQLITE_FULL]
        raise kind(f"{path}: {words} ({err})") from err


def _is_full(path: Path) -> bool:
    """Whether the disk is; SQLite tells a full one by several names, such as SQLITE_IOERR_SHMSIZE."""
    folder = Path(os.path.realpath(path)).parent
    return folder.exists() and shutil.disk_usage(folder).free < FULL_BYTES

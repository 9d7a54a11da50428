"""The archive: one SQLite file, written to whole or not at all, and the facts that it keeps.

Facts are what the web said: payloads and captures, written once and committed before anything is done with them.
The order of captures is the order of their keeping (`id`), not of their clock: a machine without a battery wakes
up in 1970, and its newest capture is still the newest.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from sqlite_utils import Database

from scraper.archive import captures, integrity, seals, statements, stored, write_ahead_log
from scraper.archive.captures import CAPTURE_INFO, WAITING, CaptureInfo, Kind, Part
from scraper.archive.header_fields import HeaderFields
from scraper.archive.payloads import Payloads, Place
from scraper.archive.sqlite_errors import damage_named, sqlite_errors_named
from scraper.archive.stored import storable
from scraper.errors import ArchiveDamaged, ArchiveError
from scraper.indonesian.time_zones import utc_text
from scraper.models import Capture
from scraper.version import __version__


class Archive:
    """An open archive. Every method raises an `errors.ArchiveError` where SQLite fails."""

    def __init__(self, path: Path, db: Database, on_close: Callable[[], None] | None = None) -> None:
        self.path = path
        self.db = db
        self.payloads = Payloads(db.conn)
        self.header_fields = HeaderFields(db.conn)
        db.conn.create_function("whole_headers", 1, self.header_fields.whole, deterministic=True)
        self._on_close = on_close
        self._file: tuple[int, int] | None = None
        self._writes = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file, its write-ahead log folded into it where something was written and nobody else reads now."""
        if self._writes:
            with suppress(ArchiveError, sqlite3.Error):  # what is not folded is whole in the log
                self.fold_log()
        self.db.close()
        if self._on_close:
            self._on_close()

    def begin_writing(self) -> None:
        """Remember which file this is, so that nothing is written to another one; a log that was left is folded."""
        self._file = self._file_now()
        found = write_ahead_log.state(self.db.conn)
        self._writes = found is not None and not found.folded

    def _file_now(self) -> tuple[int, int] | None:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def _ensure_same_file(self) -> None:
        if self._file and self._file_now() != self._file:
            raise ArchiveError(f"{self.path}: it was removed, renamed or replaced while it was written to")

    def fold_log(self) -> bool:
        """Fold the write-ahead log into the file, so that a plain copy is whole; False where others read or write."""
        with sqlite_errors_named(self.path):
            self._ensure_same_file()
            return write_ahead_log.fold(self.db.conn, self.path)

    @contextmanager
    def unsynced(self) -> Iterator[None]:
        """Let what is committed inside reach other processes at once, and the disk with the next commit after it.

        For what may be lost in a power cut: the commits before it stay where they are.
        """
        self.db.conn.execute("PRAGMA synchronous = NORMAL")
        try:
            yield
        finally:
            self.db.conn.execute("PRAGMA synchronous = FULL")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside is kept, or on any error none of it.

        It takes the right to write at once (BEGIN IMMEDIATE): a transaction that reads first and writes later
        fails with "database is locked" whatever its patience, 2,300 times in 3 s of four processes. Inside another
        transaction it is a part of that one.
        """
        if self._in_transaction():
            yield
            return
        with sqlite_errors_named(self.path):
            self.db.conn.execute("BEGIN IMMEDIATE")
            try:
                first = write_ahead_log.begin(self.db.conn)
                yield
                self._ensure_same_file()
                self.db.conn.execute("COMMIT")
            except BaseException:
                if self._in_transaction():  # a full disk has rolled back already
                    self.db.conn.execute("ROLLBACK")
                self.header_fields.forget()
                raise
            self._writes = True
            if first:
                write_ahead_log.announce(self.db.conn, self.path)

    def _in_transaction(self) -> bool:
        return bool(self.db.conn.in_transaction)

    def rows(self, sql: str, *parameters: object, **named: object) -> list[dict[str, Any]]:
        """What a query finds, each row under the names of its columns. Its values stand in order or have names."""
        with sqlite_errors_named(self.path):
            cursor = self.db.conn.execute(sql, named or parameters)
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor]

    def tuples(self, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        """What a query finds, each row as the values of its columns in order."""
        with sqlite_errors_named(self.path):
            return self.db.conn.execute(sql, parameters).fetchall()

    def execute(self, sql: str, parameters: Sequence[object] = ()) -> int:
        """Do one statement inside a transaction; gives the number of the row that was last inserted by any."""
        with sqlite_errors_named(self.path):
            return self.db.conn.execute(sql, parameters).lastrowid or 0

    # Captures

    def keep(self, capture: Capture, *, kind: Kind, publisher: str | None, run: int | None) -> int:
        """Keep a capture and give its id; when this returns, neither kill -9 nor a power cut loses it.

        `publisher` and `run` name rows that are there already.
        """
        digest = stored.digest(capture.body)
        row = storable(captures.record(capture, digest, kind, publisher, run))
        with self.transaction():
            row["headers"] = self.header_fields.short(row["headers"])
            self.payloads.keep(digest, capture.body, Place(capture.url, kind, publisher))
            key = self._insert("captures", row)
            self.rows(WAITING, key)
        write_ahead_log.mark(self.path, key)
        return key

    def _insert(self, table: str, row: dict[str, Any]) -> int:
        return self.execute(statements.insert(table, tuple(row)), tuple(row.values()))

    def _upsert(self, table: str, row: dict[str, Any], *by: str) -> None:
        self.execute(statements.upsert(table, tuple(row), by), tuple(row.values()))

    def drop_payload(self, digest: str) -> None:
        """Delete a body that no capture needs any more. Inside a transaction."""
        self.payloads.drop(digest)

    def not_modified(
        self,
        capture: int,
        seen_at: datetime,
        run: int | None,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> None:
        """Note a 304: the capture still stands, from now on under the validators that the answer named, if any."""
        row = {"capture": capture, "seen_at": utc_text(seen_at), "run": run}
        validators = {"etag": etag, "last_modified": last_modified}
        with self.transaction():
            self._upsert("not_modified", storable(row | validators), "capture", "seen_at")

    def last_capture(self, url: str) -> CaptureInfo | None:
        """The newest capture of the URL that was asked for, None before the first."""
        found = self.rows(f"{CAPTURE_INFO} WHERE url = ? ORDER BY id DESC LIMIT 1", url)
        return self._info(found[0]) if found else None

    def join(self, first: int, answers: Mapping[str, Part]) -> None:
        """Note what stood at the addresses of an article's further pages when its first page was asked for."""
        with self.transaction():
            for url, part in answers.items():
                row = storable({"capture": first, "url": url, "part": part.capture, "reason": part.reason})
                self._upsert("parts", row, "capture", "url")

    def parts(self, first: int) -> dict[str, Part]:
        """What stood at the addresses of the further pages that were asked for with a capture of the first one."""
        found = self.rows("SELECT url, part, reason FROM parts WHERE capture = ? ORDER BY rowid", first)
        return {row["url"]: Part(row["part"], row["reason"]) for row in found}

    def capture_info(self, capture_id: int) -> CaptureInfo:
        """What is known of a capture without its body; raises IndexError for no such id."""
        return self._info(self.rows(f"{CAPTURE_INFO} WHERE id = ?", capture_id)[0])

    def _info(self, row: Mapping[str, Any]) -> CaptureInfo:
        with damage_named(self.path, f"capture {row['id']}"):
            return captures.info(row)

    def capture(self, capture_id: int) -> Capture:
        """A capture as it was kept, its body checked.

        Raises errors.ArchiveDamaged when the body is no longer the one that was kept, KeyError for no such id.
        """
        found = self.rows("SELECT * FROM captures WHERE id = ?", capture_id)
        if not found:
            raise KeyError(capture_id)
        with sqlite_errors_named(self.path):
            body = self.payloads.body(found[0]["digest"])
        if body is None:
            raise ArchiveDamaged(f"{self.path}: the body of capture {capture_id} is not the one that was kept")
        with damage_named(self.path, f"capture {capture_id}"):
            return captures.restored(found[0], self.header_fields.whole(found[0]["headers"]), body)

    def unread(self, *, problems: bool = False) -> Iterator[array[int]]:
        """Rounds of the numbers of captures that wait; with `problems` also of those whose reading had some.

        Article by article, in each in the order of their keeping, so that a half-done reading of the whole archive
        shows few articles half read. Those that become due while a round is stored come in the next one, once.
        """
        if problems:
            yield self._keys(captures.UNREAD_OR_WITH_PROBLEMS)
        brought: set[int] = set()
        while more := array("q", (key for key in self._keys(captures.UNREAD) if key not in brought)):
            brought.update(more)
            yield more

    def _keys(self, listing: str) -> array[int]:
        with sqlite_errors_named(self.path):
            return array("q", (row[0] for row in self.db.conn.execute(listing)))

    def unread_count(self) -> int:
        """How many captures wait to be read."""
        return int(self.rows("SELECT count(*) AS n FROM unread")[0]["n"])

    def all_captures(self) -> Iterator[CaptureInfo]:
        """Every capture in the order of keeping; one that is kept meanwhile comes too."""
        last = 0
        while found := self.rows(f"{CAPTURE_INFO} WHERE id > ? ORDER BY id LIMIT 500", last):
            yield from map(self._info, found)
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

    def repack(self) -> Iterator[bool]:
        """Pack every body that is not packed against another one anew; whether each became smaller.

        Each is a transaction, and is verified in it: broken off at any moment nothing is lost.
        """
        last = 0
        while found := self.rows(f"{captures.REPACKED} LIMIT 1", last):
            last = found[0]["id"]
            with self.transaction():
                smaller = self.payloads.repack(found[0]["digest"], _place(found[0]))
            yield smaller

    def repackable(self) -> int:
        """How many bodies `repack` looks at."""
        return int(self.rows("SELECT count(*) AS n FROM payloads WHERE base IS NULL")[0]["n"])

    def vacuum(self) -> None:
        """Give the room of what was deleted back to the disk; needs as much of it meanwhile. Atomic."""
        with sqlite_errors_named(self.path):
            self._ensure_same_file()
            self.db.conn.execute("VACUUM")
            self.fold_log()

    def check(self, advance: Callable[[int], None] = lambda _: None, jobs: int | None = 1) -> list[str]:
        """Everything wrong with the archive, one line each; arguments as in `integrity.faults`."""
        return list(integrity.faults(self, advance, jobs))


def _place(row: Mapping[str, Any]) -> Place:
    return Place(row["url"], row["kind"], row["publisher"], row["id"])

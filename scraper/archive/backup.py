"""A backup: a whole copy of an archive, taken while others write, verified before it takes its place."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from scraper.archive.database import Archive
from scraper.archive.opening import open_archive, read_archive
from scraper.archive.sqlite_errors import file_errors_named
from scraper.errors import ArchiveDamaged, ForeignArchive, ScrapeError, WrongUse

#: Names of backups in a folder; they sort by their time, which is UTC.
NAME = "{stem}-{at:%Y-%m-%dT%H%M%SZ}.db"
PATTERN = "{stem}-????-??-??T??????Z.db"


def backup(archive: Archive, to: str | Path, *, at: datetime, keep: int | None = None) -> Path:
    """Copy an archive as it stands; gives the file. A plain copy loses what stands in the write-ahead log alone.

    `to` is a file, or a folder in which the copy is named after its time `at` (UTC). Of the copies in a folder, or of
    a file and its former ones (`copy.1.db` is the newest of them), only the newest `keep` stay; None leaves them be.
    What stands at `to` is replaced only by a whole copy.

    Raises errors.WrongUse for a place that is no place for a copy, errors.ForeignArchive where something else stands
    there, errors.ArchiveDamaged when the copy is not whole, errors.ArchiveFull, errors.ArchiveError.
    """
    to = Path(to)
    with file_errors_named(to):
        folder = to if to.is_dir() else None
        place = to / NAME.format(stem=archive.path.stem, at=at) if folder else to
        _ensure_free(archive, place)
        with _partial(place) as partial:
            _copy(archive, partial)
            if not folder and keep is not None:
                _rotate(place, keep)
            partial.replace(place)
        _sync(place.parent)
        if folder and keep is not None:
            _drop_oldest(folder, archive.path.stem, keep)
    return place


def _ensure_free(archive: Archive, place: Path) -> None:
    """Make sure that a copy may stand there: where there is nothing, or another copy."""
    if not place.parent.is_dir():
        raise WrongUse(f"{place}: there is no folder {place.parent}")
    if not place.exists():
        return
    if place.samefile(archive.path):
        raise WrongUse(f"{place}: this is the archive itself")
    try:
        read_archive(place).close()
    except ScrapeError as err:
        raise ForeignArchive(f"{place}: something else than a whole archive stands there") from err


@contextmanager
def _partial(place: Path) -> Iterator[Path]:
    """A file beside a place for what may take it; it goes when it does not."""
    partial = place.with_name(f".{place.name}.partial")
    _remove(partial)
    try:
        yield partial
    finally:
        _remove(partial)


def _remove(file: Path) -> None:
    for name in (file.name, f"{file.name}-wal", f"{file.name}-shm", f"{file.name}-mark"):
        file.with_name(name).unlink(missing_ok=True)


def _copy(archive: Archive, to: Path) -> None:
    """A whole copy under another name, on the disk."""
    with closing(sqlite3.connect(to, isolation_level=None)) as copy:
        archive.db.conn.backup(copy)
        copy.execute("UPDATE log_state SET folded = 1")
    with open_archive(to, create=False) as opened:
        faults = opened.check()
        opened.fold_log()
    if faults:
        raise ArchiveDamaged(f"{archive.path}: its copy is not whole, so it was not kept: {faults[0]}")
    with to.open("rb") as file:
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _former(place: Path, number: int) -> Path:
    return place.with_name(f"{place.stem}.{number}{place.suffix}") if number else place


def _rotate(place: Path, keep: int) -> None:
    """Move a copy and its former ones one place on; what would be beyond `keep` is replaced or stays away."""
    for number in range(keep - 2, -1, -1):
        if _former(place, number).exists():
            _former(place, number).replace(_former(place, number + 1))


def _drop_oldest(folder: Path, stem: str, keep: int) -> None:
    for file in sorted(folder.glob(PATTERN.format(stem=stem)))[:-keep]:
        file.unlink()

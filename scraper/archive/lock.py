"""One crawl for each archive."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from scraper.errors import ArchiveBusy, ArchiveError

#: Nobody but a crawl holds the lock for so many seconds.
MOMENT_S = 0.5


#: Rights of the file: one that root made keeps nobody else from locking it.
EVERYBODYS = 0o666


def _lock_of(path: str | Path) -> Path:
    return Path(f"{os.path.realpath(path)}.lock")


@contextmanager
def crawl_lock(path: str | Path) -> Iterator[None]:
    """Be the only crawl of the archive at `path`; nobody else is kept from reading or writing it.

    The lock is the system's, on a file beside the archive: it ends with its process however that dies, and the
    file that stays behind means nothing (a lock that was a file stopped cron for ever: owncloud news #152).

    One that is held for no more than a moment is waited for: `scrape status` looks whether it is held.

    Raises errors.ArchiveBusy when another crawl runs, errors.ArchiveError where no lock can be made.
    """
    lock = FileLock(_lock_of(path), mode=EVERYBODYS, timeout=MOMENT_S, poll_interval=0.05)
    try:
        lock.acquire()
    except Timeout as err:
        raise ArchiveBusy(f"{path}: another crawl of this archive is running") from err
    except PermissionError as err:
        raise ArchiveError(f"{path}: {_lock_of(path)} is another user's; it means nothing, remove it") from err
    except OSError as err:
        raise ArchiveError(f"{path}: no lock can be made beside it ({err.strerror})") from err
    try:
        yield
    finally:
        lock.release()


def is_held(path: str | Path) -> bool:
    """Whether a crawl of the archive at `path` runs. Looking disturbs none: one that begins waits for a moment."""
    if not _lock_of(path).exists():  # looking makes no file
        return False
    try:
        with crawl_lock(path):
            return False
    except ArchiveBusy:
        return True
    except ArchiveError:  # where nobody can lock, nobody crawls
        return False

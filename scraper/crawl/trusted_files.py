"""File ownership: whether what lies in a folder was put there by the operator, and by nobody else."""

from __future__ import annotations

import os
import stat
from pathlib import Path

#: Bytes of the largest file that is read; ours have up to 20,000.
LARGEST = 1 << 20
#: Windows has neither owners nor modes that say who may write.
_HAS_OWNERS = hasattr(os, "geteuid")


class Untrusted(Exception):
    """Somebody else may have put it there; the text says what is wrong, and what to do."""


def require_trusted(folder: Path) -> None:
    """Raise Untrusted for a folder, or a link in its place, that others may have put there or may write into.

    Raises OSError where it cannot be looked at.
    """
    owners = _trusted_owners(folder)
    for status in (folder.lstat(), folder.stat()):
        _require_owner(status, owners)
    if not stat.S_ISDIR(folder.stat().st_mode):
        raise Untrusted("is no folder")
    _require_mode(folder.stat())


def read_trusted(path: Path) -> bytes:
    """The bytes of a regular file that only the operator can have written.

    Raises Untrusted for any other file, for one that others may write and for a link out of its folder, OSError for
    one that cannot be read.
    """
    folder = path.parent.resolve()
    if not Path(os.path.realpath(path)).is_relative_to(folder):  # pathlib raises of its own for a loop of links
        raise Untrusted("is a link out of its folder")
    # a FIFO would keep us waiting for its writer
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise Untrusted("is no regular file")
        _require_owner(status, _trusted_owners(path.parent))
        _require_mode(status)
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Untrusted(f"is larger than {LARGEST:,} bytes")
    return content


def _trusted_owners(folder: Path) -> set[int]:
    """Whose files are the operator's: his own, root's, and those of the owner of the folder that all lies in.

    In a container the one who runs the crawl is often not the one who owns the volume.
    """
    return {os.geteuid(), 0, folder.parent.stat().st_uid} if _HAS_OWNERS else set()


def _require_owner(status: os.stat_result, owners: set[int]) -> None:
    if _HAS_OWNERS and status.st_uid not in owners:
        raise Untrusted(f"belongs to user {status.st_uid}, neither you nor the owner of the folder: not run")


def _require_mode(status: os.stat_result) -> None:
    """A group may write where it is the owner's own, as systems that give everybody a group make files."""
    if not _HAS_OWNERS:
        return
    others = stat.S_IWOTH if status.st_gid == status.st_uid else stat.S_IWOTH | stat.S_IWGRP
    if status.st_mode & others:
        raise Untrusted("others than its owner may write to it: not run until chmod go-w")

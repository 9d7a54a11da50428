"""A file written in chunks, resumable: what an interruption left is gone on with, and only a whole file has its name.

The file grows under the name `FILE.partial`, with `FILE.partial.progress` beside it, which says how many of its bytes
are whole and which row was the last.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

Advance = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Bytes to add to the file, and the rows that they are of."""

    content: bytes
    #: Number of the last row.
    last: int
    #: How many rows.
    rows: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a file has come."""

    #: Number of the last row in the file; 0 before the first.
    last: int = 0
    #: Rows in the file.
    rows: int = 0
    #: Bytes of the partial file that are whole.
    size: int = 0
    #: What the file is of: another content begins anew.
    content: str = ""


def write(to: Path, content: str, head: bytes, chunks: Callable[[int], Iterator[Chunk]], advance: Advance) -> int:
    """Write `head` and the chunks behind row `last`, which `chunks(last)` gives; gives how many rows the file holds.

    `content` tells one export from another of the same name. Raises OSError.
    """
    partial, note = to.with_name(f"{to.name}.partial"), to.with_name(f"{to.name}.partial.progress")
    progress = _resumed(partial, note, content)
    advance(progress.rows)
    with partial.open("r+b" if progress.size else "wb") as file:
        file.truncate(progress.size)
        file.seek(progress.size)
        if not progress.size:
            file.write(head)
        for chunk in chunks(progress.last):
            file.write(chunk.content)
            _sync(file)
            progress = Progress(chunk.last, progress.rows + chunk.rows, file.tell(), content)
            _note(note, progress)
            advance(chunk.rows)
        _sync(file)
    partial.rename(to)
    note.unlink(missing_ok=True)
    return progress.rows


def _resumed(partial: Path, note: Path, content: str) -> Progress:
    """The progress of an interrupted file of the same content; of nothing where there is none."""
    try:
        progress = Progress(**json.loads(note.read_text("utf-8")))
        whole = partial.stat().st_size >= progress.size
    except (OSError, ValueError, TypeError):  # no note, or one that a power cut left half written
        return Progress()
    return progress if whole and progress.content == content else Progress()


def _note(note: Path, progress: Progress) -> None:
    growing = note.with_name(f"{note.name}.growing")
    growing.write_text(json.dumps(asdict(progress)), "utf-8")
    growing.rename(note)


def _sync(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())

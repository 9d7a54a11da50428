"""Seals: a hash chain over the captures of every run, so that a row that was changed or removed is found.

A seal is a text of a few lines that anybody can write again, and its name is the SHA-256 of that text. It holds the
root of a Merkle tree over the captures of one run, and the names of the seals before it. Where archives were merged
several seals stand before the next one: chains join, and none is lost.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from scraper.archive import merkle
from scraper.indonesian.time_zones import utc_text

if TYPE_CHECKING:
    from scraper.archive import Archive

#: Bytes of a digest.
SIZE = 32
#: A run without an end that began longer ago than this was killed.
LONGEST_RUN = timedelta(days=1)
#: Columns of captures that a leaf is made of, in this order.
LEAF_COLUMNS = ("url", "final_url", "captured_at", "status", "headers", "digest")
_COLUMNS = "id, url, final_url, captured_at, status, whole_headers(headers) AS headers, digest"


@dataclass(frozen=True, slots=True)
class Seal:
    """What stands in a seal."""

    #: Names of the seals before it, sorted.
    former: tuple[str, ...]
    command: str
    started_at: str
    sealed_at: str
    captures: int
    #: Of the Merkle tree over the captures of the run, their leaves sorted; hexadecimal.
    root: str

    def text(self) -> str:
        """The text whose SHA-256 is the name of the seal."""
        return (
            f"arsip-berita seal 1\nformer {' '.join(self.former) or '-'}\nrun {self.command} {self.started_at}\n"
            f"sealed {self.sealed_at}\ncaptures {self.captures}\nroot {self.root}\n"
        )

    def name(self) -> str:
        """SHA-256 of the text, hexadecimal."""
        return hashlib.sha256(self.text().encode()).hexdigest()


def canonical(row: Mapping[str, Any]) -> bytes:
    """The bytes that tell a capture: its `LEAF_COLUMNS` as JSON in ASCII, headers as the list that they are."""
    values = [json.loads(row[name]) if name == "headers" else row[name] for name in LEAF_COLUMNS]
    return json.dumps(values, separators=(",", ":")).encode()


def leaf(row: Mapping[str, Any]) -> bytes:
    """The leaf of a capture in the Merkle tree of its run."""
    return merkle.leaf(canonical(row))


def seal_runs(archive: Archive, now: datetime, ended: int | None = None) -> None:
    """Seal every run that has ended, or was killed, and has no seal yet. Inside a transaction.

    The run `ended` is sealed also where a part of it was sealed before, because it went on for longer than anybody
    thought: then what came later has a seal of its own.
    """
    unsealed = archive.rows(
        """
        SELECT id, command, started_at FROM runs r
        WHERE id = ? OR (ended_at IS NOT NULL OR started_at < ?)
            AND NOT EXISTS (SELECT 1 FROM seals s WHERE s.run = r.id)
        ORDER BY id
        """,
        ended,
        utc_text(now - LONGEST_RUN),
    )
    for run in unsealed:
        former = {leaf for row in _rows(archive, run["id"]) for leaf in leaves_of(row)}
        leaves = sorted({leaf(capture) for capture in _captures(archive, run["id"])} - former)
        if leaves or not former:
            _put(archive, run, leaves, now)


def _put(archive: Archive, run: Mapping[str, Any], leaves: Sequence[bytes], now: datetime) -> None:
    root = merkle.root(leaves).hex()
    seal = Seal(heads(archive), run["command"], run["started_at"], utc_text(now), len(leaves), root)
    archive.db.table("seals").insert(
        {
            "name": seal.name(),
            "former": " ".join(seal.former),
            "run": run["id"],
            "sealed_at": seal.sealed_at,
            "captures": seal.captures,
            "root": seal.root,
            "leaves": b"".join(leaves),
        }
    )


def heads(archive: Archive) -> tuple[str, ...]:
    """Names of the seals that no other one names: one, or one of each archive that was merged."""
    rows = archive.rows("SELECT name, former FROM seals")
    named = {name for row in rows for name in row["former"].split()}
    return tuple(sorted(row["name"] for row in rows if row["name"] not in named))


def of_row(row: Mapping[str, Any]) -> Seal:
    """The seal of a row of `seals` joined with its run."""
    former = tuple(row["former"].split())
    return Seal(former, row["command"], row["started_at"], row["sealed_at"], row["captures"], row["root"])


def leaves_of(row: Mapping[str, Any]) -> list[bytes]:
    """The leaves that a row of `seals` holds."""
    packed = row["leaves"]
    return [packed[place : place + SIZE] for place in range(0, len(packed), SIZE)]


#: Rows for `of_row`, in the order of their making.
ROWS = "SELECT s.*, r.command, r.started_at FROM seals s JOIN runs r ON r.id = s.run"


def _rows(archive: Archive, run: int) -> list[dict[str, Any]]:
    return archive.rows(f"{ROWS} WHERE s.run = ? ORDER BY s.rowid", run)


def faults(archive: Archive) -> Iterator[str]:
    """Everything that does not fit the seals, one line each."""
    removed = removed_leaves(archive)
    names = {row["name"] for row in archive.rows("SELECT name FROM seals")}
    for run in archive.rows("SELECT DISTINCT run FROM seals ORDER BY run"):
        rows = _rows(archive, run["run"])
        for row in rows:
            yield from _seal_faults(row, names)
        sealed = frozenset(leaf for row in rows for leaf in leaves_of(row))
        yield from _capture_faults(archive, run["run"], sealed, removed)


def _seal_faults(row: Mapping[str, Any], names: set[str]) -> Iterator[str]:
    seal, leaves = of_row(row), leaves_of(row)
    if seal.name() != row["name"]:
        yield f"seal {row['name']}: its row is not the one that was sealed"
    if merkle.root(leaves).hex() != seal.root or len(leaves) != seal.captures:
        yield f"seal {row['name']}: its leaves are not those that were sealed"
    for name in seal.former:
        if name not in names:
            yield f"seal {row['name']}: the one before it, {name}, is missing"


def _capture_faults(archive: Archive, run: int, sealed: frozenset[bytes], removed: frozenset[bytes]) -> Iterator[str]:
    missing = set(sealed - removed)
    for capture in _captures(archive, run):
        digest = leaf(capture)
        missing.discard(digest)
        if digest not in sealed:
            yield f"capture {capture['id']}, {capture['url']}: not the one that was sealed"
    if missing:  # a merge gives a capture that two runs have kept to one of them
        missing -= {leaf(capture) for capture in archive.rows(f"SELECT {_COLUMNS} FROM captures")}  # noqa: S608 - ours
    if missing:
        yield f"run {run}: {len(missing)} of {len(sealed)} sealed captures are missing, or were changed"


def removed_leaves(archive: Archive) -> frozenset[bytes]:
    """Leaves of captures that were removed for a reason that is told."""
    return frozenset(row["leaf"] for row in archive.rows("SELECT leaf FROM removed_captures"))


def _captures(archive: Archive, run: int) -> list[dict[str, Any]]:
    return archive.rows(f"SELECT {_COLUMNS} FROM captures WHERE run = ? ORDER BY id", run)  # noqa: S608 - ours


def capture_row(archive: Archive, number: int) -> dict[str, Any]:
    """The row of a capture of which its leaf is made."""
    return archive.rows(f"SELECT {_COLUMNS}, run FROM captures WHERE id = ?", number)[0]  # noqa: S608 - ours

"""Payloads: bodies under their digest, each packed against an earlier one that resembles it.

News pages of one layout differ by some kilobytes, looks at one address by some hundred bytes. So a body is packed by
zstd (RFC 8878) with an earlier body as its dictionary:

- `base` is a payload that stands whole: the former capture of the address, else the newest whole page of the publisher
  that serves. A body that no base serves is stored whole, and is a base for those that come.
- `beside` is the former capture of the address where that one has a base itself; it has no `beside`. So a body is two
  steps from whole bytes at most, however often an address was looked at.

Whoever reads a body checks it against its digest. A base is never deleted while something stands on it: what stood on
it is packed anew before.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

from scraper.archive import stored
from scraper.archive.stored import Packed

#: So many whole pages of a publisher are tried, the newest first.
BASES = 4
#: A base that leaves less than this share of the whole form serves at once: it is of the same layout.
SERVES_WELL = 0.3
#: One that leaves less than this share of the body serves so well that nobody has to pack the body by itself to see it.
SERVES_SURELY = 0.03
#: A packed form over this share of the whole form, or of the body, is not worth a base.
WORTH = 0.5
WORTH_OF_BODY = 1 / 3
#: Bodies that are kept in memory as dictionaries of those that follow.
REMEMBERED = 8


@dataclass(frozen=True, slots=True)
class Place:
    """Where a body was fetched from: what tells which earlier ones resemble it."""

    url: str
    kind: str
    publisher: str | None
    #: Only captures before this one are looked at; None for all there are.
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Base:
    """What a body may be packed against: the columns `base` and `beside`."""

    base: str
    beside: str | None = None

    @property
    def dictionary(self) -> str:
        """The digest of the body that is the dictionary."""
        return self.beside or self.base


class Payloads:
    """The table `payloads` of an open archive. What writes runs inside a transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._bodies: dict[str, bytes] = {}

    def keep(self, digest: str, body: bytes, place: Place) -> None:
        """Have this body under its digest."""
        if self._connection.execute("SELECT 1 FROM payloads WHERE digest = ?", (digest,)).fetchone():
            return
        self._put(digest, body, place)
        self._remember(digest, body)

    def _put(self, digest: str, body: bytes, place: Place, without: str | None = None) -> None:
        """Store a body as small as an earlier one allows, in place of the form that it has; `without` this base."""
        packed, base = self._smallest(body, place, {digest, without})
        self._connection.execute(
            "INSERT INTO payloads (digest, codec, size, body, base, beside) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (digest) DO UPDATE SET codec = excluded.codec, body = excluded.body, base = excluded.base,"
            " beside = excluded.beside",
            (digest, packed.codec, len(body), packed.form, base and base.base, base and base.beside),
        )
        if base is None and place.publisher is not None:
            self._connection.execute(
                "INSERT OR IGNORE INTO bases (digest, publisher, kind) VALUES (?, ?, ?)",
                (digest, place.publisher, place.kind),
            )

    def _smallest(self, body: bytes, place: Place, without: set[str | None]) -> tuple[Packed, Base | None]:
        """The smallest form of a body, and what it is packed against; None where it stands whole."""
        forms = self._packed_against(body, place, without)
        first = next(forms, None)
        if first and len(first[0].form) <= SERVES_SURELY * len(body):
            return first
        whole = stored.packed(body)
        best: tuple[Packed, Base | None] = whole, None
        limit = min(WORTH * len(whole.form), WORTH_OF_BODY * len(body))
        for packed, base in chain(filter(None, [first]), forms):
            if len(packed.form) <= min(limit, len(best[0].form) - 1):
                best = packed, base
            if len(packed.form) <= SERVES_WELL * len(whole.form):
                break
        return best

    def _packed_against(self, body: bytes, place: Place, without: set[str | None]) -> Iterator[tuple[Packed, Base]]:
        """The forms of a body against each base that may serve."""
        for base in self._candidates(place):
            is_wanted = without.isdisjoint((base.base, base.dictionary))
            dictionary = self._dictionary(base.dictionary) if is_wanted else None
            if dictionary is not None:  # of a damaged one `check` tells, and nothing more is to stand on it
                yield stored.packed_against(body, dictionary), base

    def _candidates(self, place: Place) -> Iterator[Base]:
        former = self._connection.execute(_FORMER, (place.url, place.before)).fetchone()
        if former:
            digest, base, beside = former
            anchor = beside or digest
            yield Base(base, anchor) if base else Base(digest)
        newest = self._connection.execute(_BASES, (place.publisher, place.kind, BASES))
        yield from (Base(digest) for (digest,) in newest.fetchall())

    def body(self, digest: str) -> bytes | None:
        """A body as it stands in the file; None when it is there no more as it was kept."""
        row = self._connection.execute(
            "SELECT codec, size, body, base, beside FROM payloads WHERE digest = ?", (digest,)
        ).fetchone()
        if row is None:
            return None
        codec, size, form, base, beside = row
        dictionary = self._dictionary(beside or base) if base else None
        if base and dictionary is None:
            return None
        return stored.unpacked(Packed(codec, form), size, digest, dictionary)

    def _dictionary(self, digest: str) -> bytes | None:
        """A body that others are packed against, kept in memory; None when it is there no more as it was kept."""
        if digest not in self._bodies:
            body = self.body(digest)
            if body is None:
                return None
            self._remember(digest, body)
        return self._bodies[digest]

    def _remember(self, digest: str, body: bytes) -> None:
        self._bodies[digest] = body
        if len(self._bodies) > REMEMBERED:
            del self._bodies[next(iter(self._bodies))]

    def drop(self, digest: str) -> None:
        """Delete a body that no capture needs any more; what stands on it is packed anew before."""
        if self._connection.execute("SELECT 1 FROM captures WHERE digest = ?", (digest,)).fetchone():
            return
        for each, *place in self._connection.execute(_STANDING_ON, (digest, digest)).fetchall():
            body = self.body(each)
            if body is not None:
                self._put(each, body, Place(*place), without=digest)
        self._bodies.pop(digest, None)
        self._connection.execute("DELETE FROM bases WHERE digest = ?", (digest,))
        self._connection.execute("DELETE FROM payloads WHERE digest = ?", (digest,))

    def repack(self, digest: str, place: Place) -> bool:
        """Pack a body anew where that makes it smaller, and it comes back as it was; whether it did.

        What others stand on stays whole.
        """
        body = self.body(digest)
        if body is None:
            return False
        former = self._stored_size(digest)
        self._connection.execute("SAVEPOINT repack")
        self._put(digest, body, place if not self._is_base(digest) else replace(place, url="", publisher=None))
        smaller = self._stored_size(digest) < former and self.body(digest) == body
        if not smaller:
            self._connection.execute("ROLLBACK TO repack")
        self._connection.execute("RELEASE repack")
        return smaller

    def _stored_size(self, digest: str) -> int:
        found = self._connection.execute("SELECT length(body) FROM payloads WHERE digest = ?", (digest,))
        return int(found.fetchone()[0])

    def _is_base(self, digest: str) -> bool:
        sql = "SELECT 1 FROM payloads WHERE base = ?1 OR beside = ?1 LIMIT 1"
        return self._connection.execute(sql, (digest,)).fetchone() is not None


_FORMER = """
SELECT p.digest, p.base, p.beside FROM captures c JOIN payloads p ON p.digest = c.digest
WHERE c.url = ?1 AND c.status = 200 AND (?2 IS NULL OR c.id < ?2) ORDER BY c.id DESC LIMIT 1
"""
_BASES = "SELECT digest FROM bases WHERE publisher = ? AND kind = ? ORDER BY rowid DESC LIMIT ?"
_STANDING_ON = """
SELECT p.digest, c.url, c.kind, c.publisher, c.id FROM payloads p
JOIN captures c ON c.id = (SELECT min(id) FROM captures WHERE digest = p.digest)
WHERE p.base = ? OR p.beside = ? ORDER BY c.id
"""

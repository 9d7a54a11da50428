"""The records of a WARC file, one after the other, and what is damaged in it: nothing raises, the rest is read.

Written here because no reader at hand goes on behind damage: warcio ends silently where a gzip member is cut short,
and raises at the first record that is none. A damaged record is told with its offset, and reading goes on at the next
place where a record begins: a gzip member that inflates to "WARC/", or a line that says so.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from base64 import b16decode, b32decode
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import BinaryIO

#: Bytes read at once.
PIECE = 1 << 16
#: Bytes of a record that are read; what is longer is passed over as `TooLong`.
MAX_RECORD = 64 << 20
#: Bytes of a record's own headers.
MAX_HEADERS = 1 << 16
GZIP = b"\x1f\x8b"
_MEMBER = b"\x1f\x8b\x08"
_BEGINS = b"WARC/"
_DIGESTS: dict[str, Callable[[bytes], hashlib._Hash]] = {
    "sha1": lambda content: hashlib.sha1(content, usedforsecurity=False),
    "sha256": hashlib.sha256,
    "md5": lambda content: hashlib.md5(content, usedforsecurity=False),
}
_HEX = re.compile(r"[0-9a-fA-F]+")


@dataclass(frozen=True, slots=True)
class WarcRecord:
    """One record as it stands in the file."""

    #: Where it begins: bytes into the file, for a gzip file those of its member.
    offset: int
    #: Names in lower case.
    headers: dict[str, str]
    content: bytes

    @property
    def type(self) -> str:
        """The kind of record: response, request, revisit, metadata ..."""
        return self.headers.get("warc-type", "").lower()


@dataclass(frozen=True, slots=True)
class Damage:
    """Something in a WARC file that cannot be taken."""

    #: Bytes into the file.
    offset: int
    reason: str


#: Gives records, and at its end where to go on; None at the end of the file.
Reading = Generator[WarcRecord | Damage, None, int | None]


class Broken(Exception):
    """A record, or the gzip member around it, is damaged."""


def records(file: BinaryIO, start: int = 0) -> Iterator[WarcRecord | Damage]:
    """Every record behind an offset, plain or gzip, and every damage, in the order of the file."""
    file.seek(start)
    is_gzip = file.read(len(GZIP)) == GZIP
    offset: int | None = start
    while offset is not None:
        offset = yield from (_member(file, offset) if is_gzip else _plain(file, offset))


def _plain(file: BinaryIO, offset: int) -> Reading:
    """The records from an offset to the first damage; gives where to go on."""
    source = Source(_pieces(file, offset), offset)
    while source.skip_blank_lines():
        at = source.position
        try:
            yield _record(source, at)
        except Broken as err:
            yield Damage(at, str(err))
            return _next_plain(file, at + 1)
    return None


def _member(file: BinaryIO, offset: int) -> Reading:
    """The records of one gzip member; gives where the next one begins."""
    inflated = Inflated(file, offset)
    source = Source(inflated.pieces(), 0)
    try:
        while source.skip_blank_lines():
            yield _record(source, offset)
    except Broken as err:
        yield Damage(offset, str(err))
        return _next_member(file, max(offset + 1, inflated.end or 0))
    if inflated.end is None or not _follows(file, inflated.end):
        return None
    return inflated.end


def _follows(file: BinaryIO, offset: int) -> bool:
    file.seek(offset)
    return bool(file.read(1))


def _record(source: Source, offset: int) -> WarcRecord:
    if not source.line().startswith(_BEGINS):
        raise Broken("no record begins here: the length of the one before it is wrong, or bytes are lost")
    headers = _headers(source)
    length = headers.get("content-length", "")
    if not length.isascii() or not length.isdecimal():
        raise Broken(f"Content-Length is {length[:40]!r}")
    if int(length) > MAX_RECORD:
        source.skip(int(length))
        raise Broken(f"{int(length):,} bytes, at most {MAX_RECORD:,} are read")
    content = source.take(int(length))
    if source.peek(2)[:1] not in (b"", b"\r", b"\n"):
        raise Broken("it does not end where its Content-Length says")
    if not fits(content, headers.get("warc-block-digest")):
        raise Broken("its bytes do not have the digest that it names")
    return WarcRecord(offset, headers, content)


def _headers(source: Source) -> dict[str, str]:
    """The named fields of a record; a line that begins with a blank goes on with the one before it."""
    headers: dict[str, str] = {}
    name = ""
    while line := source.line().rstrip(b"\r\n"):
        text = line.decode("utf-8", "replace")
        if text[0] in " \t" and name:
            headers[name] = f"{headers[name]} {text.strip()}"
            continue
        name, colon, value = text.partition(":")
        name = name.strip().lower()
        if not colon:
            raise Broken(f"a line of its headers has no colon: {text[:40]!r}")
        headers.setdefault(name, value.strip())
    return headers


def fits(content: bytes, digest: str | None) -> bool:
    """Whether bytes have a digest such as "sha1:3I42H3S6...", in base 32 or 16; None and unknown kinds fit anything.

    >>> fits(b"", "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"), fits(b"x", "md5:d41d8cd98f00b204e9800998ecf8427e")
    (True, False)
    """
    kind, _, printed = (digest or "").partition(":")
    if kind.lower() not in _DIGESTS:
        return True
    actual = _DIGESTS[kind.lower()](content).digest()
    try:
        return _unprinted(printed.strip(), len(actual)) == actual
    except ValueError:  # neither of the two
        return False


def _unprinted(printed: str, size: int) -> bytes:
    if len(printed) == 2 * size and _HEX.fullmatch(printed):
        return b16decode(printed.upper())
    return b32decode(printed.upper())


class Source:
    """Bytes that come in pieces, read by lines and by lengths."""

    def __init__(self, pieces: Iterator[bytes], position: int) -> None:
        self._pieces = pieces
        self._held = b""
        #: Bytes into the file, where it is not inflated.
        self.position = position

    def peek(self, size: int) -> bytes:
        """The next bytes, fewer at the end."""
        while len(self._held) < size and (piece := next(self._pieces, b"")):
            self._held += piece
        return self._held[:size]

    def take(self, size: int) -> bytes:
        """The next bytes; raises Broken where the file ends before."""
        parts, missing = [], size
        while missing:
            if not self._held and not self.peek(1):
                raise Broken(f"the file ends {missing:,} bytes before its record does")
            part, self._held = self._held[:missing], self._held[missing:]
            parts.append(part)
            missing -= len(part)
        self.position += size
        return b"".join(parts)

    def skip(self, size: int) -> None:
        """Pass over bytes, a piece at a time."""
        while size:
            size -= len(self.take(min(size, PIECE)))

    def line(self) -> bytes:
        """The next line with its end; raises Broken for one that is longer than any header."""
        while b"\n" not in self._held:
            if len(self._held) > MAX_HEADERS:
                raise Broken("a line of its headers has no end")
            piece = next(self._pieces, b"")
            if not piece:
                raise Broken("the file ends within the headers of a record")
            self._held += piece
        return self.take(self._held.index(b"\n") + 1)

    def skip_blank_lines(self) -> bool:
        """Pass over the empty lines between records; False at the end."""
        while (ahead := self.peek(1)) in (b"\r", b"\n"):
            self.take(len(ahead))
        return bool(ahead)


class Inflated:
    """One gzip member of a file."""

    def __init__(self, file: BinaryIO, offset: int) -> None:
        self._file = file
        self._offset = offset
        #: Where the member ends; None before its end was seen.
        self.end: int | None = None

    def pieces(self) -> Iterator[bytes]:
        """Its bytes, inflated, a bounded piece at a time; raises Broken where it is damaged or cut short."""
        inflater, read = zlib.decompressobj(31), self._offset
        try:
            for packed in _pieces(self._file, self._offset):
                read += len(packed)
                ahead = packed
                while ahead and not inflater.eof:
                    if piece := inflater.decompress(ahead, PIECE):
                        yield piece
                    ahead = inflater.unconsumed_tail
                if inflater.eof:
                    self.end = read - len(inflater.unused_data)
                    return
        except zlib.error as err:
            raise Broken(f"its gzip member is damaged: {err}") from None
        raise Broken("its gzip member is cut short")


def _pieces(file: BinaryIO, offset: int) -> Iterator[bytes]:
    """The bytes of a file from an offset on, wherever else it is read meanwhile."""
    while True:
        file.seek(offset)
        piece = file.read(PIECE)
        if not piece:
            return
        offset += len(piece)
        yield piece


def _next_plain(file: BinaryIO, offset: int) -> int | None:
    """Where the next line behind an offset begins a record; None where none does."""
    found = _found(file, offset, b"\n" + _BEGINS)
    return None if found is None else found + 1


def _next_member(file: BinaryIO, offset: int) -> int | None:
    """Where the next gzip member behind an offset begins that holds a record; None where none does."""
    found = _found(file, offset, _MEMBER)
    while found is not None and not _begins_record(file, found):
        found = _found(file, found + 1, _MEMBER)
    return found


def _begins_record(file: BinaryIO, offset: int) -> bool:
    try:
        return Source(Inflated(file, offset).pieces(), 0).peek(len(_BEGINS)) == _BEGINS
    except Broken:
        return False


def _found(file: BinaryIO, offset: int, wanted: bytes) -> int | None:
    """Where bytes stand first at or behind an offset."""
    overlap = b""
    for piece in _pieces(file, offset):
        place = (overlap + piece).find(wanted)
        if place >= 0:
            return offset + place - len(overlap)
        overlap, offset = (overlap + piece)[1 - len(wanted) :], offset + len(piece)
    return None

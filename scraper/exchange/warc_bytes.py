"""The bytes of a WARC file, plain or gzip, read by lines and by lengths; damage raises `Broken`."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import BinaryIO

#: Bytes read at once.
PIECE = 1 << 16
#: Bytes of a record's own headers.
MAX_HEADERS = 1 << 16


class Broken(Exception):
    """A record, or the gzip member around it, is damaged."""


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
            for packed in pieces_of(self._file, self._offset):
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


def pieces_of(file: BinaryIO, offset: int) -> Iterator[bytes]:
    """The bytes of a file from an offset on, wherever else it is read meanwhile."""
    while True:
        file.seek(offset)
        piece = file.read(PIECE)
        if not piece:
            return
        offset += len(piece)
        yield piece

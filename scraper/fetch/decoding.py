"""Undo content codings with a bound of our own, and notice what is cut. Pure.

httpx 0.28 gives half a page for a body cut in half, drops a second gzip member, and inflates 1.6 kB of brotli to
1 GB at once (all measured), so it is only asked for the bytes on the wire.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress

import brotli
import zstandard

from scraper.errors import FetchError, TooLarge, Truncated

#: Bytes that a decoder makes at a time: what a bomb may cost above the limit. Brotli takes up to twice as many.
PIECE = 1024 * 1024
#: Members of a gzip body, frames of a zstd body. Servers send one; files made of blocks have one for 64 KiB.
MEMBERS = 256
#: The window that RFC 9659 section 3 asks for in HTTP; more is memory that the server chooses.
ZSTD_WINDOW = 8 * 1024 * 1024
#: zstandard has no bound on what it makes of its input. A block of 4 bytes can make 128 KiB (RFC 8878 section
#: 3.1.1.2.4), so that is 2 MiB of output for one step.
ZSTD_STEP = 64
#: Codings in one header. curl 8 stops at five as well.
CODINGS = 5

#: Zlib's names of the three wrappings (zlib.net/manual.html, inflateInit2).
_GZIP, _ZLIB, _RAW = 31, 15, -15
_BROKEN = (zlib.error, brotli.error, zstandard.ZstdError)
#: What servers write where there is no coding; "utf-8" and "none" by mistake.
_NO_CODING = frozenset({"", "identity", "none", "utf-8"})


def decode(body: bytes, content_encoding: str, limit: int) -> bytes:
    """The body without its content codings, at most `limit` bytes of it.

    `content_encoding` is the header's value: codings in the order in which they were applied (RFC 9110 section 8.4).
    All members of a gzip body are read, all frames of a zstd body; what follows the last one is dropped, as gzip
    and browsers do. Raises errors.TooLarge before more than about 3 MiB above the limit are made,
    errors.Truncated for a body that ends before its end or is not in the coding that it claims (browsers refuse
    that too), errors.FetchError for a coding that we never ask for. These errors name no URL.

    >>> decode(zlib.compress(b"Pasar dibuka"), "deflate", 100)
    b'Pasar dibuka'
    """
    for coding in _codings(content_encoding):
        body = _joined(_undone(body, coding), limit)
    if len(body) > limit:
        raise TooLarge("", f"the body is larger than {limit} bytes")
    return body


def decode_prefix(body: bytes, content_encoding: str, limit: int) -> bytes:
    """The first `limit` bytes of a body without its content codings; the body may be cut anywhere.

    Raises errors.TooLarge for more codings than anybody needs, errors.FetchError for one that we never ask for.
    """
    for coding in _codings(content_encoding):
        body = _begun(_undone(body, coding), limit)
    return body[:limit]


def _codings(content_encoding: str) -> list[str]:
    """The codings to undo, in the order of their undoing."""
    named = [part.strip().lower() for part in content_encoding.split(",")]
    codings = [coding for coding in named if coding not in _NO_CODING]
    if len(codings) > CODINGS:
        raise TooLarge("", f"coded {len(codings)} times over")
    return codings[::-1]


def _undone(body: bytes, coding: str) -> Iterator[bytes]:
    """What a decoder makes, piece by piece; what is broken ends in errors.Truncated."""
    if coding not in DECODERS:
        raise FetchError("", f"a Content-Encoding that we did not ask for: {coding[:40]!r}")
    try:
        yield from DECODERS[coding](body)
    except _BROKEN as err:
        raise Truncated("", f"the body is not whole {coding}: {err}") from err


def _joined(pieces: Iterable[bytes], limit: int) -> bytes:
    whole = bytearray()
    for piece in pieces:
        whole += piece
        if len(whole) > limit:
            raise TooLarge("", f"the body inflates to more than {limit} bytes")
    return bytes(whole)


def _begun(pieces: Iterable[bytes], limit: int) -> bytes:
    whole = bytearray()
    with suppress(Truncated, TooLarge):
        for piece in pieces:
            whole += piece
            if len(whole) >= limit:
                break
    return bytes(whole[:limit])


def _gzip(body: bytes) -> Iterator[bytes]:
    for _ in range(MEMBERS):
        member = zlib.decompressobj(_GZIP)
        yield from _inflated(member, body)
        body = member.unused_data
        if not body.startswith(b"\x1f\x8b"):
            return
    raise TooLarge("", f"more than {MEMBERS} gzip members")


def _deflate(body: bytes) -> Iterator[bytes]:
    """RFC 9110 section 8.4.1.2 means zlib's format; some servers send the bare stream, and browsers take both."""
    has_header = len(body) > 1 and body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0
    yield from _inflated(zlib.decompressobj(_ZLIB if has_header else _RAW), body)


def _inflated(stream: zlib._Decompress, body: bytes) -> Iterator[bytes]:
    while not stream.eof:
        piece = stream.decompress(body, PIECE)
        if not piece and not stream.eof:
            raise Truncated("", "the compressed body ends before its end")
        yield piece
        body = stream.unconsumed_tail


def _brotli(body: bytes) -> Iterator[bytes]:
    stream = brotli.Decompressor()
    while not stream.is_finished():
        piece = stream.process(body, output_buffer_limit=PIECE)
        if not piece and not stream.is_finished():
            raise Truncated("", "the compressed body ends before its end")
        yield piece
        body = b""


def _zstd(body: bytes) -> Iterator[bytes]:
    rest = memoryview(body)
    for _ in range(MEMBERS):
        rest = yield from _zstd_frame(rest)
        if not _is_zstd_frame(rest):
            return
    raise TooLarge("", f"more than {MEMBERS} zstd frames")


def _zstd_frame(body: memoryview) -> Generator[bytes, None, memoryview]:
    """Yields what a frame holds and gives what follows it."""
    if zstandard.get_frame_parameters(body).window_size > ZSTD_WINDOW:
        raise TooLarge("", f"the body asks for a zstd window of more than {ZSTD_WINDOW} bytes")
    frame = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW).decompressobj()
    for start in range(0, len(body), ZSTD_STEP):
        step = body[start : start + ZSTD_STEP]
        yield frame.decompress(step)
        if frame.eof:
            return body[start + len(step) - len(frame.unused_data) :]
    raise Truncated("", "the compressed body ends before its end")


def _is_zstd_frame(body: memoryview) -> bool:
    """A frame, or one to be skipped (RFC 8878 sections 3.1.1 and 3.1.2)."""
    magic = bytes(body[:4])
    return magic == b"\x28\xb5\x2f\xfd" or (magic[1:] == b"\x2a\x4d\x18" and magic[0] >> 4 == 5)


#: Content coding -> what undoes it, piece by piece.
DECODERS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}

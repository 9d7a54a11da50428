"""Content codings undone with a bound, so that a kilobyte cannot become a gigabyte. Pure.

httpx inflates each wire chunk whole, calls a body cut in half complete and drops a second gzip member; this reads
members one after the other, stops at the limit before inflating more, and says when the end is missing.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable

import brotli
import zstandard

from scraper.errors import TooLarge, Truncated, Unreachable

#: What we can decode, for the Accept-Encoding header.
ACCEPTED = "gzip, deflate, br, zstd"
#: Bytes of output that brotli is asked for at a time.
_STEP = 64 * 1024
#: Bytes of input that zstd is given at a time.
_SIP = 64


def decode(body: bytes, content_encoding: str, limit: int) -> bytes:
    """The body before its content codings, which RFC 9110 section 8.4 lists in the order they were applied.

    Raises errors.TooLarge over `limit` bytes, errors.Truncated where the end is missing, errors.Unreachable for
    a coding that nobody knows or bytes that are none of it.
    """
    for coding in reversed([name.strip().lower() for name in content_encoding.split(",") if name.strip()]):
        body = _decoder(coding)(body, limit)
    if len(body) > limit:
        raise TooLarge("", f"more than {limit:,} bytes")
    return body


def _zlib(wbits: int, body: bytes, limit: int) -> tuple[bytes, bytes, bool]:
    """Decoded bytes, what follows the end, and whether there was an end."""
    inflater = zlib.decompressobj(wbits)
    try:
        plain = inflater.decompress(body, limit + 1)
    except zlib.error as err:
        raise Unreachable("", f"bytes that are not what their coding says ({err})") from err
    if len(plain) > limit:
        raise TooLarge("", f"inflates to more than {limit:,} bytes")
    return plain, inflater.unused_data, inflater.eof


def _gzip(body: bytes, limit: int) -> bytes:
    """Every member (RFC 1952 section 2.2); what follows the last and is none, browsers leave out as we do.

    Bytes that are no gzip at all are taken as they are: servers label plain pages so, and browsers show them.
    """
    if not body.startswith(b"\x1f\x8b"):
        return body
    found, rest = b"", body
    while rest.startswith(b"\x1f\x8b"):
        plain, rest, ended = _zlib(31, rest, limit - len(found))
        if not ended:
            raise Truncated("", "the gzip stream stops before its end")
        found += plain
    return found


def _deflate(body: bytes, limit: int) -> bytes:
    """Zlib's format as RFC 9110 asks, or raw deflate as old servers send."""
    wrapped = len(body) >= 2 and body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0
    plain, _, ended = _zlib(15 if wrapped else -15, body, limit)
    if body and not ended:
        raise Truncated("", "the deflate stream stops before its end")
    return plain


def _brotli(body: bytes, limit: int) -> bytes:
    decoder, given, pieces, size = brotli.Decompressor(), body, list[bytes](), 0
    try:
        while not decoder.is_finished():
            piece, given = decoder.process(given, output_buffer_limit=_STEP), b""
            if not piece and decoder.can_accept_more_data():
                raise Truncated("", "the brotli stream stops before its end")
            size += len(piece)
            if size > limit:
                raise TooLarge("", f"inflates to more than {limit:,} bytes")
            pieces.append(piece)
    except brotli.error as err:
        raise Unreachable("", f"bytes that are not what their coding says ({err})") from err
    return b"".join(pieces)


def _zstd(body: bytes, limit: int) -> bytes:
    """Every frame (RFC 8878 section 3.1), within the window that RFC 9659 allows on the web.

    Given in sips: a block of four bytes inflates to 128 KiB, and the decoder gives all that its sip holds.
    """
    source, pieces, size, ended = memoryview(body), list[bytes](), 0, not body
    while source:
        decoder = zstandard.ZstdDecompressor(max_window_size=8 << 20).decompressobj()
        ended = False
        while source and not ended:
            try:
                piece = decoder.decompress(source[:_SIP])
            except zstandard.ZstdError as err:
                raise Unreachable("", f"bytes that are not what their coding says ({err})") from err
            ended = decoder.eof
            source = source[min(_SIP, len(source)) - len(decoder.unused_data) :]
            size += len(piece)
            if size > limit:
                raise TooLarge("", f"inflates to more than {limit:,} bytes")
            pieces.append(piece)
    if not ended:
        raise Truncated("", "the zstd stream stops before its end")
    return b"".join(pieces)


def _identity(body: bytes, _: int) -> bytes:
    return body


_DECODERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
    "identity": _identity,
}


def _decoder(coding: str) -> Callable[[bytes, int], bytes]:
    try:
        return _DECODERS[coding]
    except KeyError:
        raise Unreachable("", f"content coding {coding!r} is not known") from None

"""The document of a list: its bytes inflated within a limit and decoded. Pure; never raises."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

import webencodings

_GZIP = b"\x1f\x8b"
#: Bytes that are unpacked at once: gzip gives at most 1,032 times as many.
_PIECE = 4096
#: How UTF-16 begins without a byte order mark (XML 1.0, appendix F).
_UNMARKED = {b"<\0": "utf-16le", b"\0<": "utf-16be"}
_DECLARED = re.compile(rb"""<\?xml[^>]{0,100}\sencoding\s*=\s*["']([\w.:-]{1,40})""")
#: Bytes in which a document says what it is: a server may print some kilobytes of warnings first.
HEAD_BYTES = 64 * 1024


def inflated(body: bytes, limit: int) -> bytes:
    """What gzip packed, or the body as it is.

    Where it is damaged or longer than `limit` it is cut after the last whole line or tag.
    """
    data, whole = _unpacked(body, limit) if body.startswith(_GZIP) else (body, len(body) <= limit)
    if whole:
        return data
    head = data[:limit]
    return head[: max(head.rfind(b"\n"), head.rfind(b">")) + 1]


def _unpacked(body: bytes, limit: int) -> tuple[bytes, bool]:
    data = bytearray()
    try:
        for piece in _pieces(body):
            data += piece
            if len(data) > limit:
                return bytes(data), False
    except zlib.error:
        return bytes(data), False
    return bytes(data), True


def _pieces(packed: bytes) -> Iterator[bytes]:
    """What the members of a gzip file unpack to; raises zlib.error where they are damaged or cut short."""
    position = 0
    while packed.startswith(_GZIP, position):
        member = zlib.decompressobj(wbits=31)
        while not member.eof:
            piece = packed[position : position + _PIECE]
            if not piece:
                raise zlib.error("cut short")
            yield member.decompress(piece)
            position += len(piece) - len(member.unused_data)


def text(body: bytes) -> str:
    """The document decoded by its byte order mark, its XML declaration, or as UTF-8; never fails.

    Only the encodings of the web: Python knows others that take quadratic time.
    """
    declared = _DECLARED.search(body, 0, HEAD_BYTES)
    label = _UNMARKED.get(body[:2]) or (declared and declared[1].decode("ascii"))
    encoding = (label and webencodings.lookup(label)) or webencodings.UTF8
    if declared and encoding.name.startswith("utf-16"):
        encoding = webencodings.UTF8  # what could be read as ASCII is not UTF-16
    decoded: str = webencodings.decode(body, encoding)[0]
    return decoded

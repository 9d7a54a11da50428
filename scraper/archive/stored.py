"""The forms in which values are stored: bodies packed under their digest, text and numbers that SQLite takes. Pure."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import zstandard

#: Of zstd. Beside 3 it saves a tenth of a page that is packed against another, for a millisecond; 12 takes seven.
LEVEL = 9
#: The largest number of SQLite (https://sqlite.org/datatype3.html).
LARGEST = 2**63 - 1
_UNTAKEN = re.compile("[\0\ud800-\udfff]")


def digest(body: bytes) -> str:
    """SHA-256 of a body, hexadecimal: its name in the archive."""
    return hashlib.sha256(body).hexdigest()


@dataclass(frozen=True, slots=True)
class Packed:
    """A body as it is stored."""

    #: zstd, gzip (RFC 1952; how older versions stored bodies) or identity.
    codec: str
    form: bytes


def packed(body: bytes) -> Packed:
    """A body packed by itself, or as it is where that gains nothing.

    >>> packed(b"berita " * 100).codec, packed(b"")
    ('zstd', Packed(codec='identity', form=b''))
    """
    form = zstandard.ZstdCompressor(level=LEVEL).compress(body)
    return Packed("zstd", form) if len(form) < len(body) else Packed("identity", body)


def packed_against(body: bytes, dictionary: bytes) -> Packed:
    """A body packed with another one as its dictionary.

    >>> page = bytes(range(256)) * 4
    >>> len(packed_against(page + b"berita", page).form) < 40
    True
    """
    reach = len(body) + len(dictionary)  # so that the window holds both
    parameters = zstandard.ZstdCompressionParameters.from_level(LEVEL, source_size=reach, dict_size=len(dictionary))
    compressor = zstandard.ZstdCompressor(compression_params=parameters, dict_data=_raw(dictionary))
    return Packed("zstd", compressor.compress(body))


def _raw(dictionary: bytes) -> zstandard.ZstdCompressionDict:
    return zstandard.ZstdCompressionDict(dictionary, dict_type=zstandard.DICT_TYPE_RAWCONTENT)


def unpacked(packed: Packed, size: int, name: str, dictionary: bytes | None = None) -> bytes | None:
    """The body from its stored form; None when it is no longer the one of this size and digest.

    >>> body = b"berita " * 100
    >>> unpacked(packed(body), len(body), digest(body)) == body
    True
    >>> unpacked(Packed("identity", b"other"), 5, digest(body)) is None
    True
    """
    with suppress(OSError, EOFError, zlib.error, zstandard.ZstdError):
        body = _inflated(packed, size, dictionary)
        if digest(body) == name:
            return body
    return None


def _inflated(packed: Packed, size: int, dictionary: bytes | None) -> bytes:
    """The bytes of a form, never more than `size` of them and one. Raises what the codecs raise."""
    if packed.codec == "gzip":
        return zlib.decompressobj(wbits=31).decompress(packed.form, size + 1)
    if packed.codec != "zstd":
        return packed.form
    if zstandard.frame_content_size(packed.form) != size:  # it would be believed, and room be made for it
        raise zstandard.ZstdError("the frame is of another size")
    return zstandard.ZstdDecompressor(dict_data=_raw(dictionary) if dictionary else None).decompress(packed.form)


def storable(row: Mapping[str, Any]) -> dict[str, Any]:
    r"""A row that SQLite takes and gives back: one character for each, so offsets into text still hold.

    sqlite3 raises on a lone surrogate and on a number over 2**63 - 1, and SQL's length() ends at a NUL. The first
    and the last become U+FFFD; the number becomes None, because a capped one would be a false one.

    >>> storable({"headline": "Jakarta\ud800\x00", "views": 2**63, "rank": 1})
    {'headline': 'Jakarta\ufffd\ufffd', 'views': None, 'rank': 1}
    """
    return {name: _storable(value) for name, value in row.items()}


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return value if is_taken(value) else _UNTAKEN.sub("\ufffd", value)
    return None if isinstance(value, int) and abs(value) > LARGEST else value


def is_taken(text: str) -> bool:
    """Whether SQLite takes a text as it is: a look at each character of a body costs more than this."""
    if "\0" in text:
        return False
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True

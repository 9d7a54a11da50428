"""The forms in which values are stored: bodies packed under their digest, text and numbers that SQLite takes. Pure."""

from __future__ import annotations

import gzip
import hashlib
import re
import zlib
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

#: zlib's own default; 9 saves under 1 % more of a news page at three times the time.
LEVEL = 6
#: The largest number of SQLite (https://sqlite.org/datatype3.html).
LARGEST = 2**63 - 1
_UNTAKEN = re.compile("[\0\ud800-\udfff]")


def digest(body: bytes) -> str:
    """SHA-256 of a body, hexadecimal: its name in the archive."""
    return hashlib.sha256(body).hexdigest()


def packed(body: bytes) -> tuple[str, bytes]:
    """Codec and stored form of a body: gzip (RFC 1952) without a time stamp, or identity where gzip gains nothing.

    >>> packed(b"berita " * 100)[0], packed(b"")
    ('gzip', ('identity', b''))
    """
    smaller = gzip.compress(body, LEVEL, mtime=0)
    return ("gzip", smaller) if len(smaller) < len(body) else ("identity", body)


def unpacked(codec: str, form: bytes, name: str) -> bytes | None:
    """The body from its stored form; None when it is no longer the one of this digest.

    >>> body = b"berita " * 100
    >>> unpacked(*packed(body), digest(body)) == body
    True
    >>> unpacked("identity", b"other", digest(body)) is None
    True
    """
    with suppress(OSError, EOFError, zlib.error):
        body = gzip.decompress(form) if codec == "gzip" else form
        if digest(body) == name:
            return body
    return None


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
        return _UNTAKEN.sub("\ufffd", value)
    return None if isinstance(value, int) and abs(value) > LARGEST else value

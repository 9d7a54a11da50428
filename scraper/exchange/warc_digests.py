"""Digests of WARC records, as the programs that write them print them."""

from __future__ import annotations

import hashlib
import re
from base64 import b16decode, b32decode
from collections.abc import Callable

_DIGESTS: dict[str, Callable[[bytes], hashlib._Hash]] = {
    "sha1": lambda content: hashlib.sha1(content, usedforsecurity=False),
    "sha256": hashlib.sha256,
    "md5": lambda content: hashlib.md5(content, usedforsecurity=False),
}
_HEX = re.compile(r"[0-9a-fA-F]+")


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

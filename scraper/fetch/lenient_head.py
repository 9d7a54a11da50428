"""Lenient parsing of a reply's head: what a careless server writes becomes what RFC 9112 asks for. Pure.

curl and browsers read replies with a line that has no colon, blanks in a name, a folded line or a second
Transfer-Encoding; h11 refuses them. So the head is put in order before h11 sees it, as RFC 9112 sections 2.2, 5 and
6.3 let a client do. What could hide a second reply is still refused: two lengths, an unknown transfer coding, a zero
byte. A head that needed mending ends its connection, so nothing behind it is ever taken for another reply.
"""

from __future__ import annotations

import re
from typing import NamedTuple

#: Bytes of a head: more is none. curl 8 allows 300 KiB for all of it, Chrome 256 KiB, httpcore 100 KiB.
MAX_HEAD_BYTES = 100 * 1024

#: Where a head ends; a line may end with LF alone (RFC 9112 section 2.2).
HEAD_END = re.compile(rb"\r?\n\r?\n")
_LINE_END = re.compile(rb"\r?\n")
_STATUS = re.compile(rb"\s*HTTP/1(?:\.([0-9]))?[ \t]+([1-9][0-9]{2})(?:[^0-9].*)?", re.IGNORECASE | re.DOTALL)
#: A field name is a token (RFC 9110 section 5.1).
_TOKEN = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
#: Control characters other than a tab: invalid in a value, and replaced by a space (RFC 9110 section 5.5).
_CONTROL = re.compile(rb"[\x01-\x08\x0a-\x1f\x7f]")

_Field = tuple[bytes, bytes]


class Head(NamedTuple):
    """A head in the form of RFC 9112."""

    status: int
    #: Status line and fields with the empty line at their end.
    octets: bytes
    #: Whether it had to be mended.
    mended: bool


class MalformedHead(ValueError):
    """A head that no client would take."""


def tidy(head: bytes) -> Head:
    r"""Put a head in order; raises MalformedHead for what is none or could hide a second reply.

    >>> tidy(b"HTTP/1.1 200 OK\r\nServer : x\r\nno colon\r\n\r\n").octets
    b'HTTP/1.1 200 \r\nServer: x\r\n\r\n'
    """
    first, *lines = _LINE_END.split(head.lstrip(b"\r\n").rstrip(b"\r\n"))
    version, status = _status(first)
    if b"\0" in head:
        raise MalformedHead("a zero byte in the head")
    fields = [_field(line) for line in _unfolded(lines)]
    named = [field for field in fields if field is not None]
    framed = _framed(named)
    octets = b"".join(b"%s: %s\r\n" % field for field in framed)
    mended = len(named) < len(fields) or framed != [_as_sent(line) for line in lines]
    return Head(status, b"HTTP/1.%s %d \r\n%s\r\n" % (version, status, octets), mended)


def _status(line: bytes) -> tuple[bytes, int]:
    found = _STATUS.fullmatch(line)
    if found is None:
        raise MalformedHead(f"no status line: {line[:40]!r}")
    version = b"0" if found[1] == b"0" else b"1"
    return version, int(found[2])


def _unfolded(lines: list[bytes]) -> list[bytes]:
    """The lines of the fields; one that begins with a blank goes on with the field before it."""
    whole: list[bytes] = []
    for line in lines:
        if not line.startswith((b" ", b"\t")):
            whole.append(line)
        elif whole:
            whole[-1] += b" " + line.strip(b" \t")
    return whole


def _field(line: bytes) -> _Field | None:
    """Name and value of a line, None for one that is no field: it says nothing, as in browsers."""
    name, colon, value = line.partition(b":")
    name = name.rstrip(b" \t")
    if not colon or not _TOKEN.fullmatch(name):
        return None
    return name, _CONTROL.sub(b" ", value).strip(b" \t")


def _as_sent(line: bytes) -> _Field:
    name, _, value = line.partition(b":")
    return name, value.strip(b" \t")


def _framed(fields: list[_Field]) -> list[_Field]:
    """The fields with one plain word about where the body ends, or none.

    A transfer coding outweighs a length (RFC 9112 section 6.3).
    """
    codings = _values(fields, b"transfer-encoding") - {b"identity"}
    lengths = _values(fields, b"content-length")
    if codings - {b"chunked"}:
        raise MalformedHead(f"an unknown transfer coding: {min(codings - {b'chunked'})[:40]!r}")
    if len(lengths) > 1 or not all(length.isdigit() and len(length) < 20 for length in lengths):
        raise MalformedHead(f"no one length of the body: {b', '.join(sorted(lengths))[:40]!r}")
    #: What still has to be said, once.
    framing = {b"transfer-encoding": codings, b"content-length": set() if codings else lengths}
    kept: list[_Field] = []
    for name, value in fields:
        lower = name.lower()
        if lower not in framing:
            kept.append((name, value))
        elif framing[lower]:
            kept.append((name, framing[lower].pop()))
    return kept


def _values(fields: list[_Field], name: bytes) -> set[bytes]:
    """The different values of a list field, in lower case."""
    listed: set[bytes] = set()
    for each, value in fields:
        if each.lower() == name:
            listed.update(part.strip(b" \t").lower() for part in value.split(b","))
    return listed - {b""}

"""The records of a WARC file, one after the other, and what is damaged in it: nothing raises, the rest is read.

Written here because no reader at hand goes on behind damage: warcio ends silently where a gzip member is cut short,
and raises at the first record that is none. A damaged record is told with its offset, and reading goes on at the next
place where a record begins: a gzip member that inflates to "WARC/", or a line that says so.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from scraper.exchange.warc_bytes import Broken, Inflated, Source, pieces_of
from scraper.exchange.warc_digests import fits

#: Bytes of a record that are read; what is longer is passed over.
MAX_RECORD = 64 << 20
GZIP = b"\x1f\x8b"
_MEMBER = b"\x1f\x8b\x08"
_BEGINS = b"WARC/"


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


@dataclass(frozen=True, slots=True)
class Unwanted:
    """A record that was passed over unread, by its headers."""

    #: Bytes into the file.
    offset: int
    headers: dict[str, str]


#: Whether a record is wanted, by its headers.
Wanted = Callable[[dict[str, str]], bool]


def everything(_: dict[str, str]) -> bool:
    """Any record is wanted."""
    return True


#: Gives records, and at its end where to go on; None at the end of the file.
Reading = Generator[WarcRecord | Unwanted | Damage, None, int | None]


@dataclass(frozen=True, slots=True)
class Span:
    """The part of a file whose records are read: those that begin in it, to their ends."""

    begin: int = 0
    #: None for the end of the file.
    end: int | None = None


WHOLE = Span()


def records(
    file: BinaryIO, span: Span = WHOLE, wanted: Wanted = everything
) -> Iterator[WarcRecord | Unwanted | Damage]:
    """Every record and damage of a part of a file, plain or gzip; parts in a row give what the whole gives."""
    file.seek(0)
    is_gzip = file.read(len(GZIP)) == GZIP
    offset: int | None = span.begin
    if span.begin:
        offset = _next_member(file, span) if is_gzip else _next_plain(file, span)
    while offset is not None and not _is_behind(offset, span):
        offset = yield from (_member(file, offset, span, wanted) if is_gzip else _plain(file, offset, span, wanted))
    if offset is not None and not (_begins_record(file, offset) if is_gzip else _begins_line(file, offset)):
        yield _headless(file, offset, is_gzip=is_gzip)


def _is_behind(offset: int, span: Span) -> bool:
    return span.end is not None and offset >= span.end


def _plain(file: BinaryIO, offset: int, span: Span, wanted: Wanted) -> Reading:
    """The records from an offset to the first damage; gives where to go on."""
    source = Source(pieces_of(file, offset), offset)
    while source.skip_blank_lines():
        at = source.position
        if _is_behind(at, span):
            return at
        try:
            yield _record(source, at, wanted)
        except Broken as err:
            yield Damage(at, str(err))
            return _next_plain(file, Span(at + 1, span.end))
    return None


def _member(file: BinaryIO, offset: int, span: Span, wanted: Wanted) -> Reading:
    """The records of one gzip member; gives where the next one begins."""
    inflated = Inflated(file, offset)
    source = Source(inflated.pieces(), 0)
    try:
        while source.skip_blank_lines():
            yield _record(source, offset, wanted)
    except Broken as err:
        yield Damage(offset, str(err))
        return _next_member(file, Span(max(offset + 1, inflated.end or 0), span.end))
    if inflated.end is None or not _follows(file, inflated.end):
        return None
    return inflated.end


def _follows(file: BinaryIO, offset: int) -> bool:
    file.seek(offset)
    return bool(file.read(1))


def _record(source: Source, offset: int, wanted: Wanted) -> WarcRecord | Unwanted:
    if not source.line().startswith(_BEGINS):
        raise Broken("no record begins here: the length of the one before it is wrong, or bytes are lost")
    headers = _headers(source)
    length = headers.get("content-length", "")
    if not length.isascii() or not length.isdecimal():
        raise Broken(f"Content-Length is {length[:40]!r}")
    if int(length) > MAX_RECORD:
        source.skip(int(length))
        raise Broken(f"{int(length):,} bytes, at most {MAX_RECORD:,} are read")
    if not wanted(headers):
        source.skip(int(length))
        return Unwanted(offset, headers)
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


def _next_plain(file: BinaryIO, span: Span) -> int | None:
    """Where the first line in a part begins a record; None where none does."""
    found = _found(file, Span(span.begin - 1, span.end), b"\n" + _BEGINS)
    return None if found is None else found + 1


def _next_member(file: BinaryIO, span: Span) -> int | None:
    """Where the first gzip member in a part begins that holds a record; None where none does."""
    found = _found(file, span, _MEMBER)
    while found is not None and not _begins_record(file, found):
        found = _found(file, Span(found + 1, span.end), _MEMBER)
    return found


def _headless(file: BinaryIO, offset: int, *, is_gzip: bool) -> Damage:
    """What is told of a place behind a part where no record begins: who reads the next part cannot see that."""
    reading = _member(file, offset, WHOLE, everything) if is_gzip else _plain(file, offset, WHOLE, everything)
    found = next(reading)
    return found if isinstance(found, Damage) else Damage(offset, "no record begins here")


def _begins_line(file: BinaryIO, offset: int) -> bool:
    file.seek(offset)
    return file.read(len(_BEGINS)) == _BEGINS


def _begins_record(file: BinaryIO, offset: int) -> bool:
    try:
        return Source(Inflated(file, offset).pieces(), 0).peek(len(_BEGINS)) == _BEGINS
    except Broken:
        return False


def _found(file: BinaryIO, span: Span, wanted: bytes) -> int | None:
    """Where bytes stand first in a part of a file."""
    overlap, offset = b"", span.begin
    for piece in pieces_of(file, offset):
        place = (overlap + piece).find(wanted)
        if place >= 0:
            return offset + place - len(overlap)
        if _is_behind(offset, span):
            return None
        overlap, offset = (overlap + piece)[1 - len(wanted) :], offset + len(piece)
    return None

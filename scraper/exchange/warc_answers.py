"""HTTP answers in WARC records: what a web archive of any program says of an address, as a capture."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, cast, get_args

from scraper import urls
from scraper.archive.captures import Kind
from scraper.errors import BadURL, FetchError
from scraper.exchange import warc
from scraper.exchange.warc_bytes import Broken
from scraper.exchange.warc_digests import fits
from scraper.exchange.warc_stream import WarcRecord
from scraper.fetch import decode
from scraper.fetch.responses import media_type
from scraper.models import Capture

#: Bytes of a page, inflated; a crawl takes no more either.
MAX_BODY = 10 << 20
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})(?: |$)")
_CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
KINDS = frozenset(get_args(Kind))


@dataclass(frozen=True, slots=True)
class Answer:
    """A capture in a WARC file."""

    offset: int
    record: str
    capture: Capture
    #: What it was fetched as, and the further pages of its article; None and nothing where no capture of ours says so.
    kind: Kind | None = None
    parts: tuple[dict[str, Any], ...] = field(default=())
    #: URL and state of the article that it was decided by this answer to be no longer there.
    vanished: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Revisit:
    """An answer whose bytes are those of an earlier one, or that says that nothing was modified."""

    offset: int
    record: str
    #: The answer without its body.
    capture: Capture
    not_modified: bool
    #: URL and time of the answer that it refers to; None where it does not say.
    refers_to: tuple[str, datetime] | None


def response(record: WarcRecord) -> Answer:
    """The answer in a response record; raises Broken for one that is no HTTP answer of an address and a time."""
    capture = _capture(record, *_http(record.content))
    body = _body(capture, record.headers.get("warc-payload-digest"))
    return Answer(record.offset, _id(record), replace(capture, body=body))


def revisit(record: WarcRecord) -> Revisit:
    """The answer in a revisit record; raises Broken as `response` does."""
    has_http = record.content.startswith(b"HTTP/")
    status, headers, _ = _http(record.content) if has_http else (200, (), b"")
    refers, at = record.headers.get("warc-refers-to-target-uri"), record.headers.get("warc-refers-to-date")
    return Revisit(
        record.offset,
        _id(record),
        _capture(record, status, headers, b""),
        not_modified=record.headers.get("warc-profile", "").endswith("server-not-modified"),
        refers_to=(_url(refers), _time(at)) if refers and at else None,
    )


def described(answer: Answer, record: WarcRecord) -> Answer:
    """An answer with what a metadata record of this program adds to it; the answer as it is for any other record.

    Raises Broken for one that does not fit the answer.
    """
    if record.headers.get("content-type") != warc.METADATA_TYPE:
        return answer
    try:
        known = json.loads(record.content)
        headers = tuple((str(name), str(value)) for name, value in known["headers"])
        if known["kind"] not in KINDS:
            raise Broken(f"its metadata name no kind: {known['kind']!r}")
        capture = replace(
            _with_headers(answer.capture, headers), url=_url(known["url"]), elapsed_s=known["elapsed_ms"] / 1000
        )
        gone = known.get("vanished")
        return replace(
            answer,
            capture=capture,
            kind=cast("Kind", known["kind"]),
            parts=tuple(known["parts"]),
            vanished=(str(gone["url"]), str(gone["state"])) if gone else None,
        )
    except (ValueError, KeyError, TypeError, RecursionError) as err:
        raise Broken(f"its metadata cannot be read: {err}") from None


def _id(record: WarcRecord) -> str:
    return record.headers.get("warc-record-id", f"offset {record.offset}")


def _capture(record: WarcRecord, status: int, headers: tuple[tuple[str, str], ...], body: bytes) -> Capture:
    url = _url(record.headers.get("warc-target-uri", ""))
    at = _time(record.headers.get("warc-date", ""))
    return _with_headers(Capture(url, url, at, status, None, None, headers, body), headers)


def _with_headers(capture: Capture, headers: tuple[tuple[str, str], ...]) -> Capture:
    mime, charset = media_type(next((value for name, value in headers if name == "content-type"), None))
    return replace(capture, headers=headers, mime=mime, charset=charset)


def _url(printed: str) -> str:
    """The address in WHATWG form; wget writes it in angle brackets (WARC 1.0 draft)."""
    try:
        return urls.normalize(printed.strip().removeprefix("<").removesuffix(">"))
    except (BadURL, ValueError):
        raise Broken(f"its address is none: {printed[:80]!r}") from None


def _time(printed: str) -> datetime:
    """UTC, to the second (W3CDTF, as WARC 1.1 has it); no zone means UTC."""
    try:
        at = datetime.fromisoformat(printed)
    except ValueError:
        raise Broken(f"its WARC-Date is none: {printed[:40]!r}") from None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)


def _http(content: bytes) -> tuple[int, tuple[tuple[str, str], ...], bytes]:
    """Status, headers with names in lower case, and the body as it came."""
    head, _, body = content.partition(b"\r\n\r\n")
    if b"\n\n" in head:  # bare line feeds, as some proxies write them
        head, _, body = content.partition(b"\n\n")
    status, *lines = head.splitlines() or [b""]
    if not (match := _STATUS.match(status)):
        raise Broken(f"no HTTP answer: {status[:40]!r}")
    pairs = (line.decode("latin-1").partition(":") for line in lines)
    return int(match[1]), tuple((name.strip().lower(), value.strip()) for name, colon, value in pairs if colon), body


def _body(capture: Capture, digest: str | None) -> bytes:
    """The body after transfer and content decoding, whichever of both the writer of the file has done already.

    Raises Broken where no form of it has the digest that the record names, or where it cannot be decoded.
    """
    body = capture.body
    plain = unchunked(body) if "chunked" in (capture.header("transfer-encoding") or "").lower() else body
    encoding = capture.header("content-encoding")
    try:
        decoded = decode(plain, encoding, MAX_BODY) if encoding else plain
    except FetchError as err:
        if not plain.lstrip()[:1] == b"<":  # decoded before it was written, as browsers' recorders do
            raise Broken(f"its body cannot be decoded: {err}") from None
        decoded = plain
    if len(decoded) > MAX_BODY:
        raise Broken(f"its body has {len(decoded):,} bytes, at most {MAX_BODY:,} are read")
    if not any(fits(form, digest) for form in (body, plain, decoded)):
        raise Broken("its payload does not have the digest that it names")
    return decoded


def unchunked(body: bytes) -> bytes:
    r"""The body without its chunks (RFC 9112 section 7.1); as it is where it has none, though a header says so.

    Raises Broken where the last chunk is missing.

    >>> unchunked(b"4\r\nbaca\r\n3;x=y\r\nan!\r\n0\r\n\r\n"), unchunked(b"<p>utuh</p>")
    (b'bacaan!', b'<p>utuh</p>')
    """
    parts: list[bytes] = []
    place = 0
    while match := _CHUNK.match(body, place):
        size, begin = int(match[1], 16), match.end()
        if not size:
            return b"".join(parts)
        if begin + size > len(body):
            break
        parts.append(body[begin : begin + size])
        place = begin + size + (2 if body[begin + size : begin + size + 2] == b"\r\n" else 1)
    if parts:
        raise Broken("its chunked body is cut short")
    return body

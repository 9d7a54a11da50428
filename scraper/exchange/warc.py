"""WARC 1.1 (ISO 28500:2017) records of captures, written by warcio.

A capture is a response record, or a revisit where an earlier record of the file holds the same bytes; a request
record, of which no more is claimed than what is known (GET, path, host); and a metadata record with what HTTP does
not say, from which an import makes the capture again exactly. A 304 is a revisit of the profile server-not-modified.

Bodies are kept after content decoding. So the headers that speak of the wire stand under the names
`X-Archive-Orig-...`, as pywb and its kin write them, and Content-Length is that of the bytes.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b32encode
from http import HTTPStatus
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scraper.archive import Archive
from scraper.exchange.selection import Selection
from scraper.models import Capture, Record
from scraper.version import __version__

VERSION = "WARC/1.1"
#: Of revisits (WARC 1.1, section 6.7).
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
#: Headers that speak of bytes on the wire, which are not kept.
WIRE = frozenset({"content-encoding", "transfer-encoding", "content-length"})
ORIGINAL = "x-archive-orig-"
#: Names the metadata records of this program.
METADATA_TYPE = "application/vnd.arsip-berita.capture+json"


def rows(archive: Archive, selection: Selection, *, after: int, limit: int) -> list[Record]:
    """The next selected captures behind the number `after`; `first` is the one whose record holds the bytes."""
    condition, values = selection.captures()
    same, again = selection.captures("f")
    sql = f"""
        SELECT c.id, c.url, c.final_url, c.captured_at, c.kind, c.publisher, c.digest,
               (SELECT min(f.id) FROM captures f WHERE f.digest = c.digest AND {same}) AS first
        FROM captures c WHERE c.id > ? AND {condition} ORDER BY c.id LIMIT {limit}
    """  # noqa: S608 - conditions of ours
    return archive.rows(sql, *again, after, *values)


def head(name: str) -> bytes:
    """The warcinfo record that a file of this name begins with."""
    file = BytesIO()
    writer = _writer(file)
    fields = {"software": f"arsip-berita {__version__}", "format": "WARC File Format 1.1", "isPartOf": name}
    writer.write_record(writer.create_warcinfo_record(name, fields))
    return file.getvalue()


def records(archive: Archive, row: Record) -> bytes:
    """All records of one capture, each a gzip member of its own."""
    file = BytesIO()
    writer, capture = _writer(file), archive.capture(row["id"])
    is_first = row["first"] == row["id"]
    answer = _response(writer, row, capture) if is_first else _revisit(archive, writer, row, capture)
    writer.write_record(answer)
    writer.write_record(_request(writer, row))
    writer.write_record(_metadata(archive, writer, row, capture))
    for seen in archive.rows("SELECT * FROM not_modified WHERE capture = ? ORDER BY seen_at", row["id"]):
        writer.write_record(_not_modified(writer, row, seen))
    return file.getvalue()


def record_id(kind: str, url: str, at: str, digest: str, number: int) -> str:
    """The URN of a record: the same archive is exported under the same names each time."""
    return f"<urn:uuid:{uuid5(NAMESPACE_URL, f'{kind} {url} {at} {digest} {number}')}>"


def _writer(file: BytesIO) -> WARCWriter:
    writer = WARCWriter(file, gzip=True, warc_version=VERSION)
    # A payload is what HTTP carries (WARC 1.1, section 5.9): FastWARC finds none in a record of metadata.
    writer.NO_PAYLOAD_DIGEST_TYPES = (*writer.NO_PAYLOAD_DIGEST_TYPES, "metadata")
    return writer


def _id_of(kind: str, row: Record) -> str:
    return record_id(kind, row["final_url"], row["captured_at"], row["digest"], row["id"])


def http_headers(capture: Capture) -> StatusAndHeaders:
    """Status line and headers of an answer, those of the wire renamed."""
    kept = [(ORIGINAL + name if name in WIRE else name, value) for name, value in capture.headers]
    kept.append(("Content-Length", str(len(capture.body))))
    return StatusAndHeaders(_status(capture.status), kept, protocol="HTTP/1.1")


def _status(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:  # a status that no standard names
        return f"{status} Unknown"


def _response(writer: WARCWriter, row: Record, capture: Capture) -> Any:
    return writer.create_warc_record(
        row["final_url"],
        "response",
        payload=BytesIO(capture.body),
        length=len(capture.body),
        http_headers=http_headers(capture),
        warc_headers_dict=_named("response", row),
    )


def _revisit(archive: Archive, writer: WARCWriter, row: Record, capture: Capture) -> Any:
    first = archive.rows("SELECT * FROM captures WHERE id = ?", row["first"])[0]
    return writer.create_revisit_record(
        row["final_url"],
        digest=payload_digest(capture.body),
        refers_to_uri=first["final_url"],
        refers_to_date=first["captured_at"],
        http_headers=http_headers(capture),
        warc_headers_dict=_named("response", row) | {"WARC-Refers-To": _id_of("response", first)},
    )


def _request(writer: WARCWriter, row: Record) -> Any:
    """What is known of the request: its method, its path, its host."""
    address = urlsplit(row["final_url"])
    path = (address.path or "/") + (f"?{address.query}" if address.query else "")
    return writer.create_warc_record(
        row["final_url"],
        "request",
        http_headers=StatusAndHeaders(f"GET {path} HTTP/1.1", [("Host", address.netloc)], is_http_request=True),
        warc_headers_dict=_named("request", row) | {"WARC-Concurrent-To": _id_of("response", row)},
    )


def _metadata(archive: Archive, writer: WARCWriter, row: Record, capture: Capture) -> Any:
    known = {
        "url": capture.url,
        "kind": row["kind"],
        "publisher": row["publisher"],
        "digest": f"sha256:{row['digest']}",
        "headers": capture.headers,
        "elapsed_ms": round(capture.elapsed_s * 1000),
        "parts": [_part(part) for part in archive.rows(_PARTS, row["id"])],
        "vanished": next(iter(archive.rows(_VANISHED, row["id"])), None),
    }
    content = json.dumps(known, ensure_ascii=False).encode()
    return writer.create_warc_record(
        None,  # with the address of the page, replay tools would take it for one of its answers (pywb)
        "metadata",
        payload=BytesIO(content),
        length=len(content),
        warc_content_type=METADATA_TYPE,
        warc_headers_dict=_named("metadata", row) | {"WARC-Concurrent-To": _id_of("response", row)},
    )


#: Further pages of an article, with the captures that answered.
_PARTS = """
SELECT p.url AS page, p.reason, c.id, c.final_url, c.captured_at, c.digest
FROM parts p LEFT JOIN captures c ON c.id = p.part WHERE p.capture = ? ORDER BY p.rowid
"""


#: The article that was no longer at its address, as the crawl decided on this answer.
_VANISHED = """
SELECT a.url, r.outcome AS state FROM readings r JOIN articles a ON a.id = r.article
WHERE r.capture = ? AND r.outcome IN ('gone', 'moved')
"""


def _part(row: Record) -> Record:
    """A further page by the record of its answer, or by the reason why there is none."""
    return {"url": row["page"], "record": _id_of("response", row) if row["id"] else None, "reason": row["reason"]}


def _not_modified(writer: WARCWriter, row: Record, seen: Record) -> Any:
    validators = [("ETag", seen["etag"]), ("Last-Modified", seen["last_modified"])]
    headers = StatusAndHeaders(
        "304 Not Modified", [(name, value) for name, value in validators if value], protocol="HTTP/1.1"
    )
    named = {"WARC-Date": seen["seen_at"], "WARC-Record-ID": _seen_id(row, seen), "WARC-Profile": NOT_MODIFIED}
    refers = {
        "WARC-Refers-To": _id_of("response", row),
        "WARC-Refers-To-Target-URI": row["final_url"],
        "WARC-Refers-To-Date": row["captured_at"],
    }
    return writer.create_warc_record(
        row["final_url"], "revisit", http_headers=headers, warc_headers_dict=named | refers
    )


def _seen_id(row: Record, seen: Record) -> str:
    return record_id("not modified", row["final_url"], seen["seen_at"], row["digest"], row["id"])


def _named(kind: str, row: Record) -> dict[str, str]:
    return {"WARC-Date": row["captured_at"], "WARC-Record-ID": _id_of(kind, row)}


def payload_digest(body: bytes) -> str:
    """Digest of a payload as WARC files write it: SHA-1 in base 32."""
    return f"sha1:{b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()}"

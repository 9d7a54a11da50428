"""Response body: read with a limit on the wire and one on what it inflates to, without its content codings."""

from __future__ import annotations

import httpx

from scraper.errors import TooLarge
from scraper.fetch.decoding import decode, decode_prefix
from scraper.fetch.redirects import is_redirect
from scraper.fetch.request import Limits


async def read(response: httpx.Response, limits: Limits, prefix_bytes: int | None) -> bytes:
    """The body of an answer; that of a redirect is not read. Where a prefix is enough, a longer one is left there.

    Raises errors.TooLarge and what `decode` raises, without a URL, and whatever the network raises.
    """
    if is_redirect(response.status_code, response.headers.get("location")):
        return b""
    limit = limits.wire_bytes if prefix_bytes is None else prefix_bytes
    wire = await _wire(response, limit)
    if not wire and response.status_code != httpx.codes.OK:
        return b""  # a 304 or an error may name the coding of a body that it does not send
    coding = response.headers.get("content-encoding", "")
    if prefix_bytes is None:
        if len(wire) > limit:
            raise TooLarge("", f"the body is larger than {limit} bytes on the wire")
        return decode(wire, coding, limits.body_bytes)
    return _prefix(wire, coding, prefix_bytes)


async def _wire(response: httpx.Response, limit: int) -> bytes:
    """What comes, at most one piece more than the limit."""
    wire = bytearray()
    async for piece in response.aiter_raw():
        wire += piece
        if len(wire) > limit:
            break
    return bytes(wire)


def _prefix(wire: bytes, coding: str, limit: int) -> bytes:
    """So many bytes of a body; one that is shorter must be whole."""
    if len(wire) <= limit:
        try:
            return decode(wire, coding, limit)
        except TooLarge:
            pass
    return decode_prefix(wire, coding, limit)

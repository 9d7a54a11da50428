"""What is asked of a server, and what it may cost. Values only."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeGuard

#: Asked before each request, redirects and second tries among them; raises one of `scraper.errors` to refuse the URL.
Check = Callable[[str], Awaitable[None]]

MIB = 1024 * 1024
#: What every request says. Only codings that `decode` undoes.
HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "id,en;q=0.5",
    "Accept-Encoding": "gzip, deflate, br, zstd",
}
#: The headers of a conditional request.
CONDITIONAL = frozenset({"If-None-Match", "If-Modified-Since"})
#: Characters of a validator that is sent back: servers take some 8 KiB of headers, and refuse a request with more.
MAX_VALIDATOR = 2048
#: What may stand in a header (RFC 9110 section 5.5): no control character, no white space at an end.
_SENDABLE = re.compile(r"[!-~\x80-\xff](?:[ -~\x80-\xff]*[!-~\x80-\xff])?")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may cost. Times in seconds."""

    #: From the first connection to the last byte, with redirects, tries and the waits between them.
    deadline_s: float = 60.0
    #: For one connection, and for the name service before it.
    connect_s: float = 10.0
    #: Without a byte.
    silence_s: float = 30.0
    #: Of the body without its codings.
    body_bytes: int = 10 * MIB
    #: Of the body on the wire.
    wire_bytes: int = 10 * MIB
    redirects: int = 10
    #: In all, where what went wrong may pass.
    tries: int = 3
    #: A Retry-After up to this is waited for; a longer one is errors.Postponed.
    max_wait_s: float = 30.0


@dataclass(frozen=True, slots=True)
class Validators:
    """What an earlier answer gave to ask whether it still holds (RFC 9110 section 13.1)."""

    etag: str | None = None
    last_modified: str | None = None
    #: The URL that gave them, when it was not the one asked for: they mean nothing at another.
    url: str | None = None

    def headers(self) -> dict[str, str]:
        r"""The request headers; what cannot be sent as one is left out.

        >>> Validators('W/"a1"', "Mon, 23 Nov 2026\r\nX: 1").headers()
        {'If-None-Match': 'W/"a1"'}
        """
        sent: dict[str, str] = {}
        if _is_sendable(self.etag):
            sent["If-None-Match"] = self.etag
        if _is_sendable(self.last_modified):
            sent["If-Modified-Since"] = self.last_modified
        return sent


def _is_sendable(value: str | None) -> TypeGuard[str]:
    """Whether a validator can stand in a header that a server will read."""
    if value is None or len(value) > MAX_VALIDATOR:
        return False
    return _SENDABLE.fullmatch(value) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One URL to ask for, under a deadline that is running."""

    #: In WHATWG form, without a fragment.
    url: str
    validators: Validators
    check: Check | None
    #: How many may be followed.
    redirects: int
    #: Where only the beginning of a body counts, so many bytes of it are enough; None where all of it does.
    prefix_bytes: int | None
    deadline: asyncio.Timeout

    def headers(self, url: str) -> dict[str, str]:
        """What makes the request conditional, at the one URL where that means something."""
        known_at = self.validators.url or self.url
        if url != known_at:
            return {}
        return self.validators.headers()

    def left_s(self) -> float:
        """Seconds until the deadline."""
        now = asyncio.get_running_loop().time()
        until = self.deadline.when()
        return (until or now) - now

    async def permit(self, url: str) -> None:
        """Ask whether a URL may be asked for, with the deadline stopped: the answer may have to wait its turn."""
        if self.check is None:
            return
        left_s = self.left_s()
        self.deadline.reschedule(None)
        await self.check(url)
        now = asyncio.get_running_loop().time()
        self.deadline.reschedule(now + left_s)

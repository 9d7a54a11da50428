"""What an answer says of itself: what it is, when to come back, whether it is the answer at all. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from scraper.errors import Truncated, Unreachable
from scraper.fetch.backoff import MAX_BACKOFF
from scraper.models import Capture

#: The server is busy or broken for now: RFC 9110 section 15.6, RFC 6585 section 4, and Cloudflare's words for a
#: silent origin (developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-5xx-errors).
BUSY = frozenset({429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
#: Headers of a page that asks whether we are human: Cloudflare (developers.cloudflare.com/cloudflare-challenges,
#: "detect a challenge page response"), AWS (docs.aws.amazon.com/waf, "action behavior").
CHALLENGE_HEADERS = {"cf-mitigated": ("challenge",), "x-amzn-waf-action": ("challenge", "captcha")}
#: Cloudflare's page where the header was lost on the way. Larger bodies with it are pages that tell of it.
CHALLENGE_MARK = b"_cf_chl_opt"
CHALLENGE_BYTES = 200_000

_NOT_MODIFIED, _PARTIAL = 304, 206
#: A range that is the whole (RFC 9110 section 14.4).
_WHOLE_RANGE = re.compile(r"bytes 0-([0-9]{1,15})/([0-9]{1,15})")
_PARAMETER = re.compile(r""";\s*charset\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;"']+))""", re.IGNORECASE)
_SECONDS = re.compile(r"\s*([0-9]+)(?:\.[0-9]*)?\s*")
_UNPRINTABLE = re.compile(r"[\r\n\0]")


def header_pairs(raw: Iterable[tuple[bytes, bytes]]) -> tuple[tuple[str, str], ...]:
    """Headers as text: names in lower case, values as Latin-1, which keeps every byte (RFC 9110 section 5.5).

    Raises errors.Unreachable for a line break or a zero byte, which would forge a header wherever it is written.
    """
    pairs: list[tuple[str, str]] = []
    for name, value in raw:
        pair = name.decode("latin-1").lower(), value.decode("latin-1")
        if _UNPRINTABLE.search("".join(pair)):
            raise Unreachable("", "malformed reply: a line break inside a header")
        pairs.append(pair)
    return tuple(pairs)


def check_asked(capture: Capture, *, conditional: bool) -> None:
    """Raise an error for an answer to a request that nobody made: a 304 without validators, a 206 without a range."""
    if capture.status == _NOT_MODIFIED and not conditional:
        raise Unreachable(capture.final_url, "status 304, though nothing was known of the page")
    content_range = capture.header("content-range") or ""
    if capture.status == _PARTIAL and not _is_whole(content_range):
        raise Truncated(capture.final_url, "status 206, a part of the page that nobody asked for")


def _is_whole(content_range: str) -> bool:
    found = _WHOLE_RANGE.fullmatch(content_range)
    return found is not None and int(found[1]) + 1 == int(found[2])


def media_type(value: str | None) -> tuple[str | None, str | None]:
    """Media type in lower case and charset label as sent, of a Content-Type; None for what is not named.

    >>> media_type('Text/HTML; charset="UTF-8"')
    ('text/html', 'UTF-8')
    """
    if value is None:
        return None, None
    mime, _, _ = value.partition(";")
    label = None
    for found in _PARAMETER.finditer(value):
        # quoted in one of two ways, or not quoted
        label = found[1] or found[2] or found[3]
        if label:
            break
    return mime.strip().lower() or None, label or None


def back_at(capture: Capture, now: datetime) -> datetime | None:
    """When a busy server wants us back; None when it does not say, or is not busy."""
    return retry_after(capture.header("retry-after"), now) if capture.status in BUSY else None


def may_pass(capture: Capture, now: datetime) -> bool:
    """Whether a busy server may be asked again soon. One that says 429 may not, unless it says when."""
    return capture.status in BUSY and (capture.status != 429 or back_at(capture, now) is not None)


def is_challenge(capture: Capture) -> bool:
    """Whether an answer is a challenge page in place of what was asked for."""
    for name, words in CHALLENGE_HEADERS.items():
        if capture.header(name) in words:
            return True
    is_short = len(capture.body) < CHALLENGE_BYTES
    return is_short and CHALLENGE_MARK in capture.body


def retry_after(value: str | None, now: datetime) -> datetime | None:
    """When a Retry-After (RFC 9110 section 10.2.3) wants us back, at most `MAX_BACKOFF` from now.

    None for what is past, nothing, or neither seconds nor a date.

    >>> now = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
    >>> for value in ("120", "Tue, 24 Nov 2026 03:05:00 GMT", "999999999999", "-5", "soon", None):
    ...     print(retry_after(value, now))
    2026-11-24 03:02:00+00:00
    2026-11-24 03:05:00+00:00
    2026-11-25 03:00:00+00:00
    None
    None
    None
    """
    if not value:
        return None
    try:
        asked = _moment(value, now)
        return min(asked, now + MAX_BACKOFF) if asked > now else None
    except (ValueError, TypeError, OverflowError):  # whatever a server may write in place of a date
        return None


def _moment(value: str, now: datetime) -> datetime:
    if seconds := _SECONDS.fullmatch(value):
        return now + timedelta(seconds=min(int(seconds[1]), MAX_BACKOFF.total_seconds()))
    date = parsedate_to_datetime(value)
    return date if date.tzinfo else date.replace(tzinfo=UTC)

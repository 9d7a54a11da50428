"""What an answer says of itself: what it is, when to come back, whether it is the answer at all. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from scraper.crawling.patience import retry_after
from scraper.errors import Unreachable
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

_PARAMETER = re.compile(r""";\s*charset\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;"']+))""", re.IGNORECASE)
_UNPRINTABLE = re.compile(r"[\r\n\0]")


def header_pairs(raw: Iterable[tuple[bytes, bytes]]) -> tuple[tuple[str, str], ...]:
    """Headers as text: names in lower case, values as Latin-1, which keeps every byte (RFC 9110 section 5.5).

    Raises errors.Unreachable for a line break or a zero byte, which would forge a header wherever it is written.
    """
    pairs = tuple((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in raw)
    if any(_UNPRINTABLE.search(name + value) for name, value in pairs):
        raise Unreachable("", "malformed reply: a line break inside a header")
    return pairs


def media_type(value: str | None) -> tuple[str | None, str | None]:
    """Media type in lower case and charset label as sent, of a Content-Type; None for what is not named.

    >>> media_type('Text/HTML; charset="UTF-8"')
    ('text/html', 'UTF-8')
    """
    if value is None:
        return None, None
    mime, _, _ = value.partition(";")
    label = next((part for found in _PARAMETER.finditer(value) for part in found.groups() if part), None)
    return mime.strip().lower() or None, label


def back_at(capture: Capture, now: datetime) -> datetime | None:
    """When a busy server wants us back; None when it does not say, or is not busy."""
    return retry_after(capture.header("retry-after"), now) if capture.status in BUSY else None


def may_pass(capture: Capture, now: datetime) -> bool:
    """Whether a busy server may be asked again soon. One that says 429 may not, unless it says when."""
    return capture.status in BUSY and (capture.status != 429 or back_at(capture, now) is not None)


def is_challenge(capture: Capture) -> bool:
    """Whether an answer is a challenge page in place of what was asked for."""
    if any(capture.header(name) in words for name, words in CHALLENGE_HEADERS.items()):
        return True
    return len(capture.body) < CHALLENGE_BYTES and CHALLENGE_MARK in capture.body

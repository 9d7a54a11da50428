"""A question to a time stamp authority over HTTP (RFC 3161, section 3.4)."""

from __future__ import annotations

import httpx

from scraper.errors import FetchError, Unreachable

#: Seconds for the whole exchange.
DEADLINE_S = 30.0
#: Bytes of an answer; real ones have 3 to 7 kB.
MAX_ANSWER = 1 << 20


def ask(url: str, query: bytes, user_agent: str) -> bytes:
    """The answer of the authority at an address that the operator gave; raises errors.FetchError."""
    headers = {"Content-Type": "application/timestamp-query", "User-Agent": user_agent}
    try:
        answer = httpx.post(url, content=query, headers=headers, timeout=DEADLINE_S, trust_env=False)
    except (httpx.HTTPError, httpx.InvalidURL) as err:
        raise Unreachable(url, f"no answer of the time stamp authority: {err}") from err
    if answer.status_code != 200 or len(answer.content) > MAX_ANSWER:
        raise FetchError(url, f"the time stamp authority answers {answer.status_code}, {len(answer.content)} bytes")
    return answer.content

"""A webhook: JSON posted to an address that the operator names."""

from __future__ import annotations

import httpx

from scraper.errors import WrongUse

#: Seconds for the whole exchange.
DEADLINE_S = 30.0


def post_json(url: str, body: bytes, user_agent: str) -> None:
    """Post a document; raises errors.WrongUse where it does not arrive, or is not taken."""
    headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": user_agent}
    try:
        answer = httpx.post(url, content=body, headers=headers, timeout=DEADLINE_S, trust_env=False)
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as err:
        raise WrongUse(f"{url}: nothing could be posted: {err or type(err).__name__}") from err
    if not answer.is_success:
        raise WrongUse(f"{url}: answers {answer.status_code}")

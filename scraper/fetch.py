"""One URL -> one Capture, within bounds: the only module that touches the network.

httpx has no total deadline, takes a body cut in half for whole and inflates without a bound (measured with 0.28.1), so
a whole exchange stands under one deadline, bodies are read raw and decoded by `decoding`, and the address is checked
when the connection is made, after the name was resolved. Redirects are followed by hand.
"""

from __future__ import annotations

import asyncio
import random
import ssl
import time
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Self

import certifi
import httpcore
import httpx
import tenacity

from scraper import urls
from scraper.addresses import address_allowed
from scraper.connections import CheckedBackend, Resolver, resolve
from scraper.decoding import decode
from scraper.errors import (
    BadRedirect,
    BadURL,
    Blocked,
    DeadlineExceeded,
    FetchError,
    Insecure,
    Postponed,
    TooLarge,
    Truncated,
    Unreachable,
)
from scraper.models import Capture
from scraper.patience import retry_after

__all__ = ["Client", "Limits", "Validators", "address_allowed", "decode"]

Check = Callable[[str], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of anything one fetch may take."""

    #: Seconds for one exchange, redirects included.
    deadline_s: float = 60
    connect_s: float = 10
    #: Seconds without a byte.
    silence_s: float = 30
    #: Bytes on the wire, and after decoding.
    body_bytes: int = 10 << 20
    redirects: int = 10
    #: Exchanges for one URL when the failure may pass.
    tries: int = 3
    #: The longest Retry-After that is waited for on the spot, seconds.
    patience_s: float = 10


@dataclass(frozen=True, slots=True)
class Validators:
    """What the server gave to ask "only if it changed" (RFC 9110 section 13)."""

    etag: str | None = None
    last_modified: str | None = None

    def headers(self) -> dict[str, str]:
        """The conditional request's headers."""
        found = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in found.items() if value}


class _Transport(httpx.AsyncHTTPTransport):
    """httpx's own transport on our connections; it offers no other way to choose them."""

    def __init__(self, backend: CheckedBackend, context: ssl.SSLContext) -> None:
        super().__init__(verify=context, trust_env=False)
        self._pool = httpcore.AsyncConnectionPool(ssl_context=context, network_backend=backend, keepalive_expiry=5)


class Client:
    """Fetches one URL at a time for each caller. An async context manager.

    `allowed` are private addresses that the operator named; `connect_to` leads "host:port" to "address:port" while
    the name stays, for mirrors and tests; `ca_file` replaces the built-in certificates.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        limits: Limits = Limits(),
        allowed: Collection[str] = (),
        connect_to: Mapping[str, str] | None = None,
        ca_file: str | None = None,
        resolver: Resolver = resolve,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.limits = limits
        self._clock = clock
        self._sleep = sleep
        self._headers = {
            "User-Agent": user_agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
            "Accept-Language": "id,en;q=0.5",
            "Accept-Encoding": "gzip, deflate, br, zstd",
        }
        backend = CheckedBackend(resolver, allowed, connect_to or {})
        self._transport = _Transport(backend, ssl.create_default_context(cafile=ca_file or certifi.where()))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._transport.aclose()

    async def get(
        self,
        url: str,
        *,
        validators: Validators | None = None,
        check: Check | None = None,
        redirects: int | None = None,
    ) -> Capture:
        """Fetch a URL; a status such as 404 is an answer like any other.

        `check` is awaited with the target of each redirect and raises to refuse it. Failures that may pass are tried
        again, a bounded number of times. Raises only errors.FetchError.
        """
        tries = tenacity.AsyncRetrying(
            stop=tenacity.stop_after_attempt(self.limits.tries),
            wait=self._wait,
            retry=tenacity.retry_if_exception(lambda err: isinstance(err, FetchError) and err.transient)
            | tenacity.retry_if_result(lambda capture: capture.status in (502, 503, 504)),
            retry_error_callback=lambda state: state.outcome and state.outcome.result(),
            sleep=self._sleep,
        )
        hops = self.limits.redirects if redirects is None else redirects
        found: Capture = await tries(self._exchange, url, validators or Validators(), check, hops)
        return found

    def _wait(self, state: tenacity.RetryCallState) -> float:
        """Seconds to the next try: what the host asked for, else about 1, 2, 4 with jitter."""
        outcome = state.outcome
        asked = None if outcome is None or outcome.failed else self._asked(outcome.result())
        if asked:
            return max((asked - self._clock()).total_seconds(), 0)
        return float(2 ** (state.attempt_number - 1)) * random.uniform(0.5, 1.5)  # noqa: S311 - spreads retries, hides nothing

    def _asked(self, capture: Capture) -> datetime | None:
        return retry_after(capture.header("retry-after"), self._clock())

    async def _exchange(self, url: str, validators: Validators, check: Check | None, hops: int) -> Capture:
        try:
            async with asyncio.timeout(self.limits.deadline_s):
                capture = await self._follow(url, validators, check, hops)
        except TimeoutError as err:
            raise DeadlineExceeded(url, f"no whole answer within {self.limits.deadline_s:g} seconds") from err
        except FetchError as err:
            raise _about(err, url) from err.__cause__
        self._judge(capture)
        return capture

    async def _follow(self, url: str, validators: Validators, check: Check | None, hops: int) -> Capture:
        # a client for each fetch: its cookies serve one chain of redirects and nothing else
        client = httpx.AsyncClient(transport=self._transport, headers=self._headers, trust_env=False)
        began, address, seen = time.monotonic(), url, {url}
        for _ in range(hops + 1):
            capture, target = await self._answer(client, address, validators)
            if target is None:
                return replace(capture, url=url, elapsed_s=time.monotonic() - began)
            self._refuse_bad(address, target, seen, has_cookies=bool(client.cookies))
            if check:
                await check(target)
            seen.add(target)
            address = target
        raise BadRedirect(url, f"more than {hops} redirects")

    @staticmethod
    def _refuse_bad(address: str, target: str, seen: set[str], *, has_cookies: bool) -> None:
        if target in seen and not has_cookies:
            raise BadRedirect("", f"redirects in a circle to {target}")
        if address.startswith("https:") and not target.startswith("https:"):
            raise BadRedirect("", f"redirects from https to {target}")

    async def _answer(
        self, client: httpx.AsyncClient, address: str, validators: Validators
    ) -> tuple[Capture, str | None]:
        """The answer of one address, and where it leads on, if it does."""
        wait = httpx.Timeout(self.limits.silence_s, connect=self.limits.connect_s)
        try:
            async with client.stream("GET", address, headers=validators.headers(), timeout=wait) as response:
                if location := response.headers.get("location") if response.is_redirect else None:
                    return self._capture(response, address, b""), _target(location, address)
                coding = response.headers.get("content-encoding", "")
                body = decode(await self._raw(response), coding, self.limits.body_bytes)
                return self._capture(response, address, body), None
        except httpx.TransportError as err:
            raise _translated(err) from err
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as err:
            raise Unreachable("", f"malformed answer ({err})") from err

    def _capture(self, response: httpx.Response, address: str, body: bytes) -> Capture:
        headers = tuple(
            (name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in response.headers.raw
        )
        mime, charset = _media_type(response.headers.get("content-type", ""))
        return Capture(address, address, self._clock(), response.status_code, mime, charset, headers, body)

    async def _raw(self, response: httpx.Response) -> bytes:
        pieces, size = list[bytes](), 0
        try:
            async for piece in response.aiter_raw():
                pieces.append(piece)
                size += len(piece)
                if size > self.limits.body_bytes:
                    raise TooLarge("", f"more than {self.limits.body_bytes:,} bytes")
        except httpx.TransportError as err:
            raise Truncated("", f"the answer broke off after {size:,} bytes") from err
        return b"".join(pieces)

    def _judge(self, capture: Capture) -> None:
        """Raise errors.Blocked for a challenge page, errors.Postponed where the host asks for more than patience."""
        if capture.header("cf-mitigated") == "challenge" or (
            len(capture.body) < 200_000 and b"_cf_chl_opt" in capture.body
        ):
            raise Blocked(capture.url, "a challenge page stands in place of the article; it is not bypassed")
        if capture.status in (429, 503):
            asked = self._asked(capture)
            patient = self._clock() + timedelta(seconds=self.limits.patience_s)
            if capture.status == 429 or (asked and asked > patient):
                until = asked or self._clock() + timedelta(seconds=60)
                detail = f"status {capture.status}: the host asks to wait until {until:%Y-%m-%d %H:%M:%S} UTC"
                raise Postponed(capture.url, detail, until)


def _about(err: FetchError, url: str) -> FetchError:
    """The same error, about the URL that was asked for."""
    if err.url:
        return err
    return type(err)(url, err.detail)


def _target(location: str, address: str) -> str:
    try:
        target = urls.normalize(location.encode("latin-1", "replace").decode("utf-8", "replace"), address).partition(
            "#"
        )[0]
    except BadURL as err:
        raise BadRedirect("", f"redirects to {location[:100]!r}, which is no URL") from err
    if not target.startswith(("http://", "https://")) or "@" in urls.authority(target):
        raise BadRedirect("", f"redirects to {target[:100]}, which is not followed")
    return target


def _media_type(header: str) -> tuple[str | None, str | None]:
    """Media type and charset label of a Content-Type header, None where it names none."""
    mime, *parameters = header.split(";")
    pairs = (each.partition("=") for each in parameters)
    label = next((value for name, _, value in pairs if name.strip().lower() == "charset"), "")
    return mime.strip().lower() or None, label.strip(" \"'") or None


def _translated(err: httpx.TransportError) -> FetchError:
    """Httpx's error in our words."""
    cause: BaseException | None = err
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Insecure("", f"the certificate does not hold: {cause.verify_message}")
        if isinstance(cause, ssl.SSLError):
            return Insecure("", f"no safe connection ({cause.reason or cause})")
        cause = cause.__cause__ or cause.__context__
    return Unreachable("", next((words for kind, words in _WORDS.items() if isinstance(err, kind)), str(err)))


_WORDS: dict[type[httpx.TransportError], str] = {
    httpx.ConnectTimeout: "no connection",
    httpx.ConnectError: "no connection",
    httpx.TimeoutException: "the host fell silent",
    httpx.RemoteProtocolError: "malformed answer, or none",
    httpx.NetworkError: "the connection broke",
}

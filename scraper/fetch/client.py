"""The client: sends a request, as often as it may help, and hands over the answer."""

from __future__ import annotations

import asyncio
import re
import ssl
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Self

import h11
import httpx
import tenacity

from scraper.errors import Blocked, DeadlineExceeded, FetchError, Postponed, WrongUse
from scraper.fetch import network_errors, responses
from scraper.fetch.addresses import address_allowed, allowance
from scraper.fetch.body import read as read_body
from scraper.fetch.connections import Connector, Dropped, Resolver, resolve
from scraper.fetch.decoding import decode
from scraper.fetch.lenient_head import MalformedHead
from scraper.fetch.redirects import followed, web_url
from scraper.fetch.request import CONDITIONAL, HEADERS, Check, Limits, Request, Validators
from scraper.fetch.transport import Transport
from scraper.models import Capture

__all__ = ["Check", "Client", "Limits", "Validators", "address_allowed", "decode"]

#: Seconds before the second, third ... try, doubled each time; the jitter keeps hosts from being asked in step.
BACKOFF = tenacity.wait_exponential_jitter(initial=1, max=8, jitter=1)

#: All that comes out of a request: OSError of sockets, of TLS and of silence, ValueError for a head that is none and
#: for a name that TLS cannot ask for.
_NETWORK = (httpx.TransportError, httpx.InvalidURL, h11.ProtocolError, MalformedHead, OSError, UnicodeError)


def utc_now() -> datetime:
    """The clock where no other is given."""
    return datetime.now(UTC)


@dataclass(kw_only=True)
class Client:
    """Sends requests to servers, any number at a time; an async context manager that closes at its end.

    Never under a browser's name, without proxies or passwords from the environment, without cookies from one
    request to the next.
    """

    #: Who we are; printable ASCII.
    user_agent: str
    #: Addresses, networks and hosts that may be private.
    allowed: Iterable[str] = ()
    #: "host:port" -> "address:port", as curl's --connect-to. The certificate must still name the host.
    connect_to: Mapping[str, str] = field(default_factory=dict)
    #: Certificates to trust in place of the built-in ones.
    ca_file: str | None = None
    limits: Limits = field(default_factory=Limits)
    resolver: Resolver = resolve
    #: Gives UTC.
    clock: Callable[[], datetime] = utc_now
    #: Gives seconds.
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    #: In place of the network.
    transport: httpx.AsyncBaseTransport | None = None

    def __post_init__(self) -> None:
        """Raises errors.WrongUse for a name, an allowance or a file that cannot be used."""
        if not re.fullmatch("[!-~][ -~]*", self.user_agent):
            raise WrongUse(f"the User-Agent, with the contact in it, must be plain ASCII: {self.user_agent!r}")
        connector = Connector(self.resolver, allowance(self.allowed), self.connect_to, _trust(self.ca_file))
        self._wire = self.transport or Transport(connector)
        self._timeout = httpx.Timeout(self.limits.silence_s, connect=self.limits.connect_s, pool=None).as_dict()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._wire.aclose()

    async def get(
        self,
        url: str,
        *,
        validators: Validators | None = None,
        check: Check | None = None,
        redirects: int | None = None,
        prefix_bytes: int | None = None,
    ) -> Capture:
        """Ask for a URL and give what answers in the end, whatever its status: a 404 is a fact.

        At most `redirects` redirects are followed, by default as many as the limits say. `check` is awaited before
        each request, and its time does not count. With `validators` the answer may be a 304 with an empty body. With
        `prefix_bytes` so much of a body is enough, and the rest of a longer one is not waited for.
        What may pass is tried again, all within the deadline.

        Raises errors.BadURL or an errors.FetchError, never an error of a library: errors.Postponed when a busy
        server asks for more patience than the limits have, errors.Blocked for a challenge page.
        """
        deadline = asyncio.timeout(self.limits.deadline_s)
        request = Request(
            url=web_url(url),
            validators=validators or Validators(),
            check=check,
            redirects=self.limits.redirects if redirects is None else redirects,
            prefix_bytes=prefix_bytes,
            deadline=deadline,
        )
        try:
            async with deadline:
                return await self._tried(request)
        except TimeoutError:
            raise DeadlineExceeded(request.url, f"no whole answer in {self.limits.deadline_s:g} s") from None

    async def _tried(self, request: Request) -> Capture:
        trying = tenacity.AsyncRetrying(
            stop=tenacity.stop_after_attempt(self.limits.tries),
            retry=tenacity.retry_if_exception(_may_pass)
            | tenacity.retry_if_result(lambda capture: responses.may_pass(capture, self.clock())),
            wait=self._wait_s,
            sleep=self.sleep,
            retry_error_callback=lambda state: _outcome(state).result(),
        )
        return await trying(self._once, request)

    def _wait_s(self, state: tenacity.RetryCallState) -> float:
        """As long as the server says; not at all after a kept connection that it had closed meanwhile."""
        outcome = _outcome(state)
        if err := outcome.exception():
            return 0.0 if state.attempt_number == 1 and isinstance(err.__cause__, Dropped) else BACKOFF(state)
        until = responses.back_at(outcome.result(), now := self.clock())
        return (until - now).total_seconds() if until else BACKOFF(state)

    async def _once(self, request: Request) -> Capture:
        capture = await followed(request, partial(self._exchange, request))
        if responses.is_challenge(capture):
            raise Blocked(request.url, f"a challenge page in place of the answer, status {capture.status}")
        until = responses.back_at(capture, now := self.clock())
        max_wait_s = min(self.limits.max_wait_s, request.left_s())
        if until and (until - now).total_seconds() > max_wait_s:
            raise Postponed(request.url, f"status {capture.status}, asks us back at {until:%Y-%m-%d %H:%M} UTC", until)
        return capture

    async def _exchange(self, request: Request, url: str, headers: dict[str, str]) -> Capture:
        """Ask for one URL of a request and give its answer, a redirect too."""
        started = self.monotonic()
        async with self._answer(url, headers) as response:
            with _in_our_words(url, in_body=True):
                pairs = responses.header_pairs(response.headers.raw)
                body = await read_body(response, self.limits, request.prefix_bytes)
            elapsed_s = max(self.monotonic() - started - _own_delay_s(response), 0.0)
        mime, charset = responses.media_type(response.headers.get("content-type"))
        status, now = response.status_code, self.clock()
        capture = Capture(request.url, url, now, status, mime, charset, pairs, body, elapsed_s)
        responses.check_asked(capture, conditional=not CONDITIONAL.isdisjoint(headers))
        return capture

    @asynccontextmanager
    async def _answer(self, url: str, headers: dict[str, str]) -> AsyncIterator[httpx.Response]:
        # httpx would escape in the path what a browser sends as it is
        extensions = {"target": url[url.index("/", 8) :].encode(), "timeout": self._timeout}
        with _in_our_words(url):
            named = HEADERS | {"User-Agent": self.user_agent} | headers
            response = await self._wire.handle_async_request(
                httpx.Request("GET", url, headers=named, extensions=extensions)
            )
        try:
            yield response
        finally:
            await response.aclose()


def _outcome(state: tenacity.RetryCallState) -> tenacity.Future:
    assert state.outcome  # noqa: S101 - for the type alone: tenacity asks only after a try
    return state.outcome


def _may_pass(err: BaseException) -> bool:
    return isinstance(err, FetchError) and err.transient


def _own_delay_s(response: httpx.Response) -> float:
    """Seconds of an exchange that were not the server's; unknown of a transport that is not ours."""
    measured: Callable[[], float] = response.extensions.get("own_delay_s", float)
    return measured()


def _trust(ca_file: str | None) -> ssl.SSLContext:
    if ca_file is None:
        return httpx.create_ssl_context(trust_env=False)
    try:
        return ssl.create_default_context(cafile=ca_file)
    except OSError as err:
        raise WrongUse(f"{ca_file}: no certificates can be read from it: {err.strerror or err}") from err


@contextmanager
def _in_our_words(url: str, *, in_body: bool = False) -> Iterator[None]:
    """Every error of the network, and every error of ours that names no URL yet, as one of ours about this URL."""
    try:
        yield
    except FetchError as err:
        raise err if err.url else type(err)(url, err.detail) from err.__cause__
    except _NETWORK as err:
        raise (network_errors.cut if in_body else network_errors.unanswered)(url, err) from err

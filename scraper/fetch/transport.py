"""HTTP/1.1 transport under httpx: checked connections, one kept for each host, and nothing left over on it.

httpcore 1.0 takes bytes behind a reply for the beginning of the next one, looks through all its connections at each
request, and refuses heads that browsers take. h11 parses; whose bytes they are is decided here.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NamedTuple

import h11
import httpx

from scraper.fetch import lenient_head
from scraper.fetch.connections import Connection, Connector, Dropped, connect
from scraper.fetch.lag import LagMeter
from scraper.fetch.lenient_head import HEAD_END, MAX_HEAD_BYTES

#: Connections that are kept for the next request, and for how many seconds: longer than the usual pause.
KEPT, KEPT_S = 128, 30.0
#: Answers such as 103 before the answer itself.
MAX_INTERIM = 100
REQUEST_TIMEOUT = 408
DEFAULT_PORTS = {"http": 80, "https": 443}
#: Statuses below it are followed by another answer (RFC 9110 section 15.2).
FIRST_FINAL = 200


class Origin(NamedTuple):
    """Whom a connection leads to."""

    scheme: str
    host: str
    port: int


class Pool:
    """Idle connections, at most one for each origin, the longest idle first."""

    def __init__(self) -> None:
        self._idle: OrderedDict[Origin, tuple[float, Connection]] = OrderedDict()

    async def take(self, origin: Origin) -> Connection | None:
        """The idle connection to an origin, None where none is fit for use."""
        if origin not in self._idle:
            return None
        # the loop looks at its sockets, then reads them: what was sent unasked comes in now
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        found = self._idle.pop(origin, None)
        if found is None:
            return None
        until, connection = found
        if until >= asyncio.get_running_loop().time() and connection.is_idle:
            return connection
        connection.close()
        return None

    def put(self, origin: Origin, connection: Connection) -> None:
        """Keep a connection on which nothing is left."""
        now = asyncio.get_running_loop().time()
        if origin in self._idle:
            self._idle.pop(origin)[1].close()
        self._idle[origin] = (now + KEPT_S, connection)
        while len(self._idle) > KEPT or next(iter(self._idle.values()))[0] < now:
            self._idle.popitem(last=False)[1][1].close()

    def close(self) -> None:
        """Close all of them."""
        while self._idle:
            self._idle.popitem()[1][1].close()


class Transport(httpx.AsyncBaseTransport):
    """Sends a request and gives the head of its answer; the body is read from the response's stream.

    The extension "own_delay_s" of a response is a function: the seconds until now that were not the server's.
    Raises TimeoutError, OSError, h11.RemoteProtocolError, lenient_head.MalformedHead, and what `Connector` raises.
    """

    def __init__(self, connector: Connector) -> None:
        self._connector = connector
        self._pool = Pool()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Part of httpx's interface."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        timeout, origin = request.extensions["timeout"], _origin(request.url)
        kept = await self._pool.take(origin)
        tls = origin.scheme == "https"
        connection = kept or await connect(self._connector, origin.host, origin.port, timeout["connect"], tls=tls)
        exchange = _Exchange(connection, timeout["read"], self._connector.lag, is_reused=kept is not None)
        connected_s = loop.time() - began
        try:
            answer = await _send(exchange, request)
        except BaseException:
            connection.close()
            raise

        def own_delay_s() -> float:
            return connected_s + loop.time() - connection.arrived_at

        body = _Body(exchange, origin, self._pool)
        extensions = {"own_delay_s": own_delay_s}
        return httpx.Response(answer.status_code, headers=list(answer.headers), stream=body, extensions=extensions)

    async def aclose(self) -> None:
        """Part of httpx's interface."""
        self._pool.close()
        await asyncio.sleep(0)  # asyncio closes a socket one step after it was told to


@dataclass
class _Exchange:
    """One request and its answer on one connection."""

    connection: Connection
    silence_s: float
    lag: LagMeter
    is_reused: bool
    http: h11.Connection = field(default_factory=lambda: h11.Connection(h11.CLIENT, MAX_HEAD_BYTES))
    #: Whether a head was not in order.
    mended: bool = False

    async def read(self) -> bytes:
        """What comes next; the loop's lag is measured meanwhile."""
        with self.lag.running():
            return await self.connection.read(self.silence_s)


async def _send(exchange: _Exchange, request: httpx.Request) -> h11.Response:
    """Send a request without a body; gives the head of the answer."""
    http, target = exchange.http, request.extensions["target"]
    asked = h11.Request(method=request.method, target=target, headers=request.headers.raw)
    octets = http.send(asked)
    exchange.connection.write(octets or b"")
    http.send(h11.EndOfMessage())
    pending = b""
    for _ in range(MAX_INTERIM):
        head, pending = await _read_head(exchange, pending)
        is_interim = head.status < FIRST_FINAL
        http.receive_data(head.octets if is_interim else head.octets + pending)
        event = http.next_event()
        if isinstance(event, h11.Response):
            return event
    raise h11.RemoteProtocolError(f"more than {MAX_INTERIM} answers before the answer")


async def _read_head(exchange: _Exchange, pending: bytes) -> tuple[lenient_head.Head, bytes]:
    """The next head, and what came behind it."""
    octets, rest = await _until_head_end(exchange, pending)
    head = lenient_head.tidy(octets)
    exchange.mended = exchange.mended or head.mended
    if exchange.is_reused and head.status == REQUEST_TIMEOUT:  # of the idle connection (RFC 9110 section 15.5.9)
        raise Dropped("the server gave the connection up")
    return head, rest


async def _until_head_end(exchange: _Exchange, pending: bytes) -> tuple[bytes, bytes]:
    """The octets up to the empty line, and what came behind them."""
    while True:
        pending = pending.lstrip(b"\r\n")
        found = HEAD_END.search(pending)
        length = found.end() if found else len(pending)
        if length > MAX_HEAD_BYTES:
            raise lenient_head.MalformedHead(f"a head of more than {MAX_HEAD_BYTES} bytes")
        if found:
            return pending[:length], pending[length:]
        piece = await exchange.read()
        if not piece:
            raise Dropped("the server disconnected without an answer")
        pending += piece


async def _body(exchange: _Exchange) -> AsyncIterator[bytes]:
    """The body as it comes, without its transfer coding."""
    http = exchange.http
    while True:
        event = http.next_event()
        if isinstance(event, h11.Data):
            yield bytes(event.data)
        elif event is h11.NEED_DATA:
            http.receive_data(await exchange.read())
        else:
            return


def _is_clean(exchange: _Exchange) -> bool:
    """Whether the connection may carry the next request: all was read, and nothing is left over."""
    http = exchange.http
    with suppress(h11.RemoteProtocolError):
        while isinstance(http.next_event(), h11.Data):  # the end of a body that nobody wanted may be here
            pass
    is_over = http.our_state is h11.DONE and http.their_state is h11.DONE
    left_over, _ = http.trailing_data
    is_empty = not left_over and exchange.connection.is_idle
    return is_over and is_empty and not exchange.mended


class _Body(httpx.AsyncByteStream):
    def __init__(self, exchange: _Exchange, origin: Origin, pool: Pool) -> None:
        self._exchange, self._origin, self._pool = exchange, origin, pool

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for piece in _body(self._exchange):
            yield piece

    async def aclose(self) -> None:
        """Keep the connection for the next request where nothing is left on it."""
        if _is_clean(self._exchange):
            self._pool.put(self._origin, self._exchange.connection)
        else:
            self._exchange.connection.close()


def _origin(url: httpx.URL) -> Origin:
    host = url.raw_host.decode("ascii")
    port = url.port or DEFAULT_PORTS[url.scheme]
    return Origin(url.scheme, host, port)

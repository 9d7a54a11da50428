"""Connections to checked addresses only.

The address is checked when the connection is made, after the name was resolved: a check of the URL lets a third of
all spellings of private addresses through, and a name may resolve to another address a second later.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import cast

from scraper.errors import AddressRefused, Offline, Unreachable, Unresolved
from scraper.fetch.addresses import Allowance, is_address, is_permitted
from scraper.fetch.lag import LagMeter

#: Host and port -> its addresses, the best first. Raises `socket.gaierror` as `getaddrinfo` does.
Resolver = Callable[[str, int], Awaitable[Sequence[str]]]
#: Addresses of one host that are tried. A list may be long, and each may be silent.
TRIED = 4
#: Bytes that wait to be read before the server is made to wait.
MAX_WAITING_BYTES = 1024 * 1024


async def resolve(host: str, port: int) -> list[str]:
    """Addresses of a host by this machine's name service, in the order of RFC 6724."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class Dropped(ConnectionError):
    """The connection ended where an answer was awaited."""


class Connection(asyncio.Protocol):
    """A TCP or TLS connection; keeps what came until it is read."""

    def __init__(self, lag: LagMeter) -> None:
        self._lag = lag
        self._waiting = bytearray()
        self._ended = False
        self._error: Exception | None = None
        self._reader: asyncio.Future[None] | None = None
        #: When the last bytes came, by the clock of the loop and without its lag.
        self.arrived_at = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Part of asyncio's interface, as the next three."""
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Keep what came."""
        self.arrived_at = self._lag.noticed(asyncio.get_running_loop().time())
        self._waiting += data
        if len(self._waiting) > MAX_WAITING_BYTES:
            self._transport.pause_reading()
        self._wake()

    def eof_received(self) -> bool:
        """Nothing more will come."""
        self._ended = True
        self._wake()
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing more will come, and perhaps an error is why."""
        self._ended, self._error = True, exc
        self._wake()

    def _wake(self) -> None:
        if self._reader is not None and not self._reader.done():
            self._reader.set_result(None)

    @property
    def is_idle(self) -> bool:
        """Whether the connection stands and nothing came that was not read."""
        return not self._ended and not self._waiting

    def write(self, data: bytes) -> None:
        """Send bytes; what goes wrong is told by the next `read`."""
        self._transport.write(data)

    async def read(self, silence_s: float) -> bytes:
        """What came, empty at the end of the connection.

        Raises TimeoutError after so many seconds without a byte, OSError where the connection broke.
        """
        async with asyncio.timeout(silence_s):
            while not self._waiting and not self._ended:
                self._reader = asyncio.get_running_loop().create_future()
                await self._reader
        if not self._waiting and self._error is not None:
            raise self._error
        data = bytes(self._waiting)
        self._waiting.clear()
        if not self._ended:
            self._transport.resume_reading()
        return data

    def close(self) -> None:
        """End the connection at once."""
        self._transport.abort()


@dataclass(frozen=True, slots=True)
class Connector:
    """How connections are opened, to public addresses and to what the operator named.

    `detours` lead "host:port" to "address:port" as curl's --connect-to does; naming an address there allows it.
    """

    resolver: Resolver
    allowed: Allowance
    detours: Mapping[str, str]
    trust: ssl.SSLContext
    lag: LagMeter = field(default_factory=LagMeter)


async def connect(connector: Connector, host: str, port: int, limit_s: float, *, tls: bool) -> Connection:
    """Connect to the first address of a host that answers, with at most `limit_s` seconds for each.

    Raises errors.AddressRefused when every address is a closed one, errors.Unresolved or errors.Offline when
    there is none, OSError or TimeoutError when none answers. Ours name no URL.
    """
    *addresses, last = await _addresses(connector, host, port, limit_s)
    name = host if tls else None
    for address in addresses:
        try:
            return await _connected(connector, address, name, limit_s)
        except ssl.SSLError:  # who answers is the host: another address would be a way around its certificate
            raise
        except OSError:
            continue
    return await _connected(connector, last, name, limit_s)


async def _connected(connector: Connector, address: tuple[str, int], name: str | None, limit_s: float) -> Connection:
    loop = asyncio.get_running_loop()
    made = partial(Connection, connector.lag)
    trust = connector.trust if name else None
    try:
        async with asyncio.timeout(limit_s):
            _, connection = await loop.create_connection(made, *address, ssl=trust, server_hostname=name)
    except OSError:  # among them a certificate that does not hold, which Python counts as a ValueError, too
        raise
    except ValueError as err:  # a name that TLS cannot ask for
        raise Unreachable("", f"no secure connection to {name}: {err}") from err
    return connection


async def _addresses(connector: Connector, host: str, port: int, limit_s: float) -> list[tuple[str, int]]:
    """Addresses and ports to try for a host, at least one."""
    if detour := connector.detours.get(f"{host}:{port}"):
        address, _, number = detour.rpartition(":")
        return [(address.strip("[]"), int(number))]
    if is_address(host):
        found: Sequence[str] = [host]
    else:
        found = await _resolved(connector.resolver, host, port, limit_s)
    permitted = [address for address in found if is_permitted(host, address, connector.allowed)]
    if not permitted:
        raise AddressRefused("", f"{host} leads to {found[0]}, which is no public address")
    tried = permitted[:TRIED]
    return [(address, port) for address in tried]


async def _resolved(resolver: Resolver, host: str, port: int, limit_s: float) -> Sequence[str]:
    found: Sequence[str] = []
    try:
        async with asyncio.timeout(limit_s):
            found = await resolver(host, port)
    except TimeoutError:
        raise Unresolved("", f"the name service is silent about {host}") from None
    except socket.gaierror as err:
        # the name service says so of itself, or, more rarely, of the servers of this name
        if err.errno == socket.EAI_AGAIN:
            raise Offline("", f"no name service answers for {host}") from err
    except UnicodeError:
        pass  # a label that is empty or longer than the 63 characters of RFC 1035
    if not found:
        raise Unresolved("", f"the name {host} does not resolve")
    return found

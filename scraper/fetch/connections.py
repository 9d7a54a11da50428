"""Connections to checked addresses only.

The address is checked when the connection is made, after the name was resolved: a check of the URL lets a third of
all spellings of private addresses through, and a name may resolve to another address a second later.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import suppress

import httpcore

from scraper.errors import AddressRefused, Offline, Unresolved
from scraper.fetch.addresses import Allowance, is_address

#: Host and port -> its addresses, the best first. Raises `socket.gaierror` as `getaddrinfo` does.
Resolver = Callable[[str, int], Awaitable[Sequence[str]]]
#: Addresses of one host that are tried. A list may be long, and each may be silent.
TRIED = 4


async def resolve(host: str, port: int) -> list[str]:
    """Addresses of a host by this machine's name service, in the order of RFC 6724."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class CheckedBackend(httpcore.AsyncNetworkBackend):
    """Opens connections for httpcore, to public addresses and to what the operator named.

    `detours` lead "host:port" to "address:port" as curl's --connect-to does; naming an address there allows it.
    """

    def __init__(self, resolver: Resolver, allowance: Allowance, detours: Mapping[str, str]) -> None:
        self._resolver = resolver
        self._allowance = allowance
        self._detours = detours
        self._plain = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the interface of httpcore
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address of a host that answers, with at most `timeout` seconds for each.

        Raises errors.AddressRefused when every address is a closed one, errors.Unresolved or errors.Offline when
        there is none, httpcore's errors when none answers. Ours name no URL.
        """
        *ways, last = await self._ways(host, port, timeout)
        for way in ways:
            with suppress(httpcore.ConnectError, httpcore.ConnectTimeout):
                return await self._plain.connect_tcp(*way, timeout, local_address, socket_options)
        return await self._plain.connect_tcp(*last, timeout, local_address, socket_options)

    async def _ways(self, host: str, port: int, limit_s: float | None) -> list[tuple[str, int]]:
        """Addresses and ports to try for a host, at least one."""
        if detour := self._detours.get(f"{host}:{port}"):
            address, _, number = detour.rpartition(":")
            return [(address.strip("[]"), int(number))]
        found = [host] if is_address(host) else await self._resolved(host, port, limit_s)
        permitted = [address for address in found if self._allowance.permits(host, address)]
        if not permitted:
            raise AddressRefused("", f"{host} leads to {found[0]}, which is no public address")
        return [(address, port) for address in permitted[:TRIED]]

    async def _resolved(self, host: str, port: int, limit_s: float | None) -> Sequence[str]:
        try:
            async with asyncio.timeout(limit_s):
                found = await self._resolver(host, port)
        except TimeoutError:
            raise Unresolved("", f"the name service is silent about {host}") from None
        except socket.gaierror as err:
            # the name service says so of itself, or, more rarely, of the servers of this name
            if err.errno == socket.EAI_AGAIN:
                raise Offline("", f"no name service answers for {host}") from err
            found = []
        except UnicodeError:  # a label that is empty or longer than the 63 characters of RFC 1035
            found = []
        if not found:
            raise Unresolved("", f"the name {host} does not resolve")
        return found

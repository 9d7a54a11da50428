"""Connections to checked addresses only.

The address is checked when the connection is made, after the name was resolved: a check of the URL lets a third of
all spellings of private addresses through, and a name may resolve to another address a second later.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from typing import Any

import httpcore

from scraper.addresses import address_allowed
from scraper.errors import AddressRefused, Offline, Unreachable

#: Host and port -> its addresses, best first. Raises socket.gaierror.
Resolver = Callable[[str, int], Awaitable[list[str]]]


async def resolve(host: str, port: int) -> list[str]:
    """Addresses of a host by the system's name service, in its order."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[4][0]) for address in found))


class CheckedBackend(httpcore.AsyncNetworkBackend):
    """Opens connections for httpcore; `allowed` are private addresses that the operator named.

    `detours` lead "host:port" to "address:port".
    """

    def __init__(self, resolver: Resolver, allowed: Collection[str], detours: Mapping[str, str]) -> None:
        self._resolve = resolver
        self._allowed = frozenset(allowed)
        self._detours = detours
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the interface of httpcore
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address of a host that answers.

        Raises errors.AddressRefused where any of them is private and not allowed, errors.Unreachable or
        errors.Offline where the name has none, httpcore's errors where none answers.
        """
        if detour := self._detours.get(f"{host}:{port}"):
            host, _, number = detour.rpartition(":")
            port = int(number)
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in await self._addresses(host.strip("[]"), port):
            try:
                return await self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as err:
                failure = err
        raise failure

    async def _addresses(self, host: str, port: int) -> list[str]:
        try:
            found = await self._resolve(host, port)
        except socket.gaierror as err:
            if err.errno == socket.EAI_AGAIN:
                raise Offline("", f"no name service answers for {host}") from err
            raise Unreachable("", f"the name {host} does not resolve") from err
        refused = [each for each in found if each not in self._allowed and not address_allowed(each)]
        if refused:
            raise AddressRefused("", f"{host} leads to {refused[0]}, an address that is not public")
        return found

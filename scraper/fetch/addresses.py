"""Which addresses may be connected to: those of the public internet, and what the operator named. Pure."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass

from scraper.errors import WrongUse

_Network = ipaddress.IPv4Network | ipaddress.IPv6Network

#: IPv4 that is not the public internet: IANA's special-purpose registry (RFC 6890), multicast and reserved space.
#: `ipaddress.is_global` will not do: on Python 3.11 it takes multicast and the relays of 6to4 for public.
CLOSED_IPV4 = {
    "0.0.0.0/8": "this network",
    "10.0.0.0/8": "private",
    "100.64.0.0/10": "shared by the customers of a provider (RFC 6598); metadata on Alibaba Cloud",
    "127.0.0.0/8": "loopback",
    "168.63.129.16/32": "the host of a machine on Azure",
    "169.254.0.0/16": "link-local; metadata on most clouds",
    "172.16.0.0/12": "private",
    "192.0.0.0/24": "protocol assignments; metadata on Oracle Cloud",
    "192.0.2.0/24": "documentation",
    "192.88.99.0/24": "relays of 6to4 (RFC 7526 took them out of use)",
    "192.168.0.0/16": "private",
    "198.18.0.0/15": "benchmarks (RFC 2544)",
    "198.51.100.0/24": "documentation",
    "203.0.113.0/24": "documentation",
    "224.0.0.0/4": "multicast",
    "240.0.0.0/4": "reserved, broadcast",
}
#: All IPv6 that was ever given out for unicast (RFC 4291 section 2.4, IANA's registry of global unicast).
UNICAST_IPV6 = ipaddress.IPv6Network("2000::/3")
#: What in it is not the public internet, or is a way to IPv4 that nobody takes any more.
CLOSED_IPV6 = {
    "2001::/23": "protocol assignments, Teredo among them",
    "2001:db8::/32": "documentation",
    "2002::/16": "6to4 (RFC 7526)",
    "3fff::/20": "documentation (RFC 9637)",
}
#: The way to IPv4 on networks without it (RFC 6052): the last 32 bits are the address that is meant.
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")

_CLOSED_IPV4 = tuple(ipaddress.IPv4Network(network) for network in CLOSED_IPV4)
_CLOSED_IPV6 = tuple(ipaddress.IPv6Network(network) for network in CLOSED_IPV6)
_HOST = re.compile(r"(?=.*[a-z])[a-z0-9_.-]{1,253}")


def address_allowed(address: str) -> bool:
    """Whether an IP address, as a name service gives it, belongs to a public host.

    Whatever is no plain address is not allowed: names, numbers, other spellings, zones, and IPv4 in the clothes
    of IPv6 (`::ffff:8.8.8.8`), which no honest name service gives out. NAT64 is judged by the address inside.

    >>> [address_allowed(text) for text in ("103.49.221.211", "169.254.169.254", "::1", "127.1")]
    [True, False, False, False]
    """
    try:
        given = ipaddress.ip_address(address)
    except ValueError:
        return False
    if given in NAT64:
        last_bits = int(given) & 0xFFFFFFFF
        given = ipaddress.IPv4Address(last_bits)
    if isinstance(given, ipaddress.IPv4Address):
        return not _within(given, _CLOSED_IPV4)
    has_zone = given.scope_id is not None
    is_unicast = given in UNICAST_IPV6
    return is_unicast and not has_zone and not _within(given, _CLOSED_IPV6)


def _within(given: ipaddress.IPv4Address | ipaddress.IPv6Address, networks: Iterable[_Network]) -> bool:
    return any(given in network for network in networks)


def is_address(text: str) -> bool:
    """Whether a host is written as an IP address, without the brackets of a URL."""
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Allowance:
    """What the operator named although it is not public: networks, single addresses, hosts."""

    networks: tuple[_Network, ...] = ()
    hosts: frozenset[str] = frozenset()


def allowance(entries: Iterable[str]) -> Allowance:
    """Read "127.0.0.1", "10.20.0.0/16", "fd00::/8" or "mirror.lan"; raises errors.WrongUse for anything else."""
    networks: list[_Network] = []
    hosts: set[str] = set()
    for entry in entries:
        network = _network(entry)
        if network is not None:
            networks.append(network)
        else:
            hosts.add(_host(entry))
    return Allowance(tuple(networks), frozenset(hosts))


def is_permitted(host: str, address: str, allowed: Allowance) -> bool:
    """Whether a host may be connected to at this address."""
    if host.lower() in allowed.hosts:
        return True
    if address_allowed(address):
        return True
    if not is_address(address):
        return False
    given = ipaddress.ip_address(address)
    return _within(given, allowed.networks)


def _network(entry: str) -> _Network | None:
    try:
        return ipaddress.ip_network(entry, strict=False)
    except ValueError:
        return None


def _host(entry: str) -> str:
    if not _HOST.fullmatch(entry.lower()):
        raise WrongUse(f"neither an address, a network nor a host: {entry!r}")
    return entry.lower()

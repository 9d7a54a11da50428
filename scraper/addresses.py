"""Which addresses may be connected to. Pure: it is asked after the name was resolved, at each connection."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

#: Global by the registries, and yet no place for news: shared (RFC 6598), benchmarking (RFC 2544, 5180), 6to4 relays
#: (RFC 7526), documentation (RFC 9637), segment routing (RFC 9602). Python 3.11 knows only some of them.
_NEVER = [
    ip_network(each)
    for each in "100.64.0.0/10 198.18.0.0/15 192.88.99.0/24 2001:2::/48 3fff::/20 5f00::/16 fec0::/10".split()
]
#: IPv6 addresses that hold an IPv4 address in their last 32 bits: NAT64 (RFC 6052, 8215), compatible (RFC 4291).
_HOLDING = [ip_network(each) for each in "64:ff9b::/96 64:ff9b:1::/48 ::/96".split()]


def address_allowed(address: str) -> bool:
    """Whether an IP address, as the name service gave it, is a public one.

    What is no IP address is not allowed: other spellings ("2130706433", "0x7f.1") are names, to be resolved first.

    >>> [address_allowed(each) for each in ("93.184.215.14", "127.0.0.1", "::ffff:10.0.0.1", "169.254.169.254")]
    [True, False, False, False]
    """
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if any(ip in network for network in _NEVER) or getattr(ip, "scope_id", None):
        return False
    held = _held(ip)
    return ip.is_global and not ip.is_multicast if held is None else address_allowed(str(held))


def _held(ip: IPv4Address | IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address leads to, where it is one of those that do."""
    if isinstance(ip, IPv4Address):
        return None
    if ip.ipv4_mapped or ip.sixtofour:
        return ip.ipv4_mapped or ip.sixtofour
    if ip.teredo:
        return IPv4Address("127.0.0.1")  # a tunnel to whoever built the address
    if any(ip in network for network in _HOLDING):
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return None

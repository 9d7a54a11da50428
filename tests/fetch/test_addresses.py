"""Which addresses are the public internet, and what an operator may add."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.errors import WrongUse
from scraper.fetch.addresses import address_allowed, allowance, is_permitted

PUBLIC = """
8.8.8.8 1.1.1.1 103.49.221.211 172.15.255.255 172.32.0.1 100.63.255.255 100.128.0.1 169.253.255.255 192.0.1.1
192.167.255.255 192.169.0.1 198.17.255.255 198.20.0.1 223.255.255.255 11.0.0.0 126.255.255.255 128.0.0.1
2606:4700:4700::1111 2404:6800:4003:c00::64 2001:4860:4860::8888 2400:cb00::1 2a00:1450::1 64:ff9b::808:808
"""
CLOSED = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 100.127.255.255 127.0.0.1 127.255.255.254
168.63.129.16 169.254.169.254 169.254.170.2 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.192 192.0.2.1 192.88.99.1
192.168.0.1 198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
:: ::1 ::8.8.8.8 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:8.8.8.8 ::ffff:0:8.8.8.8 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe
64:ff9b:1::808:808 100::1 2001::1 2001:0:53aa:64c:0:0:0:1 2001:db8::1 2001:10::1 2002:7f00:1:: 2002:808:808::1
3fff::1 5f00::1 fc00::1 fd00:ec2::254 fdff::1 fe80::1 fe80::1%eth0 fec0::1 ff02::1 4000::1 2606:4700::1111%1
"""
NO_ADDRESSES = """
2130706433 0x7f000001 0177.0.0.1 127.1 127.0.1 0x7f.1 127.0.0.1:80 [::1] localhost beritajakarta.id ①②⑦.⓪.⓪.①
１２７.0.0.1 8.8.8 8.8.8.8.8 08.8.8.8 8.8.8.256 8.8.8.8/32 ::g 1:2:3 %eth0
"""


@pytest.mark.parametrize("address", PUBLIC.split())
def test_a_public_address_is_allowed(address: str) -> None:
    assert address_allowed(address)


@pytest.mark.parametrize("address", CLOSED.split())
def test_an_address_inside_some_network_is_not(address: str) -> None:
    assert not address_allowed(address)


@pytest.mark.parametrize("text", [*NO_ADDRESSES.split(), "", " 8.8.8.8", "8.8.8.8\n", "8.8.8.8 ", "8.8.8.8\0"])
def test_what_is_no_plain_address_is_not(text: str) -> None:
    assert not address_allowed(text)


@given(st.ip_addresses(v=4))
def test_the_standard_library_knows_no_private_address_that_is_allowed(address: ipaddress.IPv4Address) -> None:
    if not address.is_global or address.is_multicast or address.is_reserved:
        assert not address_allowed(str(address))


@given(st.ip_addresses(v=4))
def test_the_address_inside_nat64_decides(inside: ipaddress.IPv4Address) -> None:
    outside = ipaddress.IPv6Address(int(ipaddress.IPv6Address("64:ff9b::")) + int(inside))
    assert address_allowed(str(outside)) == address_allowed(str(inside))


@pytest.mark.parametrize(
    ("entry", "host", "address", "permitted"),
    [
        ("127.0.0.1", "kabar.example", "127.0.0.1", True),
        ("127.0.0.1", "kabar.example", "127.0.0.2", False),
        ("127.0.0.1", "kabar.example", "::ffff:127.0.0.1", False),
        ("10.20.0.7/16", "kabar.example", "10.20.255.1", True),
        ("10.20.0.0/16", "kabar.example", "10.21.0.1", False),
        ("fd00::/8", "kabar.example", "fd12::1", True),
        ("fd00::/8", "kabar.example", "10.0.0.1", False),
        ("Cermin.lan", "cermin.LAN", "10.0.0.1", True),
        ("cermin.lan", "lain.lan", "10.0.0.1", False),
        ("cermin.lan", "lain.lan", "8.8.8.8", True),
        ("127.0.0.1", "kabar.example", "no address", False),
    ],
)
def test_what_the_operator_names_is_permitted_and_nothing_more(
    entry: str, host: str, address: str, permitted: bool
) -> None:
    assert is_permitted(host, address, allowance([entry])) is permitted


@pytest.mark.parametrize("entry", ["", "10.0.0.0/33", "http://kabar.example", "127.1", "a b", "2130706433"])
def test_an_entry_that_names_nothing_is_wrong_use(entry: str) -> None:
    with pytest.raises(WrongUse, match="neither"):
        allowance([entry])

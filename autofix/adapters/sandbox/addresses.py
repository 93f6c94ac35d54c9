"""Which network addresses the registry proxy may connect to."""

from __future__ import annotations

import ipaddress
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

# Written out, not taken from ``is_global``: that also refuses documentation
# ranges, which test networks use for machines that really are there.
# Source: the IANA special-purpose address registries (RFC 6890), and what clouds put in public ranges.
_REFUSED_V4 = tuple(
    IPv4Network(text)
    for text in (
        "0.0.0.0/8",  # this network, unspecified
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # carrier-grade NAT
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # Azure's wire server, reached from inside that cloud alone
        "169.254.0.0/16",  # link-local, cloud metadata
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # benchmarks
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
_REFUSED_V6 = tuple(
    IPv6Network(text)
    for text in (
        "::/96",  # unspecified, loopback, IPv4-compatible
        "::ffff:0:0:0/96",  # translated, carries IPv4
        "64:ff9b:1::/48",  # NAT64 with a local prefix
        "100::/64",  # discard
        "2001::/32",  # Teredo, carries IPv4
        "2002::/16",  # 6to4, carries IPv4
        "fc00::/7",  # unique local
        "fe80::/10",  # link-local
        "fec0::/10",  # site-local
        "ff00::/8",  # multicast
    )
)
_NAT64 = IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Tell whether ``address`` is one a package registry on the internet can have.

    An IPv4 address inside an IPv6 one (mapped, NAT64) is judged as IPv4.
    Raises ``ValueError`` for what is not an address.
    """
    parsed = _unwrapped(ipaddress.ip_address(address.partition("%")[0]))
    if isinstance(parsed, IPv4Address):
        return not any(parsed in network for network in _REFUSED_V4)
    return not any(parsed in network for network in _REFUSED_V6)


def _unwrapped(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address

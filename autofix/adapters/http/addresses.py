"""Which addresses may be connected to, and where their names really lead.

An address is taken apart by one strict pattern, so that no two readers of it (this check, the HTTP client) can see
different hosts in it.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from autofix.adapters.http.defences import ALL_UP, Defences
from autofix.adapters.sandbox.addresses import is_public

# A name and a port to the network addresses behind them; raises ``OSError``.
Resolver = Callable[[str, int], Sequence[str]]

MAX_ADDRESSES = 8
PORTS = {"https": 443, "http": 80}

_URL = re.compile(
    r"(?P<scheme>https?)://"
    r"(?P<host>[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:.]+\])"
    r"(?::(?P<port>[0-9]{1,5}))?"
    r"(?P<path>(?:/[A-Za-z0-9._~+@:,=-]*)*)\Z",
    re.IGNORECASE,
)
# A last label such as 1 or 0x7f makes a name that C libraries read as an IPv4 number.
_NUMBER = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)\Z")


class AddressRefused(Exception):
    """AutoFix does not connect there; says why, and what would be taken."""


@dataclass(frozen=True)
class Endpoint:
    """A host (lower case, IPv6 without brackets) and a port."""

    host: str
    port: int

    @classmethod
    def of(cls, pair: tuple[str, int]) -> Endpoint:
        """The endpoint that a setting names as ``host:port``."""
        return cls(pair[0].strip("[]").lower(), pair[1])

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def endpoint_of(url: str) -> Endpoint:
    """The host and port of ``url``, which may be a private one; raises ``AddressRefused`` where it is odd."""
    match = _URL.match(url)
    if match is None or ".." in match["path"].split("/"):
        raise AddressRefused(
            f"{_shown(url)!r} is no address AutoFix takes; write https://host/path without a user, a password, "
            "a query or a fragment"
        )
    scheme = match["scheme"].lower()
    endpoint = Endpoint.of((match["host"], int(match["port"] or PORTS[scheme])))
    if not 0 < endpoint.port < 65536:
        raise AddressRefused(f"{endpoint} has no port that exists")
    return endpoint


def check_url(url: str, allowed: Collection[Endpoint] = ()) -> Endpoint:
    """The host and port of ``url``, judged by its text alone: nothing is looked up.

    ``allowed`` are those that the operator lets have a private address and be spoken to without encryption.
    Raises ``AddressRefused``.
    """
    endpoint = endpoint_of(url)
    number = as_number(endpoint.host)
    if endpoint in allowed:
        return endpoint
    if url.lower().startswith("http:"):
        raise unencrypted(endpoint)
    if number and not is_public(number):
        raise AddressRefused(_not_public(endpoint))
    return endpoint


def find_addresses(
    endpoint: Endpoint, allowed: Collection[Endpoint], resolver: Resolver, defences: Defences = ALL_UP
) -> tuple[str, ...]:
    """Where ``endpoint`` leads now: the only addresses that may be connected to for it.

    One address inside among public ones is enough to refuse. Raises ``AddressRefused``, and ``OSError`` where the
    name does not resolve.
    """
    number = as_number(endpoint.host) if defences.plain_addresses_only else ""
    try:
        addresses = (number,) if number else tuple(resolver(endpoint.host, endpoint.port))[:MAX_ADDRESSES]
    except UnicodeError as error:
        raise AddressRefused(f"{endpoint.host[:100]!r} is no name of a host: {error}") from None
    if not addresses:
        raise OSError(f"{endpoint.host} has no address")
    if endpoint in allowed or not defences.public_addresses_only:
        return addresses
    if not all(is_public(address) for address in addresses):
        raise AddressRefused(_not_public(endpoint))
    return addresses


def as_number(host: str) -> str:
    """The address that ``host`` is itself, empty for a name; raises ``AddressRefused`` for odd numbers."""
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        if ":" in host or _NUMBER.match(host):
            raise AddressRefused(f"{host[:100]} is neither a name nor an address written out in full") from None
        return ""


def unencrypted(endpoint: Endpoint) -> AddressRefused:
    """What is raised where anybody on the way could read along."""
    return AddressRefused(f"{endpoint} would be spoken to without encryption; write https:// instead")


def resolve(host: str, port: int) -> Sequence[str]:
    """The network addresses of ``host``; raises ``OSError``."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def _not_public(endpoint: Endpoint) -> str:
    return f"{endpoint.host} is not on the public internet; the operator can allow {endpoint} to be reached"


def _shown(url: str) -> str:
    """``url`` without what may be a password in it."""
    return re.sub(r"//[^/@]*@", "//...@", url[:200])

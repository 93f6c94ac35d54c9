"""Web addresses of repositories: which ones a tenant may name, and where they really lead.

The address is taken apart by one strict pattern, so that no two readers of it
(Python, git, curl) can see different hosts in it.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Collection, Sequence

from autofix.adapters.git.command import GitError
from autofix.adapters.sandbox.addresses import is_public

Resolver = Callable[[str, int], Sequence[str]]

MAX_ADDRESSES = 8
PORTS = {"https": 443, "http": 80}

_URL = re.compile(
    r"(?P<scheme>https?)://"
    r"(?P<host>[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:.]+\])"
    r"(?::(?P<port>[0-9]{1,5}))?"
    r"(?P<path>/[A-Za-z0-9._~%+@:,=/-]+)\Z",
    re.IGNORECASE,
)
# A last label such as 1 or 0x7f makes a name that C libraries read as an IPv4 number.
_NUMBER = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)\Z")


def resolve(host: str, port: int) -> Sequence[str]:
    """The network addresses of ``host``; raises ``OSError``."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def check_endpoint(url: str, allowed: Collection[str], resolver: Resolver) -> tuple[str, str]:
    """The scheme of ``url``, and the entry that pins its host to the addresses found now.

    ``allowed`` holds each ``host:port`` (IPv6 in brackets) that the operator lets be
    private and be spoken to without encryption. The entry is what curl's
    ``CURLOPT_RESOLVE`` takes, empty for a host that is a number.
    Raises ``GitError``.
    """
    match = _URL.match(url)
    if match is None:
        raise GitError(
            f"{url[:200]!r} is no address AutoFix takes; write https://host/path without a user, a password, "
            "a query or a fragment",
            permanent=True,
        )
    scheme, host = match["scheme"].lower(), match["host"].lower()
    port = int(match["port"] or PORTS[scheme])
    endpoint = f"{host}:{port}"
    is_allowed = endpoint in {entry.lower() for entry in allowed}
    if not 0 < port < 65536 or ".." in match["path"].split("/"):
        raise GitError(f"{url[:200]!r} is no address of a repository", permanent=True)
    if scheme == "http" and not is_allowed:
        raise GitError(f"{endpoint} would be spoken to without encryption; write https:// instead", permanent=True)
    number = _as_number(host)
    try:
        addresses = (number,) if number else tuple(resolver(host, port))[:MAX_ADDRESSES]
    except (OSError, UnicodeError) as error:
        raise GitError(f"{host} could not be resolved: {error}", permanent=False) from None
    if not addresses:
        raise GitError(f"{host} has no address", permanent=False)
    if not is_allowed and not all(is_public(address) for address in addresses):
        raise GitError(
            f"{host} is not on the public internet; the operator can allow {endpoint} to be reached", permanent=True
        )
    if number:
        return scheme, ""
    return scheme, f"{endpoint}:{','.join(_bracketed(address) for address in addresses)}"


def _as_number(host: str) -> str:
    """The address that ``host`` is itself, empty for a name; raises ``GitError`` for odd numbers."""
    bare = host[1:-1] if host.startswith("[") else host
    try:
        return str(ipaddress.ip_address(bare))
    except ValueError:
        if host.startswith("[") or _NUMBER.match(host):
            raise GitError(f"{host} is neither a name nor an address written out in full", permanent=True) from None
        return ""


def _bracketed(address: str) -> str:
    return f"[{address}]" if ":" in address else address

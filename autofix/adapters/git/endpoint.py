"""Web addresses of repositories: which ones a tenant may name, and where they really lead.

The address is taken apart by one strict pattern, so that no two readers of it
(Python, git, curl) can see different hosts in it.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from autofix.adapters.git.command import GitError
from autofix.adapters.http.addresses import (
    PORTS,
    AddressRefused,
    Endpoint,
    Resolver,
    as_number,
    find_addresses,
    unencrypted,
)

_URL = re.compile(
    r"(?P<scheme>https?)://"
    r"(?P<host>[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:.]+\])"
    r"(?::(?P<port>[0-9]{1,5}))?"
    r"(?P<path>/[A-Za-z0-9._~%+@:,=/-]+)\Z",
    re.IGNORECASE,
)


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
    scheme = match["scheme"].lower()
    endpoint = Endpoint.of((match["host"], int(match["port"] or PORTS[scheme])))
    trusted = [endpoint] if str(endpoint) in {entry.lower() for entry in allowed} else []
    if not 0 < endpoint.port < 65536 or ".." in match["path"].split("/"):
        raise GitError(f"{url[:200]!r} is no address of a repository", permanent=True)
    try:
        if scheme == "http" and not trusted:
            raise unencrypted(endpoint)
        is_number = bool(as_number(endpoint.host))
        addresses = find_addresses(endpoint, trusted, resolver)
    except AddressRefused as refused:
        raise GitError(str(refused), permanent=True) from None
    except OSError as error:
        raise GitError(f"{endpoint.host} could not be resolved: {error}", permanent=False) from None
    return scheme, "" if is_number else f"{endpoint}:{','.join(_bracketed(address) for address in addresses)}"


def _bracketed(address: str) -> str:
    return f"[{address}]" if ":" in address else address

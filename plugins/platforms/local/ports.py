"""Chooses ports. They lie below those that the kernel gives to outgoing connections, which could take one meanwhile."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Container

_FIRST, _COUNT = 20_000, 12_000
_TRIES = 200


class NoPort(Exception):
    """No free port was found."""


def free_port(taken: Container[int], bind: str = "127.0.0.1") -> int:
    """A port on ``bind`` that nobody listens on and that is not in ``taken``; raises ``NoPort``."""
    for _ in range(_TRIES):
        port = _FIRST + secrets.randbelow(_COUNT)
        if port not in taken and _is_free(bind, port) and _is_free("::1", port):
            return port
    raise NoPort(f"no free port between {_FIRST} and {_FIRST + _COUNT} on {bind}")


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as one:
            # A port that only waits for an old connection's end is free for a server.
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            one.bind((host, port))
    except OSError:
        # Where the machine has no IPv6 nobody can be in the way there.
        return family == socket.AF_INET6 and not _has_ipv6()
    return True


def _has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as one:
            one.bind(("::1", 0))
    except OSError:
        return False
    return True

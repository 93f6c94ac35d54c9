"""Which port the web server can have."""

from __future__ import annotations

import socket

from autofix.env import SettingError


def usable_port(bind: str, port: int) -> int:
    """``port`` itself when it is free, a free one for 0; raises ``SettingError``."""
    with hold_port(bind, port) as held:
        found: int = held.getsockname()[1]
    return found


def hold_port(bind: str, port: int) -> socket.socket:
    """A socket on ``port``, or on a free one for 0, that does not listen yet; raises ``SettingError``.

    Once a web server that inherited it listens, nobody else gets the port for as long as this one is open: not even
    while that server is dead and starts again, which would hand its callers' tokens to any process of this machine.
    """
    held = socket.socket(socket.AF_INET6 if ":" in bind else socket.AF_INET, socket.SOCK_STREAM)
    try:
        # As web servers do: connections of a former one that are still being closed are no obstacle.
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind((bind, port))
    except OSError as error:
        held.close()
        raise SettingError(
            f"port {port} on {bind} cannot be used: {error.strerror or error}. Choose another one with --port or "
            "AUTOFIX_PORT (0 takes any that is free)"
        ) from error
    return held

"""Which port the web server can have."""

from __future__ import annotations

import socket

from autofix.env import SettingError


def usable_port(bind: str, port: int) -> int:
    """``port`` itself when it is free, a free one for 0; raises ``SettingError``."""
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            # As web servers do: connections of a former one that are still being closed are no obstacle.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((bind, port))
            found: int = probe.getsockname()[1]
    except OSError as error:
        raise SettingError(
            f"port {port} on {bind} cannot be used: {error.strerror or error}. Choose another one with --port or "
            "AUTOFIX_PORT (0 takes any that is free)"
        ) from error
    return found

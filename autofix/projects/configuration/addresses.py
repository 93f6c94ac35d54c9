"""What is wrong with an address beyond its form: its port, and passwords that stand in it."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

_PASSWORDS = frozenset({"password", "passwd", "pwd", "sslpassword"})


def wrong_address(text: str, kind: str) -> tuple[str, str] | None:
    """Reason and suggestion, or None for a good address; ``kind`` is ``dsn``, ``endpoint`` or ``plain``.

    Nothing of ``text`` is said. What has no scheme at all is left to the schema's pattern.
    """
    if "://" not in text or text.startswith("/"):
        return None
    try:
        parts = urlsplit(text)
        port, host = parts.port, parts.hostname
        asked = parse_qs(parts.query)
    except ValueError:
        return "has an address that cannot be read", "check its host and its port, 1 to 65535"
    if not host or port == 0:
        return "has an address without a host, or with port 0", "write scheme://host:port/path"
    if kind == "endpoint":
        if parts.password is not None or _PASSWORDS & {key.lower() for key in asked}:
            return "has a password in its address", "store the whole address as a secret, and write ${NAME} alone"
        if parts.scheme == "tcp" and port is None:
            return "has no port", "write tcp://host:port"
    if kind == "dsn" and not parts.path.rsplit("/", 1)[-1].isdecimal():
        return "does not end with a project's number", "copy the DSN from Sentry's project settings"
    return None

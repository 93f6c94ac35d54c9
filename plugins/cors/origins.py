"""Origins as text: what was meant to be one, and what may be written as one."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}
_WRITABLE = re.compile(r"null|[a-z][a-z0-9+.-]{0,30}://[a-z0-9.:\[\]-]{0,300}")


def is_near_miss(value: str, origin: str) -> bool:
    """Whether ``value`` was meant to be ``origin`` but is not what a browser sends.

    That is a last slash, a path, blanks around it, upper case, the scheme's own
    port, or no scheme at all. Another scheme, host or port is another origin.
    """
    if value == origin:
        return False
    bare = value.strip().rstrip("/").lower()
    if "://" not in bare:
        return bare == urlsplit(origin).netloc
    try:
        parts = urlsplit(bare)
        port = parts.port
    except ValueError:
        return False
    is_default = port == _DEFAULT_PORTS.get(parts.scheme)
    host = f"[{parts.hostname}]" if parts.hostname and ":" in parts.hostname else (parts.hostname or "")
    return (
        f"{parts.scheme}://{host}:{port}" == origin if port and not is_default else f"{parts.scheme}://{host}" == origin
    )


def is_writable(origin: str) -> bool:
    """Whether ``origin`` may be written into code: nothing in it can end a string or start a substitution."""
    return _WRITABLE.fullmatch(origin) is not None


def literal(origin: str, quote: str) -> str:
    """``origin`` as a string literal of JavaScript or Python in ``quote``, whatever it holds."""
    escaped = origin.replace("\\", "\\\\").replace(quote, "\\" + quote).replace("\n", "\\n").replace("\r", "\\r")
    return quote + (escaped.replace("${", "\\${") if quote == "`" else escaped) + quote

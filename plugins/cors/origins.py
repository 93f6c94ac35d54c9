"""Origins as text: what was meant to be one, and which simple patterns match one."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}
MAX_PATTERN = 200
# Patterns with more open-ended parts than this could be made slow on purpose.
MAX_OPEN_ENDED = 3


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


def pattern_admits(pattern: str, origin: str, *, is_whole: bool = False) -> bool:
    """Whether a regular expression of the repository lets ``origin`` in.

    Only patterns are tried that cannot take long; of any other the answer is no.
    ``is_whole`` is for libraries that match from the start of the text.
    """
    open_ended = len(re.findall(r"(?<!\\)[*+]|\{\d+,\}", pattern))
    is_nested = re.search(r"\)(?:[*+]|\{)", pattern) is not None
    if len(pattern) > MAX_PATTERN or open_ended > MAX_OPEN_ENDED or is_nested or "(?<" in pattern or "(?=" in pattern:
        return False
    try:
        compiled = re.compile(pattern.replace("\\/", "/"))
    except re.error:
        return False
    return (compiled.match(origin) if is_whole else compiled.search(origin)) is not None

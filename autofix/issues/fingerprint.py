"""What makes two signals the same issue.

The parts that stay the same from one occurrence to the next are hashed: ids, times and counts are
taken out of a message first, while the origins, hosts, ports and paths that it names stay.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from urllib.parse import urlsplit

MAX_MESSAGE = 2_000
# Ports from here on are handed out by the system, a new one for each connection.
EPHEMERAL = 32_768

_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_TIME = r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?"
_HEX = r"0x[0-9a-f]{1,64}|(?<![0-9a-z_])(?=[a-f]{0,63}\d)[0-9a-f]{8,64}(?![0-9a-z_])"
_TOKENS = re.compile(
    rf"(?P<url>[a-z][a-z0-9+.-]{{1,20}}://[^\s'\"<>)\]`]{{1,1500}})"
    rf"|(?P<email>[a-z0-9._%+-]{{1,64}}@[a-z0-9.-]{{1,200}}\.[a-z]{{2,20}})"
    rf"|(?P<id>{_UUID})"
    rf"|(?P<time>{_TIME})"
    r"|(?P<status>\b(?:status(?: code)?|HTTP(?:/\d(?:\.\d)?)?|code|error)[ :=]{1,3}[1-5]\d\d\b)"
    r"|(?P<address>(?<![\w.])(?:(?:\d{1,3}\.){3}\d{1,3}|\[?::1?\]?|localhost):(?P<port>\d{1,5})\b)"
    r"|(?P<named>\bport[ :=]{1,3}\d{1,5}\b)"
    r"|(?P<ip>(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.]))"
    rf"|(?P<hex>{_HEX})"
    r"|(?P<number>(?<![a-z0-9_])\d{1,40}(?:\.\d{1,40})?(?![a-z0-9_]))",
    re.I,
)
_PATH_ID = re.compile(rf"\d+|{_UUID}|(?=[a-z_-]*\d)[0-9a-f]{{8,}}|(?=[^\d]*\d)[\w-]{{20,}}", re.I)
_IN_FILE = re.compile(r"(?<=[.-])(?=[a-z_-]*\d)[0-9a-z_-]{8,}(?=\.)", re.I)
_DEFAULT = re.compile(r"\{\{\s*default\s*\}\}")


def hash_identity(parts: Sequence[str]) -> str:
    """The fingerprint of the parts: 64 hexadecimal digits."""
    return hashlib.sha256("\x1f".join(parts).encode(errors="replace")).hexdigest()


def expand_fingerprint(given: object, default: Sequence[str]) -> tuple[str, ...]:
    """The identity that a sender asks for, with ``{{ default }}`` filled in; ``default`` if it asks for none.

    https://develop.sentry.dev/sdk/data-model/event-payloads/ (fingerprint)
    """
    if not isinstance(given, list) or not given:
        return tuple(default)
    parts: list[str] = ["custom"]
    for part in given[:20]:
        text = str(part)[:MAX_MESSAGE]
        parts.extend(default if _DEFAULT.fullmatch(text.strip()) else [text])
    return tuple(default) if parts[1:] == list(default) else tuple(parts)


def normalise(message: str) -> str:
    """``message`` without what changes from one occurrence to the next."""
    return " ".join(_TOKENS.sub(_stable, message[:MAX_MESSAGE]).split())


def normalise_file(name: str) -> str:
    """A file's name without the hash that a build puts into it, and without a query."""
    return _IN_FILE.sub("<hash>", name.split("?")[0].split("#")[0])


def normalise_url(url: str) -> str:
    """Scheme, host, port and path of ``url``, with ids in the path taken out; no query."""
    trail = url[len(url.rstrip(".,;:")) :]
    try:
        parts = urlsplit(url[: len(url) - len(trail)])
    except ValueError:
        return url
    path = "/".join("<id>" if _PATH_ID.fullmatch(part) else part for part in parts.path.split("/"))
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{host}{normalise_file(path)}{trail}"


def _stable(match: re.Match[str]) -> str:
    kind, text = str(match.lastgroup), match[0]
    if match["address"] is not None:
        port = match["port"] if int(match["port"]) < EPHEMERAL else "<port>"
        return f"{_host(text)}:{port}"
    if kind == "url":
        return normalise_url(text)
    return text if kind in ("status", "named") else f"<{kind}>"


def _host(address: str) -> str:
    host = address.rpartition(":")[0]
    # A container gets another address at each start; this machine's own stay.
    return host if not host[:1].isdigit() or host in ("127.0.0.1", "0.0.0.0") else "<ip>"  # noqa: S104

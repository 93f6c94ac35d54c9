"""The send-only key that an SDK names: in a header, in the address or in the envelope itself.

https://develop.sentry.dev/sdk/overview/#authentication
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import parse_qs, urlsplit

_KEY = re.compile(r"[0-9a-f]{32}")
_IN_HEADER = re.compile(r"(?:^|[\s,])sentry_key\s{0,5}=\s{0,5}([^\s,]{1,64})", re.I)


def key_of_request(headers: Mapping[bytes, bytes], query: bytes) -> str:
    """The key that the request names; empty when it names none."""
    for name in (b"x-sentry-auth", b"authorization"):
        given = headers.get(name, b"")
        if given[:7].lower() == b"sentry " and (match := _IN_HEADER.search(given[:2000].decode("latin-1"))):
            return match[1]
    if b"sentry_key" in query:
        return parse_qs(query[:2000].decode("latin-1")).get("sentry_key", [""])[0]
    return ""


def key_of_dsn(dsn: object) -> str:
    """The key in a DSN, ``https://KEY@host/number``; empty when there is none."""
    if not isinstance(dsn, str):
        return ""
    try:
        return urlsplit(dsn).username or ""
    except ValueError:
        return ""


def is_key(text: str) -> bool:
    """Whether ``text`` looks like a key at all."""
    return _KEY.fullmatch(text) is not None

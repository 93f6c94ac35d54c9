"""HTTP failures in the words of gateways, clients and consoles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from autofix.sdk.problem import Finding

_STATUS = re.compile(
    r"(?:the server responded with a status of|status code|HTTP/[\d.]{1,5}|Request failed with status code|"
    r"\bstatus:?)\s{1,20}(?P<status>[45]\d\d)\b",
    re.I,
)
_NAMED = re.compile(
    r"\b(?P<status>50[0-9]|52[0-7]|404|407)\s{1,20}"
    r"\(?(?:Internal Server Error|Bad Gateway|Service (?:Temporarily )?Unavailable|Gateway Time-?out|Not Found|"
    r"Proxy Authentication Required|Web Server Is Down|Connection timed out)",
    re.I,
)
_REFUSED = re.compile(
    r"\b(?P<code>ECONNREFUSED|ENOTFOUND|ECONNRESET|ETIMEDOUT|EAI_AGAIN)\b"
    r"|connect\(\) failed|upstream prematurely closed",
    re.I,
)


def parse_http(text: str) -> Iterator[Finding]:
    """Statuses and connection failures named in ``text``."""
    seen = set()
    for pattern in (_STATUS, _NAMED):
        for match in pattern.finditer(text):
            status = int(match["status"])
            if status not in seen:
                seen.add(status)
                yield Finding("http", f"http.{status}", match[0], status=status)
    for match in _REFUSED.finditer(text):
        yield Finding("http", "network." + (match["code"] or "upstream").lower(), match[0])

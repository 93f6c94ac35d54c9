"""HTTP failures in the words of gateways, clients and consoles, where no request is named; see ``requests``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from autofix.engine.tool_output.installers import is_installer
from autofix.sdk.problem import Finding

_STATUS = re.compile(
    r"(?:the server responded with a status of|status code|HTTP/[\d.]{1,5}|Request failed with status code|"
    r"\bstatus:?)\s{1,20}(?P<status>[45]\d\d)\b",
    re.I,
)
_NAMED = re.compile(
    r"\b(?P<status>50[0-9]|52[0-7]|404|405|407)\s{1,20}"
    r"\(?(?:Internal Server Error|Bad Gateway|Service (?:Temporarily )?Unavailable|Gateway Time-?out|Not Found|"
    r"Method Not Allowed|Proxy Authentication Required|Web Server Is Down|Connection timed out)",
    re.I,
)
_REFUSED = re.compile(
    r"\b(?P<code>ECONNREFUSED|ENOTFOUND|ECONNRESET|ETIMEDOUT|EAI_AGAIN)\b"
    r"|connect\(\) failed|upstream prematurely closed",
    re.I,
)
_JSON = re.compile(
    r"Unexpected token '?<'?(?:, \"[^\n]{0,200}is not valid JSON| in JSON at position \d{1,9})|"
    r"JSON\.parse: unexpected character at line 1 column 1 of the JSON data|"
    r"JSON Parse error: Unrecognized token '<'|"
    r"JSONDecodeError: Expecting value: line 1 column 1 \(char 0\)"
)
_CODES = {404: "http.not_found", 405: "http.method_not_allowed"}


def parse_http(text: str) -> Iterator[Finding]:
    """Statuses, connection failures and answers that are no JSON, named in ``text``; each status once."""
    seen = set()
    for pattern in (_STATUS, _NAMED):
        for match in pattern.finditer(text):
            status = int(match["status"])
            if status not in seen and not is_installer(text, match.start()):
                seen.add(status)
                code = _CODES.get(status, f"http.{status}")
                yield Finding("http", code, match[0], status=status, at=match.start())
    for match in _REFUSED.finditer(text):
        if is_installer(text, match.start()):
            continue
        yield Finding("http", "network." + (match["code"] or "upstream").lower(), match[0], at=match.start())
    for match in _JSON.finditer(text):
        yield Finding("http", "http.not_json", match[0], at=match.start())

"""What a browser would do at an address: a preflight, a request, and its console's message."""

from __future__ import annotations

import http.client
from dataclasses import dataclass
from urllib.parse import urlsplit

HEADER = "Access-Control-Allow-Origin"
SECONDS = 5.0


@dataclass(frozen=True)
class Visit:
    """What was asked and answered, line by line, and whether a page of the origin may read it."""

    lines: tuple[str, ...]
    is_readable: bool
    allowed: str


def visit(url: str, origin: str) -> Visit:
    """Visit ``url`` as a page of ``origin`` would, over real HTTP; an address that is silent is not readable."""
    preflight = _ask("OPTIONS", url, {"Origin": origin, "Access-Control-Request-Method": "GET"})
    answer = _ask("GET", url, {"Origin": origin})
    lines = tuple(
        f"{method} {urlsplit(url).path}  ->  {status or 'no answer'}  {HEADER}: {allowed or '(none)'}"
        for method, (status, allowed) in (("OPTIONS", preflight), ("GET", answer))
    )
    is_readable = 200 <= preflight[0] < 300 and answer[0] == 200 and preflight[1] == answer[1] == origin
    return Visit(lines, is_readable, answer[1])


def answers(url: str) -> bool:
    """Whether ``url`` answers with 200."""
    return _ask("GET", url, {})[0] == 200


def console_message(seen: Visit, origin: str, url: str) -> str:
    """Chromium's words for what ``seen`` shows."""
    blocked = f"Access to fetch at '{url}' from origin '{origin}' has been blocked by CORS policy: "
    if seen.allowed:
        return f"{blocked}The '{HEADER}' header has a value '{seen.allowed}' that is not equal to the supplied origin."
    return f"{blocked}No '{HEADER}' header is present on the requested resource."


def _ask(method: str, url: str, headers: dict[str, str]) -> tuple[int, str]:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=SECONDS)
    try:
        connection.request(method, parts.path or "/", headers=headers)
        answer = connection.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException):
        return 0, ""
    else:
        return answer.status, answer.getheader(HEADER) or ""
    finally:
        connection.close()

"""What a browser makes of a preflight and an answer: the CORS protocol of the Fetch standard.

Source: WHATWG Fetch, "CORS check" and "CORS-preflight fetch".
"""

from __future__ import annotations

from dataclasses import dataclass

from autofix.sdk import Request, Response

SAFE_METHODS = frozenset({"GET", "HEAD", "POST"})
# Source: WHATWG Fetch, "CORS-safelisted request-header"; a type of JSON is none of them.
_SAFE_HEADERS = frozenset({"accept", "accept-language", "content-language", "range"})
# Source: WHATWG Fetch, "forbidden request-header".
_FORBIDDEN = frozenset(
    "accept-charset accept-encoding access-control-request-headers access-control-request-method "
    "access-control-request-private-network connection content-length cookie cookie2 date dnt expect host keep-alive "
    "origin referer set-cookie te trailer transfer-encoding upgrade via".split()
)


@dataclass(frozen=True)
class Blocked:
    """Why the browser would block, in the words of ``CorsReport.kind``."""

    kind: str
    why: str


def preflight(request: Request, origin: str, headers: tuple[str, ...]) -> Request:
    """The OPTIONS request a browser sends ahead of ``request``."""
    asked = [("Origin", origin), ("Access-Control-Request-Method", request.method)]
    if headers:
        asked.append(("Access-Control-Request-Headers", ",".join(sorted(headers))))
    return Request("OPTIONS", request.path, tuple(asked))


def check_preflight(
    answer: Response, origin: str, method: str, headers: tuple[str, ...], *, has_credentials: bool
) -> Blocked | None:
    """Whether the browser would go on after this preflight answer."""
    if 300 <= answer.status < 400:
        return Blocked("redirect", f"the preflight is redirected ({answer.status})")
    blocked = check_answer(answer, origin, has_credentials=has_credentials)
    if blocked:
        return Blocked(blocked.kind, f"preflight: {blocked.why}")
    if not 200 <= answer.status < 300:
        return Blocked("status", f"the preflight answers {answer.status}")
    methods = _listed(answer, "Access-Control-Allow-Methods", lower=False)
    if method not in SAFE_METHODS and method not in methods and (has_credentials or "*" not in methods):
        return Blocked("method", f"the preflight does not allow {method}")
    allowed = _listed(answer, "Access-Control-Allow-Headers", lower=True)
    for header in headers:
        star = "*" in allowed and not has_credentials and header != "authorization"
        if header not in allowed and not star:
            return Blocked("header", f"the preflight does not allow the header {header}")
    return None


def check_answer(answer: Response, origin: str, *, has_credentials: bool) -> Blocked | None:
    """Whether a page of ``origin`` may read ``answer``."""
    if not answer.status:
        return Blocked("unreachable", f"no answer ({answer.error})")
    values = answer.values("Access-Control-Allow-Origin")
    if not values:
        return Blocked("origin", "no Access-Control-Allow-Origin")
    if len(values) > 1 or "," in values[0]:
        return Blocked("multiple", f"several values in Access-Control-Allow-Origin ({', '.join(values)})")
    value = values[0].strip()
    if value == "*":
        return Blocked("wildcard", "a wildcard origin with credentials") if has_credentials else None
    if value != origin:
        return Blocked("origin", f"Access-Control-Allow-Origin is {value}")
    if has_credentials and [v.strip() for v in answer.values("Access-Control-Allow-Credentials")] != ["true"]:
        return Blocked("credentials", "Access-Control-Allow-Credentials is not true")
    return None


def is_forbidden(header: str) -> bool:
    """Whether no page can set ``header``: it belongs to the connection or to the browser."""
    return header.lower() in _FORBIDDEN or header.lower().startswith(("proxy-", "sec-"))


def is_safe_header(header: str) -> bool:
    """Whether a page may set ``header`` without asking ahead, as far as its name tells."""
    return header.lower() in _SAFE_HEADERS


def _listed(answer: Response, name: str, *, lower: bool) -> set[str]:
    items = {item.strip() for value in answer.values(name) for item in value.split(",")}
    return {item.lower() for item in items} if lower else items

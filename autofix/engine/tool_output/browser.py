"""What browsers' consoles print when a cross-origin request fails.

Sources: Chromium's ``services/network/public/cpp/cors`` error strings, MDN's
"CORS errors" pages for Firefox, WebKit's ``CrossOriginAccessControl.cpp``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from autofix.sdk.problem import Finding

_Q = "['\"\u2018\u2019`]"
_REST = r"[^\s'\"\u2018\u2019`<>)\]]"
_ADDRESS = rf"[a-z][a-z0-9+.-]{{0,30}}://(?:\[[0-9a-f:.]{{2,50}}\])?{_REST}{{1,8000}}"

# What may stand between quotes: browsers percent-encode those in an address.
_QUOTED = "[^'\"\u2018\u2019`\n]{1,8000}"

_CHROME = re.compile(
    rf"Access to (?P<what>[\w ]{{1,40}}?) at {_Q}(?P<url>{_QUOTED}){_Q}"
    rf"(?: \(redirected from {_Q}(?P<first>{_QUOTED}){_Q}\))?"
    rf" from origin {_Q}(?P<origin>[^\n]{{1,300}}?){_Q} has been blocked by CORS policy:\s{{0,20}}"
    r"(?P<why>[^\n]{0,2000})",
    re.I,
)
_FIREFOX = re.compile(
    rf"Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at "
    # The reason may hold brackets of its own: it ends at one that a full stop or nothing follows.
    rf"{_Q}?(?P<url>{_ADDRESS}?){_Q}?\.? \(Reason: (?P<why>[^\n]{{1,300}}?)\)(?:\.|(?=\s|$))"
    r"(?: Status code: (?P<status>\d{1,9}|\(null\)))?",
    re.I,
)
_SAFARI_ORIGIN = re.compile(
    rf"Origin (?P<origin>null|{_ADDRESS}) is not allowed by Access-Control-Allow-Origin\.?"
    r"(?: Status code: (?P<status>\d{1,9}))?",
    re.I,
)
_SAFARI_LOAD = re.compile(
    rf"(?:Fetch API|XMLHttpRequest) cannot load (?P<url>{_ADDRESS})\.? (?:due to access control checks|Origin )", re.I
)
_SAFARI_LINE = re.compile(
    r"^(?:\[\w+\] )?(?:[\d:.TZ/, -]{4,30} )?"
    r"(?P<why>Preflight response is not successful.{0,2000}|Request header field \S{1,200} is not allowed by "
    r"Access-Control-Allow-Headers.{0,2000}|Method \S{1,200} is not allowed by Access-Control-Allow-Methods.{0,2000}|"
    r"Credentials flag is true, but Access-Control-Allow-Credentials.{0,2000}|"
    r"Cannot use wildcard in Access-Control-Allow-Origin.{0,2000}|"
    r"Access-Control-Allow-Origin cannot contain more than one origin.{0,2000})$",
    re.I | re.M,
)
# Chromium before version 65, and what is built on it.
_OLD_CHROME = re.compile(
    rf"(?:XMLHttpRequest cannot|Failed to|Fetch API cannot) load (?P<url>{_ADDRESS}?)[:.] (?P<why>[^\n]{{1,300}}?) "
    rf"Origin {_Q}(?P<origin>null|{_ADDRESS}){_Q} is therefore not allowed access",
    re.I,
)
_NETWORK = re.compile(
    rf"(?:(?P<method>GET|POST|PUT|PATCH|DELETE|OPTIONS|HEAD)\s{{1,20}}(?P<url>{_ADDRESS})\s{{1,20}})?"
    r"(?:\S{1,80}\s{1,4})?net::(?P<code>ERR_[A-Z_]{1,60})(?:\s{1,20}(?P<status>\d{3}))?"
)

# What the reason says, in the order it has to be asked: the first that matches wins.
_REASONS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("cors.private_network", re.compile(r"address space\b|local network", re.I)),
    ("cors.scheme", re.compile(r"only supported for protocol schemes|CORS request not HTTP", re.I)),
    ("cors.unreachable", re.compile(r"CORS (?:request|preflight channel) did not succeed", re.I)),
    ("cors.redirect", re.compile(r"redirect", re.I)),
    ("cors.wildcard", re.compile(r"wildcard|not supported if the CORS header", re.I)),
    ("cors.multiple_origins", re.compile(r"multiple values|Multiple CORS header|more than one origin", re.I)),
    ("cors.credentials", re.compile(r"Access-Control-Allow-Credentials", re.I)),
    ("cors.header", re.compile(r"Access-Control-Allow-Headers", re.I)),
    ("cors.method", re.compile(r"Access-Control-Allow-Methods", re.I)),
    ("cors.origin_mismatch", re.compile(r"not equal to the supplied origin|does not match|invalid value", re.I)),
    ("cors.origin_missing", re.compile(r"No 'Access-Control-Allow-Origin'|Allow-Origin\W{1,3} missing", re.I)),
    ("cors.preflight_status", re.compile(r"HTTP ok status|preflight response (?:is not|did not)", re.I)),
    ("cors.origin_missing", re.compile(r"Access-Control-Allow-Origin", re.I)),
)
_FIELD = re.compile(r"(?:header field|header|method) \W?(?P<name>[\w-]+)\W? (?:is not|in CORS)", re.I)
_FIREFOX_FIELD = re.compile(r"missing token \W(?P<name>[\w-]+)\W in CORS header", re.I)
_VALUE = re.compile(r"has a value '(?P<value>[^']*)'|does not match \W(?P<match>[^\u2018\u2019'\"]+)", re.I)
_STATUS = re.compile(r"Status code: (\d{1,9})", re.I)


def parse_browser(text: str) -> Iterator[Finding]:
    """Every message of a browser about a cross-origin or failed request in ``text``."""
    for match in _CHROME.finditer(text):
        yield _cors("chrome", match["why"], match, url=match["url"], origin=match["origin"])
    for match in _OLD_CHROME.finditer(text):
        yield _cors("chrome", match["why"], match, url=match["url"], origin=match["origin"])
    for match in _FIREFOX.finditer(text):
        status = match["status"]
        yield _cors(
            "firefox",
            match["why"],
            match,
            url=match["url"],
            status=int(status) if status and status.isdigit() else None,
        )
    for match in _SAFARI_ORIGIN.finditer(text):
        yield Finding(
            "safari",
            "cors.origin_missing",
            match[0],
            origin=_origin(match["origin"]),
            status=int(match["status"]) if match["status"] else None,
            at=match.start(),
        )
    for match in _SAFARI_LINE.finditer(text):
        found = _STATUS.search(match["why"])
        yield _cors("safari", match["why"], match, status=int(found[1]) if found else None)
    for match in _SAFARI_LOAD.finditer(text):
        yield Finding("safari", "cors", match[0], url=match["url"].rstrip(".,"), at=match.start())
    for match in _NETWORK.finditer(text):
        yield Finding(
            "chrome",
            "network." + match["code"].lower(),
            match[0],
            url=match["url"],
            method=match["method"],
            status=int(match["status"]) if match["status"] else None,
            at=match.start(),
        )


def _cors(
    tool: str,
    why: str,
    match: re.Match[str],
    *,
    url: str | None = None,
    origin: str | None = None,
    status: int | None = None,
) -> Finding:
    code = next((code for code, pattern in _REASONS if pattern.search(why)), "cors")
    field = _FIELD.search(why) or _FIREFOX_FIELD.search(why)
    value = _VALUE.search(why)
    name = field["name"] if field else None
    return Finding(
        tool,
        code,
        match[0],
        url=url,
        origin=_origin(origin) if origin else None,
        method=name.upper() if name and code == "cors.method" else None,
        header=name.lower() if name and code == "cors.header" else None,
        value=(value["value"] if value["value"] is not None else value["match"]) if value else None,
        status=status,
        at=match.start(),
    )


def _origin(text: str) -> str:
    return text.rstrip("/.,;").lower() if text != "null" else text

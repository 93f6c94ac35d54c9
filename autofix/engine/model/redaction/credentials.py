"""Credentials in addresses, headers, cookies, commands and the files of other tools."""

from __future__ import annotations

import re
from collections.abc import Iterator

from autofix.engine.model.redaction.likeness import is_random
from autofix.engine.model.redaction.span import SECRET, Span
from autofix.engine.model.redaction.values import is_literal

# RFC 3986, section 3.2.1. A password with a slash in it is no port.
_ADDRESS = re.compile(
    r"://(?P<user>[^\s:/?#@\"'`<>()]{0,200})"
    r"(?::(?!\d{1,5}(?:[/?#\s]|$))(?P<password>[^\s\"'`<>@]{1,300}(?:@[^\s\"'`<>@/]{1,100}(?=@))?))?@(?=[\w\[$%{])"
)
_AUTHORIZATION = re.compile(
    r"(?:authorization|x-(?:[\w\-]{0,30}-)?(?:api-?key|key|token|secret|auth|signature|password)(?:-[\w\-]{0,20})?"
    r"|api-key|private-token"
    r"|job-token)(?:\\{0,2}[\"'`])?[ \t]{0,4}[:=,][ \t]{0,4}(?:\\{0,2}[\"'`])?"
    r"(?:(?P<scheme>Bearer|Basic|Token|ApiKey|Digest|Negotiate|Bot|Hawk|OAuth|GenieKey|SSWS"
    r"|DPoP)[ \t]+)?(?P<value>[^\s\"'`,;<>\\]{8,4000})",
    re.I,
)
_SCHEME = re.compile(r"\b(?:Bearer|Basic|Bot|SSWS|DPoP)[ \t]+(?P<value>[A-Za-z0-9._~+/=\-]{8,4000})", re.I)
_COOKIES = re.compile(
    r"(?:\bset-)?\bcookie(?:\\{0,2}[\"'`])?[ \t]{0,4}[:=,][ \t]{0,4}(?:\\{0,2}[\"'`])?(?P<value>[^\n\"'`]{3,4000})",
    re.I,
)
_PAIR = re.compile(r"(?P<name>[\w.\-$%]{1,80})=(?P<value>[^\s;,\"'`]{4,4000})")
_SESSION = re.compile(r"sess|sid|auth|token|csrf|xsrf|jwt|remember|login|user|account|_id|secret|key", re.I)
_SAID = frozenset("path domain expires max-age samesite version priority".split())
_NETRC = re.compile(r"\b(?:login|user)\s{1,10}\S{1,100}\s{1,40}password\s{1,10}(?P<value>\S{4,300})")
_PGPASS = re.compile(r"^[\w.*\-]{1,80}:(?:\d{2,5}|\*):[\w*\-]{1,60}:[\w*.\-]{1,60}:(?P<value>\S{4,200})$", re.M)
_HTPASSWD = re.compile(r"^[\w.@\-]{1,60}:(?P<value>[./0-9A-Za-z]{13})$", re.M)
_CURL = re.compile(r"(?:\s-u|--user|--proxy-user)[ =]{0,2}[\"']?[\w.@\-]{1,60}:(?P<value>[^\s\"']{4,200})")
_SHORT_OPTION = re.compile(
    r"\b(?:mysql|mysqldump|mariadb|sshpass|redis-cli|mongo|mongosh)\b[^\n"
    r"|;]{0,200}?\s-[pa][ ]?[\"']?(?P<value>[^\s\"'\-][^\s\"']{3,100})"
)
_DOCKER = re.compile(
    r"\"(?:auth|_auth|identitytoken)\"\s{0,4}:\s{0,4}\"(?P<value>[A-Za-z0-9+/=._\-]{8,4000})\""
    r"|\b_auth\s{0,3}=\s{0,3}\"?(?P<plain>[A-Za-z0-9+/=]{8,400})"
)
_OTHERS = (_NETRC, _PGPASS, _CURL, _SHORT_OPTION)


def find_credentials(text: str) -> Iterator[Span]:
    """Passwords of addresses, values of headers and cookies, passwords on command lines."""
    if "://" in text:
        yield from _addresses(text)
    for found in _AUTHORIZATION.finditer(text):
        value = found["value"].rstrip(")]}")
        if is_literal(value, sure=bool(found["scheme"]), quoted=True):
            yield _span(found, "value", "authorization header", len(value))
    for found in _SCHEME.finditer(text):
        if is_random(found["value"]):
            yield _span(found, "value", "authorization header")
    for found in _COOKIES.finditer(text):
        yield from _pairs(found)
    for pattern in _OTHERS:
        for found in pattern.finditer(text):
            if is_literal(found["value"], sure=True, quoted=True):
                yield _span(found, "value", "password")
    for found in _HTPASSWD.finditer(text):
        if is_random(found["value"]):
            yield _span(found, "value", "password hash")
    for found in _DOCKER.finditer(text):
        group = "value" if found["value"] else "plain"
        if is_literal(found[group], sure=False, quoted=True):
            yield _span(found, group, "registry login")


def _addresses(text: str) -> Iterator[Span]:
    for found in _ADDRESS.finditer(text):
        password = found["password"]
        if password and is_literal(password, sure=True, quoted=True):
            yield _span(found, "password", "password in an address")
        if found["user"] and is_literal(found["user"], sure=False, quoted=True):
            yield _span(found, "user", "key in an address")


def _pairs(cookies: re.Match[str]) -> Iterator[Span]:
    for pair in _PAIR.finditer(cookies["value"]):
        name, value = pair["name"].lower(), pair["value"]
        if name in _SAID or not is_literal(value, sure=bool(_SESSION.search(name)), quoted=True):
            continue
        start = cookies.start("value") + pair.start("value")
        yield Span(start, start + len(value), SECRET, "cookie")


def _span(found: re.Match[str], group: str, kind: str, length: int | None = None) -> Span:
    start = found.start(group)
    return Span(start, found.end(group) if length is None else start + length, SECRET, kind)

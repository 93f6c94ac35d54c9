"""From the text of a report to a ``Problem``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from autofix.engine.tool_output.addresses import origin_of_url, read_origin, read_url
from autofix.engine.tool_output.browser import parse_browser
from autofix.engine.tool_output.http import parse_http
from autofix.engine.tool_output.runtime import parse_runtime
from autofix.sdk.problem import Finding, Problem

MAX_CHARACTERS = 1_000_000
MAX_FINDINGS = 1_000
# A line longer than this holds no message that a person could have read.
MAX_LINE = 20_000
MAX_BLANK_LINES = 2
# The codes of findings about what the report names and no browser could have named.
UNREADABLE_ORIGIN, UNREADABLE_URL = "unreadable.origin", "unreadable.url"
MAX_SHOWN = 200

# A terminal's colour codes, as ECMA-48 writes control sequences.
_CONTROL = re.compile(r"\x1b(?:\[[0-?]{0,50}[ -/]{0,10}[@-~]|[@-Z\\-_])")
_PREFIXED_ORIGIN = re.compile(
    r"^[^\S\n]{0,200}(?:>[^\S\n]{0,20})?(?P<key>\"?origin\"?|page|from)[^\S\n]{0,20}[:=][^\S\n]{0,20}"
    r"\"?(?P<value>[^\s\",;]{1,2000})",
    re.I | re.M,
)
_FROM_ORIGIN = re.compile(r"from origin (['\"])(?P<value>[^\n]{1,300}?)\1 has been blocked", re.I)
_PREFIXED_METHOD = re.compile(
    r"^[^\S\n]{0,200}(?:request )?method[^\S\n]{0,20}[:=][^\S\n]{0,20}\"?(GET|POST|PUT|PATCH|DELETE|HEAD)\b",
    re.I | re.M,
)
_REQUEST_LINE = re.compile(r"(?<!\w)(?P<method>GET|POST|PUT|PATCH|DELETE|HEAD) (?P<url>https?://[^\s'\"<>)]{1,8000})")
_PREFIXED_URL = re.compile(
    r"^[^\S\n]{0,200}(?:request )?url[^\S\n]{0,20}[:=][^\S\n]{0,20}\"?(https?://[^\s'\"<>)]{1,8000})", re.I | re.M
)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{0,30}://", re.I)
_WEB_SCHEME = re.compile(r"https?://", re.I)


def read_report(text: str, family: str | None = None) -> Problem:
    """Everything AutoFix recognises in ``text``; an unknown text is a problem without findings.

    Every origin and URL of it is one that a browser could have named. For any other a finding of
    the code ``unreadable.origin`` or ``unreadable.url`` says what was named.
    """
    cleaned = _clean(text)
    parsed: list[Finding] = []
    for parse in (parse_browser, parse_http, parse_runtime):
        parsed.extend(parse(cleaned))
    parsed = parsed[:MAX_FINDINGS]
    unreadable = list(_unreadable(parsed, cleaned))
    findings = [_checked(finding) for finding in parsed]
    request = _REQUEST_LINE.search(cleaned)
    method = _PREFIXED_METHOD.search(cleaned)
    address = _PREFIXED_URL.search(cleaned)
    url = next((f.url for f in findings if f.url), None)
    if url is None and (address or request):
        named_url = address[1] if address else request["url"] if request else ""
        url = read_url(named_url)
        unreadable += [_named(UNREADABLE_URL, named_url)] if url is None else []
    origin = next((f.origin for f in findings if f.origin), None)
    if origin is None and not unreadable:
        origin, hostile = _prefixed_origin(cleaned)
        unreadable += [_named(UNREADABLE_ORIGIN, hostile)] if hostile else []
    named_method = next((f.method for f in findings if f.method), None)
    codes = {finding.code for finding in unreadable}
    return Problem(
        text=cleaned,
        findings=(*findings, *unreadable),
        url=None if UNREADABLE_URL in codes else url,
        origin=None if UNREADABLE_ORIGIN in codes else origin,
        method=named_method or (method[1].upper() if method else request["method"] if request else None),
        family=family,
    )


def _checked(finding: Finding) -> Finding:
    """The finding with an origin and a URL that a browser could have named, or none."""
    url = finding.url
    if url is not None and (_WEB_SCHEME.match(url) or not _is_plain(url)):
        url = read_url(url)
    return replace(finding, origin=read_origin(finding.origin) if finding.origin else None, url=url)


def _is_plain(url: str) -> bool:
    """Whether an address of another scheme than the web's can be shown and parsed as it stands."""
    return url.isascii() and url.isprintable() and "[" not in url and "]" not in url


def _unreadable(findings: list[Finding], text: str) -> Iterator[Finding]:
    origins = [f.origin for f in findings if f.origin] + [match["value"] for match in _FROM_ORIGIN.finditer(text)]
    named = next((origin for origin in origins if read_origin(origin) is None), None)
    if named is not None:
        yield _named(UNREADABLE_ORIGIN, named)
    urls = (f.url for f in findings if f.url and _WEB_SCHEME.match(f.url))
    address = next((url for url in urls if read_url(url) is None), None)
    if address is not None:
        yield _named(UNREADABLE_URL, address)


def _named(code: str, value: str) -> Finding:
    return Finding("report", code, value[:MAX_SHOWN], value=value[:MAX_SHOWN])


def _prefixed_origin(text: str) -> tuple[str | None, str | None]:
    """The origin of a line such as ``Origin: ...``; else what stands there in its place."""
    for match in _PREFIXED_ORIGIN.finditer(text):
        value = match["value"]
        # Without a scheme only a header's own spelling names an origin: ``origin: true`` is pasted code.
        if _SCHEME.match(value) or value == "null" or match["key"] == "Origin":
            origin = "null" if value == "null" else origin_of_url(value)
            return origin, None if origin else value
    return None, None


def _clean(text: str) -> str:
    """Without colour codes and invisible characters, lines ended by one newline, none of them endless or in vain."""
    text = _CONTROL.sub("", text[:MAX_CHARACTERS]).replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf"))
    lines: list[str] = []
    blank = 0
    for line in text.split("\n"):
        blank = 0 if line.strip() else blank + 1
        if blank <= MAX_BLANK_LINES:
            lines.append(line[:MAX_LINE] if blank == 0 else "")
    return "\n".join(lines)

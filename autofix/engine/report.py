"""From the text of a report to a ``Problem``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from autofix.engine.tool_output.addresses import origin_of_url, read_origin, read_url
from autofix.engine.tool_output.parsers import in_order, parse_all
from autofix.engine.tool_output.terminal import MAX_CHARACTERS as MAX_CHARACTERS
from autofix.engine.tool_output.terminal import plain_text
from autofix.sdk.problem import Finding, Problem

# The codes of findings about what the report names and no browser could have named.
UNREADABLE_ORIGIN, UNREADABLE_URL = "unreadable.origin", "unreadable.url"
MAX_SHOWN = 200

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

    The findings stand in the order of the text, each once. The request as a whole is told by browsers'
    messages before any other, wherever they stand.

    Every origin and URL of it is one that a browser could have named. For any other a finding of
    the code ``unreadable.origin`` or ``unreadable.url`` says what was named.
    """
    cleaned = plain_text(text)
    parsed = parse_all(cleaned)
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
        findings=(*in_order(findings), *unreadable),
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

"""From the text of a report to a ``Problem``."""

from __future__ import annotations

import re
import unicodedata

from autofix.engine.tool_output.browser import parse_browser
from autofix.engine.tool_output.http import parse_http
from autofix.engine.tool_output.runtime import parse_runtime
from autofix.sdk.problem import Finding, Problem

MAX_CHARACTERS = 1_000_000
MAX_FINDINGS = 1_000

# A terminal's colour codes, as ECMA-48 writes control sequences.
_CONTROL = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[@-Z\\-_])")
_PREFIXED_ORIGIN = re.compile(
    r"^[ \t]*(?:>[ \t]*)?(?:\"?origin\"?|page|from)[ \t]*[:=][ \t]*\"?(https?://[\w.\-\[\]:]+)", re.I | re.M
)
_PREFIXED_METHOD = re.compile(
    r"^[ \t]*(?:request )?method[ \t]*[:=][ \t]*\"?(GET|POST|PUT|PATCH|DELETE|HEAD)\b", re.I | re.M
)
_REQUEST_LINE = re.compile(r"(?<!\w)(?P<method>GET|POST|PUT|PATCH|DELETE|HEAD) (?P<url>https?://[^\s'\"<>)]+)")
_PREFIXED_URL = re.compile(r"^[ \t]*(?:request )?url[ \t]*[:=][ \t]*\"?(https?://[^\s'\"<>)]+)", re.I | re.M)


def read_report(text: str, family: str | None = None) -> Problem:
    """Everything AutoFix recognises in ``text``; an unknown text is a problem without findings."""
    cleaned = _clean(text)
    findings: list[Finding] = []
    for parse in (parse_browser, parse_http, parse_runtime):
        findings.extend(parse(cleaned))
    request = _REQUEST_LINE.search(cleaned)
    method = _PREFIXED_METHOD.search(cleaned)
    origin = _PREFIXED_ORIGIN.search(cleaned)
    address = _PREFIXED_URL.search(cleaned)
    named_method = next((f.method for f in findings if f.method), None)
    return Problem(
        text=cleaned,
        findings=tuple(findings[:MAX_FINDINGS]),
        url=next((f.url for f in findings if f.url), None)
        or (address[1] if address else request["url"] if request else None),
        origin=next((f.origin for f in findings if f.origin), None)
        or (origin[1].rstrip("/").lower() if origin else None),
        method=named_method or (method[1].upper() if method else request["method"] if request else None),
        family=family,
    )


def _clean(text: str) -> str:
    """Without colour codes and invisible characters, lines ended by one newline."""
    text = _CONTROL.sub("", text[:MAX_CHARACTERS]).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf"))

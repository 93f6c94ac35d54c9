"""What a CORS report says: who asked whom for what, and what the browser minded."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from autofix.sdk import Finding, Problem, Workspace
from plugins.cors.credentials import sends_credentials
from plugins.cors.origins import is_writable
from plugins.cors.page import front_end_origin, is_local_host, named_origin

_PREFLIGHT = re.compile(r"\bpreflight\b", re.I)

# What the browser minded, by the finding's code.
_CREDENTIALS = re.compile(r"credentials (?:mode is 'include'|flag is true)", re.I)
_KINDS = {
    "cors.origin_missing": "origin",
    "cors.origin_mismatch": "origin",
    "cors.multiple_origins": "multiple",
    "cors.wildcard": "wildcard",
    "cors.credentials": "credentials",
    "cors.header": "header",
    "cors.method": "method",
    "cors.preflight_status": "status",
    "cors.redirect": "redirect",
    "cors.scheme": "scheme",
    "cors.private_network": "private_network",
    "cors.unreachable": "unreachable",
}


@dataclass(frozen=True)
class CorsReport:
    """A cross-origin request that failed.

    ``kind`` is what the browser minded (``origin``, ``header``, ``method``,
    ``credentials``, ...), empty if the report does not say. ``port`` is the URL's, with the
    scheme's own filled in. ``origin_from`` is the file that the origin was guessed from, and
    ``is_preflight`` tells that the browser asked before it sent the request. ``answered`` is the other origin that the
    server's header named, empty if it named none.
    """

    origin: str | None
    url: str | None
    method: str | None
    kind: str
    header: str | None
    has_credentials: bool
    module: str | None
    origin_from: str = ""
    is_preflight: bool = False
    answered: str = ""

    @property
    def host(self) -> str:
        """The host of the URL, lower case."""
        return (urlsplit(self.url).hostname or "") if self.url else ""

    @property
    def netloc(self) -> str:
        """Host and port as the URL writes them."""
        return urlsplit(self.url).netloc.rpartition("@")[2] if self.url else "localhost"

    @property
    def port(self) -> int | None:
        """The port of the URL."""
        if not self.url:
            return None
        parts = urlsplit(self.url)
        try:
            return parts.port or {"http": 80, "https": 443}.get(parts.scheme)
        except ValueError:
            return None

    @property
    def path(self) -> str:
        """Path and query of the URL."""
        parts = urlsplit(self.url or "")
        return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")

    @property
    def is_local(self) -> bool:
        """Whether the URL names this machine or its local network."""
        return is_local_host(self.host)

    @property
    def is_production(self) -> bool | None:
        """Whether the server that answered runs in production, by its address; None where that is not known."""
        if self.url:
            return not self.is_local
        return not is_local_host(urlsplit(self.origin).hostname or "") if self.origin else None


def read_cors(problem: Problem, workspace: Workspace) -> CorsReport:
    """The CORS side of ``problem``.

    The origin is taken from the repository's front end if the report has none and the server
    that was called is a local one too: where a front end is deployed, its configuration does not say.
    """
    found = problem.of_code("cors")
    origin = problem.origin or (named_origin(problem) if not problem.of_code("unreadable") else None)
    guessed = None
    if origin is None and not problem.of_code("unreadable") and is_local_url(problem.url):
        guessed = front_end_origin(workspace)
    if origin is not None and not is_writable(origin):
        origin = None
    return CorsReport(
        origin=origin or (guessed[0] if guessed else None),
        url=problem.url,
        method=_method_of(problem, problem.url) or problem.method,
        kind=_kind_of(found),
        header=next((f.header for f in found if f.header), None),
        has_credentials=bool(_CREDENTIALS.search(problem.text)) or sends_credentials(workspace, problem.url),
        module=next((f.value for f in problem.of_code("module_missing") if f.value), None),
        origin_from=guessed[1] if guessed else "",
        is_preflight=any(_PREFLIGHT.search(f.message) for f in found if f.url in (None, problem.url)),
        answered=next((f.value for f in problem.of_code("cors.origin_mismatch") if f.value), ""),
    )


def read_others(problem: Problem, report: CorsReport) -> list[CorsReport]:
    """The other requests of the same page to the same server that the report names."""
    others: dict[tuple[str, str | None], CorsReport] = {}
    found = problem.of_code("cors")
    for finding in found:
        if not finding.url or finding.url == report.url:
            continue
        same = tuple(f for f in found if f.url == finding.url)
        other = replace(
            report,
            url=finding.url,
            method=_method_of(problem, finding.url),
            kind=_kind_of(same),
            header=next((f.header for f in same if f.header), None),
            is_preflight=any(_PREFLIGHT.search(f.message) for f in same),
        )
        if (other.host, other.port) == (report.host, report.port):
            others.setdefault((finding.url, other.method), other)
    return list(others.values())


def is_local_url(url: str | None) -> bool:
    """Whether a URL names this machine or its local network; so does none at all."""
    return url is None or is_local_host(urlsplit(url).hostname or "")


def _method_of(problem: Problem, url: str | None) -> str | None:
    return next((f.method for f in problem.findings if f.method and f.url == url), None)


def _kind_of(findings: tuple[Finding, ...]) -> str:
    return next((_KINDS[f.code] for f in findings if f.code in _KINDS), "")

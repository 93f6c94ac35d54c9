"""What a CORS report says: who asked whom for what, and what the browser minded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from autofix.sdk import Problem, Workspace, WorkspaceError

LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1", "0.0.0.0"})  # noqa: S104 - a name to compare with
_PRIVATE = re.compile(r"^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)")
_SCRIPT_PAGE = re.compile(
    r"(https?://[\w.\-\[\]:]{1,260})/[^\s'\"()]{0,300}\.(?:[jt]sx?|vue|html|svelte)(?:[?:\s)]|$)", re.I
)
_PORT = re.compile(r"\bport\s*:\s*(\d{2,5})")

# What the browser minded, by the finding's code.
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
    scheme's own filled in.
    """

    origin: str | None
    url: str | None
    method: str | None
    kind: str
    header: str | None
    has_credentials: bool
    module: str | None

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


def is_local_host(host: str) -> bool:
    """Whether ``host`` is this machine or on its local network."""
    return host in LOCAL_HOSTS or bool(_PRIVATE.match(host))


def read_cors(problem: Problem, workspace: Workspace) -> CorsReport:
    """The CORS side of ``problem``; the origin is taken from the repository's front end if the report has none."""
    found = problem.of_code("cors")
    kinds = [_KINDS[f.code] for f in found if f.code in _KINDS]
    missing = next((f.value for f in problem.of_code("module_missing") if f.value), None)
    return CorsReport(
        origin=problem.origin or _page_origin(problem) or _front_end_origin(workspace),
        url=problem.url,
        method=problem.method,
        kind=kinds[0] if kinds else "",
        header=next((f.header for f in found if f.header), None),
        has_credentials=bool(re.search(r"credentials (?:mode is 'include'|flag is true)", problem.text, re.I)),
        module=missing,
    )


def _page_origin(problem: Problem) -> str | None:
    """The origin of the page's own scripts, as a console's stack names them (Firefox gives no other)."""
    target = urlsplit(problem.url or "").netloc
    for match in _SCRIPT_PAGE.finditer(problem.text):
        if urlsplit(match[1]).netloc != target:
            return match[1].lower()
    return None


def _front_end_origin(workspace: Workspace) -> str | None:
    """Where the repository's only front end is served in development; None if that is not clear."""
    origins = set()
    for path in workspace.files():
        name = path.rsplit("/", 1)[-1]
        if not name.startswith("vite.config."):
            continue
        try:
            port = _PORT.search(workspace.read(path))
        except WorkspaceError:
            continue
        origins.add(f"http://localhost:{port[1] if port else 5173}")
    for path in workspace.search('"react-scripts"', suffixes=("package.json",)):
        del path
        origins.add("http://localhost:3000")
    return origins.pop() if len(origins) == 1 else None

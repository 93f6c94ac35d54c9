"""What a browser would do with the sample: a preflight, a request, and its console's message."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from autofix.engine.prove.observe import Stage, observe
from autofix.engine.prove.prover import Bench
from autofix.engine.prove.stage import stage_dependencies
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk.proof import Request, Response
from autofix.sdk.sandbox import SandboxError

HEADER = "Access-Control-Allow-Origin"


@dataclass(frozen=True)
class Visit:
    """What was asked and answered, line by line, and whether the page may read it."""

    lines: tuple[str, ...]
    is_readable: bool
    allowed: str | None


def visit(bench: Bench, workspace: Snapshot, origin: str, url: str) -> Visit:
    """Start the first server of ``workspace`` and visit ``url`` as a page of ``origin``.

    Raises ``SandboxError`` when it does not start and ``PackagesError`` when it cannot be installed.
    """
    application = workspace.applications()[0]
    installed = stage_dependencies(bench, workspace, application, {}, ())
    stage = Stage(bench.checkouts.lay_out(workspace.source, {}), installed.mounts, installed.env)
    parts = urlsplit(url)
    asked = (
        Request("OPTIONS", parts.path, (("Origin", origin), ("Access-Control-Request-Method", "GET"))),
        Request("GET", parts.path, (("Origin", origin),)),
    )
    seen = observe(bench.sandbox, stage, application, asked, host=parts.netloc, port=parts.port)
    if not seen.has_started:
        raise SandboxError(f"the sample did not start: {seen.why} {seen.log[-300:]}", permanent=True)
    preflight, answer = seen.answers
    lines = tuple(
        f"{request.method} {request.path}  ->  {response.status}  {HEADER}: {_allowed(response) or '(none)'}"
        for request, response in zip(asked, seen.answers, strict=True)
    )
    is_readable = (
        200 <= preflight.status < 300
        and _allowed(preflight) == origin
        and answer.status == 200
        and _allowed(answer) == origin
    )
    return Visit(lines, is_readable, _allowed(answer))


def console_message(seen: Visit, origin: str, url: str) -> str:
    """Chromium's words for what ``seen`` shows."""
    blocked = f"Access to fetch at '{url}' from origin '{origin}' has been blocked by CORS policy: "
    if seen.allowed:
        return f"{blocked}The '{HEADER}' header has a value '{seen.allowed}' that is not equal to the supplied origin."
    return f"{blocked}No '{HEADER}' header is present on the requested resource."


def _allowed(response: Response) -> str | None:
    values = response.values(HEADER)
    return values[0] if values else None

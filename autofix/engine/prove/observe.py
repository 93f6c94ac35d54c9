"""One start of an application in the sandbox and everything it answered."""

from __future__ import annotations

import base64
import binascii
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from autofix.sdk.proof import Request, Response
from autofix.sdk.sandbox import Job, Limits, Mount, Sandbox
from autofix.sdk.workspace import Application

START_SECONDS = 30.0
REQUEST_SECONDS = 5.0
# Shared by the requests of one start, for what compiles a page when it is first asked for.
PATIENCE_SECONDS = 25.0
RUN_LIMITS = Limits(seconds=120, processes=256)
LAUNCHER = "launcher.py"
# The shape of a browser's, so that nothing in the application can tell the proof from a page by it.
USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"


@dataclass(frozen=True)
class Observed:
    """What one start showed. ``answers`` follow the requests in order; ``why`` tells why it did not start."""

    has_started: bool
    why: str
    log: str
    port: int | None = None
    answers: tuple[Response, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True)
class Stage:
    """A laid-out tree with its dependencies: all that a run needs of the disk."""

    tree: Path
    mounts: tuple[Mount, ...] = ()
    env: Mapping[str, str] | None = None


def observe(
    sandbox: Sandbox,
    stage: Stage,
    application: Application,
    requests: Sequence[Request],
    *,
    host: str,
    port: int | None,
) -> Observed:
    """Start ``application`` from ``stage`` and send ``requests``; raises ``SandboxError``."""
    nonce = secrets.token_hex(16)
    job = run_job(sandbox, stage, application, requests, host=host, port=port, nonce=nonce)
    outcome = sandbox.run(job)
    lines = [raw for raw in outcome.stdout.split(b"\n") if raw.startswith(nonce.encode() + b" ")]
    # One line and a good end, or somebody else has written, or the launcher was kept from it.
    if len(lines) != 1 or outcome.exit_code or outcome.is_truncated:
        ended = f"the sandbox ended it at its limit of {outcome.ended_by}" if outcome.ended_by else ""
        log = outcome.stderr.decode(errors="replace")[-2000:]
        why = ended or f"the launcher ended with status {outcome.exit_code} and {len(lines)} results"
        return Observed(False, why, log, seconds=outcome.seconds)
    result = json.loads(lines[0].partition(b" ")[2])
    return Observed(
        has_started=bool(result["started"]),
        why=str(result["why"]) if not result["started"] else "",
        log=str(result["log"]),
        port=result.get("port"),
        answers=tuple(_response(raw) for raw in result.get("responses", ())),
        seconds=outcome.seconds,
    )


def run_job(
    sandbox: Sandbox,
    stage: Stage,
    application: Application,
    requests: Sequence[Request],
    *,
    host: str,
    port: int | None,
    nonce: str,
) -> Job:
    """The job that runs the launcher with its plan; nothing is run by building it."""
    listen = port or application.port or 3000
    plan = {
        "nonce": nonce,
        "is_alone": sandbox.is_strong,
        "build": application.build,
        "start": application.start,
        "env": {application.port_variable or "PORT": str(listen)},
        "port": port,
        "expected": listen,
        "start_seconds": START_SECONDS,
        "patience": PATIENCE_SECONDS,
        "requests": [_wire(request, host) for request in requests],
    }
    launcher = files(__package__).joinpath(LAUNCHER).read_text()
    return Job(
        argv=(sandbox.tools["python"], "-I", "-S", "-c", launcher),
        tree=stage.tree,
        cwd=application.root or ".",
        mounts=stage.mounts,
        env={
            **run_environment(application, sandbox),
            **(stage.env or {}),
            # What answers a public address runs in production.
            "NODE_ENV": "development" if port is not None else "production",
        },
        stdin=json.dumps(plan).encode(),
        limits=RUN_LIMITS,
    )


def run_environment(application: Application, sandbox: Sandbox) -> dict[str, str]:
    """The environment of the repository's commands: its tools on the path, quiet and not interactive."""
    root = f"{{root}}/work/{application.root}".rstrip("/.")
    node = [f"{root}/node_modules/.bin", "{root}/work/node_modules/.bin"]
    folders = [*node, "{root}/deps/interpreter/bin", "{root}/deps/python/bin"]
    tools = sorted({str(Path(tool).parent) for tool in sandbox.tools.values()})
    return {
        "PATH": ":".join([*folders, *tools, "/usr/local/bin:/usr/bin:/bin"]),
        "NO_COLOR": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUNBUFFERED": "1",
        "LANG": "C.UTF-8",
    }


def _wire(request: Request, host: str) -> dict[str, object]:
    headers = [("Host", host), ("User-Agent", USER_AGENT), ("Accept", "*/*"), ("Connection", "close"), *request.headers]
    return {
        "method": request.method,
        "path": request.path,
        "headers": headers,
        "body": base64.b64encode(request.body).decode(),
        "seconds": REQUEST_SECONDS,
    }


def _response(raw: Mapping[str, object]) -> Response:
    headers = raw.get("headers")
    try:
        body = base64.b64decode(str(raw.get("body", "")))
    except binascii.Error:
        body = b""
    return Response(
        status=int(str(raw.get("status", 0))),
        headers=tuple((str(pair[0]), str(pair[1])) for pair in headers) if isinstance(headers, list) else (),
        body=body,
        error=str(raw.get("error", "")),
    )

"""One start of an application in the sandbox and everything it answered."""

from __future__ import annotations

import base64
import binascii
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

from autofix.engine.prove.standins.standins import NOTHING, StandIns
from autofix.sdk.proof import Request, Response
from autofix.sdk.sandbox import MIB, Job, Limits, Mount, Sandbox
from autofix.sdk.workspace import Application

START_SECONDS = 30.0
# ts-node checks the types of all that it loads before anything listens.
COMPILING_SECONDS = 75.0
REQUEST_SECONDS = 5.0
# Shared by the requests of one start, for what compiles a page when it is first asked for.
PATIENCE_SECONDS = 25.0
RUN_LIMITS = Limits(seconds=160, processes=256)
# One command that runs before the server, such as the migrations of an empty database.
PREPARE_SECONDS = 30.0
# Together for all the times that a server has to be started anew because a request ended it.
RESTART_SECONDS = 30.0
# Many listen first and make their tables then, in a store that was never as empty.
SETTLE_SECONDS = 0.5
# What stores and migrations may take on top.
STORE_LIMITS = Limits(seconds=200, processes=320, memory_bytes=1536 * MIB, disk_bytes=768 * MIB)
LAUNCHER = "launcher.py"
# The shape of a browser's, so that nothing in the application can tell the proof from a page by it.
USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"


@dataclass(frozen=True)
class Observed:
    """What one start showed. ``answers`` follow the requests in order; ``why`` tells why it did not start.

    ``log`` is all that was printed, ``own_log`` what the server itself did. ``crashes`` are the numbers of the requests
    at which it ended; it was started anew for those after.
    """

    has_started: bool
    why: str
    log: str
    port: int | None = None
    answers: tuple[Response, ...] = ()
    seconds: float = 0.0
    own_log: str = ""
    crashes: frozenset[int] = frozenset()


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
    stand_ins: StandIns = NOTHING,
) -> Observed:
    """Start ``application`` from ``stage``, built if need be, and send ``requests``; raises ``SandboxError``."""
    nonce = secrets.token_hex(16)
    job = run_job(sandbox, stage, application, requests, host=host, port=port, nonce=nonce, stand_ins=stand_ins)
    outcome = sandbox.run(with_stand_ins(sandbox, job, stand_ins))
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
        # What the launcher's own standard error holds is what a store said that is not there.
        log=outcome.stderr.decode(errors="replace")[-1000:] + str(result["prepared"]) + str(result["log"]),
        port=result.get("port"),
        answers=tuple(_response(raw) for raw in result.get("responses", ())),
        seconds=outcome.seconds,
        own_log=str(result["log"]),
        crashes=frozenset(int(number) for number in result.get("crashes", ())),
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
    stand_ins: StandIns = NOTHING,
) -> Job:
    """The job that runs the launcher with its plan, as yet without stores and values; nothing is run by building it."""
    listen = port or application.port or 3000
    plan = {
        "nonce": nonce,
        "is_alone": sandbox.is_strong,
        "prepare": list(stand_ins.prepare),
        "prepare_seconds": PREPARE_SECONDS,
        "start": application.start,
        "env": {application.port_variable or "PORT": str(listen)},
        "port": port,
        "expected": listen,
        "start_seconds": COMPILING_SECONDS if "ts-node" in application.start else START_SECONDS,
        "restart_seconds": RESTART_SECONDS,
        "settle": SETTLE_SECONDS if stand_ins.stores else 0,
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


def with_stand_ins(sandbox: Sandbox, job: Job, stand_ins: StandIns) -> Job:
    """``job`` with ``stand_ins``, and with room for them."""
    if stand_ins.stores or stand_ins.prepare:
        limits = replace(STORE_LIMITS, seconds=max(STORE_LIMITS.seconds, job.limits.seconds))
        job = replace(job, limits=limits)
    return stand_ins.provide(job, sandbox.tools["python"])


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

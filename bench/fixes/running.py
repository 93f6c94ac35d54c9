"""A case judged by running it: the server is asked, or the command is run, without and with the change.

This is the corpus's own judge. It shares the sandbox and the installs with AutoFix and nothing of its proof: what a
plugin takes for proven does not decide here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from autofix.engine.patch import Patch
from autofix.engine.prove.checkouts import CheckoutError
from autofix.engine.prove.observe import Stage, observe, run_environment
from autofix.engine.prove.prover import Bench
from autofix.engine.prove.staging import stage_trees
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk.candidate import Candidate
from autofix.sdk.packages import PackagesError
from autofix.sdk.proof import Request, Response
from autofix.sdk.sandbox import MIB, Job, Limits, SandboxError
from autofix.sdk.workspace import Application
from bench.fixes.case import Case, CaseError

_ASK = re.compile(
    r"(?P<method>[A-Z]+) (?P<path>/\S*)(?: from (?P<origin>\S+))?(?: sending (?P<headers>[\w,-]+))?"
    r"(?P<credentials> with credentials)?(?: saying (?P<body>\S+))? -> (?P<wants>[\w ]+)"
)
# A command of Python, after the values that the environment is given for it.
_PYTHON = re.compile(r"(?:\w+=\S* )*(?:python|flask|uvicorn|gunicorn|pytest|django|alembic|ruff|flake8)")
# What checks code is installed beside it: those who run it have it without declaring it.
_CHECKER = re.compile(r"(?:^|\s)(?:-m )?(flake8|ruff|mypy|black|isort|pylint|pytest)\b")
_LIMITS = Limits(seconds=240, memory_bytes=3072 * MIB, processes=512, disk_bytes=1024 * MIB)
_SIMPLE = frozenset({"accept", "accept-language", "content-language"})


@dataclass(frozen=True)
class Ask:
    """One request of a page, and what has to come of it.

    ``wants`` holds statuses (``200``), ``readable`` and ``hidden`` (whether a browser lets the page read the answer),
    ``json``, and ``found`` (any answer but 404 and 405).
    ``body`` is what a POST, PUT or PATCH sends.
    """

    method: str
    path: str
    origin: str
    headers: tuple[str, ...]
    has_credentials: bool
    wants: tuple[str, ...]
    body: str = "{}"

    def requests(self) -> tuple[Request, ...]:
        """The preflight where a browser sends one, and the request."""
        own = tuple((name, "application/json" if name == "content-type" else "x") for name in self.headers)
        body = self.body.encode() if self.method in ("POST", "PUT", "PATCH") else b""
        sent = Request(self.method, self.path, (("Origin", self.origin), *own) if self.origin else own, body)
        return (self._preflight(), sent) if self._is_preflighted else (sent,)

    @property
    def _is_preflighted(self) -> bool:
        unusual = [name for name in self.headers if name not in _SIMPLE]
        return bool(self.origin) and (self.method not in ("GET", "HEAD", "POST") or bool(unusual))

    def _preflight(self) -> Request:
        asked = [("Origin", self.origin), ("Access-Control-Request-Method", self.method)]
        if self.headers:
            asked.append(("Access-Control-Request-Headers", ",".join(sorted(self.headers))))
        return Request("OPTIONS", self.path, tuple(asked))

    def fails(self, answers: tuple[Response, ...]) -> str:
        """What is not as wanted; empty when all is."""
        answer = answers[-1]
        readable = all(self._lets_in(given, is_preflight=given is not answer) for given in answers)
        for want in self.wants:
            if want.isdigit():
                holds = answer.status == int(want)
            elif want in ("readable", "hidden"):
                holds = readable == (want == "readable")
            elif want == "json":
                holds = any("json" in value for value in answer.values("content-type"))
            else:
                holds = answer.status not in (0, 404, 405)
            if not holds:
                origin = f" from {self.origin}" if self.origin else ""
                return f"{self.method} {self.path}{origin} is not {want}: {answer.status or answer.error}"
        return ""

    def _lets_in(self, given: Response, *, is_preflight: bool) -> bool:
        """Source: WHATWG Fetch, "CORS check" and "CORS-preflight fetch"."""
        allowed = given.values("access-control-allow-origin")
        if allowed != (self.origin,) and (allowed != ("*",) or self.has_credentials):
            return False
        if self.has_credentials and given.values("access-control-allow-credentials") != ("true",):
            return False
        if not is_preflight:
            return True
        methods = _listed(given, "access-control-allow-methods")
        headers = _listed(given, "access-control-allow-headers")
        wild = not self.has_credentials
        is_method = (
            self.method in ("GET", "HEAD", "POST") or self.method.lower() in methods or (wild and "*" in methods)
        )
        asked = [name for name in self.headers if name not in _SIMPLE]
        is_headers = all(name in headers or (wild and "*" in headers and name != "authorization") for name in asked)
        return 200 <= given.status < 300 and is_method and is_headers


def is_run(case: Case) -> bool:
    """Whether the case says how to run it."""
    return bool(case.run or case.asks)


def judge_by_running(case: Case, workspace: Snapshot, bench: Bench, candidate: Candidate, patch: Patch) -> str:
    """Why the change is not right as far as running shows; empty when it is.

    Raises ``CaseError`` where the case does not fail without the change, or cannot be run.
    """
    application = _application(case)
    try:
        tools = checkers(_command(case)) if application.ecosystem == "pip" else ()
        trees = stage_trees(bench, bench.checkouts, workspace, application, candidate, patch, tools)
        if case.run:
            if not _fails(bench, application, trees.old, _command(case)):
                raise CaseError(f"{case.name}: '{case.run}' passes without the change")
            said = _fails(bench, application, trees.new, _command(case))
            return f"'{case.run}' fails with the change: {said}" if said else ""
        before, after = _answer(case, bench, application, trees.old), _answer(case, bench, application, trees.new)
    except (SandboxError, CheckoutError, PackagesError) as error:
        raise CaseError(f"{case.name}: it cannot be run: {error}") from error
    if not before:
        raise CaseError(f"{case.name}: every ask is as wanted without the change")
    return after


def checkers(command: str) -> tuple[str, ...]:
    """The checkers of Python's that ``command`` runs."""
    return tuple(dict.fromkeys(_CHECKER.findall(command.partition(" -c ")[0])))


def _application(case: Case) -> Application:
    """The folder and command of ``run`` or ``start``, as ``FOLDER: COMMAND`` or a command in the top folder."""
    folder, command = _split(case.run or case.start)
    ecosystem = "pip" if _PYTHON.match(command) else "npm"
    manifest = "package.json" if ecosystem == "npm" else "requirements.txt"
    path = f"{folder}/{manifest}" if folder else manifest
    return Application("", ecosystem, folder, "", "", "", path, "" if case.run else command, port=case.port)


def _command(case: Case) -> str:
    return _split(case.run)[1]


def _split(text: str) -> tuple[str, str]:
    match = re.fullmatch(r"([\w./-]+): (.+)", text)
    return (match[1], match[2]) if match else ("", text)


def _fails(bench: Bench, application: Application, stage: Stage, command: str) -> str:
    """The end of what a failing command printed; empty when it passes."""
    environment = {**run_environment(application, bench.sandbox), **(stage.env or {}), "CI": "true"}
    job = Job(
        argv=("/bin/sh", "-c", command),
        tree=stage.tree,
        cwd=application.root or ".",
        mounts=stage.mounts,
        env=environment,
        limits=_LIMITS,
    )
    outcome = bench.sandbox.run(job)
    said = (outcome.stdout + outcome.stderr).decode(errors="replace").strip()
    return "" if outcome.exit_code == 0 else said[-300:] or f"status {outcome.exit_code}"


def _answer(case: Case, bench: Bench, application: Application, stage: Stage) -> str:
    """The first ask that is not answered as wanted; empty when all are. Raises ``CaseError`` for an unreadable one."""
    asks = [read_ask(case, line) for line in case.asks]
    requests = [request for ask in asks for request in ask.requests()]
    seen = observe(bench.sandbox, stage, application, requests, host="localhost", port=case.port)
    if not seen.has_started:
        return f"it does not start: {seen.why} {seen.log[-300:]}"
    answers = list(seen.answers)
    for ask in asks:
        own, answers = answers[: len(ask.requests())], answers[len(ask.requests()) :]
        if failed := ask.fails(tuple(own)):
            return failed
    return ""


def read_ask(case: Case, line: str) -> Ask:
    """What one ``ask`` line says; raises ``CaseError`` naming the case."""
    match = _ASK.fullmatch(line)
    if match is None:
        raise CaseError(
            f"{case.name}: {line!r} is no 'METHOD PATH [from ORIGIN] [sending HEADERS] [with credentials] "
            "[saying BODY] -> WANTS'"
        )
    named: Mapping[str, str | None] = match.groupdict()
    headers = tuple((named["headers"] or "").lower().split(",")) if named["headers"] else ()
    wants = tuple((named["wants"] or "").split())
    unknown = [want for want in wants if not want.isdigit() and want not in ("readable", "hidden", "json", "found")]
    if unknown:
        raise CaseError(f"{case.name}: {unknown[0]!r} is no want")
    return Ask(
        *(named["method"] or "", named["path"] or "", named["origin"] or "", headers),
        has_credentials=bool(named["credentials"]),
        wants=wants,
        body=named["body"] or "{}",
    )


def _listed(given: Response, name: str) -> set[str]:
    return {item.strip().lower() for value in given.values(name) for item in value.split(",")}

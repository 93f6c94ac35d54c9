"""API endpoint errors: the call and the route that miss each other, and the side that deviates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from weakref import WeakKeyDictionary

from autofix.sdk import (
    Candidate,
    ContractProbe,
    Diagnosis,
    Plugin,
    Probe,
    Problem,
    Verdict,
    Workspace,
    hookimpl,
)
from plugins.api.cause import Cause, Remedy
from plugins.api.contract import Contract
from plugins.api.contract_probe import contract_probe
from plugins.api.finding import find_cause
from plugins.api.probe import route_probe
from plugins.api.report import read_api

FAMILY = "api_endpoint_error"
_SURE = re.compile(
    r"\bCannot (?:GET|POST|PUT|PATCH|DELETE) /|Route \w+:/\S+ not found|Method Not Allowed|Not Found: /"
    r"|http proxy error:"
    r"|doesn't end in a slash and you have APPEND_SLASH|Could not proxy request|trying to proxy request",
)
_LIKELY = re.compile(
    r"\b(?:404|405)\b|Unexpected token '?<|is not valid JSON|ERR_CONNECTION_REFUSED|ECONNREFUSED|ERR_NETWORK"
    r"|\b(?:GET|POST|PUT|PATCH|DELETE) \S+ (?:HTTP/[\d.]+\"? )?(?:40[013]|422|429|50\d)\b|\bhttps?://\S+ net::ERR_\w+"
    r"|Connection refused|ConnectException: Failed to connect to|\"detail\":\s*\"Not Found\"",
)
_REGISTRY = re.compile(r"\bnpm (?:ERR!|error)|registry\.|\bpip\b|ETARGET|yarn install|Could not find a version")


@hookimpl
def describe() -> Plugin:
    """Name, version and family."""
    return Plugin("api", "1.0", (FAMILY,))


@hookimpl
def can_handle(problem: Problem) -> int:
    """Certain for a server's own words, less so for a status; nothing for another family's message."""
    if problem.family == FAMILY:
        return 90
    if problem.of_code("cors") or problem.of_code("build") or _REGISTRY.search(problem.text):
        return 0
    if _SURE.search(problem.text):
        return 85
    if problem.of_code("module_missing"):
        return 0
    if _LIKELY.search(problem.text) or problem.of_code("http"):
        return 70
    return 0


@hookimpl
def analyze(problem: Problem, workspace: Workspace) -> Diagnosis | None:
    """The request that failed, and what keeps it from its route."""
    report = read_api(problem)
    cause = _cause(problem, workspace)
    first = report.requests[0] if report.requests else None
    named = (("method", first.method), ("path", first.path), ("base", first.base)) if first else ()
    facts = (*((k, v) for k, v in named if v), ("cause", cause.code))
    assumed: tuple[str, ...] = ()
    if any(remedy.side not in ("server", "listen") for remedy in cause.remedies):
        assumed = ("the change is the client's, and the client's own code was not run: check it in the browser",)
    return Diagnosis(
        FAMILY,
        cause.sentence,
        cause.verdict,
        (cause.place,) if cause.place else (),
        facts,
        cause.reason if cause.verdict is not Verdict.CODE_FIX else "",
        assumed,
    )


@hookimpl
def generate(problem: Problem, workspace: Workspace) -> Sequence[Candidate]:
    """The recipes' candidates for the cause."""
    cause = _cause(problem, workspace)
    return tuple(Candidate(f"recipe:{r.recipe}", r.title, r.changes, r.risk, r.dependencies) for r in cause.remedies)


@hookimpl
def validate(problem: Problem, candidate: Candidate, workspace: Workspace) -> Sequence[Probe | ContractProbe]:
    """The contract as the code has it, and for a change of the server the failing request; no client is run here."""
    report = read_api(problem)
    cause = _cause(problem, workspace)
    remedy = _chosen(cause, candidate)
    read = contract_probe(problem, workspace)
    if remedy is None or cause.application is None or not report.requests:
        return (read,)
    request = next((r for r in report.requests if r.path == remedy.asked), report.requests[0])
    return (read, route_probe(request, cause.application, request.method or remedy.asked_method or "GET"))


# A workspace does not change, and three hooks ask for the cause of one report in it.
_KNOWN: WeakKeyDictionary[Workspace, dict[str, Cause]] = WeakKeyDictionary()


def _cause(problem: Problem, workspace: Workspace) -> Cause:
    known = _KNOWN.setdefault(workspace, {})
    key = f"{problem.method} {problem.url} {problem.text}"
    if key not in known:
        known[key] = find_cause(Contract(workspace), read_api(problem))
    return known[key]


def _chosen(cause: Cause, candidate: Candidate) -> Remedy | None:
    return next((r for r in cause.remedies if r.side == "server" and r.changes == candidate.changes), None)

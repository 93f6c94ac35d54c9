"""CORS errors of Express and Flask servers: diagnosed, fixed by recipes, proven by a browser's own rules."""

from __future__ import annotations

import re
from collections.abc import Sequence

from autofix.sdk import (
    Application,
    Candidate,
    Diagnosis,
    Location,
    Plugin,
    Probe,
    Problem,
    Verdict,
    Workspace,
    hookimpl,
)
from plugins.cors import express, flask
from plugins.cors.cause import Cause
from plugins.cors.excuse import excuse, is_server_error
from plugins.cors.probe import MISSING_MODULES, cors_probe, start_probe
from plugins.cors.report import CorsReport, read_cors
from plugins.cors.server import find_target

FAMILY = "cors_error"
_WORDS = re.compile(r"\bCORS\b|Access-Control-Allow-Origin|cross-origin", re.I)


@hookimpl
def describe() -> Plugin:
    """Name, version and family."""
    return Plugin("cors", "1.0", (FAMILY,))


@hookimpl
def can_handle(problem: Problem) -> int:
    """Certain for a browser's own message, less so for a missing cors package or the mere word."""
    if problem.of_code("cors"):
        return 95
    if any(f.value in MISSING_MODULES for f in problem.of_code("module_missing")):
        return 80
    return 30 if _WORDS.search(problem.text) or problem.family == FAMILY else 0


@hookimpl
def analyze(problem: Problem, workspace: Workspace) -> Diagnosis | None:
    """The server the request was for, and why it does not let the origin in."""
    report = read_cors(problem, workspace)
    facts = tuple((k, v) for k, v in (("origin", report.origin), ("url", report.url)) if v)
    reason = excuse(problem, report)
    if reason and not is_server_error(problem):
        return _not_code("The request failed for another reason than CORS.", facts, reason)
    if not report.origin and report.module is None:
        reason = (
            "The report does not name the origin of the page, and the repository does not tell it. "
            "Add a line 'Origin: ...'."
        )
        return Diagnosis(FAMILY, "An unknown origin was blocked.", Verdict.ACTION_RECOMMENDED, (), facts, reason)
    target = find_target(workspace, report)
    if target.application is None:
        return _not_code("No server of this repository was called.", facts, reason or target.reason)
    cause = _cause_in(workspace, target.application, report)
    if reason and not cause.answers_500:
        return _not_code("The request failed for another reason than CORS.", facts, reason)
    located: tuple[Location, ...] = (cause.place,)
    return Diagnosis(FAMILY, cause.sentence, cause.verdict, located, (*facts, ("cause", cause.code)), cause.reason)


@hookimpl
def generate(problem: Problem, workspace: Workspace) -> Sequence[Candidate]:
    """The recipes' candidates for the cause."""
    report = read_cors(problem, workspace)
    application = find_target(workspace, report).application
    return _cause_in(workspace, application, report).candidates if application else ()


@hookimpl
def validate(problem: Problem, workspace: Workspace) -> Sequence[Probe]:
    """The failing request, as the browser sent it; for a missing module, the start itself."""
    report = read_cors(problem, workspace)
    application = find_target(workspace, report).application
    if application is None:
        return ()
    table = workspace.routes(application)
    if report.module is not None:
        return (start_probe(report, application, table),)
    return (cors_probe(report, application, table),) if report.origin and report.url else ()


def _cause_in(workspace: Workspace, application: Application, report: CorsReport) -> Cause:
    find = {"express": express.find_cause, "flask": flask.find_cause}[application.framework]
    return find(workspace, application, report)


def _not_code(root_cause: str, facts: tuple[tuple[str, str], ...], reason: str) -> Diagnosis:
    return Diagnosis(FAMILY, root_cause, Verdict.NOT_CODE, (), facts, reason)

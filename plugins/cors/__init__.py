"""CORS errors of servers: diagnosed, fixed by recipes, proven by a browser's own rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

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
from plugins.cors import django, express, fastapi, fastify, flask, koa, nest
from plugins.cors import next as nextjs
from plugins.cors.cause import Cause
from plugins.cors.client_requests import client_request
from plugins.cors.excuse import excuse, is_server_error
from plugins.cors.node_sockets import sockets_of
from plugins.cors.probe import MISSING_MODULES, cors_probes, start_probe
from plugins.cors.proxied import proxied_cause
from plugins.cors.questions import Question, ask_about_origin, ask_about_report, ask_about_server
from plugins.cors.report import CorsReport, read_cors, read_others
from plugins.cors.resource_policy import (
    blocked_url,
    is_blocked_resource,
    policy_application,
    policy_candidate,
    policy_diagnosis,
)
from plugins.cors.response_headers import sent_by_mistake
from plugins.cors.server import match_route
from plugins.cors.standalone import target_of

FAMILY = "cors_error"
MAX_PROBES = 6
_FINDERS = {
    "express": express.find_cause,
    "flask": flask.find_cause,
    "django": django.find_cause,
    "fastapi": fastapi.find_cause,
    "fastify": fastify.find_cause,
    "koa": koa.find_cause,
    "nest": nest.find_cause,
    "next": nextjs.find_cause,
}
_WORDS = re.compile(r"\bCORS\b|Access-Control-Allow-Origin|cross-origin", re.I)


@hookimpl
def describe() -> Plugin:
    """Name, version and family."""
    return Plugin("cors", "1.0", (FAMILY,))


@hookimpl
def can_handle(problem: Problem) -> int:
    """Certain for a browser's own message, less so for a missing cors package or the mere word."""
    if problem.of_code("cors") or is_blocked_resource(problem):
        return 95
    if any(f.value in MISSING_MODULES for f in problem.of_code("module_missing")):
        return 80
    return 30 if _WORDS.search(problem.text) or problem.family == FAMILY else 0


@hookimpl
def analyze(problem: Problem, workspace: Workspace) -> Diagnosis | None:
    """The server the request was for, and why it does not let the origin in."""
    report = read_cors(problem, workspace)
    if is_blocked_resource(problem):
        report = replace(report, url=blocked_url(problem))
        return policy_diagnosis(workspace, policy_application(workspace, report), report, FAMILY)
    named = (("origin", report.origin), ("origin_from", report.origin_from), ("url", report.url))
    facts = tuple((k, v) for k, v in named if v)
    question = ask_about_report(problem, report)
    if question:
        return _ask(question, facts)
    reason = excuse(problem, report)
    if reason and not is_server_error(problem):
        return _not_code("The request failed for another reason than CORS.", facts, reason)
    question = ask_about_origin(report)
    if question:
        return _ask(question, facts)
    target = target_of(workspace, report)
    if target.rivals and not reason:
        return _ask(Question("More than one server may have been called.", target.reason), facts)
    if target.application is None:
        return _not_code("No server of this repository was called.", facts, reason or target.reason)
    question = ask_about_server(workspace, target.application, report)
    if question and not reason:
        return _ask(question, facts)
    if question:
        return _not_code("The request failed for another reason than CORS.", facts, reason)
    cause = _cause_in(workspace, target.application, report)
    if reason and not cause.answers_500:
        return _not_code("The request failed for another reason than CORS.", facts, reason)
    located: tuple[Location, ...] = (cause.place,)
    assumed = []
    if report.origin_from:
        assumed.append(
            f"the report does not name the page's origin; {report.origin} was taken from {report.origin_from}. "
            "Add a line 'Origin: ...' with what the address bar shows"
        )
    if any("*" in candidate.gives_up for candidate in cause.candidates):
        assumed.append(
            f"{report.origin} alone is named: every other page was let in without credentials, and is no "
            "more. Name those that are the project's beside it"
        )
    if cause.environment and not report.is_local:
        names = ", ".join(cause.environment)
        facts = (*facts, ("environment", names))
        assumed.append(f"{names} decides there, and no committed file says what it is where {report.host} runs")
    facts = (*facts, ("cause", cause.code))
    return Diagnosis(FAMILY, cause.sentence, cause.verdict, located, facts, cause.reason, tuple(assumed))


@hookimpl
def generate(problem: Problem, workspace: Workspace) -> Sequence[Candidate]:
    """The recipes' candidates for the cause."""
    report = read_cors(problem, workspace)
    if is_blocked_resource(problem):
        report = replace(report, url=blocked_url(problem))
        target = policy_application(workspace, report)
        found = policy_candidate(workspace, target, report) if target is not None else None
        return (found,) if found is not None else ()
    application = _asked_application(problem, workspace, report)
    return _cause_in(workspace, application, report).candidates if application else ()


@hookimpl
def validate(problem: Problem, workspace: Workspace) -> Sequence[Probe]:
    """Each failing request, as the browser sent it; for a missing module, the start itself."""
    if is_blocked_resource(problem):
        # What was asked for is mostly an upload that no repository holds: its absence would pass for the cause.
        return ()
    report = read_cors(problem, workspace)
    application = _asked_application(problem, workspace, report)
    if application is None:
        return ()
    table = workspace.routes(application)
    if report.module is not None:
        return (start_probe(report, application, table),)
    if not report.origin or not report.url:
        return ()
    served = [other for other in read_others(problem, report) if match_route(table, other.path)]
    probes = [
        probe
        for each in (report, *served)
        for probe in cors_probes(each, application, table, client_request(workspace, each))
    ]
    return tuple({probe.name: probe for probe in probes}.values())[:MAX_PROBES]


def _asked_application(problem: Problem, workspace: Workspace, report: CorsReport) -> Application | None:
    """The application to change and to ask; None while a question about it is open."""
    if ask_about_report(problem, report) or ask_about_origin(report):
        return None
    application = target_of(workspace, report).application
    if application is None or ask_about_server(workspace, application, report):
        return None
    return application


def _cause_in(workspace: Workspace, application: Application, report: CorsReport) -> Cause:
    mistaken = sent_by_mistake(workspace, report)
    if mistaken is not None:
        return mistaken
    # socket.io answers beside the application, whatever that is made with.
    sockets = sockets_of(workspace, application, report)
    cause = sockets or _FINDERS[application.framework](workspace, application, report)
    return (proxied_cause(workspace, report) if cause.code == "absent" else None) or cause


def _ask(question: Question, facts: tuple[tuple[str, str], ...]) -> Diagnosis:
    return Diagnosis(FAMILY, question.sentence, Verdict.ACTION_RECOMMENDED, (), facts, question.reason)


def _not_code(root_cause: str, facts: tuple[tuple[str, str], ...], reason: str) -> Diagnosis:
    return Diagnosis(FAMILY, root_cause, Verdict.NOT_CODE, (), facts, reason)

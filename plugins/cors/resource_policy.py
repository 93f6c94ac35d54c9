"""Resources that the browser keeps from the page of another origin: the header Cross-Origin-Resource-Policy.

helmet sets it to ``same-origin`` for every answer, pictures and downloads included. Source: helmet's README, and the
Fetch standard's "cross-origin resource policy check".
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from autofix.sdk import (
    Action,
    Application,
    Candidate,
    Change,
    Diagnosis,
    Edit,
    Location,
    Node,
    Problem,
    Risk,
    Verdict,
    Workspace,
    WorkspaceError,
)
from plugins.cors.javascript import SUFFIXES, cors_names
from plugins.cors.node_options import Options, add_member, open_options
from plugins.cors.page import is_local_host
from plugins.cors.report import CorsReport
from plugins.cors.slots import quote_near
from plugins.cors.syntax_javascript import call_arguments, string_value, unwrap
from plugins.cors.ties import is_tied, registrable

HEADER = "cross-origin-resource-policy"
MEMBER = "crossOriginResourcePolicy"
FRAMEWORKS = ("express", "nest", "koa", "fastify")
_PACKAGES = ("helmet", "koa-helmet", "@fastify/helmet", "fastify-helmet")
_BLOCKED = re.compile(
    r"ERR_BLOCKED_BY_RESPONSE\.NotSame(?:Origin|Site)\b|blocked due to its Cross-Origin-Resource-Policy header", re.I
)
_OPEN = re.compile(r"policy['\"]?\s{0,9}:\s{0,9}['\"`]cross-origin\b")
_RESOURCE = re.compile(r"resource at \W?(?P<url>https?://[^\s'\"\u2018\u2019\u201c\u201d]{1,2000})", re.I)
_ORIGIN = re.compile(r"['\"`](https?://[\w.:\[\]-]{1,260})/?['\"`]")


def is_blocked_resource(problem: Problem) -> bool:
    """Whether the browser got the resource and kept it from the page by its policy."""
    return _BLOCKED.search(problem.text) is not None and not problem.of_code("cors")


def blocked_url(problem: Problem) -> str | None:
    """The resource's address."""
    named = _RESOURCE.search(problem.text)
    found = next((f.url for f in problem.of_code("network.err_blocked_by_response") if f.url), None)
    return found or problem.url or (named["url"].rstrip(".,") if named else None)


def policy_application(workspace: Workspace, report: CorsReport) -> Application | None:
    """The only server on the resource's port whose files set the policy."""
    found = [
        application
        for application in workspace.applications()
        if application.framework in FRAMEWORKS
        and (not report.is_local or application.port in (report.port, None) or application.port_variable)
        and _helmets(workspace, application)
        and (report.is_local or is_tied(workspace, application, report))
    ]
    exact = [application for application in found if report.is_local and application.port == report.port]
    left = {(each.source, each.variable): each for each in exact or found}
    return next(iter(left.values())) if len(left) == 1 else None


def policy_diagnosis(
    workspace: Workspace, application: Application | None, report: CorsReport, family: str
) -> Diagnosis:
    """Where the policy comes from, and what to do where that is not to be changed here."""
    facts = tuple((k, v) for k, v in (("origin", report.origin), ("url", report.url)) if v)
    where = report.url or "the resource"
    if application is None:
        reason = (
            f"{where} is answered with Cross-Origin-Resource-Policy: same-origin, and no server of this repository was "
            "found to set it. Whoever serves it has to send cross-origin, or the page has to load it from its own host."
        )
        return Diagnosis(
            family, "The resource is kept for its own origin.", Verdict.ACTION_RECOMMENDED, (), facts, reason
        )
    file, call = _helmets(workspace, application)[-1]
    place = Location(file, call.range().start.line + 1)
    sentence = f"helmet at {place.file}:{place.line} keeps what the server answers for its own origin."
    if policy_candidate(workspace, application, report) is not None:
        return Diagnosis(family, sentence, Verdict.CODE_FIX, (place,), (*facts, ("cause", "resource_policy")))
    reason = (
        f"The policy at {place.file}:{place.line} lets other origins have it already, or AutoFix cannot read it: "
        "restart or deploy the server, and look at what stands in front of it."
    )
    return Diagnosis(family, sentence, Verdict.ACTION_RECOMMENDED, (place,), facts, reason)


def policy_candidate(workspace: Workspace, application: Application, report: CorsReport) -> Candidate | None:
    """Helmet's other headers stay; this one admits as far as the origins go that the server lets in."""
    calls = _helmets(workspace, application)
    policy = _policy(workspace, application, report)
    if any(_own_policy(call) is not None and _OPEN.search(call.text()) for _, call in calls):
        return None
    file, call = calls[-1]
    found = _edit(workspace, file, call, policy)
    if found is None:
        return None
    path, edit = found
    description = (
        f"helmet says same-origin unless told otherwise: pages of other origins may load what is served, {policy}."
    )
    change = Change(path, Action.MODIFY, description, (edit,))
    title = f"set Cross-Origin-Resource-Policy to {policy}"
    return Candidate(f"recipe:{application.framework}_resource_policy", title, (change,), risk=Risk.CURSORY_REVIEW)


def _helmets(workspace: Workspace, application: Application) -> list[tuple[str, Node]]:
    """Every call of helmet, or of its own middleware for this header, that is handed to something."""
    root = "" if application.root in (".", "") else application.root + "/"
    found: list[tuple[str, Node]] = []
    for file in workspace.search("helmet", suffixes=SUFFIXES):
        try:
            names, tree = cors_names(workspace.read(file), *_PACKAGES), workspace.tree(file)
        except WorkspaceError:
            continue
        for call in tree.find_all(kind="call_expression") if names and file.startswith(root) else ():
            function = call.field("function")
            called = function.text() if function is not None else ""
            registered = called.endswith(".register") and bool(call_arguments(call)[:1])
            if (
                called in names
                or called in {f"{name}.{MEMBER}" for name in names}
                or (registered and call_arguments(call)[0].text() in names)
            ):
                found.append((file, call))
    return found


def _own_policy(call: Node) -> Node | None:
    """The call if it is of the middleware for this header alone."""
    function = call.field("function")
    return call if function is not None and function.text().endswith("." + MEMBER) else None


def _edit(workspace: Workspace, file: str, call: Node, policy: str) -> tuple[str, Edit] | None:
    """What makes the call send ``policy``, with the file it is in; None where it says another already."""
    given, text = call_arguments(call), workspace.read(file)
    value = f"{{ policy: {quote_near('', text)}{policy}{quote_near('', text)} }}"
    is_registered = (call.field("function") or call).text().endswith(".register")
    own = given[1:] if is_registered else given
    if not own:
        end = call.range().end.index - 1
        whole = value if _own_policy(call) is not None else f"{{ {MEMBER}: {value} }}"
        return file, Edit(end, end, (", " if is_registered else "") + whole)
    options = open_options(workspace, file, own[0])
    if options is None or not options.is_whole:
        return None
    if _own_policy(call) is not None:
        return _in_policy(options, policy)
    named = options.member(MEMBER)
    if named is None:
        return options.file, add_member(options.node, workspace.read(options.file), f"{MEMBER}: {value}")
    inner = unwrap(named)
    if inner.kind() == "true":
        return options.file, Edit(inner.range().start.index, inner.range().end.index, value)
    return _in_policy(Options(options.file, inner), policy) if inner.kind() == "object" else None


def _in_policy(options: Options, policy: str) -> tuple[str, Edit] | None:
    said = options.member("policy")
    if said is None or string_value(said) not in ("same-origin", "same-site") or string_value(said) == policy:
        return None
    place = said.range()
    return options.file, Edit(place.start.index + 1, place.end.index - 1, policy)


def _policy(workspace: Workspace, application: Application, report: CorsReport) -> str:
    """``same-site`` where every page that the server's files name is of the resource's site, as far as is known."""
    if report.origin is None:
        return "cross-origin"
    root = "" if application.root in (".", "") else application.root + "/"
    hosts = {urlsplit(report.origin).hostname or ""}
    for file in workspace.search("http://", "https://", suffixes=SUFFIXES):
        if file.startswith(root) and re.search(r"\b(?:cors|origins?)\b", workspace.read(file), re.I):
            hosts |= {urlsplit(found).hostname or "" for found in _ORIGIN.findall(workspace.read(file))}
    return "same-site" if all(_site(host) == _site(report.host) for host in hosts - {""}) else "cross-origin"


def _site(host: str) -> str:
    return "localhost" if is_local_host(host) and not re.fullmatch(r"[\d.:]+", host) else registrable(host)

"""Recipes for Python: the failing origin by its name in the place of everybody, for requests with credentials."""

from __future__ import annotations

import re

from autofix.sdk import Candidate, Edit, Node, Workspace
from plugins.cors.allow_list_python import LISTS, arguments, string_value
from plugins.cors.candidates import make_candidate
from plugins.cors.cause import Cause, mend_wildcard
from plugins.cors.django_recipes import credential_edits, setting_edits
from plugins.cors.django_settings import Settings
from plugins.cors.django_uses import EVERYBODY, ORIGINS
from plugins.cors.fastapi_uses import MiddlewareUse
from plugins.cors.flask_uses import ExtensionUse
from plugins.cors.origins import literal
from plugins.cors.python_edits import Placed, add_keyword, after_statement, elements, in_file
from plugins.cors.report import CorsReport
from plugins.cors.slots import quote_near


def middleware_with_name(workspace: Workspace, cause: Cause, report: CorsReport, use: MiddlewareUse) -> Cause:
    """The cause with the recipe where ``allow_origins`` is a star that stands in the code."""
    given = use.options.get("allow_origins")
    if given is None or "allow_origin_regex" in use.options:
        return cause
    named = _name_star(workspace, *given, report)
    sent = use.options.get("allow_credentials")
    if named is None:
        return cause
    edits = [named]
    if sent is None:
        added = add_keyword(use.call, workspace.read(use.file), "allow_credentials=True")
        if added is None:
            return cause
        edits.append((use.file, added))
    elif sent[1].kind() == "false":
        edits.append((sent[0], _replaced(sent[1], "True")))
    elif sent[1].kind() != "true":
        return cause
    return mend_wildcard(cause, _candidate(workspace, edits, report, "fastapi_name_origin"))


def extension_with_name(workspace: Workspace, cause: Cause, report: CorsReport, use: ExtensionUse) -> Cause:
    """The same for a ``CORS(app)`` of flask-cors, which lets everybody in unless it is told whom."""
    text = workspace.read(use.file)
    named = arguments(use.call)[1]
    sent = named.get("supports_credentials")
    if cause.code != "wildcard" or (sent is not None and sent.kind() != "false"):
        return cause
    edits: list[Placed] = []
    missing: list[str] = []
    stars = [node for node in (use.origins, *(node for _, node in use.resources)) if node is not None]
    for node in stars:
        edit = _name_star(workspace, use.file, node, report)
        if edit is None:
            return cause
        edits.append(edit)
    if not stars:
        if use.resources:
            return cause
        missing.append(f"origins=[{literal(report.origin or '', quote_near(use.call.text(), text))}]")
    if sent is None:
        missing.append("supports_credentials=True")
    else:
        edits.append((use.file, _replaced(sent, "True")))
    if missing:
        added = add_keyword(use.call, text, ", ".join(missing))
        if added is None:
            return cause
        edits.append((use.file, added))
    return mend_wildcard(cause, _candidate(workspace, edits, report, "flask_name_origin"))


def settings_with_name(settings: Settings, cause: Cause, report: CorsReport) -> Cause:
    """The same for Django's switch that lets everybody in, where no list is there yet."""
    switches = settings.of(*EVERYBODY)
    if cause.code != "wildcard" or len(switches) != 1 or switches[0].value.kind() != "true" or settings.of(*ORIGINS):
        return cause
    added = setting_edits(settings, report, needs_origin=True, needs_credentials=False)
    sent = credential_edits(settings, report)
    if added is None or sent is None:
        return cause
    edits = [(switches[0].file, _replaced(switches[0].value, "False")), *added, *sent]
    return mend_wildcard(cause, _candidate(settings.workspace, edits, report, "django_name_origin"))


def header_with_name(
    workspace: Workspace, cause: Cause, report: CorsReport, file: str, statement: Node, value: Node
) -> Cause:
    """The same for a header that is set to a literal star by hand, in an assignment or a call of its own."""
    if cause.code != "wildcard" or string_value(value) != "*" or not report.origin:
        return cause
    text, written = workspace.read(file), statement.text()
    named = re.search(r"access-control-allow-origin", written, re.I)
    scope = next((place for place in statement.ancestors() if place.kind() == "block"), None)
    if named is None or scope is None or "\n" in written:
        return cause
    edits: list[Placed] = [(file, _replaced(value, literal(report.origin, value.text()[0])))]
    if not re.search(r"access-control-allow-credentials", scope.text(), re.I):
        start = value.range().start.index - statement.range().start.index
        quote = value.text()[0]
        sent = f"{written[:start]}{quote}true{quote}{written[start + len(value.text()) :]}"
        sent = sent.replace(named[0], "Access-Control-Allow-Credentials", 1)
        edits.append((file, after_statement(text, statement, [sent])))
    return mend_wildcard(cause, _candidate(workspace, edits, report, "python_header_name"))


def _name_star(workspace: Workspace, file: str, node: Node, report: CorsReport) -> Placed | None:
    """The edit that names the origin where ``node`` is, or is the name of, a star; None for anything else."""
    if node.kind() == "identifier":
        found = workspace.definition(file, node.text())
        if found is None:
            return None
        file, node = found.file, found.node
    inner = elements(node) if node.kind() in LISTS else [node]
    if len(inner) != 1 or string_value(inner[0]) != "*":
        return None
    wanted = literal(report.origin or "", quote_near(inner[0].text(), workspace.read(file)))
    return file, _replaced(inner[0], wanted)


def _replaced(node: Node, code: str) -> Edit:
    return Edit(node.range().start.index, node.range().end.index, code)


def _candidate(workspace: Workspace, edits: list[Placed], report: CorsReport, recipe: str) -> Candidate:
    description = f"Browsers take no wildcard for requests with credentials: name {report.origin}."
    title = f"name {report.origin} in the place of everybody, and let it send credentials"
    return make_candidate(recipe, title, in_file(workspace, edits, description), report)

"""Recipe for JavaScript: the failing origin by its name in the place of everybody, for requests with credentials."""

from __future__ import annotations

import re
from dataclasses import replace

from autofix.sdk import Action, Change, Edit, Node, Workspace
from plugins.cors.candidates import make_candidate
from plugins.cors.cause import Cause, mend_wildcard
from plugins.cors.express_uses import PackageUse
from plugins.cors.javascript import has_semicolons, quote_of, statement_of
from plugins.cors.node_dialect import Dialect
from plugins.cors.node_options import Options, add_member, open_options
from plugins.cors.origins import literal
from plugins.cors.report import CorsReport
from plugins.cors.slots import line_indent, quote_near
from plugins.cors.syntax_javascript import FUNCTIONS, call_arguments, method_call, string_value, unwrap

_CREDENTIALS = "Access-Control-Allow-Credentials"


def with_name(workspace: Workspace, cause: Cause, report: CorsReport, use: PackageUse, dialect: Dialect) -> Cause:
    """The cause with the recipe where the options of ``use`` let everybody in; as it was where they cannot be told.

    No page that sends credentials gets an answer through a wildcard, so that the client's own pages lose nothing.
    """
    if cause.code != "wildcard" or not report.origin:
        return cause
    text, given = workspace.read(use.file), unwrap(use.options) if use.options is not None else None
    origin, file = report.origin, use.file
    edits: tuple[Edit, ...] = ()
    if given is None or string_value(given) is not None:
        quote = quote_near("", text)
        end = use.call.range().end.index - 1
        start = given.range().start.index if given is not None else end
        stop = given.range().end.index if given is not None else end
        edits = (Edit(start, stop, f"{{ origin: {literal(origin, quote)}, {dialect.credentials}: true }}"),)
    else:
        options = open_options(workspace, use.file, use.options)
        if options is None or not options.is_whole:
            return cause
        file, edits = options.file, _in_options(workspace, options, origin, dialect)
    if not edits:
        return cause
    recipe = f"{dialect.framework}_name_origin"
    return _mended(cause, report, Change(file, Action.MODIFY, _description(origin), edits), recipe)


def header_with_name(
    workspace: Workspace, cause: Cause, report: CorsReport, file: str, value: Node, framework: str
) -> Cause:
    """The same for a header with the literal ``value`` that is set by hand, in a statement of its own."""
    statement, owner = statement_of(value), value.parent()
    call = owner.parent() if owner is not None and owner.kind() == "arguments" else None
    function = call.field("function") if call is not None else None
    if cause.code != "wildcard" or string_value(value) != "*" or not report.origin or statement is None:
        return cause
    if function is None or "\n" in function.text():
        return cause
    text, place = workspace.read(file), value.range()
    quote = quote_of(text)
    edits = [Edit(place.start.index, place.end.index, literal(report.origin, value.text()[0]))]
    sent = _sent_beside(value)
    if sent is None:
        end = statement.range().end.index
        line = (
            f"{function.text()}({quote}{_CREDENTIALS}{quote}, {quote}true{quote}){';' if has_semicolons(text) else ''}"
        )
        edits.append(Edit(end, end, "\n" + line_indent(text, statement.range().start.index) + line))
    elif (string_value(sent) or sent.text()) != "true":
        return cause
    change = Change(file, Action.MODIFY, _description(report.origin), tuple(edits))
    return _mended(cause, report, change, f"{framework}_name_origin")


def together(causes: list[Cause]) -> Cause:
    """The first of several causes; where wildcards stand in several places, all of them are named at once."""
    first = causes[0]
    same = [cause for cause in causes if cause.code == "wildcard"]
    if first.code != "wildcard" or len(same) < 2 or not all(cause.candidates for cause in same):
        return first
    edits: dict[str, dict[Edit, None]] = {}
    for cause in same:
        for change in cause.candidates[0].changes:
            edits.setdefault(change.file, {}).update(dict.fromkeys(change.edits))
    described = first.candidates[0].changes[0].description
    changes = tuple(
        Change(file, Action.MODIFY, described, tuple(sorted(found, key=lambda edit: edit.start)))
        for file, found in edits.items()
    )
    return replace(first, candidates=(replace(first.candidates[0], changes=changes),))


def _in_options(workspace: Workspace, options: Options, origin: str, dialect: Dialect) -> tuple[Edit, ...]:
    """The edits of an options object; none where it says in another way than by a literal whom it lets in."""
    text = workspace.read(options.file)
    wanted = literal(origin, quote_near(options.node.text(), text))
    named, sent = options.member("origin"), options.member(dialect.credentials)
    edits: list[Edit] = []
    missing: list[str] = []
    if named is None:
        missing.append(f"origin: {wanted}")
    elif re.fullmatch(r"true|\[?\s*(['\"`])\*\1\s*,?\s*\]?", named.text()):
        edits.append(Edit(named.range().start.index, named.range().end.index, wanted))
    else:
        return ()
    if sent is None:
        missing.append(f"{dialect.credentials}: true")
    elif sent.kind() == "false":
        edits.append(Edit(sent.range().start.index, sent.range().end.index, "true"))
    elif sent.kind() != "true":
        return ()
    if missing:
        members = [child for child in options.node.children() if child.kind() == "pair"]
        is_apart = bool(members) and members[-1].range().start.line != options.node.range().start.line
        indent = line_indent(text, members[-1].range().start.index) if is_apart else ""
        edits.append(add_member(options.node, text, (f",\n{indent}" if is_apart else ", ").join(missing)))
    return tuple(edits)


def _sent_beside(value: Node) -> Node | None:
    """The value of the header on credentials that the function around ``value`` sets."""
    scope = next((place for place in value.ancestors() if place.kind() in FUNCTIONS), value.ancestors()[-1])
    for call in scope.find_all(kind="call_expression"):
        given = call_arguments(call)
        is_setter = method_call(call) is not None and len(given) == 2
        if is_setter and (string_value(given[0]) or "").lower() == _CREDENTIALS.lower():
            return given[1]
    return None


def _mended(cause: Cause, report: CorsReport, change: Change, recipe: str) -> Cause:
    title = f"name {report.origin} in the place of everybody, and let it send credentials"
    return mend_wildcard(cause, make_candidate(recipe, title, (change,), report))


def _description(origin: str) -> str:
    return f"Browsers take no wildcard for requests with credentials: name {origin}."

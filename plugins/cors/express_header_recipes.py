"""Recipes for CORS headers set by hand: what may be asked for, and an answer to the preflight."""

from __future__ import annotations

import re

from autofix.sdk import Action, Change, Edit, Node, Workspace
from plugins.cors.candidates import make_candidate
from plugins.cors.cause import Cause, already_admitted, place_of
from plugins.cors.client_headers import sent_beside, usual_case
from plugins.cors.javascript import has_semicolons, quote_of, statement_of
from plugins.cors.node_besides import add_words, not_among
from plugins.cors.node_options import listed_words, value_of
from plugins.cors.report import CorsReport
from plugins.cors.slots import line_indent
from plugins.cors.syntax_javascript import FUNCTIONS, call_arguments, method_call, string_value

_HEADERS = {"header": "Access-Control-Allow-Headers", "method": "Access-Control-Allow-Methods"}
_NEXT = re.compile(r"\b(?:return\s+)?(?:await\s+)?next\(\s*\)")
_ANSWERS = re.compile(r"['\"]OPTIONS['\"]|\.options\(")
_SAFE = "GET, HEAD, POST"
_USUAL = "Content-Type, Authorization"


def header_besides(workspace: Workspace, report: CorsReport, file: str, value: Node, framework: str) -> Cause | None:
    """What the headers beside the one with ``value`` lack for the request; None where they do not tell."""
    name = _HEADERS.get(report.kind)
    word = usual_case(report.header or "") if report.kind == "header" else (report.method or "").upper()
    if name is None or not word:
        return None
    scope = next((place for place in value.ancestors() if place.kind() in FUNCTIONS), None)
    found = _value_beside(scope or value.ancestors()[-1], name)
    if found is None:
        return _beside(workspace, report, file, value, name, word, framework)
    at, node = value_of(workspace, file, found)
    words = listed_words(node)
    if words is None or "*" in words:
        return None
    place = place_of(at, node)
    missing = not_among([word, *(sent_beside(workspace, report) if report.kind == "header" else ())], words)
    if word.lower() not in (each.lower() for each in missing):
        return already_admitted(report, place)
    edit = add_words(node, workspace.read(at), words, missing)
    return _cause(report, at, node, name, ", ".join(missing), edit, framework)


def _value_beside(scope: Node, name: str) -> Node | None:
    """The value that ``name`` is given in ``scope``: by a call, as a pair, or as Next's ``key`` and ``value``."""
    for call in scope.find_all(kind="call_expression"):
        called, given = method_call(call), call_arguments(call)
        if called is not None and len(given) == 2 and (string_value(given[0]) or "").lower() == name.lower():
            return given[1]
    for pair in scope.find_all(kind="pair"):
        key, value = pair.field("key"), pair.field("value")
        if key is None or value is None:
            continue
        if key.text().strip("'\"").lower() == name.lower():
            return value
        if key.text() == "key" and (string_value(value) or "").lower() == name.lower():
            owner = pair.parent()
            siblings = owner.children() if owner is not None else []
            for other in siblings:
                label = other.field("key")
                if label is not None and label.text() == "value":
                    return other.field("value")
    return None


def _beside(
    workspace: Workspace, report: CorsReport, file: str, value: Node, name: str, word: str, framework: str
) -> Cause | None:
    """The missing header, set as ``Access-Control-Allow-Origin`` is, right behind it."""
    text = workspace.read(file)
    whole = word if report.kind == "header" and word == "Content-Type" else f"Content-Type, {word}"
    if report.kind == "method":
        whole = f"{_SAFE}, {word}"
    owner = value.parent()
    if owner is not None and owner.kind() == "pair":
        key = owner.field("key")
        if key is None or key.text().strip("'\"").lower() != "access-control-allow-origin":
            return None
        quote = key.text()[:1]
        indent = line_indent(text, owner.range().start.index)
        starts_line = not text[text.rfind("\n", 0, owner.range().start.index) + 1 : owner.range().start.index].strip()
        gap = f"\n{indent}" if starts_line else " "
        end = owner.range().end.index
        return _cause(
            report,
            file,
            value,
            name,
            word,
            Edit(end, end, f",{gap}{quote}{name}{quote}: {quote}{whole}{quote}"),
            framework,
        )
    statement = statement_of(value)
    call = owner.parent() if owner is not None and owner.kind() == "arguments" else None
    function = call.field("function") if call is not None else None
    if statement is None or function is None or "\n" in function.text():
        return None
    quote, end_sign = quote_of(text), ";" if has_semicolons(text) else ""
    end = statement.range().end.index
    indent = line_indent(text, statement.range().start.index)
    line = f"\n{indent}{function.text()}({quote}{name}{quote}, {quote}{whole}{quote}){end_sign}"
    return _cause(report, file, value, name, word, Edit(end, end, line), framework)


def _cause(report: CorsReport, file: str, node: Node, name: str, word: str, edit: Edit, framework: str) -> Cause:
    place = place_of(file, node)
    sentence = f"{report.origin} is let in, but {name} does not name {word} ({place.file}:{place.line})."
    change = Change(file, Action.MODIFY, f"Allow {word} for who is let in.", (edit,))
    candidate = make_candidate(f"{framework}_header_{report.kind}", f"allow {word}", (change,), report)
    return Cause(report.kind, sentence, place, (candidate,))


def answer_preflight(workspace: Workspace, report: CorsReport, file: str, value: Node, framework: str) -> Cause | None:
    """Answer OPTIONS in the middleware that sets the headers, ahead of its ``next()``; None where it does already."""
    function = next((place for place in value.ancestors() if place.kind() in FUNCTIONS), None)
    text = workspace.read(file)
    names = _parameters(function) if function is not None else []
    if function is None or len(names) < 2 or _ANSWERS.search(text):
        return None
    passed = [node for node in function.find_all(kind="expression_statement") if _NEXT.match(node.text())]
    passed += [node for node in function.find_all(kind="return_statement") if _NEXT.match(node.text())]
    after = [node for node in passed if node.range().start.index > value.range().end.index]
    parent = after[-1].parent() if after else None
    if not after or parent is None or parent != function.field("body"):
        return None
    last, end = after[-1], ";" if has_semicolons(text) else ""
    quote, start = quote_of(text), last.range().start.index
    indent = line_indent(text, start)
    step = indent[len(line_indent(text, function.range().start.index)) :] or "  "
    if len(names) >= 3:
        asked, answer = f"{names[0]}.method", f"return {names[1]}.sendStatus(204){end}"
    else:
        asked, answer = f"{names[0]}.method", f"{names[0]}.status = 204{end}\n{indent}{step}return{end}"
    lead = "".join(f"{line}{end}\n{indent}" for line in _unset_headers(report, text, value, quote))
    block = f"{lead}if ({asked} === {quote}OPTIONS{quote}) {{\n{indent}{step}{answer}\n{indent}}}\n{indent}"
    place = place_of(file, function)
    change = Change(
        file, Action.MODIFY, "Answer the preflight where the headers are set.", (Edit(start, start, block),)
    )
    candidate = make_candidate(f"{framework}_header_preflight", "answer the preflight", (change,), report)
    sentence = f"The middleware at {place.file}:{place.line} sets the headers and leaves the preflight unanswered."
    return Cause("status", sentence, place, (candidate,))


def _unset_headers(report: CorsReport, text: str, value: Node, quote: str) -> list[str]:
    """The headers that the preflight's answer needs besides and that no line of the file sets."""
    owner = value.parent()
    call = owner.parent() if owner is not None and owner.kind() == "arguments" else None
    function = call.field("function") if call is not None else None
    if function is None or "\n" in function.text():
        return []
    method = (report.method or "").upper()
    methods = ", ".join((_SAFE, *((method,) if method and method not in _SAFE.split(", ") else ())))
    wanted = (("Access-Control-Allow-Methods", methods), ("Access-Control-Allow-Headers", _USUAL))
    return [
        f"{function.text()}({quote}{name}{quote}, {quote}{given}{quote})" for name, given in wanted if name not in text
    ]


def _parameters(function: Node) -> list[str]:
    listed = function.field("parameters")
    names = [child for child in listed.children() if child.is_named()] if listed is not None else []
    found = [re.match(r"\w+", (name.field("pattern") or name).text()) for name in names]
    return [match[0] for match in found if match is not None]

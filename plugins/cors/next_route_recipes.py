"""Recipe for Next.js: headers on the answers of one route handler, where no configuration can hold them."""

from __future__ import annotations

import re

from autofix.sdk import Action, Change, Edit, Node, Workspace
from plugins.cors.javascript import has_semicolons, quote_of
from plugins.cors.node_options import Options, add_member
from plugins.cors.origins import literal
from plugins.cors.report import CorsReport
from plugins.cors.syntax_javascript import call_arguments, unwrap

_NAME = "corsHeaders"
_MADE = re.compile(r"^(?:Next)?Response(?:\.json)?$")


def headers_on_answers(
    workspace: Workspace, report: CorsReport, file: str, methods: str, headers: str
) -> Change | None:
    """Give every answer of the handler the headers, and answer OPTIONS; None where some answer cannot be changed."""
    text, root = workspace.read(file), workspace.tree(file)
    if re.search(rf"\b{_NAME}\b|\bOPTIONS\b", text):
        return None
    edits: list[Edit] = []
    answers = root.find_all(kind="return_statement")
    made = [node for kind in ("call_expression", "new_expression") for node in root.find_all(kind=kind)]
    responses = [node for node in made if _is_response(node)]
    if not responses or len(answers) > len(responses) or re.search(r"\bredirect\(|\bthrow\b", text):
        return None
    for response in responses:
        edit = _with_headers(response, text)
        if edit is None:
            return None
        edits.append(edit)
    quote, end = quote_of(text), ";" if has_semicolons(text) else ""
    named = (
        ("Access-Control-Allow-Origin", report.origin or ""),
        ("Access-Control-Allow-Methods", methods),
        ("Access-Control-Allow-Headers", headers),
    )
    lines = "".join(f"  {quote}{name}{quote}: {literal(value, quote)},\n" for name, value in named)
    first = next((child for child in root.children() if child.kind() not in ("import_statement", "comment")), None)
    if first is None:
        return None
    start = first.range().start.index
    edits.append(Edit(start, start, f"const {_NAME} = {{\n{lines}}}{end}\n\n"))
    answer = f"return new Response(null, {{ status: 204, headers: {_NAME} }}){end}"
    tail = f"\nexport async function OPTIONS() {{\n  {answer}\n}}\n"
    edits.append(Edit(len(text), len(text), tail if text.endswith("\n") else "\n" + tail))
    return Change(file, Action.MODIFY, f"Let {report.origin} in, and answer its preflight.", tuple(edits))


def _is_response(node: Node) -> bool:
    made = node.field("constructor") or node.field("function")
    return made is not None and _MADE.match(made.text()) is not None


def _with_headers(response: Node, text: str) -> Edit | None:
    given = call_arguments(response)
    if len(given) == 1:
        end = given[0].range().end.index
        return Edit(end, end, f", {{ headers: {_NAME} }}")
    options = unwrap(given[1]) if len(given) == 2 else None
    if options is None or options.kind() != "object" or Options("", options).member("headers") is not None:
        return None
    return add_member(options, text, f"headers: {_NAME}")

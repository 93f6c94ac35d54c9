"""Recipe for Koa: its ``origin`` option takes one origin, so a second one needs a function that tells them apart."""

from __future__ import annotations

import re

from autofix.sdk import Action, Candidate, Change, Edit, Node, Workspace
from plugins.cors.candidates import make_candidate
from plugins.cors.javascript import has_semicolons, quote_of, statement_of
from plugins.cors.origins import literal
from plugins.cors.report import CorsReport
from plugins.cors.slots import line_indent

_CONTEXT = re.compile(r"import\s+(?:\w+\s*,\s*)?\{[^}]*\bContext\b[^}]*\}\s*from\s*['\"]koa['\"]")
_NAMES = ("allowedOrigin", "admittedOrigin")


def decide_by_function(workspace: Workspace, file: str, value: Node, report: CorsReport) -> Candidate | None:
    """Answer the failing origin with itself, and everybody else as before."""
    text, origin = workspace.read(file), report.origin or ""
    statement = statement_of(value)
    name = next((name for name in _NAMES if not re.search(rf"\b{name}\b", text)), None)
    if statement is None or name is None or value.kind() == "shorthand_property_identifier":
        return None
    quote, end = quote_of(text), ";" if has_semicolons(text) else ""
    wanted, start = literal(origin, quote), statement.range().start.index
    typed = (
        ": Context"
        if re.search(r"import\s+(?:\w+\s*,\s*)?\{[^}]*\bContext\b[^}]*\}\s*from\s*['\"]koa['\"]", text)
        else ""
    )
    if file.endswith((".ts", ".mts", ".cts")) and not typed:
        typed = ": { get(name: string): string }"
    given = f"(ctx{typed})"
    function = (
        f"const {name} = {given} => (ctx.get({quote}Origin{quote}) === {wanted} ? {wanted} : {value.text()}){end}"
    )
    place = value.range()
    edits = (
        Edit(start, start, function + "\n" + line_indent(text, start)),
        Edit(place.start.index, place.end.index, name),
    )
    change = Change(file, Action.MODIFY, f"Let {origin} in, and everybody else as before.", edits)
    return make_candidate("koa_origin_function", f"answer {origin} with itself", (change,), report)

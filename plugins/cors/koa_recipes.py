"""Recipes for Koa: its ``origin`` option takes one origin, so a second one needs a function that tells them apart."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlsplit

from autofix.sdk import Action, Candidate, Change, Edit, Location, Node, Workspace
from plugins.cors.allow_list import AllowList
from plugins.cors.candidates import make_candidate
from plugins.cors.javascript import has_semicolons, quote_of, statement_of
from plugins.cors.origins import literal
from plugins.cors.page import is_local_host
from plugins.cors.report import CorsReport
from plugins.cors.slots import line_indent

_NAMES = ("allowedOrigin", "admittedOrigin")


def mend_outdated(workspace: Workspace, allowed: AllowList, report: CorsReport) -> tuple[Candidate, Location] | None:
    """Write the page's own port where the only origin has one that nothing else of the repository knows."""
    known = [entry for entry in allowed.entries if entry.value and entry.literal is not None]
    wanted = urlsplit(report.origin or "")
    old = urlsplit(known[0].value or "") if len(known) == 1 else None
    if old is None or not is_local_host(wanted.hostname or "") or old.hostname != wanted.hostname:
        return None
    if None in (old.port, wanted.port) or not workspace.search(str(wanted.port)):
        return None
    entry = known[0]
    others = [path for path in workspace.search(str(old.port)) if path != entry.file]
    if others or workspace.read(entry.file).count(str(old.port)) != 1:
        return None
    edit = Edit(entry.start, entry.end, report.origin or "")
    change = Change(
        entry.file, Action.MODIFY, f"The page is served on {wanted.port}, and nothing on {old.port}.", (edit,)
    )
    title = f"write {report.origin} in the place of {entry.value}"
    candidate = make_candidate("koa_mend_port", title, (change,), report)
    return replace(candidate, gives_up=(entry.value or "",)), Location(entry.file, entry.line)


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

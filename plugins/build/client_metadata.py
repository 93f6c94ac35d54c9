"""Metadata that a component of the browser exports: Next reads it on the server alone."""

from __future__ import annotations

import posixpath
import re

from autofix.sdk import Action, Change, Edit, Workspace
from plugins.build.cause import Cause, Remedy, Spot, recommend
from plugins.build.exports_declared import declared_names
from plugins.build.imports_change import change_imports
from plugins.build.imports_clause import Drop, read_clauses
from plugins.build.names_source import Source, named_nodes, open_source, span, whole_paragraph
from plugins.build.unused_effects import is_pure

CODE = "client_metadata"
_NAMES = ("metadata", "viewport")
_DIRECTIVE = re.compile(r"^[ \t]*['\"]use client['\"];?[ \t]*\r?\n(?:[ \t]*\r?\n)?", re.M)
# What needs the browser, and packages that a component of the server can be made of.
_BROWSER = re.compile(
    r"\buse[A-Z]\w*\s*[(<]|\bon[A-Z]\w*=|\b(?:window|document|localStorage|sessionStorage|navigator)\b|"
    r"\bcreateContext\b|ssr:\s*false|\bextends\s+(?:React\.)?(?:Pure)?Component\b"
)
_PLAIN = re.compile(r"^(?:react|next(?:/.*)?|lucide-react|react-icons/.*|clsx|@heroicons/react/.*|[.@~]/.*|\.\./.*)$")


def find_metadata(workspace: Workspace, spot: Spot) -> Cause | None:
    """Take the directive out where nothing needs it, else give the page a layout that holds its metadata."""
    if spot.value not in _NAMES or "use client" not in spot.finding.message:
        return None
    source = open_source(workspace, spot.file) if spot.file else None
    directive = _DIRECTIVE.search(source.text) if source is not None else None
    if source is None or directive is None:
        return None
    sentence = f"{source.file} runs in the browser and exports {spot.value}, which Next reads on the server."
    needs = _BROWSER.search(source.text) or not all(_PLAIN.match(one.specifier) for one in read_clauses(source))
    if not needs:
        edit = Edit(directive.start(), directive.end(), "")
        change = Change(source.file, Action.MODIFY, "Nothing here needs the browser.", (edit,))
        return Cause(
            CODE, sentence, spot.place, (Remedy("build_client_metadata", "let the server draw it", (change,)),)
        )
    changes = _in_layout(workspace, source, spot.value)
    if changes is not None:
        remedy = Remedy("build_client_metadata", f"hold {spot.value} in a layout", changes)
        return Cause(CODE, sentence, spot.place, (remedy,))
    reason = (
        f"Move what needs the browser from {source.file} to a component of its own with 'use client' at its top, "
        f"and take the directive out here, so that {spot.value} stays."
    )
    return recommend(CODE, sentence, reason, spot.place)


def _in_layout(workspace: Workspace, source: Source, name: str) -> tuple[Change, ...] | None:
    """The page without its metadata, and a layout of its folder with it."""
    folder, base = posixpath.split(source.file)
    suffix = posixpath.splitext(base)[1]
    statement = declared_names(source).get(name)
    if not base.startswith("page.") or statement is None or statement.kind() != "export_statement":
        return None
    if any(workspace.has(posixpath.join(folder, f"layout{end}")) for end in (".tsx", ".jsx", ".js", ".ts")):
        return None
    values = [node.field("value") for node in statement.find_all(kind="variable_declarator")][:1]
    if not values or values[0] is None or not is_pure(values[0]) or values[0].find_all(kind="identifier"):
        return None
    uses = [node for node in named_nodes(source.root, name) if not _within(node.range().start.index, span(statement))]
    types = [one for one in read_clauses(source) if one.specifier == "next"]
    used = [known.local for one in types for known in one.names]
    outside = [
        u for u in used for n in named_nodes(source.root, u) if not _within(n.range().start.index, span(statement))
    ]
    if uses or len(outside) > len(used):
        return None
    edits = Change(source.file, Action.MODIFY, "It stands in the layout.", (whole_paragraph(source, *span(statement)),))
    dropped = change_imports(source, "Only the layout needs it.", *(Drop(local) for local in used)) if used else None
    if used and dropped is None:
        return None
    stop = ";" if statement.text().endswith(";") or source.text[span(statement)[1] :].startswith(";") else ""
    head = "".join(f"{one.node.text().rstrip(';')}{stop}\n\n" for one in types)
    note = ": { children: React.ReactNode }" if source.is_typed else ""
    text = (
        f"{head}{statement.text().rstrip(';')}{stop}\n\n"
        f"export default function Layout({{ children }}{note}) {{\n  return children{stop}\n}}\n"
    )
    made = Change(
        posixpath.join(folder, f"layout{suffix}"), Action.CREATE, "What the page says of itself.", content=text
    )
    return (edits, made) if dropped is None else (edits, dropped, made)


def _within(at: int, whole: tuple[int, int]) -> bool:
    return whole[0] <= at < whole[1]

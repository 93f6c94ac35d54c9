"""A name that a file imports twice, or imports and declares."""

from __future__ import annotations

import re

from autofix.sdk import Action, Change, Edit, Location, Node, Risk, Workspace
from plugins.build.cause import Cause, Remedy, Spot, recommend
from plugins.build.exports_declared import declared_names
from plugins.build.imports_change import change_imports
from plugins.build.imports_clause import Clause, Drop, read_clauses
from plugins.build.names_source import Source, line_of, named_nodes, open_source, span
from plugins.build.packages_outside import BUILTINS

CODE = "declared_twice"
# Names that Next reads from a page or a route: the import has to give way.
_READ_BY_NEXT = frozenset(("dynamic", "revalidate", "runtime", "metadata", "viewport", "fetchCache", "dynamicParams"))
_TWICE = re.compile(
    r"(?:Duplicate identifier '(?P<a>[\w$]+)'|Identifier ['\"](?P<b>[\w$]+)['\"] has already been declared|"
    r"[Tt]he (?:symbol|name) [\"`](?P<c>[\w$]+)[\"`] (?:has already been declared|is defined multiple times)|"
    r"Import declaration conflicts with local declaration of '(?P<d>[\w$]+)')"
)


def find_twice(workspace: Workspace, spot: Spot) -> Cause | None:
    """Import it once; None where two modules give it and either may be meant."""
    match = _TWICE.search(spot.finding.message)
    source = open_source(workspace, spot.file) if match and spot.file else None
    if match is None or source is None:
        return None
    name = match[match.lastgroup or "a"]
    made = [(clause, one) for clause in read_clauses(source) for one in clause.names if one.local == name]
    declared = declared_names(source).get(name)
    is_declared = declared is not None
    if not made or len(made) + is_declared < 2:
        return None
    if declared is not None and len(made) == 1:
        clause = made[0][0]
        if declared.kind() == "export_statement" and name in _READ_BY_NEXT:
            return _renamed(source, clause, name, declared)
        if not _may_give_way(source, clause, name, declared):
            reason = f"{name} is imported and declared in {source.file}, and both are used: give one another name."
            return recommend(CODE, f"{source.file} has {name} twice.", reason, Location(source.file, line_of(declared)))
    else:
        origins = {
            (workspace.resolve_import(source.file, clause.specifier) or clause.specifier, one.imported)
            for clause, one in made
        }
        lost = [clause for clause, _ in made if not _is_known(workspace, source, clause)]
        if is_declared or len({line_of(clause.node) for clause, _ in made}) < 2:
            return None
        if len(origins) != 1 and (len(lost) != 1 or len(made) != 2):
            return None
        clause = lost[0] if len(origins) != 1 else made[-1][0]
    change = change_imports(source, f"{name} is there already.", Drop(name, line_of(clause.node)))
    if change is None:
        return None
    remedy = Remedy("build_import_twice", f"import {name} once", (change,), risk=Risk.FULL_REVIEW)
    place = Location(source.file, line_of(clause.node))
    return Cause(CODE, f"{source.file} has {name} twice.", place, (remedy,))


def _is_known(workspace: Workspace, source: Source, clause: Clause) -> bool:
    """Whether the module is a file of the repository, a declared package or one of Node's."""
    specifier = clause.specifier
    if workspace.resolve_import(source.file, specifier) is not None:
        return True
    package = workspace.package_of(source.file)
    known = {name for name, _, _ in package.dependencies} if package is not None else set()
    parts = specifier.removeprefix("node:").split("/")
    return parts[0] in BUILTINS or parts[0] in known or "/".join(parts[:2]) in known


def _may_give_way(source: Source, clause: Clause, name: str, declared: Node) -> bool:
    """Whether what is declared can stand for what is imported: it does not make use of it."""
    start, end = span(declared)
    inside = [node for node in named_nodes(source.root, name) if start <= span(node)[0] < end]
    return len(inside) < 2


def _renamed(source: Source, clause: Clause, name: str, declared: Node) -> Cause | None:
    """Import it under another name, and use it by that."""
    imported = next(one for one in clause.names if one.local == name)
    prefix = "next" if clause.specifier.startswith("next/") else "imported"
    new = prefix + name[0].upper() + name[1:]
    if imported.imported != "default" or named_nodes(source.root, new):
        return None
    first, last = span(declared)
    edits = []
    for node in named_nodes(source.root, name):
        parent = node.parent()
        is_own = first <= span(node)[0] < last and parent is not None and parent.kind() == "variable_declarator"
        if not is_own:
            edits.append(Edit(*span(node), new))
    said = f"{name} is what Next reads of this file, so that the import is called {new}."
    change = Change(source.file, Action.MODIFY, said, tuple(edits))
    remedy = Remedy("build_import_renamed", f"import {name} as {new}", (change,))
    return Cause(CODE, f"{source.file} has {name} twice.", Location(source.file, line_of(clause.node)), (remedy,))

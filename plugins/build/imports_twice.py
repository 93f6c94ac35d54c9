"""A name that a file imports twice, or imports and declares."""

from __future__ import annotations

import re

from autofix.sdk import Location, Risk, Workspace
from plugins.build.cause import Cause, Remedy, Spot
from plugins.build.exports_declared import declared_names
from plugins.build.imports_change import change_imports
from plugins.build.imports_clause import Drop, read_clauses
from plugins.build.names_source import line_of, open_source

CODE = "declared_twice"
_TWICE = re.compile(
    r"(?:Duplicate identifier '(?P<a>[\w$]+)'|Identifier '(?P<b>[\w$]+)' has already been declared|"
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
    is_declared = name in declared_names(source)
    if not made or len(made) + is_declared < 2:
        return None
    if is_declared and len(made) == 1:
        clause = made[0][0]
    else:
        origins = {
            (workspace.resolve_import(source.file, clause.specifier) or clause.specifier, one.imported)
            for clause, one in made
        }
        if len(origins) != 1 or is_declared or len({line_of(clause.node) for clause, _ in made}) < 2:
            return None
        clause = made[-1][0]
    change = change_imports(source, f"{name} is there already.", Drop(name, line_of(clause.node)))
    if change is None:
        return None
    remedy = Remedy("build_import_twice", f"import {name} once", (change,), risk=Risk.FULL_REVIEW)
    place = Location(source.file, line_of(clause.node))
    return Cause(CODE, f"{source.file} has {name} twice.", place, (remedy,))

"""A name that is used and not there: to be imported, or misspelt."""

from __future__ import annotations

import re

from autofix.sdk import Action, Change, Edit, Workspace
from plugins.build.cause import Cause, Remedy, Spot, recommend
from plugins.build.exports_declared import declared_names
from plugins.build.imports_change import change_imports
from plugins.build.imports_clause import Add, read_clauses
from plugins.build.imports_intended import is_alike, letters
from plugins.build.names_config import config_names, is_config
from plugins.build.names_import import find_origin
from plugins.build.names_source import Source, is_in_markup, line_of, named_nodes, open_source, span

CODE = "name_undefined"
# What the surroundings give: that one of them is not known is a matter of configuration or of types.
SURROUNDINGS = frozenset(
    "process module exports require __dirname __filename global globalThis Buffer window document navigator "
    "localStorage sessionStorage fetch console setTimeout setInterval clearTimeout describe it test expect "
    "beforeEach afterEach beforeAll afterAll jest vi cy Cypress chrome google gtag $ jQuery JSX NodeJS "
    "defineProps defineEmits defineExpose withDefaults URL FormData Headers Request Response AbortController "
    "alert confirm history location screen".split()
)
_NAME = re.compile(r"[A-Za-z_$][\w$]*")


def find_name(workspace: Workspace, spot: Spot) -> Cause | None:
    """Why a name is not known in a file; None where the file does not hold it."""
    name = spot.value
    source = open_source(workspace, spot.file) if spot.file else None
    if source is None or not _NAME.fullmatch(name):
        return None
    uses = named_nodes(source.root, name)
    if not uses and not is_in_markup(source, name) and name != "React":
        return None
    place = spot.place
    sentence = f"{spot.file}:{spot.line} uses {name}, which is neither declared nor imported there."
    if _is_known(source, name):
        reason = f"{spot.file} imports or declares {name}: the report is of another commit, or of another scope."
        return recommend(CODE, sentence, reason, place)
    origin = find_origin(workspace, source, name)
    if name in SURROUNDINGS and (origin is None or name != "JSX"):
        reason = f"{name} is given by where the code runs: name that surrounding in the tool's configuration."
        return recommend(CODE, sentence, reason, place)
    if origin is not None:
        said = f"Import {name}: {origin.why}."
        is_type = name == "JSX" or (bool(uses) and all(node.kind() == "type_identifier" for node in uses))
        added = [Add(origin.specifier, origin.imported, name, is_type), *_next_to_stop_at(workspace, source, spot)]
        change = change_imports(source, said, *added)
        if change is not None:
            return Cause(CODE, sentence, place, (Remedy("build_import_added", f"import {name}", (change,)),))
    remedy = _respelt(source, spot, name)
    if remedy is not None:
        return Cause(CODE, sentence, place, (remedy,))
    reason = f"No one module is known to give {name}: import or declare it, or remove its use."
    return recommend(CODE, sentence, reason, place, is_open=True)


def _next_to_stop_at(workspace: Workspace, source: Source, spot: Spot) -> list[Add]:
    """The other names that a tool's configuration calls and does not import: it stops at the first of them."""
    if spot.finding.tool != "node" or not is_config(source.file):
        return []
    called = {node.text() for call in source.root.find_all(kind="call_expression") if (node := call.field("function"))}
    names = config_names(workspace, source.file)
    missing = [name for name in names if name in called and name != spot.value and not _is_known(source, name)]
    return [Add(*names[name], name) for name in missing]


def _is_known(source: Source, name: str) -> bool:
    if name in declared_names(source):
        return True
    return any(known.local == name for clause in read_clauses(source) for known in clause.names)


def _respelt(source: Source, spot: Spot, name: str) -> Remedy | None:
    """The name that is meant: the one the tool suggests, else the only one in the file that is alike."""
    known = set(declared_names(source)) | {one.local for clause in read_clauses(source) for one in clause.names}
    hint = spot.finding.hint or ""
    if hint and _NAME.fullmatch(hint) and is_near(hint, name):
        right = hint
    else:
        alike = [one for one in sorted(known) if is_near(one, name)]
        if len(alike) != 1 or hint:
            return None
        right = alike[0]
    edits = []
    for node in named_nodes(source.root, name):
        short = node.kind() == "shorthand_property_identifier"
        edits.append(Edit(*span(node), f"{name}: {right}" if short else right))
    if not edits or not any(line_of(node) == spot.line for node in named_nodes(source.root, name)):
        return None
    change = Change(source.file, Action.MODIFY, f"It is called {right}.", tuple(edits))
    return Remedy("build_name_spelling", f"use {right} for {name}", (change,))


def is_near(one: str, other: str) -> bool:
    """Whether one is the other misspelt, or written in another case."""
    return one != other and (letters(one) == letters(other) or (min(len(one), len(other)) > 3 and is_alike(one, other)))

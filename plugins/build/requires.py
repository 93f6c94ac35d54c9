"""``require`` in a file that Node takes for a module: written as imports."""

from __future__ import annotations

import posixpath
import re

from autofix.sdk import Action, Change, Edit, Location, Node, Workspace
from plugins.build.cause import Cause, Remedy, Spot
from plugins.build.names_source import Source, named_nodes, open_source, span
from plugins.build.packages_outside import BUILTINS

CODE = "require_in_module"
_SUFFIXES = (".js", ".mjs", ".cjs", ".json")


def find_require(workspace: Workspace, spot: Spot) -> Cause | None:
    """Import what the file requires at its top; None where it requires or exports in another way as well."""
    if spot.value != "require" or "ES module" not in spot.finding.message or not spot.file:
        return None
    source = open_source(workspace, spot.file)
    if source is None or re.search(r"^\s*(?:module\.)?exports\b", source.text, re.M):
        return None
    edits: list[Edit] = []
    for statement in source.root.children():
        if statement.kind() not in ("lexical_declaration", "variable_declaration"):
            continue
        written = _import(workspace, source, statement)
        if written:
            edits.append(Edit(*span(statement), written))
    if not edits or len(edits) != len(named_nodes(source.root, "require")):
        return None
    change = Change(source.file, Action.MODIFY, "Node takes this file for a module, which imports.", tuple(edits))
    sentence = f"{spot.file} requires, and Node takes it for a module."
    remedy = Remedy("build_require", "import what is required", (change,))
    return Cause(CODE, sentence, Location(spot.file, spot.line), (remedy,))


def _import(workspace: Workspace, source: Source, statement: Node) -> str:
    """The statement as an import; empty where it is another or cannot be written as one."""
    made = [child for child in statement.children() if child.kind() == "variable_declarator"]
    name, call = (made[0].field("name"), made[0].field("value")) if len(made) == 1 else (None, None)
    called = call.field("function") if call is not None and call.kind() == "call_expression" else None
    given = call.field("arguments") if call is not None else None
    if name is None or called is None or called.text() != "require" or given is None:
        return ""
    strings = [child for child in given.children() if child.is_named()]
    if len(strings) != 1 or strings[0].kind() != "string":
        return ""
    module = strings[0].text()
    end = ";" if statement.text().endswith(";") else ""
    specifier = module[1:-1]
    if name.kind() == "identifier":
        return f"import {name.text()} from {module}{end}" if _has(workspace, source, specifier, ["default"]) else ""
    names = _names(name)
    if not names:
        return ""
    clause = ", ".join(one if one == other else f"{one} as {other}" for one, other in names)
    if specifier.removeprefix("node:").split("/")[0] in BUILTINS or specifier.startswith("."):
        is_there = _has(workspace, source, specifier, [one for one, _ in names])
        return f"import {{ {clause} }} from {module}{end}" if is_there else ""
    # Of an older package Node may not see the names: its whole is always there.
    whole = re.sub(r"\W+(\w?)", lambda match: match[1].upper(), specifier.lstrip("@")) + "Module"
    pattern = re.sub(r"\s+", " ", name.text())
    return f"import {whole} from {module}{end}\nconst {pattern} = {whole}{end}"


def _names(pattern: Node) -> list[tuple[str, str]]:
    """The members of a plain pattern with the names they get; empty for every other."""
    if pattern.kind() != "object_pattern":
        return []
    found: list[tuple[str, str]] = []
    for child in (one for one in pattern.children() if one.is_named()):
        key, value = child.field("key"), child.field("value")
        if child.kind() == "shorthand_property_identifier_pattern":
            found.append((child.text(), child.text()))
        elif child.kind() == "pair_pattern" and key is not None and value is not None and value.kind() == "identifier":
            found.append((key.text(), value.text()))
        else:
            return []
    return found


def _has(workspace: Workspace, source: Source, specifier: str, names: list[str]) -> bool:
    """Whether the module gives these names out; packages and Node's own have a default."""
    if not specifier.startswith("."):
        return True
    target = workspace.resolve_import(source.file, specifier)
    if target is None or not specifier.endswith(_SUFFIXES) or posixpath.splitext(target)[1] == ".json":
        return False
    exports = workspace.exports(target)
    return exports.is_complete and set(names) <= exports.names

"""Import statements as they can be changed, and the steps by which they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from autofix.sdk import Node
from plugins.build.names_source import Source, span


@dataclass(frozen=True)
class Name:
    """One name of an import: ``imported`` is ``default`` or ``*`` as JavaScript has them."""

    imported: str
    local: str
    is_type: bool = False


@dataclass(frozen=True)
class Clause:
    """An ``import`` with names, or a ``const { .. } = require(..)``; ``start`` to ``end`` is what holds its names."""

    specifier: str
    names: tuple[Name, ...]
    node: Node = field(compare=False, repr=False)
    start: int = 0
    end: int = 0
    is_type: bool = False
    is_required: bool = False


@dataclass(frozen=True)
class Drop:
    """Import ``local`` no longer; of several imports the one on ``line``, if that is not 0."""

    local: str
    line: int = 0


@dataclass(frozen=True)
class Swap:
    """Import ``imported`` under the name ``local`` where ``old`` was imported."""

    old: str
    imported: str
    local: str
    is_type: bool = False


@dataclass(frozen=True)
class Add:
    """Import ``imported`` of ``specifier`` as ``local``."""

    specifier: str
    imported: str
    local: str
    is_type: bool = False


Step = Drop | Swap | Add


def read_clauses(source: Source) -> list[Clause]:
    """Every import of the file at module level that has names."""
    found = []
    for node in source.root.children():
        if node.kind() == "import_statement":
            clause = _imported(node)
        elif node.kind() in ("lexical_declaration", "variable_declaration"):
            clause = _required(node)
        else:
            continue
        if clause is not None:
            found.append(clause)
    return found


def _imported(node: Node) -> Clause | None:
    clause = next((child for child in node.children() if child.kind() == "import_clause"), None)
    given = node.field("source")
    if clause is None or given is None:
        return None
    names: list[Name] = []
    for part in clause.children():
        if part.kind() == "identifier":
            names.append(Name("default", part.text()))
        elif part.kind() == "namespace_import":
            names.append(Name("*", part.children()[-1].text()))
        elif part.kind() == "named_imports":
            for item in part.children():
                original, alias = item.field("name"), item.field("alias")
                if item.kind() == "import_specifier" and original is not None:
                    is_type = any(child.kind() == "type" for child in item.children())
                    names.append(Name(original.text(), (alias or original).text(), is_type))
    start, end = span(clause)
    is_type = any(child.kind() == "type" for child in node.children()[:2])
    return Clause(given.text()[1:-1], tuple(names), node, start, end, is_type)


def _required(node: Node) -> Clause | None:
    declarators = [child for child in node.children() if child.kind() == "variable_declarator"]
    if len(declarators) != 1:
        return None
    target, value = declarators[0].field("name"), declarators[0].field("value")
    if target is None or value is None:
        return None
    match = re.fullmatch(r"require\(\s*(['\"])(?P<specifier>[^'\"]+)\1\s*\)", value.text())
    if match is None:
        return None
    names = []
    if target.kind() == "identifier":
        names = [Name("*", target.text())]
    elif target.kind() == "object_pattern":
        for item in target.children():
            if item.kind() == "shorthand_property_identifier_pattern":
                names.append(Name(item.text(), item.text()))
            elif item.kind() == "pair_pattern":
                key, local = item.field("key"), item.field("value")
                if key is None or local is None or local.kind() != "identifier":
                    return None
                names.append(Name(key.text(), local.text()))
            elif item.is_named():
                return None
    start, end = span(target)
    return Clause(match["specifier"], tuple(names), node, start, end, is_required=True)


def marks_types(clauses: Sequence[Clause]) -> bool:
    return any(clause.is_type for clause in clauses)


def has_default(names: Sequence[Name]) -> bool:
    return any(name.imported == "default" for name in names)

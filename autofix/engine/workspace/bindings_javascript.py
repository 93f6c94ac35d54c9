"""How a JavaScript or TypeScript file introduces a name: a declaration, an assignment or an import."""

from __future__ import annotations

from dataclasses import dataclass

from autofix.engine.workspace.syntax_javascript import find_all, string_value
from autofix.sdk.workspace import Node

DECLARATIONS = frozenset(
    (
        "function_declaration",
        "generator_function_declaration",
        "class_declaration",
        "abstract_class_declaration",
        "enum_declaration",
    )
)


@dataclass(frozen=True)
class Binding:
    """How a file introduces a name: as part of an expression, or as an import.

    ``members`` were destructured out of ``node``, with ``default`` if they are
    missing. ``imported`` is ``*`` for a whole module.
    """

    node: Node | None = None
    members: tuple[str, ...] = ()
    default: Node | None = None
    specifier: str | None = None
    imported: str = ""


def find_binding(root: Node, name: str) -> Binding | None:
    """How the file introduces ``name``: at module level, else in the first function that does."""
    for statement in root.children():
        found = introduced(statement, name)
        if found is not None:
            return found
    for node in find_all(root, "variable_declarator", "function_declaration", "class_declaration"):
        found = _declared(node, name)
        if found is not None:
            return found
    return assigned(root, name)


def pattern_binding(pattern: Node, name: str, value: Node | None) -> Binding | None:
    """The part of ``value`` that a destructuring ``pattern`` gives to ``name``."""
    pending: list[tuple[Node, tuple[str, ...]]] = [(pattern, ())]
    while pending:
        current, members = pending.pop()
        for child in current.children():
            default: Node | None = None
            key = child
            if child.kind() == "pair_pattern":
                key, target = child.field("key") or child, child.field("value") or child
            else:
                target = child
            if target.kind() in ("object_assignment_pattern", "assignment_pattern"):
                default, target = target.field("right"), target.field("left") or target
                key = target if key is child else key
            inner = (*members, string_value(key) or key.text())
            if target.kind() == "object_pattern":
                pending.append((target, inner))
            elif target.text() == name and "identifier" in target.kind():
                return Binding(value, inner, default)
    return None


def introduced(statement: Node, name: str) -> Binding | None:
    """How one statement introduces ``name``."""
    kind = statement.kind()
    if kind == "export_statement":
        inner = statement.field("declaration")
        if inner is None:
            return None
        statement, kind = inner, inner.kind()
    if kind == "import_statement":
        return _imported(statement, name)
    if kind in ("lexical_declaration", "variable_declaration"):
        found = (_declared(child, name) for child in statement.children())
        return next((binding for binding in found if binding is not None), None)
    return _declared(statement, name)


def _declared(node: Node, name: str) -> Binding | None:
    if node.kind() in DECLARATIONS:
        named = node.field("name")
        return Binding(node) if named is not None and named.text() == name else None
    if node.kind() != "variable_declarator":
        return None
    target, value = node.field("name"), node.field("value")
    if target is None or value is None:
        return None
    if target.kind() == "object_pattern":
        return pattern_binding(target, name, value)
    return Binding(value) if target.text() == name else None


def assigned(root: Node, name: str) -> Binding | None:
    """The first value given to a variable, or ``this`` member, that is declared without one."""
    for node in find_all(root, "assignment_expression"):
        left = node.field("left")
        if left is not None and left.text() == name:
            return Binding(node.field("right"))
    return None


def _imported(statement: Node, name: str) -> Binding | None:
    for clause in statement.children():
        if clause.kind() == "import_require_clause":
            target = next((c for c in clause.children() if c.kind() == "identifier"), None)
            if target is not None and target.text() == name:
                return Binding(specifier=string_value(clause.field("source")), imported="=")
        if clause.kind() != "import_clause":
            continue
        specifier = string_value(statement.field("source"))
        for part in clause.children():
            if part.kind() == "identifier" and part.text() == name:
                return Binding(specifier=specifier, imported="default")
            if part.kind() == "namespace_import" and part.children()[-1].text() == name:
                return Binding(specifier=specifier, imported="*")
            for item in part.children() if part.kind() == "named_imports" else ():
                original, alias = item.field("name"), item.field("alias")
                if original is not None and (alias or original).text() == name:
                    return Binding(specifier=specifier, imported=string_value(original) or original.text())
    return None

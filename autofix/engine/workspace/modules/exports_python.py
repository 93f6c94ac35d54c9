"""The names at the top of a Python module."""

from __future__ import annotations

from autofix.engine.workspace.modules.found_exports import FoundExports
from autofix.engine.workspace.names_python import import_source, imported_names, string_value, unwrap
from autofix.sdk.workspace import Node

MAX_NODES = 50_000
BLOCKS = frozenset(
    (
        "if_statement",
        "elif_clause",
        "else_clause",
        "try_statement",
        "except_clause",
        "except_group_clause",
        "finally_clause",
        "with_statement",
        "for_statement",
        "while_statement",
        "match_statement",
        "case_clause",
        "block",
        "expression_statement",
        "decorated_definition",
        "with_clause",
        "with_item",
        "as_pattern",
        "parenthesized_expression",
    )
)


def python_exports(root: Node) -> FoundExports:
    """What the module binds by itself (``own``), what it imports (``passed``), and what it takes by star.

    ``import a.b`` passes on ``a``, whose specifier is itself and whose name is ``*``.
    """
    found = FoundExports()
    pending = list(reversed(root.children()))
    seen = 0
    while pending and seen < MAX_NODES:
        node = pending.pop()
        seen += 1
        kind = node.kind()
        if kind in ("function_definition", "class_definition"):
            named = node.field("name")
            found.own.update([named.text()] if named is not None else [])
            # A module that answers for any attribute has no list of them.
            if named is not None and named.text() == "__getattr__":
                found.is_complete = False
        elif kind in ("import_statement", "import_from_statement"):
            _imported(node, found)
        elif kind in ("assignment", "augmented_assignment", "named_expression"):
            _assigned(node, found)
        elif kind == "type_alias_statement":
            left = node.field("left") or next((c for c in node.children() if c.is_named()), None)
            found.own.update([left.text().partition("[")[0]] if left is not None else [])
        elif kind == "as_pattern_target":
            found.own.update(_targets(node))
        elif kind == "ERROR":
            found.is_complete = False
        elif kind in BLOCKS:
            if kind == "for_statement":
                left = node.field("left")
                found.own.update(_targets(left) if left is not None else [])
            pending.extend(reversed(node.children()))
    found.is_complete = found.is_complete and not pending
    return found


def listed_exports(root: Node) -> tuple[str, ...] | None:
    """The names of ``__all__``; None where it is absent or computed."""
    found: list[str] | None = None
    for statement in root.children():
        for node in statement.children() if statement.kind() == "expression_statement" else ():
            left, right = node.field("left"), node.field("right")
            if left is None or right is None or left.text() != "__all__":
                continue
            items = unwrap(right)
            if items.kind() not in ("list", "tuple"):
                return None
            names = [string_value(child) for child in items.children() if child.kind() == "string"]
            before = (found or []) if node.kind() == "augmented_assignment" else []
            found = [*before, *(name for name in names if name)]
    return tuple(found) if found is not None else None


def _imported(node: Node, found: FoundExports) -> None:
    source = import_source(node) if node.kind() == "import_from_statement" else None
    for original, alias in imported_names(node):
        if source is None:
            local = alias if alias != original else original.partition(".")[0]
            found.passed[local] = (original, "*")
        elif original == "*":
            found.stars.append(source)
        else:
            found.passed[alias] = (source, original)


def _assigned(node: Node, found: FoundExports) -> None:
    left = node.field("left") or node.field("name")
    found.own.update(_targets(left) if left is not None else [])
    right = node.field("right")
    if right is not None and right.kind() == "assignment":
        _assigned(right, found)
    if left is not None and left.kind() == "subscript" and left.text().startswith("globals()"):
        found.is_complete = False


def _targets(node: Node) -> list[str]:
    if node.kind() == "identifier":
        return [node.text()]
    if node.kind() in ("pattern_list", "tuple_pattern", "list_pattern", "list_splat_pattern", "as_pattern_target"):
        return [name for child in node.children() for name in _targets(child)]
    return []

"""Writing a name differently wherever a file uses it."""

from __future__ import annotations

import re

from autofix.sdk import Action, Change, Edit, Node
from plugins.build.names_source import Source, above, named_nodes, span


def rename_uses(source: Source, old: str, new: str) -> Change | None:
    """Use ``new`` where the file uses ``old``, its imports left out; None where that is taken or uses are unclear."""
    if named_nodes(source.root, new) or is_declared_again(source, old):
        return None
    if re.search(rf"(?<![\w$-]){re.escape(old)}(?![\w$-])", source.markup):
        return None
    edits = []
    for node in named_nodes(source.root, old):
        if above(node, "import_statement") is not None:
            continue
        if node.kind() == "shorthand_property_identifier":
            edits.append(Edit(*span(node), f"{old}: {new}"))
        else:
            edits.append(Edit(*span(node), new))
    return Change(source.file, Action.MODIFY, f"It is called {new}.", tuple(edits))


def is_declared_again(source: Source, name: str) -> bool:
    """Whether the file declares a variable or a parameter of this name, besides importing it."""
    return any(_declares(node) for node in named_nodes(source.root, name))


def _declares(node: Node) -> bool:
    parent = node.parent()
    if parent is None or node.kind() == "shorthand_property_identifier_pattern":
        return node.kind() == "shorthand_property_identifier_pattern"
    named = parent.field("name") or parent.field("pattern") or parent.field("parameter")
    is_name = named is not None and span(named) == span(node)
    return (
        is_name
        and parent.kind()
        in (
            "variable_declarator",
            "required_parameter",
            "optional_parameter",
            "arrow_function",
            "function_declaration",
            "class_declaration",
            "interface_declaration",
            "type_alias_declaration",
        )
    ) or parent.kind() in ("formal_parameters", "array_pattern")

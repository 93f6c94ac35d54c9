"""What a file declares at module level, whether it exports it or not."""

from __future__ import annotations

from autofix.sdk import Node
from plugins.build.names_source import Source

TYPES = ("interface_declaration", "type_alias_declaration")
NAMED = (
    "function_declaration",
    "generator_function_declaration",
    "class_declaration",
    "abstract_class_declaration",
    "enum_declaration",
    *TYPES,
)


def declared_names(source: Source) -> dict[str, Node]:
    """Every name declared at module level with the statement that declares it, its ``export`` included."""
    found: dict[str, Node] = {}
    for statement in source.root.children():
        inner = statement.field("declaration") if statement.kind() == "export_statement" else statement
        for name in _names(inner) if inner is not None else ():
            found.setdefault(name, statement)
    return found


def default_name(source: Source) -> str:
    """What the default export is called in its file; empty where it has no name."""
    for statement in source.root.children():
        if statement.kind() != "export_statement":
            continue
        if any(child.kind() == "default" for child in statement.children()):
            value = statement.field("value") or statement.field("declaration")
            name = value.field("name") if value is not None else None
            if value is not None and value.kind() == "identifier":
                return value.text()
            if value is not None and value.kind() == "call_expression":
                given = value.field("arguments")
                inner = [child for child in given.children() if child.kind() == "identifier"] if given else []
                return inner[-1].text() if inner else ""
            return name.text() if name is not None else ""
    return ""


def is_type_name(source: Source, name: str) -> bool:
    """Whether the file declares ``name`` as a type and as nothing else."""
    statement = declared_names(source).get(name)
    if statement is None:
        return False
    inner = statement.field("declaration") if statement.kind() == "export_statement" else statement
    return inner is not None and inner.kind() in TYPES


def _names(node: Node) -> list[str]:
    if node.kind() in NAMED:
        name = node.field("name")
        return [name.text()] if name is not None else []
    if node.kind() in ("lexical_declaration", "variable_declaration"):
        targets = [child.field("name") for child in node.children() if child.kind() == "variable_declarator"]
        return [target.text() for target in targets if target is not None and target.kind() == "identifier"]
    return []

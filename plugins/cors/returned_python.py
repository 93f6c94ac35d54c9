"""What functions of a repository give back, and what names in them are given, where one place alone tells."""

from __future__ import annotations

from autofix.sdk import Definition, Node
from plugins.cors.allow_list import Reading


def local_value(file: str, node: Node) -> Definition | None:
    """What a name is given in the function around it, where it is given something once."""
    around = next((place for place in node.ancestors() if place.kind() == "function_definition"), None)
    given = [
        right
        for assignment in (around.find_all(kind="assignment") if around is not None else ())
        if (left := assignment.field("left")) is not None
        and left.text() == node.text()
        and (right := assignment.field("right")) is not None
    ]
    return Definition(file, given[0]) if len(given) == 1 else None


def returned_value(reading: Reading, file: str, function: Node) -> tuple[str, Node] | None:
    """The file and the expression that a function of the repository returns, where it returns one."""
    if function.kind() not in ("identifier", "attribute"):
        return None
    found = reading.workspace.definition(file, function.text())
    if found is None or found.node.kind() != "function_definition":
        return None
    statements = found.node.find_all(kind="return_statement")
    value = next((child for child in statements[0].children() if child.is_named()), None) if statements else None
    return (found.file, value) if value is not None and len(statements) == 1 else None

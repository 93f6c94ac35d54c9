"""Values of a Flask application's configuration, which a class of the repository gives."""

from __future__ import annotations

import re

from autofix.sdk import Node, Workspace, WorkspaceError

_ASKED = re.compile(
    r"[\w.]*\bconfig\s*(?:\[\s*['\"](?P<item>[A-Z][A-Z0-9_]*)['\"]\s*\]|\.get\(\s*['\"](?P<got>[A-Z][A-Z0-9_]*)['\"])"
)


def configured_value(workspace: Workspace, node: Node) -> tuple[str, Node] | None:
    """The file and the value that ``app.config["NAME"]`` has; None where no class, or more than one, gives it."""
    match = _ASKED.match(node.text())
    name = (match["item"] or match["got"]) if match is not None else None
    return class_value(workspace, name) if name is not None else None


def class_value(workspace: Workspace, name: str) -> tuple[str, Node] | None:
    """The file and the value of the attribute ``name`` of a class; None where no class, or more than one, has it."""
    found: list[tuple[str, Node]] = []
    for path in workspace.search(name, suffixes=(".py",)):
        try:
            root = workspace.tree(path)
        except WorkspaceError:
            continue
        for assignment in root.find_all(kind="assignment"):
            left, right = assignment.field("left"), assignment.field("right")
            is_in_class = any(place.kind() == "class_definition" for place in assignment.ancestors())
            if left is not None and right is not None and left.text() == name and is_in_class:
                found.append((path, right))
    return found[0] if len(found) == 1 else None

"""An import of a folder that has no index: one of its files is meant, told by what is used of it."""

from __future__ import annotations

import posixpath

from autofix.sdk import Import, Workspace
from plugins.build.imports_specifier import SUFFIXES
from plugins.build.names_source import Source, named_nodes, open_source, span


def file_of_folder(workspace: Workspace, made: Import, base: str) -> list[str]:
    """The one file in the folder ``base`` that exports every member that is used; empty where there is no one."""
    inside = [path for path in workspace.files() if posixpath.dirname(path) == base and path.endswith(SUFFIXES)]
    source = open_source(workspace, made.file) if inside else None
    if source is None:
        return []
    statement = source.text[made.start : made.end]
    whole = [local for imported, local in made.names if imported == "*" or "require" in statement]
    used = {member for local in whole for member in _members(source, local)} if len(made.names) == 1 else set()
    if not used:
        return []
    found = [path for path in inside if used <= workspace.exports(path).names]
    return found if len(found) == 1 else []


def _members(source: Source, name: str) -> set[str]:
    """What is read of ``name``; nothing where it is handed on whole."""
    found: set[str] = set()
    for node in named_nodes(source.root, name):
        parent = node.parent()
        held = parent.field("object") if parent is not None else None
        member = parent.field("property") if parent is not None else None
        if held is not None and member is not None and span(held) == span(node):
            found.add(member.text())
        elif parent is None or parent.kind() not in ("variable_declarator", "namespace_import"):
            return set()
    return found

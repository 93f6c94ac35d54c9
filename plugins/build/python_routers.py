"""A router that is imported by another name than its module gives it: the module has one, so it is that one."""

from __future__ import annotations

import re

from autofix.sdk import Action, Change, Edit, Import, Workspace
from plugins.build.cause import Remedy
from plugins.build.python_edits import absolute
from plugins.build.python_renaming import text_of

_ROUTER = r"(?m)^(?P<name>\w+)\s*(?::[^=\n]+)?=\s*(?:\w+\.)*(?:APIRouter|Blueprint|APIBlueprint)\("
_MOUNT = r"\b(?:include_router|register_blueprint)\(\s*{name}\b"


def the_router(workspace: Workspace, made: Import, name: str) -> Remedy | None:
    """Import the module's one router as the name that is mounted, with every import of the file that fails likewise."""
    text = text_of(workspace, made.file)
    edits = [
        edit
        for one in workspace.imports(made.file)
        for imported, local in one.names
        if (edit := _renamed(workspace, text, one, imported) if imported == local else _unaliased(workspace, text, one))
        is not None
    ]
    if not any(made.start <= edit.start < made.end for edit in edits):
        return None
    description = f"Import the router of {absolute(made)} by the name that it has there."
    return Remedy("build_router_name", f"mount {name}", (Change(made.file, Action.MODIFY, description, tuple(edits)),))


def _renamed(workspace: Workspace, text: str, made: Import, name: str) -> Edit | None:
    target = workspace.resolve_import(made.file, made.specifier)
    if target is None or name in workspace.exports(target).names or not re.search(_MOUNT.format(name=name), text):
        return None
    routers = [found["name"] for found in re.finditer(_ROUTER, text_of(workspace, target))]
    found = re.search(rf"(?<![\w.]){re.escape(name)}(?!\w)(?!\s+as\b)", text[made.specifier_end : made.end])
    if len(routers) != 1 or found is None:
        return None
    start = made.specifier_end + found.start()
    return Edit(start, start + len(name), f"{routers[0]} as {name}")


def _unaliased(workspace: Workspace, text: str, made: Import) -> Edit | None:
    """``router as stock_router`` of a module whose router is called ``stock_router`` itself."""
    target = workspace.resolve_import(made.file, made.specifier)
    names = workspace.exports(target).names if target is not None else frozenset()
    if len(made.names) != 1 or not names or made.names[0][0] in names or made.names[0][1] not in names:
        return None
    imported, local = made.names[0]
    found = re.search(rf"(?<![\w.]){re.escape(imported)}\s+as\s+{re.escape(local)}(?!\w)", text[made.start : made.end])
    return Edit(made.start + found.start(), made.start + found.end(), local) if found else None

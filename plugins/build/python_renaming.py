"""The edits that give an imported name another module or another name, with every use of it."""

from __future__ import annotations

import re

from autofix.sdk import Edit, Import, Workspace, WorkspaceError
from plugins.build.python_edits import split_import


def renaming(
    workspace: Workspace, text: str, made: Import, name: str, module: str, called: str
) -> tuple[Edit, ...] | None:
    """The import with its new module and name, and every use of a name that changed."""
    local = next((bound for imported, bound in made.names if imported == name), name)
    uses: list[Edit] = []
    if called != name and local == name:
        tree = workspace.tree(made.file)
        for node in tree.find_all(kind="identifier"):
            start, end = node.range().start.index, node.range().end.index
            parent = node.parent()
            is_member = parent is not None and parent.kind() == "attribute" and text[start - 1 : start] == "."
            is_keyword = parent is not None and parent.kind() == "keyword_argument" and text[end : end + 1] == "="
            if node.text() == name and not made.start <= start < made.end and not is_member and not is_keyword:
                uses.append(Edit(start, end, called))
    if module == made.specifier:
        found = list(re.finditer(rf"(?<![\w.]){re.escape(name)}(?!\w)", text[made.start : made.end]))
        found = [match for match in found if made.start + match.start() >= made.specifier_end]
        if len(found) != 1:
            return None
        start = made.start + found[0].start()
        return (Edit(start, start + len(name), called), *uses)
    edit = split_import(text, made, name, module, called)
    if edit is None:
        return None
    if local == name and called != name:
        edit = Edit(edit.start, edit.end, edit.text.replace(f"import {called} as {name}", f"import {called}"))
    return (*_joined(workspace, text, made, module, called, edit), *uses)


def _joined(workspace: Workspace, text: str, made: Import, module: str, called: str, edit: Edit) -> tuple[Edit, ...]:
    """The new line as part of an import of the same module, where there is one that it fits into."""
    *kept, new = edit.text.split("\n")
    for other in workspace.imports(made.file):
        statement = text[other.start : other.end]
        if other.specifier != module or other.start == made.start or not statement.startswith("from "):
            continue
        item = new.rpartition(" import ")[2]
        has_it = (called, called) in other.names and item == called
        if not has_it and ("\n" in statement or "(" in statement or "*" in statement):
            continue
        more = () if has_it else (Edit(other.end, other.end, f", {item}"),)
        if kept:
            return (Edit(edit.start, edit.end, "\n".join(kept)), *more)
        line_end = text.find("\n", edit.end)
        is_whole = (
            text[edit.start - 1 : edit.start] in ("", "\n") and line_end >= 0 and not text[edit.end : line_end].strip()
        )
        if is_whole:
            return (Edit(edit.start, line_end + 1, ""), *more)
    return (edit,)


def text_of(workspace: Workspace, path: str) -> str:
    """The text of a file; empty where it cannot be read."""
    try:
        return workspace.read(path)
    except WorkspaceError:
        return ""

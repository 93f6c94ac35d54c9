"""Names that a change no longer imports, though they are or were used, or are offered: not every command minds."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from autofix.engine.patch import Patch
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk.workspace import WorkspaceError

_CODE = (".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts", ".vue", ".svelte", ".py")


def unbound_names(before: Snapshot, after: Snapshot, patch: Patch) -> str:
    """The first name that a changed file lost and still needs; empty where there is none.

    A package's ``__init__.py`` offers whatever it imports, and a re-export its public name.
    """
    for file in patch.files:
        if not file.file.endswith(_CODE) or file.after is None or not before.has(file.file):
            continue
        try:
            old, new = _bound(before, file.file), _bound(after, file.new_file)
            text = after.read(file.new_file)
            rest = _without_imports(before, file.file)
        except WorkspaceError:
            continue
        for name, is_offered in sorted(old - new):
            if not is_offered and _uses(text, name):
                return f"{file.new_file} uses {name}, which it no longer imports"
            # With another in its place it was misspelt; with none, what it did is gone, or made up on the spot.
            if not is_offered and len(new - old) < len(old - new) and _uses(rest, name):
                return f"{file.new_file} did something with {name}, which it no longer imports"
            # With another in its place it was misspelt.
            if not new - old and (is_offered or PurePosixPath(file.new_file).name == "__init__.py"):
                return f"{file.new_file} no longer offers {name}"
    return ""


def _bound(workspace: Snapshot, path: str) -> set[tuple[str, bool]]:
    """The names that a file's imports make, each with whether it is a re-export."""
    named = ((local, one.is_export) for one in workspace.imports(path) for _, local in one.names)
    return {(local, is_export) for local, is_export in named if local not in ("*", "default")}


def _without_imports(workspace: Snapshot, path: str) -> str:
    """The text of a file, its import statements left out."""
    text = workspace.read(path)
    for one in sorted(workspace.imports(path), key=lambda one: one.start, reverse=True):
        text = text[: one.start] + text[one.end :]
    return text


def _uses(text: str, name: str) -> bool:
    """Whether ``name`` stands in ``text`` other than as a member, a key or a name made there."""
    word = re.escape(name)
    if re.search(rf"\b(?:def|class|function|const|let|var|as|for)\s+{word}\b|^\s*{word}\s*=[^=]", text, re.M):
        return False
    return re.search(rf"(?<![\w$.'\"-]){word}\b(?!\s*:|['\"-])", text) is not None

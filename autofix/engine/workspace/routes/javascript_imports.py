"""Which files a JavaScript file pulls in, read from its text without parsing it."""

from __future__ import annotations

import re
from collections import deque
from weakref import WeakKeyDictionary

from autofix.engine.workspace.routes.limits import is_readable
from autofix.sdk.workspace import Workspace, WorkspaceError

MAX_FILES = 2000
SUFFIXES = (".js", ".ts", ".mjs", ".cjs", ".mts", ".cts", ".jsx", ".tsx")

_IMPORT = re.compile(r"""(?:\bfrom|\bimport|\brequire\s*\(|\bimport\s*\()\s*['"`]([^'"`\n$]+)['"`]""")

# A workspace does not change: what one of its files imports is read once, for however many applications.
_KNOWN: WeakKeyDictionary[Workspace, dict[str, list[str]]] = WeakKeyDictionary()


def imported_files(workspace: Workspace, path: str) -> list[str]:
    """The files of this repository that ``path`` imports or requires anywhere in it."""
    known = _KNOWN.setdefault(workspace, {})
    if path not in known:
        known[path] = _imported(workspace, path)
    return known[path]


def _imported(workspace: Workspace, path: str) -> list[str]:
    try:
        text = workspace.read(path)
    except WorkspaceError:
        return []
    if not is_readable(text):
        return []
    # Most lines import nothing, and asking that first is much cheaper than the expression.
    lines = (line for line in text.splitlines() if "from" in line or "require" in line or "import" in line)
    specifiers = dict.fromkeys(found for line in lines for found in _IMPORT.findall(line))
    found = (workspace.resolve_import(path, specifier) for specifier in specifiers)
    return [target for target in found if target is not None and target.endswith(SUFFIXES)]


def reachable_files(workspace: Workspace, *starts: str) -> list[str]:
    """``starts`` and all that they import, directly or not, the nearest first."""
    seen = dict.fromkeys(starts)
    pending = deque(seen)
    while pending and len(seen) < MAX_FILES:
        for target in imported_files(workspace, pending.popleft()):
            if target not in seen:
                seen[target] = None
                pending.append(target)
    return list(seen)

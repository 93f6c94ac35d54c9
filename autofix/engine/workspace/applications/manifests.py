"""Manifests and the other small files that say how a project is run."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator

from autofix.sdk.workspace import Workspace, WorkspaceError

MAX_COMMAND = 500

_ENVIRONMENT_LINE = re.compile(r"^\s*(?:export\s+)?(\w+)\s*=\s*(.*?)\s*$", re.MULTILINE)


def upwards(folder: str) -> Iterator[str]:
    """``folder`` and every folder above it, the repository's own, the empty one, last."""
    while folder:
        yield folder
        folder = posixpath.dirname(folder)
    yield ""


def nearest(workspace: Workspace, path: str, *names: str) -> str | None:
    """The first file called one of ``names`` in the nearest folder above ``path`` that has one."""
    for folder in upwards(posixpath.dirname(path)):
        for name in names:
            found = posixpath.join(folder, name)
            if workspace.has(found):
                return found
    return None


def read_or_empty(workspace: Workspace, path: str) -> str:
    """The text of a file, empty when it cannot be read."""
    try:
        return workspace.read(path) if workspace.has(path) else ""
    except WorkspaceError:
        return ""


def read_json(workspace: Workspace, path: str) -> dict[str, object]:
    """The object a JSON file holds, empty when it is none."""
    try:
        parsed = json.loads(read_or_empty(workspace, path) or "{}")
    except (ValueError, RecursionError):
        return {}
    return parsed if isinstance(parsed, dict) else {}


def strings_of(manifest: dict[str, object], *keys: str) -> dict[str, str]:
    """The text entries of the objects under ``keys``, merged."""
    found: dict[str, str] = {}
    for key in keys:
        entries = manifest.get(key)
        if isinstance(entries, dict):
            found |= {name: value for name, value in entries.items() if isinstance(value, str)}
    return found


def environment(workspace: Workspace, path: str) -> dict[str, str]:
    """The variables of a ``.env`` file."""
    lines = _ENVIRONMENT_LINE.findall(read_or_empty(workspace, path))
    return {name: value.partition(" #")[0].strip().strip("'\"") for name, value in lines}


def procfile_web(workspace: Workspace, root: str) -> str:
    """The command of the ``web`` process; empty when there is none."""
    for folder in dict.fromkeys((root, "")):
        found = re.search(r"^web:\s*(.+)$", read_or_empty(workspace, posixpath.join(folder, "Procfile")), re.M)
        if found is not None:
            return found[1].strip()[:MAX_COMMAND]
    return ""

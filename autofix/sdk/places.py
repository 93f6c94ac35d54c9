"""From a file as a tool printed it to the file of the repository."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from autofix.sdk.problem import Finding
from autofix.sdk.workspace import Workspace, WorkspaceError

_WINDOWS = re.compile(r"^[A-Za-z]:[\\/]")
MAX_MATCHES = 50


def locate(workspace: Workspace, printed: str, finding: Finding | None = None, hint: str = "") -> str:
    """The file that ``printed`` names; empty where it is none of this repository, or one of several.

    Where the tail of the path fits several files, those below the folder ``hint`` go first, and what the
    finding is about has to stand in the file.
    """
    parts = _parts(printed)
    if not parts or "node_modules" in parts:
        return ""
    for start in range(len(parts)):
        tail = "/".join(parts[start:])
        if workspace.has(tail) and (start == 0 or not _is_ambiguous(workspace, tail)):
            return tail
        matches = [path for path in workspace.files() if path.endswith("/" + tail)][:MAX_MATCHES]
        if workspace.has(tail):
            matches.insert(0, tail)
        if not matches or (start and start + 1 == len(parts) and not workspace.has(tail)):
            # The name alone, in a folder that is called otherwise, is another file.
            continue
        chosen = _choose(workspace, matches, finding, hint)
        if chosen or len(parts) - start == 1 or len(matches) > 1:
            return chosen
    return ""


def folders_above(path: str) -> Iterator[str]:
    """The folder of ``path`` and every one above it, the top as an empty text."""
    for folder in PurePosixPath(path).parents:
        yield "" if str(folder) == "." else str(folder)


def _parts(printed: str) -> list[str]:
    path = printed.strip().strip("'\"`").removeprefix("file://").split("?")[0]
    path = re.sub(r"^webpack(?:-internal)?:///?", "", path)
    path = _WINDOWS.sub("/", path).replace("\\", "/")
    return [part for part in path.split("/") if part not in ("", ".", "..", "[project]", "app:")]


def _is_ambiguous(workspace: Workspace, tail: str) -> bool:
    return any(path.endswith("/" + tail) for path in workspace.files())


def _choose(workspace: Workspace, matches: list[str], finding: Finding | None, hint: str) -> str:
    if hint and len(matches) > 1:
        matches = [path for path in matches if path.startswith(hint + "/")] or matches
    if len(matches) > 1 and finding is not None and finding.value:
        matches = [path for path in matches if _names_it(workspace, path, finding)]
    return matches[0] if len(matches) == 1 else ""


def _names_it(workspace: Workspace, path: str, finding: Finding) -> bool:
    try:
        text = workspace.read(path)
    except WorkspaceError:
        return False
    if finding.line is None:
        return (finding.value or "") in text
    lines = text.split("\n")
    return finding.line <= len(lines) and (finding.value or "") in lines[finding.line - 1]

"""Values that a change relies on and a start here does not have: those that a compose file or an image sets."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from autofix.engine.gates.compose_files import is_compose_file
from autofix.engine.gates.lines import added_lines
from autofix.engine.patch import Patch
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk.workspace import WorkspaceError

_NAME = re.compile(r"\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b")


def value_from_outside(changed: Snapshot, patch: Patch) -> str:
    """The file that sets a variable which ``patch`` writes of, for containers alone; empty where there is none."""
    lines = [line for file in patch.files if not file.by_package_manager for _, line in added_lines(file)]
    names = dict.fromkeys(name for line in lines for name in _NAME.findall(line))
    for name in names:
        for path in changed.search(name):
            base = PurePosixPath(path).name.lower()
            if (is_compose_file(base) or base.startswith("dockerfile")) and _sets(changed, path, name):
                return f"{path} sets {name}"
    return ""


def _sets(workspace: Snapshot, path: str, name: str) -> bool:
    try:
        text = workspace.read(path)
    except WorkspaceError:
        return False
    return re.search(rf"^\s*(?:-\s+|ENV\s+|ARG\s+)?['\"]?{name}['\"]?\s*[:=]", text, re.M) is not None

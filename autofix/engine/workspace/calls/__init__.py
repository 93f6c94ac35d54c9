"""The requests that code of a repository makes, read from its source."""

from __future__ import annotations

from autofix.engine.workspace.calls.javascript import find_javascript_calls
from autofix.engine.workspace.calls.python import find_python_calls
from autofix.sdk.workspace import Call, Workspace


def find_calls(workspace: Workspace) -> tuple[Call, ...]:
    """Every request, by file and place; one for each place and method."""
    found = dict.fromkeys((*find_javascript_calls(workspace), *find_python_calls(workspace)))
    return tuple(sorted(found, key=lambda call: (call.file, call.line, call.start)))

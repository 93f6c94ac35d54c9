"""Values of environment variables that committed files give to a front end's build."""

from __future__ import annotations

import posixpath
import re

from autofix.engine.workspace.calls.pieces import Value, literal
from autofix.sdk.workspace import Workspace, WorkspaceError

# The file that wins comes first, in development, where reports come from.
FILES = (".env.development.local", ".env.local", ".env.development", ".env")
_VARIABLE = re.compile(r"^[ \t]*(?:export[ \t]+)?(?P<name>\w+)[ \t]*=[ \t]*(?P<value>[^\n]*)", re.M)
_READ = re.compile(r"(?:import\.meta\.env|process\.env|window\._?_?env_?_?)(?:\.(\w+)|\[['\"](\w+)['\"]\])$")


def variable_name(expression: str) -> str:
    """The environment variable that ``expression`` reads; empty for any other expression."""
    found = _READ.search(expression)
    return (found[1] or found[2]) if found else ""


def environment_value(workspace: Workspace, path: str, name: str) -> Value | None:
    """What a committed ``.env`` file at or above the folder of ``path`` sets ``name`` to; None if none does."""
    folder = posixpath.dirname(path)
    while True:
        for base in FILES:
            file = posixpath.join(folder, base)
            if workspace.has(file):
                found = _value_in(workspace, file, name)
                if found is not None:
                    return found
        if not folder:
            return None
        folder = posixpath.dirname(folder)


def _value_in(workspace: Workspace, file: str, name: str) -> Value | None:
    try:
        text = workspace.read(file)
    except WorkspaceError:
        return None
    for match in _VARIABLE.finditer(text):
        if match["name"] != name:
            continue
        raw = match["value"].rstrip("\r")
        start = match.start("value")
        quoted = re.match(r"(['\"])(.*?)\1", raw)
        if quoted:
            return literal(quoted[2], file, start + 1, start + 1 + len(quoted[2]))
        value = re.sub(r"\s+#.*$", "", raw).rstrip()
        return literal(value, file, start, start + len(value))
    return None

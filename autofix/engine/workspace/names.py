"""What a name stands for, in whatever language the file is in."""

from __future__ import annotations

from autofix.engine.workspace import names_javascript, names_python
from autofix.engine.workspace.modules.suffixes import SCRIPTS
from autofix.sdk.workspace import Definition, Workspace


def find_definition(workspace: Workspace, path: str, name: str) -> Definition | None:
    """The expression or declaration that ``name`` stands for in ``path``, followed through imports.

    ``name`` may be dotted (``config.cors.origins``). None when nothing in the
    repository says, as for a parameter or a package's export.
    """
    if path.endswith(SCRIPTS):
        return names_javascript.find_definition(workspace, path, name)
    if path.endswith(".py"):
        return names_python.find_definition(workspace, path, name)
    return None

"""Which files of a change the started application really loads.

A proof says something about code that ran. A change to a file that the
application does not load, as far as its imports tell, is not proven by it.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from autofix.engine.patch import Patch
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk.workspace import Application, WorkspaceError

MAX_FILES = 5_000
_JAVASCRIPT = re.compile(r"""(?:\bfrom|\bimport|\brequire\s*\(|\bimport\s*\()\s*['"]([^'"\n]{1,300})['"]""")
_PYTHON_FROM = re.compile(r"^[ \t]*from[ \t]+([.\w]+)[ \t]+import[ \t]+\(?([^#\n)]{1,2000})", re.M)
_PYTHON_IMPORT = re.compile(r"^[ \t]*import[ \t]+([^#\n]{1,500})", re.M)
_CONFIGURATION = re.compile(r"^(?:package\.json|pyproject\.toml|requirements[\w.-]*\.txt|\.env[\w.-]*|\.flaskenv)$")


def unexercised_files(workspace: Snapshot, application: Application, patch: Patch) -> list[str]:
    """The changed files that ``application`` neither loads nor is installed or configured by."""
    loaded = loaded_files(workspace, application)
    root = PurePosixPath(application.root or ".")
    found = []
    for file in patch.files:
        name = PurePosixPath(file.new_file)
        is_configuration = bool(_CONFIGURATION.match(name.name)) and (
            root == name.parent or name.parent in root.parents
        )
        if file.by_package_manager or is_configuration or {file.file, file.new_file} & loaded:
            continue
        found.append(file.new_file)
    return found


def loaded_files(workspace: Snapshot, application: Application) -> frozenset[str]:
    """The files that ``application`` loads from its entry, by the imports that can be read."""
    pending = [application.entry, application.source]
    seen: set[str] = set()
    while pending and len(seen) < MAX_FILES:
        path = pending.pop()
        if path in seen or not workspace.has(path):
            continue
        seen.add(path)
        try:
            text = workspace.read(path)
        except WorkspaceError:
            continue
        for specifier in _specifiers(path, text):
            found = workspace.resolve_import(path, specifier)
            if found is not None and found not in seen:
                pending.append(found)
    return frozenset(seen)


def _specifiers(path: str, text: str) -> list[str]:
    if not path.endswith(".py"):
        return _JAVASCRIPT.findall(text)
    found = []
    for module, names in _PYTHON_FROM.findall(text):
        found.append(module)
        separator = "" if module.endswith(".") else "."
        # A name may be a module of the package.
        found += [module + separator + name.split()[0] for name in names.split(",") if name.strip()]
    for modules in _PYTHON_IMPORT.findall(text):
        found += [module.split()[0] for module in modules.split(",") if module.strip()]
    return found

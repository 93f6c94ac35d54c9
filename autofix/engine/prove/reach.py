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
# Django loads what its settings and its URLs name by text: a module, or a class of one.
# Which settings are loaded is the application's to say, and not each file's that names some.
_DOTTED = re.compile(r"""['"]([A-Za-z_]\w*(?:\.\w+)+)['"]""")
_SETTINGS = re.compile(r"(?:^|/)settings(?:/[\w/]+|[\w-]*)\.py$")
_CONFIGURATION = re.compile(
    r"^(?:package\.json|pyproject\.toml|Pipfile|requirements[\w.-]*(?:/[\w.-]+)?\.txt|\.env[\w.-]*|\.flaskenv)$"
)


def unexercised_files(workspace: Snapshot, application: Application, patch: Patch) -> list[str]:
    """The changed files that ``application`` neither loads nor is installed or configured by."""
    loaded = loaded_files(workspace, application)
    root = PurePosixPath(application.root or ".")
    found = []
    for file in patch.files:
        name = PurePosixPath(file.new_file)
        # A folder of requirements counts as the folder that it lies in.
        folder = name.parent.parent if name.parent.name == "requirements" else name.parent
        is_configuration = bool(_CONFIGURATION.match(str(name.relative_to(folder)))) and (
            root == folder or folder in root.parents
        )
        if file.by_package_manager or is_configuration or {file.file, file.new_file} & loaded:
            continue
        found.append(file.new_file)
    return found


def lies_elsewhere(workspace: Snapshot, application: Application, patch: Patch) -> str:
    """A changed file, where all of them are code that ``application`` has no part in; else empty.

    A page of a front end, or settings that another environment loads: starting the application shows nothing of it,
    neither for nor against.
    """
    files = [file.new_file for file in patch.files if not file.by_package_manager]
    if not files or set(unexercised_files(workspace, application, patch)) != set(files):
        return ""
    root = (application.root or ".").removeprefix("./").strip(".")
    for file in files:
        package = workspace.package_of(file)
        is_other = package is not None and package.root != root and package.ecosystem != "pip"
        is_page = any(call.file == file for call in workspace.calls())
        if not is_other and not is_page and not _SETTINGS.search(file):
            return ""
    return files[0]


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
        modules = _named_modules(text) if application.framework == "django" else []
        for specifier in (*_specifiers(path, text), *modules):
            found = workspace.resolve_import(path, specifier)
            if found is not None and found not in seen:
                pending.append(found)
    return frozenset(seen)


def _named_modules(text: str) -> list[str]:
    """The modules that Django may load because a text names them, or something in them."""
    lines = (line for line in text.split("\n") if "DJANGO_SETTINGS_MODULE" not in line)
    named = [dotted for line in lines for dotted in _DOTTED.findall(line)]
    return [part for dotted in named for part in (dotted, dotted.rpartition(".")[0])]


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

"""Where a command that starts a server runs, and how a module is called from there."""

from __future__ import annotations

import posixpath
import re

from autofix.sdk import Workspace
from plugins.build.python_edits import dotted
from plugins.build.python_settings import read

_COPY = re.compile(r"(?m)^(?:COPY|ADD)[ \t]+(?:--\S+[ \t]+)*(?P<source>[^\s\[]\S*)[ \t]+(?P<to>\S+)[ \t]*$")
_WORKDIR = re.compile(r"(?m)^WORKDIR[ \t]+(?P<folder>\S+)")
_MOVES = re.compile(r"--chdir|--app-dir|--pythonpath|PYTHONPATH|\bcd\s")


def module_root(workspace: Workspace, file: str) -> str:
    """The folder that the imports of ``file`` are found from: where Django's ``manage.py`` is, else what they show."""
    above = [posixpath.dirname(file)]
    while above[-1]:
        above.append(posixpath.dirname(above[-1]))
    project = next((one for one in above if workspace.has(posixpath.join(one, "manage.py"))), None)
    if project is not None:
        return project
    for made in workspace.imports(file):
        target = workspace.resolve_import(file, made.specifier) if not made.specifier.startswith(".") else None
        stem = (target or "").removesuffix(".py").removesuffix("/__init__")
        tail = made.specifier.replace(".", "/")
        if target and f"/{stem}".endswith(f"/{tail}"):
            return stem[: len(stem) - len(tail)].rstrip("/")
    # A file of a package is reached through the package.
    return next((one for one in above if not workspace.has(posixpath.join(one, "__init__.py"))), "")


def called_from(workspace: Workspace, path: str, file: str) -> str:
    """The dotted name of ``file`` where the command in ``path`` runs; empty where that cannot be told."""
    root = module_root(workspace, file)
    text, name = read(workspace, path), posixpath.basename(path)
    module = dotted(file.removeprefix(f"{root}/") if root else file)
    if _MOVES.search(text):
        return ""
    if "Dockerfile" in name:
        return module if _in_image(text, posixpath.dirname(path), file) == module else ""
    folder = re.search(r"(?m)^\s*-?\s*rootDir:\s*[\"']?(?:\./)?([\w./-]+)", text)
    runs_in = folder[1].rstrip("/") if folder else posixpath.dirname(path)
    return module if runs_in == root else ""


def _in_image(text: str, folder: str, file: str) -> str:
    """The dotted name of ``file`` from the folder that the image works in; empty where it is not copied below it."""
    works_in = ([found["folder"] for found in _WORKDIR.finditer(text)] or ["/"])[-1].rstrip("/")
    found = ""
    for copied in _COPY.finditer(text):
        source = posixpath.normpath(posixpath.join(folder, copied["source"])).removeprefix(".").lstrip("/")
        if source and file != source and not file.startswith(source + "/"):
            continue
        inner = file.removeprefix(source).lstrip("/") if file != source else posixpath.basename(file)
        whole = posixpath.normpath(posixpath.join(works_in or "/", copied["to"], inner))
        found = whole.removeprefix(works_in + "/") if whole.startswith(works_in + "/") else found
    return dotted(found) if found else ""

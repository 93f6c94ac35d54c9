"""The settings of a Django project that are really used."""

from __future__ import annotations

import posixpath
import re

from autofix.sdk import Workspace, WorkspaceError

_MODULE = re.compile(r"DJANGO_SETTINGS_MODULE[\"']?\s*[,=]\s*[\"'](?P<module>[\w.]+)[\"']")
_STARTERS = ("manage.py", "wsgi.py", "asgi.py")


def settings_file(workspace: Workspace, near: str = "") -> str:
    """The settings module that the project's own programs name; empty where several are as likely."""
    found: dict[str, None] = {}
    for name in _STARTERS:
        for path in workspace.files():
            if posixpath.basename(path) != name:
                continue
            for match in _MODULE.finditer(read(workspace, path)):
                target = _file_of(workspace, path, match["module"])
                if target:
                    found[target] = None
        if found:
            break
    if not found:
        found = {
            path: None
            for path in workspace.files()
            if posixpath.basename(path) == "settings.py" and "INSTALLED_APPS" in read(workspace, path)
        }
    if near:
        folder = near.split("/")[0]
        found = {path: None for path in found if path.startswith(folder)} or found
    return next(iter(found)) if len(found) == 1 else ""


def settings_chain(workspace: Workspace, path: str) -> list[str]:
    """The settings file and those it takes by ``from .base import *``, in that order."""
    found: list[str] = []
    pending = [path]
    while pending and len(found) < 10:
        file = pending.pop(0)
        if file in found:
            continue
        found.append(file)
        for made in workspace.imports(file):
            target = workspace.resolve_import(file, made.specifier)
            if target and any(imported == "*" for imported, _ in made.names):
                text = read(workspace, file)[made.start : made.end]
                pending += [target] if text.startswith("from ") and "*" in text else []
    return found


def _file_of(workspace: Workspace, path: str, module: str) -> str:
    folder = posixpath.dirname(path)
    plain = module.replace(".", "/")
    while True:
        for ending in (".py", "/__init__.py"):
            target = posixpath.join(folder, plain + ending)
            if workspace.has(target):
                return target
        if not folder:
            return ""
        folder = posixpath.dirname(folder)


def read(workspace: Workspace, path: str) -> str:
    """The text of a file; empty where it cannot be read."""
    try:
        return workspace.read(path)
    except WorkspaceError:
        return ""

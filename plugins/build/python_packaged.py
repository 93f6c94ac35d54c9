"""Files that are loaded by the name of their package, and import what lies beside them as if they were not."""

from __future__ import annotations

import posixpath
import re

from autofix.sdk import Edit, Import, Workspace
from plugins.build.python_edits import relative
from plugins.build.python_renaming import text_of

# Files that programs of Python start from.
_ENTRIES = frozenset("main.py app.py server.py wsgi.py asgi.py manage.py run.py application.py __main__.py".split())
_LOADED = re.compile(r"\b(?:from|import)[ \t]+(?P<module>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)")
MAX_FILES = 40


def package_of(workspace: Workspace, made: Import, said: str) -> str:
    """The name that the package of a module has in the imports that work, "." where they are relative; else empty.

    ``made`` names a module that stands beside its file, or above it, without the package; ``said`` is the report.
    """
    target = workspace.resolve_import(made.file, made.specifier)
    stem = (target or "").removesuffix(".py").removesuffix("/__init__")
    folder = stem.removesuffix("/" + made.specifier.replace(".", "/"))
    is_inside = folder != stem and made.file.startswith(folder + "/")
    if made.specifier.startswith(".") or not target or not is_inside:
        return ""
    if _is_reached_by_dots(workspace, made.file, folder):
        return "."
    return "" if _is_started_from(workspace, folder) else _loaded(said, folder) or _from_outside(workspace, folder)


def repaired(workspace: Workspace, made: Import, package: str) -> Edit | None:
    """The import by way of its package; None where the file uses the dotted name as a whole."""
    text = text_of(workspace, made.file)
    statement = text[made.start : made.end]
    target = workspace.resolve_import(made.file, made.specifier) or ""
    whole = relative(made.file, target) if package == "." else f"{package}.{made.specifier}"
    if statement.startswith("from "):
        return Edit(made.specifier_start, made.specifier_end, whole)
    if "," in statement or ("." in made.specifier and " as " not in statement):
        return None
    holder, _, last = whole.rpartition(".")
    # What the dots of a relative import lead to is the folder itself.
    holder = holder + "." if not holder.strip(".") else holder
    bound = made.names[0][1] if made.names else last
    return Edit(made.start, made.end, f"from {holder} import {last}" + (f" as {bound}" if bound != last else ""))


def _is_reached_by_dots(workspace: Workspace, file: str, folder: str) -> bool:
    """Whether the file reaches ``folder`` by a relative import, which only the member of a package can."""
    return any(
        posixpath.dirname(target.removesuffix("/__init__.py")) == folder
        for made in workspace.imports(file)
        if made.specifier.startswith(".")
        and (target := workspace.resolve_import(file, _with_name(workspace, made))) is not None
    )


def _with_name(workspace: Workspace, made: Import) -> str:
    """The module of ``from . import models`` as well as that of ``from .models import Item``."""
    return made.specifier + made.names[0][0] if not made.specifier.strip(".") and made.names else made.specifier


def _loaded(said: str, folder: str) -> str:
    """The package as the lines of a traceback load it, which shows from where the program was started."""
    name = posixpath.basename(folder)
    for found in _LOADED.finditer(said):
        parts = found["module"].split(".")
        if name in parts:
            front = parts[: parts.index(name) + 1]
            if folder.endswith("/".join(front)):
                return ".".join(front)
    return ""


def _is_started_from(workspace: Workspace, folder: str) -> bool:
    """Whether a program starts in the folder that itself takes what lies beside it without the package."""
    return any(
        "." not in made.specifier
        and (workspace.resolve_import(made.file, made.specifier) or "").startswith(folder + "/")
        for entry in _ENTRIES
        if workspace.has(f"{folder}/{entry}")
        for made in workspace.imports(f"{folder}/{entry}")
    )


def _from_outside(workspace: Workspace, folder: str) -> str:
    """The package as files outside of it import it."""
    name = posixpath.basename(folder)
    for path in list(workspace.search(f"from {name}", f"import {name}", suffixes=(".py",)))[:MAX_FILES]:
        for made in workspace.imports(path) if not path.startswith(folder + "/") else ():
            parts = made.specifier.split(".")
            target = workspace.resolve_import(path, made.specifier) or ""
            if name in parts and f"{target}/".startswith((folder + "/", folder + ".py")):
                return ".".join(parts[: parts.index(name) + 1])
    return ""


def root_within(workspace: Workspace, file: str, top: str) -> str:
    """The folder called ``top`` from which the file takes other modules without naming it; empty where there is none.

    The two ways do not work together: who can import what lies in a folder bare was started inside of it.
    """
    parts = file.split("/")[:-1]
    roots = ["/".join(parts[: at + 1]) for at, part in enumerate(parts) if part == top]
    if len(roots) != 1:
        return ""
    bare = [made for made in workspace.imports(file) if made.specifier.split(".")[0] not in (top, "")]
    is_root = any(_is_at(workspace, made, roots[0]) for made in bare)
    return roots[0] if is_root and not workspace.has(f"{roots[0]}/__init__.py") else ""


def without_root(workspace: Workspace, file: str, root: str) -> tuple[Edit, ...]:
    """The imports that name the root, without it, where what is left of them is a module there."""
    top = posixpath.basename(root)
    return tuple(
        Edit(made.specifier_start, made.specifier_end, made.specifier[len(top) + 1 :])
        for made in workspace.imports(file)
        if made.specifier.startswith(top + ".")
        and _is_module(workspace, f"{root}/{made.specifier[len(top) + 1 :].replace('.', '/')}")
        and text_of(workspace, file).startswith("from ", made.start)
    )


def _is_at(workspace: Workspace, made: Import, root: str) -> bool:
    """Whether a bare import leads to what stands right in ``root``, and not just beside the file."""
    is_module = _is_module(workspace, f"{root}/{made.specifier.replace('.', '/')}")
    return is_module and posixpath.dirname(made.file) != root


def _is_module(workspace: Workspace, stem: str) -> bool:
    return workspace.has(f"{stem}.py") or workspace.has(f"{stem}/__init__.py")

"""Imports that a change brings and nothing answers: a linter passes them, and what runs the code does not."""

from __future__ import annotations

import re
import sys

from autofix.engine.patch import Patch
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk.workspace import Import, WorkspaceError

_PYTHON = (".py", ".pyi")
_SCRIPTS = (".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts")
_NODE = frozenset(
    "assert async_hooks buffer child_process cluster console crypto dgram dns events fs http http2 https module net os "
    "path perf_hooks process querystring readline stream string_decoder test timers tls tty url util v8 vm "
    "worker_threads zlib".split()
)


def unresolved_import(before: Snapshot, after: Snapshot, patch: Patch, *, is_linted: bool = False) -> str:
    """The first import that the change brings of what is not there; empty where there is none.

    With ``is_linted`` nothing has loaded it: a part of a package has to be imported elsewhere already.
    """
    for file in patch.files:
        if file.after is None or not file.new_file.endswith((*_PYTHON, *_SCRIPTS, ".vue", ".svelte")):
            continue
        known = _pairs(before, file.file) if before.has(file.file) else set()
        for one in after.imports(file.new_file):
            new = [name for name, _ in one.names if (one.specifier, name) not in known]
            if not new and (one.names or (one.specifier, "") in known):
                continue
            if said := _wrong(before, after, one, new, is_linted):
                return f"{file.new_file} imports {said}"
    return ""


def _pairs(workspace: Snapshot, path: str) -> set[tuple[str, str]]:
    return {(one.specifier, name) for one in workspace.imports(path) for name, _ in (*one.names, ("", ""))}


def _wrong(before: Snapshot, after: Snapshot, one: Import, names: list[str], is_linted: bool) -> str:
    """What of ``one`` is not there, of the names that are new; empty where all may be."""
    target = after.resolve_import(one.file, one.specifier)
    if target is None:
        is_known = not one.specifier.startswith(".") and _is_known(before, after, one, is_linted)
        return "" if is_known else f"{one.specifier}, which is neither here nor declared"
    if not target.endswith((*_PYTHON, *_SCRIPTS)):
        return ""
    exports = after.exports(target)
    if not exports.is_complete:
        return ""
    dot = "" if one.specifier.endswith(".") else "."
    for name in names:
        is_module = one.file.endswith(_PYTHON) and after.resolve_import(one.file, f"{one.specifier}{dot}{name}")
        if name not in ("*", *exports.names) and not is_module:
            return f"{name} from {one.specifier}, which does not have it"
    return ""


def _is_known(before: Snapshot, after: Snapshot, one: Import, is_linted: bool) -> bool:
    """Whether the package comes with the language, is declared, or is imported elsewhere already."""
    if one.file.endswith(_PYTHON):
        top = one.specifier.split(".")[0]
        if top in sys.stdlib_module_names:
            return True
        said = re.compile(rf"^\s*(?:from|import)\s+{re.escape(top)}\b", re.M)
    else:
        top = "/".join(one.specifier.split("/")[: 2 if one.specifier.startswith("@") else 1])
        if one.specifier.removeprefix("node:").split("/")[0] in _NODE:
            return True
        said = re.compile(rf"['\"]{re.escape(top)}(?:/[^'\"]*)?['\"]")
    if is_linted and one.specifier != top:
        return _is_said(before, one)
    names = {_plain(name) for package in after.packages() for name, _, _ in package.dependencies}
    types = f"@types/{top.removeprefix('@').replace('/', '__')}"
    return bool({_plain(top), _plain(types)} & names) or any(
        said.search(_text(before, path)) for path in before.search(top)
    )


def _is_said(before: Snapshot, one: Import) -> bool:
    """Whether a file of the repository imports the very same already."""
    files = (path for path in before.search(one.specifier) if path.endswith((*_PYTHON, *_SCRIPTS, ".vue", ".svelte")))
    return any(one.specifier == other.specifier for path in files for other in before.imports(path))


def _text(workspace: Snapshot, path: str) -> str:
    try:
        return workspace.read(path) if path.endswith((*_PYTHON, *_SCRIPTS, ".json", ".vue", ".svelte")) else ""
    except WorkspaceError:
        return ""


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()

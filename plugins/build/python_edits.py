"""Imports of Python files: who writes one, what it stands for, and how it is written anew."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence

from autofix.sdk import Edit, Import, Workspace

MAX_FILES = 60


def importers(workspace: Workspace, module: str, file: str = "") -> list[Import]:
    """Every import that means the dotted ``module`` or what lies in it, relative ones included, ``file`` first."""
    last = module.rpartition(".")[2]
    files = [file] if file else []
    files += [path for path in workspace.search(last, suffixes=(".py",)) if path not in files][:MAX_FILES]
    return [
        made
        for path in files
        for made in workspace.imports(path)
        if any(is_within(name, module) for name in names_of_import(made))
    ]


def names_of_import(made: Import) -> list[str]:
    """The dotted names that an import loads: its module, and each name that may be a module too."""
    base = absolute(made)
    return [base, *(f"{base}.{name}".lstrip(".") for name, _ in made.names if name != "*")]


def absolute(made: Import) -> str:
    """The module with the dots of a relative import resolved against the file's folder, as from the top."""
    specifier = made.specifier
    dots = len(specifier) - len(specifier.lstrip("."))
    if not dots:
        return specifier
    parts = posixpath.dirname(made.file).split("/") if posixpath.dirname(made.file) else []
    kept = parts[: len(parts) - (dots - 1)] if dots > 1 else parts
    return ".".join([*kept, specifier[dots:]] if specifier[dots:] else kept)


def is_within(name: str, module: str) -> bool:
    """Whether the dotted ``name`` is ``module`` or lies in it; a name from the top may have more in front."""
    return name == module or name.startswith(module + ".") or f".{name}.".find(f".{module}.") >= 0


def dotted(path: str) -> str:
    """The module that a file is, as seen from the top of the repository."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def module_roots(workspace: Workspace, file: str) -> list[str]:
    """The folders that ``file`` may import from, those that its own imports show first."""
    found: dict[str, None] = {}
    for made in workspace.imports(file):
        target = workspace.resolve_import(file, made.specifier) if not made.specifier.startswith(".") else None
        if target is None:
            continue
        tail = made.specifier.replace(".", "/")
        stem = target.removesuffix(".py").removesuffix("/__init__")
        if stem == tail or stem.endswith("/" + tail):
            found[stem[: len(stem) - len(tail)].rstrip("/")] = None
    folder = posixpath.dirname(file)
    while True:
        found.setdefault(folder)
        if not folder:
            return list(found)
        folder = posixpath.dirname(folder)


def specifier_of(workspace: Workspace, made: Import, target: str) -> str:
    """How ``made`` writes the module ``target``: relative if it was, else from its root; empty if neither can be."""
    if made.specifier.startswith("."):
        return relative(made.file, target)
    top = made.specifier.split(".")[0]
    names = []
    for root in module_roots(workspace, made.file):
        if root and not target.startswith(root + "/"):
            continue
        names.append(dotted(target.removeprefix(root + "/") if root else target))
    # The same first part as before is the surest sign of the root that is meant.
    ordered = sorted(names, key=lambda one: one.split(".")[0] != top)
    best = next((name for name in ordered if workspace.resolve_import(made.file, name) == target), "")
    if best.split(".")[0] == top or _reaches(workspace, made.file, best.split(".")[0]):
        return best
    # A root that only the runner puts on the path cannot be seen but by what else is imported from it.
    beside = _beside(workspace, made.file, target)
    return beside if beside and beside.split(".")[0] == top and beside != made.specifier else best


def _reaches(workspace: Workspace, file: str, top: str) -> bool:
    """Whether an import of ``file`` that begins with ``top`` leads somewhere."""
    found = (made.specifier for made in workspace.imports(file) if made.specifier.split(".")[0] == top)
    return any(workspace.resolve_import(file, specifier) is not None for specifier in found)


def _beside(workspace: Workspace, file: str, target: str) -> str:
    """``target`` as seen from the one folder that has what the file imports unresolved; empty where none has."""
    roots = set()
    for made in workspace.imports(file):
        tail = made.specifier.replace(".", "/")
        if tail.startswith("/") or "/" not in tail or workspace.resolve_import(file, made.specifier) is not None:
            continue
        found = [path for path in workspace.files() if path.endswith((f"/{tail}.py", f"/{tail}/__init__.py"))]
        roots |= {path[: path.index(f"/{tail}")] for path in found} if len(found) == 1 else set()
    root = next(iter(roots)) if len(roots) == 1 else ""
    return dotted(target.removeprefix(root + "/")) if root and target.startswith(root + "/") else ""


def relative(file: str, target: str) -> str:
    """The module ``target`` as ``file`` writes it with dots."""
    folder = posixpath.dirname(file)
    stem = target.removesuffix(".py").removesuffix("/__init__")
    path = posixpath.relpath(stem, folder or ".")
    ups = 0
    while path.startswith("../"):
        ups, path = ups + 1, path[3:]
    return "." * (ups + 1) + path.replace("/", ".") if path not in (".", "..") else "." * (ups + 1 + (path == ".."))


def split_import(text: str, made: Import, name: str, specifier: str, imported: str | None = None) -> Edit | None:
    """Take ``name`` out of a ``from`` import and take it from ``specifier`` instead; None where it cannot be read."""
    statement = text[made.start : made.end]
    if not statement.startswith("from ") or any(pair[0] == "*" for pair in made.names) or "#" in statement:
        return None
    pairs = [pair for pair in made.names if pair[0] == name]
    others = [pair for pair in made.names if pair[0] != name]
    if len(pairs) != 1:
        return None
    new = f"from {specifier} import {_written(imported or name, pairs[0][1], name)}"
    if not others:
        return Edit(made.start, made.end, new)
    line = text[text.rfind("\n", 0, made.start) + 1 : made.start]
    if line.strip():
        return None
    kept = _without(statement, name, others, made.specifier)
    return Edit(made.start, made.end, f"{kept}\n{line}{new}")


def without_names(text: str, made: Import, names: Sequence[str]) -> tuple[Edit, ...]:
    """Take ``names`` out of a ``from`` import, the layout kept; empty where nothing would be left to import."""
    statement = text[made.specifier_end : made.end]
    others = [pair for pair in made.names if pair[0] not in names]
    if not text.startswith("from ", made.start) or "#" in statement or not others:
        return ()
    edits = []
    for name in names:
        item = re.search(rf"(?<![\w.]){re.escape(name)}[ \t]*,[ \t]*|,\s*{re.escape(name)}(?!\w)", statement)
        if item is None:
            return ()
        start, end = made.specifier_end + item.start(), made.specifier_end + item.end()
        row = text.rfind("\n", 0, start) + 1
        # A line of its own goes with it.
        if not text[row:start].strip() and text[end : end + 1] == "\n":
            start, end = row, end + 1
        edits.append(Edit(start, end, ""))
    return tuple(edits)


def _without(statement: str, name: str, others: Sequence[tuple[str, str]], specifier: str) -> str:
    listed = [_written(imported, local, imported) for imported, local in others]
    if "\n" not in statement:
        is_wrapped = "(" in statement
        return f"from {specifier} import " + (f"({', '.join(listed)})" if is_wrapped else ", ".join(listed))
    rows = [row for row in statement.split("\n") if row.strip().rstrip(",").split(" as ")[0].strip() != name]
    if len(rows) == statement.count("\n"):
        return "\n".join(rows)
    indent = next((row[: len(row) - len(row.lstrip())] for row in statement.split("\n")[1:] if row.strip(") ")), "    ")
    return f"from {specifier} import (\n" + "".join(f"{indent}{item},\n" for item in listed) + ")"


def _written(imported: str, local: str, was: str) -> str:
    return (
        imported
        if local in (imported, was) and imported == was
        else f"{imported} as {local}"
        if local != imported
        else imported
    )

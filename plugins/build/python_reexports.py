"""Imports in the first file of a package that nothing there uses: most of them are for whoever imports the package."""

from __future__ import annotations

import posixpath
import re

from autofix.sdk import Edit, Import, Workspace
from plugins.build.python_edits import dotted

_LIST = re.compile(r"(?m)^__all__[ \t]*(?::[^=\n]+)?=[ \t]*(?P<open>[\[(])(?P<items>[^\])#]*)[\])]")
MAX_FILES = 60


def is_passed_on(workspace: Workspace, file: str, name: str, local: str) -> bool:
    """Whether an import is one of the repository's own modules, or others take the name from the package."""
    made = next((one for one in workspace.imports(file) if local in (bound for _, bound in one.names)), None)
    if made is not None and workspace.resolve_import(file, made.specifier) is not None:
        return True
    if made is not None and not made.specifier.strip("."):
        return True
    return any(
        imported == local and workspace.resolve_import(path, one.specifier) == file
        for path in list(workspace.search(local, suffixes=(".py",)))[:MAX_FILES]
        if path != file
        for one in workspace.imports(path)
        for imported, _ in one.names
    )


def listed(workspace: Workspace, file: str, text: str, names: frozenset[str]) -> Edit | None:
    """The names said to be the package's own; None where the list would take others away from ``import *``."""
    found = list(_LIST.finditer(text))
    order = [local for made in workspace.imports(file) for _, local in made.names if local in names]
    new = list(dict.fromkeys(order))
    quote = "'" if text.count("'") > text.count('"') else '"'
    if len(found) == 1 and "__all__" not in text[: found[0].start()] + text[found[0].end() :]:
        return _longer(found[0], new, quote)
    if "__all__" in text or not new or _is_taken_whole(workspace, file):
        return None
    last = max(made.end for made in workspace.imports(file) if _is_at_top(text, made))
    end = text.find("\n", last)
    end = len(text) if end < 0 else end
    rows = "".join(f"    {quote}{name}{quote},\n" for name in new)
    return Edit(end, end, f"\n\n__all__ = [\n{rows}]" + ("" if text[end:] else "\n"))


def _longer(found: re.Match[str], new: list[str], quote: str) -> Edit:
    items = found["items"]
    bare = items.rstrip()
    end = found.start("items") + len(bare)
    row = re.search(r"\n([ \t]*)\S[^\n]*$", bare)
    gap = f"\n{row[1]}" if row else " "
    written = ("," + gap).join(f"{quote}{name}{quote}" for name in new)
    lead = "" if not bare else gap if bare.endswith(",") else "," + gap
    return Edit(end, end, lead + written + ("," if row or bare.endswith(",") else ""))


def _is_at_top(text: str, made: Import) -> bool:
    return text[made.start - 1 : made.start] in ("", "\n")


def _is_taken_whole(workspace: Workspace, file: str) -> bool:
    """Whether a file takes all that the package has, which a list would make fewer."""
    name = dotted(posixpath.dirname(file)).rpartition(".")[2]
    return any(
        imported == "*" and workspace.resolve_import(path, made.specifier) == file
        for path in list(workspace.search(name, suffixes=(".py",)))[:MAX_FILES]
        for made in workspace.imports(path)
        for imported, _ in made.names
    )

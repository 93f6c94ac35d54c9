"""A barrel, a file that passes on what others export, that leaves one of them out."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence

from autofix.sdk import Action, Change, Edit, Import, Workspace
from plugins.build.cause import Remedy
from plugins.build.exports_declared import is_type_name
from plugins.build.imports_specifier import specifier_for
from plugins.build.names_source import Source, open_source, span

RECIPE = "build_export_barrel"


def barrel_remedy(
    workspace: Workspace, barrel: Source, name: str, exporting: Sequence[tuple[str, str]]
) -> Remedy | None:
    """Pass ``name`` on as the barrel does the others; None where it is no barrel, or not one file below exports it."""
    passed = [made for made in workspace.imports(barrel.file) if made.is_export]
    folder = posixpath.dirname(barrel.file)
    below = [pair for pair in exporting if not folder or pair[0].startswith(folder + "/")]
    own = [node for node in barrel.root.children() if node.kind() not in ("comment", "export_statement")]
    if not passed or own or len(below) != 1:
        return None
    path, imported = below[0]
    # An export of the same file that is there already is added to.
    known = [made for made in passed if workspace.resolve_import(barrel.file, made.specifier) == path]
    provider = open_source(workspace, path)
    is_type = provider is not None and imported == name and is_type_name(provider, name)
    edit = _extended(barrel, known, name, imported, is_type) or _new(
        workspace, barrel, passed, path, name, imported, is_type
    )
    if edit is None:
        return None
    change = Change(barrel.file, Action.MODIFY, f"Pass {name} of {path} on, as the others are.", (edit,))
    return Remedy(RECIPE, f"export {name} from {barrel.file}", (change,))


def _extended(barrel: Source, known: Sequence[Import], name: str, imported: str, is_type: bool) -> Edit | None:
    listed = [made for made in known if not any(first == "*" for first, _ in made.names) and made.is_type == is_type]
    if len(listed) != 1:
        return None
    statement = next(node for node in barrel.root.children() if span(node)[0] == listed[0].start)
    items = statement.find_all(kind="export_specifier")
    if not items:
        return None
    end = span(items[-1])[1]
    before = barrel.text[: span(items[-1])[0]]
    gap = re.search(r"\n[ \t]*$", before)
    text = name if imported == name else f"{imported} as {name}"
    return Edit(end, end, f",{gap[0]}{text}" if gap else f", {text}")


def _new(
    workspace: Workspace,
    barrel: Source,
    passed: Sequence[Import],
    path: str,
    name: str,
    imported: str,
    is_type: bool,
) -> Edit | None:
    """A statement of its own, in the form of the last one that does the same."""
    by_star = [made for made in passed if any(first == "*" for first, _ in made.names)]
    is_star = len(by_star) * 2 > len(passed) and imported != "default"
    same = [made for made in passed if (made in by_star) == is_star] or list(passed)
    last = same[-1]
    specifier = specifier_for(workspace, last, path)
    if not specifier:
        return None
    written = barrel.text[last.start : last.end]
    quote = barrel.text[last.specifier_start - 1]
    end = ";" if written.rstrip().endswith(";") else ""
    if is_star:
        text = f"export * from {quote}{specifier}{quote}{end}"
    else:
        names = name if imported == name else f"{imported} as {name}"
        kind = "export type" if is_type else "export"
        text = f"{kind} {{ {names} }} from {quote}{specifier}{quote}{end}"
    at = max(made.end for made in passed)
    return Edit(at, at, "\n" + text)

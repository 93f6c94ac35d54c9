"""Passing a type on where each file is compiled by itself, so that it has to be said that it is one."""

from __future__ import annotations

from autofix.sdk import Action, Change, Edit, Import
from plugins.build.cause import Remedy
from plugins.build.names_source import Source, span

RECIPE = "build_export_type"


def reexport_as_type(source: Source, made: Import, name: str) -> Remedy | None:
    """``export { name } from`` as one of a type; None where it says so already."""
    statement = next((node for node in source.root.children() if span(node)[0] == made.start), None)
    if statement is None or made.is_type:
        return None
    items = statement.find_all(kind="export_specifier")
    item = next((node for node in items if (node.field("name") or node).text() == name), None)
    if item is None or item.text().startswith("type "):
        return None
    if len(items) == 1:
        at = span(statement)[0] + len("export")
        edit = Edit(at, at, " type")
    else:
        at = span(item)[0]
        edit = Edit(at, at, "type ")
    change = Change(source.file, Action.MODIFY, f"{name} is a type, and is passed on as one.", (edit,))
    return Remedy(RECIPE, f"export the type {name} as one", (change,))


def reexport_default(source: Source, made: Import, name: str) -> Remedy | None:
    """``export { name } from`` of what the file gives out as its default."""
    statement = next((node for node in source.root.children() if span(node)[0] == made.start), None)
    items = statement.find_all(kind="export_specifier") if statement is not None else []
    item = next((node for node in items if (node.field("name") or node).text() == name), None)
    given = item.field("name") if item is not None else None
    if item is None or given is None:
        return None
    text = "default" if item.field("alias") is not None else f"default as {name}"
    change = Change(source.file, Action.MODIFY, f"{name} is the default there.", (Edit(*span(given), text),))
    return Remedy("build_export_barrel", f"pass the default on as {name}", (change,))

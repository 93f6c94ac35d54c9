"""Exporting what a file declares already, in the way that it exports the rest."""

from __future__ import annotations

import re

from autofix.sdk import Action, Change, Edit, Node
from plugins.build.cause import Remedy
from plugins.build.exports_declared import declared_names
from plugins.build.names_source import Source, span

RECIPE = "build_export_added"


def add_export(source: Source, name: str) -> Remedy | None:
    """Export ``name`` by its name; None where it is declared together with others or the file is CommonJS."""
    statement = declared_names(source).get(name)
    if statement is None:
        return None
    edit = _in_list(source, name) or _before(source, statement)
    return _remedy(source, name, edit) if edit is not None else None


def add_default(source: Source, name: str) -> Remedy | None:
    """Export ``name`` as the file's default, at its end."""
    if name not in declared_names(source) or source.start or "module.exports" in source.text:
        return None
    text = source.text.rstrip()
    has_semicolons = bool(re.search(r";[ \t]*\r?\n", source.text)) or text.endswith(";")
    edit = Edit(len(text), len(source.text), f"\n\nexport default {name}{';' if has_semicolons else ''}\n")
    return _remedy(source, name, edit)


def _in_list(source: Source, name: str) -> Edit | None:
    """At the end of the file's one ``export { a, b }``."""
    lists = [clause for node in source.root.children() for clause in _clause(node)]
    if len(lists) != 1:
        return None
    items = [child for child in lists[0].children() if child.kind() == "export_specifier"]
    if not items:
        return None
    end = span(items[-1])[1]
    first = source.text[span(lists[0])[0] : span(items[0])[0]]
    separator = ", " if "\n" not in first else ",\n" + first.rpartition("\n")[2]
    return Edit(end, end, separator + name)


def _clause(node: Node) -> list[Node]:
    if node.kind() != "export_statement" or node.field("source") is not None:
        return []
    return [child for child in node.children() if child.kind() == "export_clause"]


def _before(source: Source, statement: Node) -> Edit | None:
    if statement.kind() == "export_statement":
        return None
    if re.search(r"^\s*(?:module\.)?exports\b", source.text, re.M):
        return None
    declarators = [child for child in statement.children() if child.kind() == "variable_declarator"]
    if len(declarators) > 1:
        return None
    start = span(statement)[0]
    return Edit(start, start, "export ")


def _remedy(source: Source, name: str, edit: Edit) -> Remedy:
    change = Change(source.file, Action.MODIFY, f"Export {name}, which is imported elsewhere.", (edit,))
    return Remedy(RECIPE, f"export {name}", (change,))

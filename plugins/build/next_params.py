"""Parameters of pages and routes, which Next 15 hands over as promises."""

from __future__ import annotations

import re

from autofix.sdk import Action, Change, Edit, Node, Workspace
from plugins.build.cause import Cause, Remedy, Spot
from plugins.build.imports_change import change_imports
from plugins.build.imports_clause import Add
from plugins.build.names_source import Source, above, open_source, span, walk
from plugins.build.next_pages import page_file, siblings

CODE = "next_params"
MAX_FILES = 12
_PROMISED = ("params", "searchParams")
_EXPORTED = re.compile(r"^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|generateMetadata|generateViewport)$")
_FUNCTIONS = ("function_declaration", "arrow_function", "function_expression")


def find_params(workspace: Workspace, spot: Spot) -> Cause | None:
    """Type them as promises and wait for them, here and in the files that Next would stop at next."""
    file = page_file(workspace, spot)
    first = _change(workspace, file) if file else ()
    if not first:
        return None
    others = [made for path in siblings(workspace, file) if (made := _change(workspace, path))]
    changes = [*first, *(change for made in others if len(others) < MAX_FILES for change in made)]
    sentence = f"{file} takes its parameters as they were before Next 15, which hands over a promise."
    remedy = Remedy("build_next_params", "wait for the parameters", tuple(changes))
    return Cause(CODE, sentence, spot.place, (remedy,))


def _change(workspace: Workspace, file: str) -> tuple[Change, ...]:
    """The changes of one file; none where nothing is to be done, or where it cannot be done safely."""
    source = open_source(workspace, file)
    if source is None or not source.is_typed:
        return ()
    is_client = re.match(r"\s*['\"]use client['\"]", source.text) is not None
    edits: dict[Edit, None] = {}
    uses_hook = False
    for function in _handlers(source):
        made = _function(source, function, is_client)
        if made is None:
            return ()
        edits |= dict.fromkeys(made)
        uses_hook = uses_hook or (is_client and bool(made))
    if not edits:
        return ()
    change = Change(file, Action.MODIFY, "Next hands the parameters over as a promise.", tuple(edits))
    if uses_hook:
        imported = change_imports(source, "Import use: it is react's.", Add("react", "use", "use"))
        return (imported, change) if imported is not None else ()
    return (change,)


def _handlers(source: Source) -> list[Node]:
    """The functions that Next calls: what is the default, and those of a known name."""
    found: dict[int, Node] = {}
    default = ""
    for statement in source.root.children():
        if statement.kind() != "export_statement":
            continue
        is_default = any(child.kind() == "default" for child in statement.children())
        inner = statement.field("declaration") or statement.field("value")
        if inner is not None and inner.kind() == "identifier":
            default = inner.text()
        for node in (inner, *(inner.children() if inner is not None else ())):
            name = node.field("name") if node is not None else None
            value = node.field("value") if node is not None and node.kind() == "variable_declarator" else node
            is_known = name is not None and _EXPORTED.match(name.text()) is not None
            if value is not None and value.kind() in _FUNCTIONS and (is_default or is_known):
                found[span(value)[0]] = value
    for statement in source.root.children():
        for node in (statement, *statement.children()):
            name = node.field("name")
            if default and name is not None and name.text() == default:
                value = node.field("value") if node.kind() == "variable_declarator" else node
                if value is not None and value.kind() in _FUNCTIONS:
                    found[span(value)[0]] = value
    return list(found.values())


def _function(source: Source, function: Node, is_client: bool) -> list[Edit] | None:
    """The edits of one function; None where it reads its parameters in a way that is not followed."""
    typed = [edit for parameter in _parameters(function) for edit in _types(source, parameter)]
    body = function.field("body")
    if not typed or body is None:
        return []
    names = [name for parameter in _parameters(function) for name in _bound(parameter)]
    edits = list(typed)
    is_async = any(child.kind() == "async" for child in function.children())
    uses = [use for name in names for use in _uses(body, name)]
    for use in uses:
        text, holder = use.text(), use.parent()
        nearest = above(use, *_FUNCTIONS, "method_definition")
        if nearest is None or span(nearest) != span(function):
            return None
        if is_client:
            edits.append(Edit(*span(use), f"use({text})"))
        elif holder is not None and holder.kind() == "await_expression":
            continue
        elif holder is not None and holder.kind() in ("variable_declarator", "arguments"):
            edits.append(Edit(*span(use), f"await {text}"))
        else:
            edits.append(Edit(*span(use), f"(await {text})"))
    if uses and not is_client and not is_async:
        edits.append(Edit(span(function)[0], span(function)[0], "async "))
    return edits


def _parameters(function: Node) -> list[Node]:
    given = function.field("parameters")
    return [child for child in given.children() if child.is_named()] if given is not None else []


def _types(source: Source, parameter: Node) -> list[Edit]:
    """A promise of what each of them was typed as, written here or in a type that the file declares."""
    annotation = parameter.field("type")
    written = next((child for child in annotation.children() if child.is_named()), None) if annotation else None
    if written is not None and written.kind() == "type_identifier":
        written = _declared(source, written.text())
    edits = []
    for member in walk(written) if written is not None else ():
        name, kind = member.field("name"), member.field("type")
        if member.kind() != "property_signature" or name is None or kind is None or name.text() not in _PROMISED:
            continue
        inner = next((child for child in kind.children() if child.is_named()), None)
        if inner is not None and not inner.text().startswith("Promise<"):
            edits.append(Edit(*span(inner), f"Promise<{inner.text()}>"))
    return edits


def _declared(source: Source, name: str) -> Node | None:
    for statement in source.root.children():
        inner = statement.field("declaration") if statement.kind() == "export_statement" else statement
        called = inner.field("name") if inner is not None else None
        if inner is not None and called is not None and called.text() == name:
            return inner
    return None


def _bound(parameter: Node) -> list[str]:
    """By what name the function reads them: their own, or as a member of its one argument."""
    pattern = parameter.field("pattern")
    if pattern is None:
        return []
    if pattern.kind() == "identifier":
        return [f"{pattern.text()}.{name}" for name in _PROMISED]
    return [
        child.text()
        for child in pattern.children()
        if child.kind() == "shorthand_property_identifier_pattern" and child.text() in _PROMISED
    ]


def _uses(body: Node, name: str) -> list[Node]:
    kind = "member_expression" if "." in name else "identifier"
    found = [node for node in body.find_all(kind=kind) if node.text() == name]
    short = [node for node in body.find_all(kind="shorthand_property_identifier") if node.text() == name]
    return [] if short else found

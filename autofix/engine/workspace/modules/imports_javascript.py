"""The imports of a JavaScript or TypeScript file: ``import``, ``export from``, ``require`` and ``import()``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from autofix.engine.workspace.syntax_javascript import arguments, find_all, string_value
from autofix.sdk.workspace import Import, Node

MAX_IMPORTS = 5_000

Names = tuple[tuple[str, str], ...]

_CALLED = re.compile(r"\b(?:require|import)\s*(?:/\*.{0,300}?\*/\s*)?\(", re.DOTALL)


def javascript_imports(path: str, text: str, root: Node) -> tuple[Import, ...]:
    """Every import of the file at ``path``, in the order of the source."""
    kinds = ["import_statement", "export_statement"]
    if _CALLED.search(text):
        # Calls are many; most files need not have theirs looked at.
        kinds.append("call_expression")
    found: list[Import] = []
    for node in find_all(root, *kinds):
        if len(found) >= MAX_IMPORTS:
            break
        read = {"import_statement": _import, "export_statement": _export, "call_expression": _call}[node.kind()]
        one = read(path, node)
        if one is not None:
            found.append(one)
    return tuple(found)


def specifier_names(clause: Node) -> Iterator[tuple[str, str, bool]]:
    """The first and the second name of each item in ``{...}``, and whether it is marked as a type."""
    for item in clause.children():
        if item.kind() not in ("import_specifier", "export_specifier"):
            continue
        original, alias = item.field("name"), item.field("alias")
        if original is None:
            continue
        first = _name(original)
        is_type = any(child.kind() in ("type", "typeof") for child in item.children())
        yield first, _name(alias) if alias is not None else first, is_type


def is_type_only(statement: Node) -> bool:
    """Whether a statement says ``import type`` or ``export type``."""
    return any(child.kind() in ("type", "typeof") for child in statement.children()[:2])


def _import(path: str, node: Node) -> Import | None:
    source = node.field("source")
    clause = next((c for c in node.children() if c.kind() in ("import_clause", "import_require_clause")), None)
    if clause is not None and clause.kind() == "import_require_clause":
        local = next((child for child in clause.children() if child.kind() == "identifier"), None)
        source = clause.field("source")
        return _made(path, node, source, (("*", local.text()),) if local is not None else (), is_type_only(node))
    names: list[tuple[str, str]] = []
    types: list[bool] = []
    for part in clause.children() if clause is not None else ():
        if part.kind() == "identifier":
            names.append(("default", part.text()))
            types.append(False)
        elif part.kind() == "namespace_import":
            names.append(("*", part.children()[-1].text()))
            types.append(False)
        elif part.kind() == "named_imports":
            for first, second, is_type in specifier_names(part):
                names.append((first, second))
                types.append(is_type)
    return _made(path, node, source, tuple(names), is_type_only(node) or (bool(types) and all(types)))


def _export(path: str, node: Node) -> Import | None:
    source = node.field("source")
    if source is None:
        return None
    names: list[tuple[str, str]] = []
    types: list[bool] = []
    for part in node.children():
        if part.kind() == "*":
            names.append(("*", "*"))
            types.append(False)
        elif part.kind() == "namespace_export":
            names.append(("*", _name(part.children()[-1])))
            types.append(False)
        elif part.kind() == "export_clause":
            for first, second, is_type in specifier_names(part):
                names.append((first, second))
                types.append(is_type)
    is_type = is_type_only(node) or (bool(types) and all(types))
    return _made(path, node, source, tuple(names), is_type, is_export=True)


def _call(path: str, node: Node) -> Import | None:
    called, given = node.field("function"), arguments(node)
    if called is None or not given or called.kind() not in ("identifier", "import"):
        return None
    if called.text() not in ("require", "import") or string_value(given[0]) is None:
        return None
    whole, names = _around(node)
    return _made(path, whole, given[0], names, False)


def _around(call: Node) -> tuple[Node, Names]:
    """The statement that a call makes up alone, else the call itself; and what its module is called there."""
    node, member = call, None
    parent = node.parent()
    while parent is not None and parent.kind() in ("await_expression", "member_expression", "parenthesized_expression"):
        if parent.kind() == "member_expression":
            held = parent.field("object")
            prop = parent.field("property")
            if held is None or prop is None or held.range().end.index != node.range().end.index or member:
                return call, ()
            member = prop.text()
        node, parent = parent, parent.parent()
    if parent is None:
        return call, ()
    if parent.kind() == "expression_statement" and member is None:
        return parent, ()
    if parent.kind() != "variable_declarator":
        return call, ((member, member),) if member and member not in ("then", "catch", "finally") else ()
    target, statement = parent.field("name"), parent.parent()
    names = _bound(target, member) if target is not None else ()
    is_alone = statement is not None and sum(c.kind() == "variable_declarator" for c in statement.children()) == 1
    return (statement if statement is not None and is_alone else call), names


def _bound(target: Node, member: str | None) -> Names:
    if target.kind() == "identifier":
        return ((member or "*", target.text()),)
    if target.kind() != "object_pattern" or member is not None:
        return ()
    names: list[tuple[str, str]] = []
    for child in target.children():
        if child.kind() == "shorthand_property_identifier_pattern":
            names.append((child.text(), child.text()))
        elif child.kind() == "object_assignment_pattern":
            left = child.field("left")
            names += [(left.text(), left.text())] if left is not None else []
        elif child.kind() == "pair_pattern":
            key, value = child.field("key"), child.field("value")
            if key is not None and value is not None:
                local = value.field("left") if value.kind() == "assignment_pattern" else value
                is_plain = local is not None and local.kind() == "identifier"
                names.append((_name(key), local.text() if local is not None and is_plain else _name(key)))
    return tuple(names)


def _made(
    path: str, node: Node, source: Node | None, names: Names, is_type: bool, is_export: bool = False
) -> Import | None:
    specifier = string_value(source)
    if source is None or not specifier:
        return None
    whole, inner = node.range(), source.range()
    return Import(
        file=path,
        specifier=specifier,
        names=names,
        line=whole.start.line + 1,
        start=whole.start.index,
        end=whole.end.index,
        specifier_start=inner.start.index + 1,
        specifier_end=inner.end.index - 1,
        is_type=is_type,
        is_export=is_export,
    )


def _name(node: Node) -> str:
    return string_value(node) or node.text()

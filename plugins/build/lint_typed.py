"""Rules of typescript-eslint."""

from __future__ import annotations

import re
from collections.abc import Sequence

from autofix.sdk import Edit, Node
from plugins.build.cause import Spot
from plugins.build.imports_change import import_edits
from plugins.build.imports_clause import Swap, read_clauses
from plugins.build.lint_place import Rule, offset, smallest_at
from plugins.build.names_source import Source, line_of, named_nodes, span
from plugins.build.types_events import event_type

_ONLY_TYPES = re.compile(r"^Imports? (?P<names>\"?[\w$\", and]+?) (?:is|are) only used as types?")
_MIN_DESCRIPTION = 3


def _ts_comment(source: Source, spot: Spot) -> Sequence[Edit] | None:
    """``@ts-ignore`` as ``@ts-expect-error``, where it says why: without that the rule would go on asking."""
    if "@ts-expect-error" not in spot.finding.message or "@ts-ignore" not in spot.finding.message:
        return None
    start, line = source.line_start(spot.line), source.line_text(spot.line)
    match = re.search(r"@ts-ignore(?P<why>[^\n*]*)", line)
    if match is None or len(match["why"].strip(" :-\t\r")) < _MIN_DESCRIPTION:
        return None
    at = start + match.start()
    return [Edit(at, at + len("@ts-ignore"), "@ts-expect-error")]


def _as_const(source: Source, spot: Spot) -> Sequence[Edit] | None:
    node = smallest_at(source, offset(source, spot), "as_expression")
    parts = [child for child in node.children() if child.is_named()] if node is not None else []
    if len(parts) != 2 or parts[0].text() != parts[1].text():
        return None
    return [Edit(*span(parts[1]), "const")]


def _type_imports(source: Source, spot: Spot) -> Sequence[Edit] | None:
    clause = next((one for one in read_clauses(source) if line_of(one.node) == spot.line), None)
    if clause is None or clause.is_required or clause.is_type:
        return None
    if "All imports in the declaration are only used as types" in spot.finding.message:
        if len({name.imported in ("default", "*") for name in clause.names}) > 1:
            return None
        return [Edit(clause.start, clause.start, "type ")]
    match = _ONLY_TYPES.search(spot.finding.message)
    names = re.findall(r"[\w$]+", re.sub(r"\band\b", " ", match["names"])) if match else []
    chosen = [name for name in clause.names if name.local in names]
    if not chosen or any(name.imported in ("default", "*") for name in chosen):
        return None
    return import_edits(source, [Swap(name.local, name.imported, name.local, True) for name in chosen])


def _ban_types(source: Source, spot: Spot) -> Sequence[Edit] | None:
    match = re.search(r"`(?P<wrong>String|Number|Boolean|Symbol|BigInt)` as a type", spot.finding.message)
    match = match or re.search(
        r"Prefer using the primitive `(?:\w+)` as a type name, rather than the upper-cased `(?P<wrong>\w+)`",
        spot.finding.message,
    )
    at = offset(source, spot)
    if match is None or not source.text.startswith(match["wrong"], at):
        return None
    return [Edit(at, at + len(match["wrong"]), match["wrong"].lower())]


def _inferrable(source: Source, spot: Spot) -> Sequence[Edit] | None:
    at = offset(source, spot)
    node = smallest_at(source, at, "variable_declarator", "required_parameter", "public_field_definition")
    note = node.field("type") if node is not None else None
    return [Edit(*span(note), "")] if note is not None and note.kind() == "type_annotation" else None


def _empty_interface(source: Source, spot: Spot) -> Sequence[Edit] | None:
    """An interface that adds nothing to the one it extends is another name for it."""
    node = smallest_at(source, offset(source, spot), "interface_declaration")
    match = (
        re.fullmatch(r"interface\s+(?P<name>[\w$]+(?:<[^{}]*>)?)\s+extends\s+(?P<base>[^{},]+?)\s*\{\s*\}", node.text())
        if node
        else None
    )
    if node is None or match is None:
        return None
    return [Edit(*span(node), f"type {match['name']} = {match['base']};")]


def _any(source: Source, spot: Spot) -> Sequence[Edit] | None:
    """What is caught needs no type where only its message is read; a handler's event has that of its element."""
    at = offset(source, spot)
    note = smallest_at(source, at, "type_annotation")
    holder = note.parent() if note is not None else None
    if note is None or holder is None or note.text().lstrip(": \t") != "any":
        return None
    if holder.kind() == "catch_clause":
        return _caught(source, holder, note)
    pattern = holder.field("pattern") if holder.kind() == "required_parameter" else None
    kind = event_type(source, pattern) if pattern is not None and pattern.kind() == "identifier" else ""
    return [Edit(*span(note), f": {kind}")] if kind else None


def _caught(source: Source, clause: Node, note: Node) -> Sequence[Edit] | None:
    caught, body = clause.field("parameter"), clause.field("body")
    if caught is None or body is None or caught.kind() != "identifier":
        return None
    name = caught.text()
    edits = [Edit(*span(note), "")]
    for node in named_nodes(body, name):
        parent = node.parent()
        outer = parent.parent() if parent is not None else None
        if parent is None or outer is None:
            return None
        called = outer.field("function") if parent.kind() == "arguments" else None
        if parent.kind() == "throw_statement" or (called is not None and called.text().startswith("console.")):
            continue
        member = parent.field("property") if parent.kind() == "member_expression" else None
        held = parent.field("object") if member is not None else None
        if member is None or held is None or span(held) != span(node) or member.text() != "message":
            return None
        if outer.kind() not in ("arguments", "template_substitution", "pair", "variable_declarator"):
            return None
        text = parent.text().replace("?.", ".")
        edits.append(Edit(*span(parent), f"{name} instanceof Error ? {text} : String({name})"))
    return edits


TYPED_RULES: dict[str, Rule] = {
    "@typescript-eslint/ban-ts-comment": _ts_comment,
    "@typescript-eslint/prefer-ts-expect-error": _ts_comment,
    "@typescript-eslint/no-explicit-any": _any,
    "@typescript-eslint/prefer-as-const": _as_const,
    "@typescript-eslint/consistent-type-imports": _type_imports,
    "@typescript-eslint/ban-types": _ban_types,
    "@typescript-eslint/no-wrapper-object-types": _ban_types,
    "@typescript-eslint/no-inferrable-types": _inferrable,
    "@typescript-eslint/no-empty-interface": _empty_interface,
    "@typescript-eslint/no-empty-object-type": _empty_interface,
}

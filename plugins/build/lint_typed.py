"""Rules of typescript-eslint."""

from __future__ import annotations

import re
from collections.abc import Sequence

from autofix.sdk import Edit
from plugins.build.cause import Spot
from plugins.build.imports_change import import_edits
from plugins.build.imports_clause import Swap, read_clauses
from plugins.build.lint_place import Rule, offset, smallest_at
from plugins.build.names_source import Source, line_of, span

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


TYPED_RULES: dict[str, Rule] = {
    "@typescript-eslint/ban-ts-comment": _ts_comment,
    "@typescript-eslint/prefer-ts-expect-error": _ts_comment,
    "@typescript-eslint/prefer-as-const": _as_const,
    "@typescript-eslint/consistent-type-imports": _type_imports,
    "@typescript-eslint/ban-types": _ban_types,
    "@typescript-eslint/no-wrapper-object-types": _ban_types,
    "@typescript-eslint/no-inferrable-types": _inferrable,
    "@typescript-eslint/no-empty-interface": _empty_interface,
    "@typescript-eslint/no-empty-object-type": _empty_interface,
}

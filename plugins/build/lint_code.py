"""ESLint's own rules about code."""

from __future__ import annotations

import re
from collections.abc import Sequence

from autofix.sdk import Edit, Node
from plugins.build.cause import Spot
from plugins.build.lint_place import Rule, offset, smallest_at
from plugins.build.names_source import Source, above, named_nodes, node_at, span, whole_line

_NEVER = re.compile(r"'(?P<name>[\w$]{1,200})' is never reassigned")
_EXPECTED = re.compile(r"Expected '(?P<right>[!=]==)' and instead saw '(?P<wrong>[!=]=)'")
_WRITING = ("assignment_expression", "augmented_assignment_expression", "update_expression", "for_in_statement")


def _prefer_const(source: Source, spot: Spot) -> Sequence[Edit] | None:
    match = _NEVER.search(spot.finding.message)
    node = node_at(source, match["name"], spot.line, spot.finding.column) if match else None
    statement = above(node, "lexical_declaration", "for_in_statement") if node is not None else None
    if statement is None or node is None or match is None:
        return None
    if statement.kind() == "for_in_statement":
        keyword = next((child for child in statement.children() if child.kind() == "let"), None)
        return [Edit(*span(keyword), "const")] if keyword is not None else None
    declarators = [child for child in statement.children() if child.kind() == "variable_declarator"]
    if any(one.field("value") is None for one in declarators):
        return None
    names = [name for one in declarators for name in _bound(one)]
    # The rule has looked at its own name; the others of the statement have to be looked at where they can be seen.
    scope = span(statement.parent() or source.root)
    if any(_is_written(source, name, scope) for name in names if name != match["name"]):
        return None
    if not statement.text().startswith("let"):
        return None
    start = span(statement)[0]
    return [Edit(start, start + 3, "const")]


def _no_var(source: Source, spot: Spot) -> Sequence[Edit] | None:
    statement = smallest_at(source, offset(source, spot), "variable_declaration")
    block = statement.parent() if statement is not None else None
    if statement is None or block is None or block.kind() not in ("program", "statement_block", "export_statement"):
        return None
    declarators = [child for child in statement.children() if child.kind() == "variable_declarator"]
    names = [name for one in declarators for name in _bound(one)]
    start, end = span(block)
    for name in names:
        uses = named_nodes(source.root, name)
        declared = [node for node in uses if _is_declared(node)]
        is_outside = block.kind() == "statement_block" and any(not start <= span(node)[0] < end for node in uses)
        # A var can be used ahead of its statement and be declared twice; a const cannot.
        if len(declared) > 1 or is_outside or span(uses[0])[0] < span(statement)[0]:
            return None
    is_constant = all(one.field("value") is not None for one in declarators)
    is_constant = is_constant and not any(_is_written(source, name) for name in names)
    at = span(statement)[0]
    return [Edit(at, at + 3, "const" if is_constant else "let")]


def _eqeqeq(source: Source, spot: Spot) -> Sequence[Edit] | None:
    match = _EXPECTED.search(spot.finding.message)
    if match is None:
        return None
    at = offset(source, spot)
    nodes = [
        node
        for node in source.root.find_all(kind="binary_expression")
        if (node.field("operator") or node).text() == match["wrong"]
    ]
    nodes = [node for node in nodes if span(node)[0] <= at < span(node)[1]]
    exact = [node for node in nodes if span(node.field("operator") or node)[0] == at] or nodes
    node = min(exact, key=lambda one: span(one)[1] - span(one)[0], default=None)
    operator = node.field("operator") if node is not None else None
    sides = [node.field(side) for side in ("left", "right")] if node is not None else []
    # Of null, the two do not mean the same: undefined is taken in by the one and not by the other.
    if operator is None or any(side is None or side.text() in ("null", "undefined") for side in sides):
        return None
    return [Edit(*span(operator), match["right"])]


def _no_extra_semi(source: Source, spot: Spot) -> Sequence[Edit] | None:
    at = offset(source, spot)
    return [Edit(at, at + 1, "")] if source.text[at : at + 1] == ";" else None


def _no_useless_escape(source: Source, spot: Spot) -> Sequence[Edit] | None:
    at = offset(source, spot)
    match = re.search(r"Unnecessary escape character: \\(.)", spot.finding.message)
    if match is None or source.text[at : at + 2] != "\\" + match[1]:
        return None
    return [Edit(at, at + 1, "")]


def _no_empty(source: Source, spot: Spot) -> Sequence[Edit] | None:
    block = smallest_at(source, offset(source, spot), "statement_block")
    parent = block.parent() if block is not None else None
    if block is None or parent is None or block.text()[1:-1].strip():
        return None
    start, end = span(block)
    if parent.kind() == "catch_clause":
        indent = re.match(r"[ \t]*", source.line_text(block.range().start.line + 1))
        space = indent[0] if indent else ""
        return [Edit(start, end, f"{{\n{space}  // Nothing to do: what failed is not needed.\n{space}}}")]
    if parent.kind() == "else_clause":
        before = source.text[: span(parent)[0]]
        return [Edit(len(before.rstrip()), end, "")]
    return None


def _no_debugger(source: Source, spot: Spot) -> Sequence[Edit] | None:
    node = smallest_at(source, offset(source, spot), "debugger_statement")
    return [whole_line(source, *span(node))] if node is not None else None


def _no_prototype_builtins(source: Source, spot: Spot) -> Sequence[Edit] | None:
    match = re.search(r"Object\.prototype method '(?P<name>\w+)'", spot.finding.message)
    call = smallest_at(source, offset(source, spot), "call_expression") if match else None
    called = call.field("function") if call is not None else None
    held = called.field("object") if called is not None else None
    given = call.field("arguments") if call is not None else None
    if match is None or held is None or given is None or call is None or "?." in call.text():
        return None
    inner = given.text()[1:-1]
    return [Edit(*span(call), f"Object.prototype.{match['name']}.call({held.text()}, {inner})")]


def _no_extra_boolean_cast(source: Source, spot: Spot) -> Sequence[Edit] | None:
    at = offset(source, spot)
    if "double negation" not in spot.finding.message or source.text[at : at + 2] != "!!":
        return None
    return [Edit(at, at + 2, "")]


def _no_case_declarations(source: Source, spot: Spot) -> Sequence[Edit] | None:
    """The case gets a block of its own."""
    case = smallest_at(source, offset(source, spot), "switch_case", "switch_default")
    if case is None:
        return None
    colon = next((child for child in case.children() if child.kind() == ":"), None)
    body = [child for child in case.children() if colon is not None and span(child)[0] >= span(colon)[1]]
    body = [child for child in body if child.is_named()]
    if colon is None or not body or body[0].kind() == "statement_block":
        return None
    indent = re.match(r"[ \t]*", source.line_text(case.range().start.line + 1))
    at, end = span(colon)[1], span(body[-1])[1]
    return [Edit(at, at, " {"), Edit(end, end, f"\n{indent[0] if indent else ''}}}")]


def _object_shorthand(source: Source, spot: Spot) -> Sequence[Edit] | None:
    pair = smallest_at(source, offset(source, spot), "pair")
    key, value = (pair.field("key"), pair.field("value")) if pair is not None else (None, None)
    if pair is None or key is None or value is None or key.text() != value.text():
        return None
    return [Edit(*span(pair), key.text())]


def _bound(declarator: Node) -> list[str]:
    target = declarator.field("name")
    if target is None:
        return []
    if target.kind() == "identifier":
        return [target.text()]
    kinds = ("identifier", "shorthand_property_identifier_pattern")
    return [node.text() for kind in kinds for node in target.find_all(kind=kind)]


def _is_declared(node: Node) -> bool:
    parent = node.parent()
    target = parent.field("name") if parent is not None and parent.kind() == "variable_declarator" else None
    return target is not None and span(target) == span(node)


def _is_written(source: Source, name: str, scope: tuple[int, int] | None = None) -> bool:
    """Whether something is given to a variable of this name later, in the whole file or between two places of it."""
    for node in named_nodes(source.root, name):
        parent = node.parent()
        if scope is not None and not scope[0] <= span(node)[0] < scope[1]:
            continue
        if parent is None or parent.kind() not in _WRITING:
            if (
                parent is not None
                and parent.kind() in ("array_pattern", "object_pattern")
                and not above(node, "variable_declarator")
            ):
                return True
            continue
        left = parent.field("left") or parent.field("argument")
        if left is not None and span(left) == span(node):
            return True
    return False


CODE_RULES: dict[str, Rule] = {
    "prefer-const": _prefer_const,
    "no-var": _no_var,
    "eqeqeq": _eqeqeq,
    "no-extra-semi": _no_extra_semi,
    "@typescript-eslint/no-extra-semi": _no_extra_semi,
    "no-useless-escape": _no_useless_escape,
    "no-empty": _no_empty,
    "no-debugger": _no_debugger,
    "no-prototype-builtins": _no_prototype_builtins,
    "no-extra-boolean-cast": _no_extra_boolean_cast,
    "no-case-declarations": _no_case_declarations,
    "object-shorthand": _object_shorthand,
}

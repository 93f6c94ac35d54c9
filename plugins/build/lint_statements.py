"""ESLint's rules about statements and expressions that do nothing, or that are written the long way round."""

from __future__ import annotations

import re
from collections.abc import Sequence

from autofix.sdk import Edit, Node
from plugins.build.cause import Spot
from plugins.build.lint_place import Rule, offset, smallest_at, spans_lines_of_text
from plugins.build.names_source import Source, span, whole_line
from plugins.build.types_order import order_edits
from plugins.build.unused_effects import is_pure

_UNITS = re.compile(r"[ \t]*")
_PRINTING = frozenset("log debug info table dir trace".split())
_LOGICAL = ("&&", "||", "??")


def _default_case(source: Source, spot: Spot) -> Sequence[Edit] | None:
    """A switch without a default does nothing there, and goes on doing so."""
    switch = smallest_at(source, offset(source, spot), "switch_statement")
    body = switch.field("body") if switch is not None else None
    cases = [child for child in body.children() if child.is_named()] if body is not None else []
    if body is None or not cases or any(case.kind() == "switch_default" for case in cases):
        return None
    last = [child for child in cases if child.kind() == "switch_case"]
    if not last:
        return None
    indent = _indent(source, last[-1])
    inner = indent + (indent[len(_indent(source, body)) :] or "  ")
    ended = last[-1].children()[-1]
    statements = [child for child in ended.children() if child.is_named()] if ended.kind() == "statement_block" else []
    ended = statements[-1] if statements else ended
    # The last case would run on into the default, which does nothing; the rule about that asks for a break.
    stop = "" if ended.kind() in ("break_statement", "return_statement", "throw_statement") else f"\n{inner}break;"
    end = span(cases[-1])[1]
    return [Edit(end, end, f"{stop}\n{indent}default:\n{inner}break;")]


def _useless_concat(source: Source, spot: Spot) -> Sequence[Edit] | None:
    at = offset(source, spot)
    found = [node for node in source.root.find_all(kind="binary_expression") if _operator(node, "+") == at]
    sides = [found[0].field(side) for side in ("left", "right")] if found else []
    left, right = sides if len(sides) == 2 else (None, None)
    if left is not None and left.kind() == "binary_expression":
        left = left.field("right")
    if left is None or right is None or left.kind() != "string" or right.kind() != "string":
        return None
    if left.text()[0] != right.text()[0]:
        return None
    return [Edit(span(left)[1] - 1, span(right)[0] + 1, "")]


def _operator(node: Node, sign: str) -> int | None:
    operator = node.field("operator")
    return span(operator)[0] if operator is not None and operator.text() == sign else None


def _mixed_operators(source: Source, spot: Spot) -> Sequence[Edit] | None:
    """Brackets round what is taken together anyway."""
    at = offset(source, spot)
    for outer in source.root.find_all(kind="binary_expression"):
        for side in ("left", "right"):
            inner = outer.field(side)
            if inner is None or inner.kind() != "binary_expression":
                continue
            operators = [one.field("operator") for one in (outer, inner)]
            if any(one is not None and span(one)[0] == at for one in operators):
                texts = {one.text() for one in operators if one is not None}
                named = set(re.findall(r"'([^']+)'", spot.finding.message))
                if texts == named or not named:
                    return [Edit(span(inner)[0], span(inner)[0], "("), Edit(span(inner)[1], span(inner)[1], ")")]
    return None


def _useless_rename(source: Source, spot: Spot) -> Sequence[Edit] | None:
    node = smallest_at(source, offset(source, spot), "pair_pattern", "import_specifier", "export_specifier")
    parts = [child for child in node.children() if child.is_named()] if node is not None else []
    if node is None or len(parts) != 2 or parts[0].text() != parts[1].text():
        return None
    return [Edit(*span(node), parts[0].text())]


def _useless_return(source: Source, spot: Spot) -> Sequence[Edit] | None:
    node = smallest_at(source, offset(source, spot), "return_statement")
    parent = node.parent() if node is not None else None
    if node is None or parent is None or parent.kind() != "statement_block" or node.text().rstrip(";") != "return":
        return None
    return [whole_line(source, *span(node))]


def _useless_catch(source: Source, spot: Spot) -> Sequence[Edit] | None:
    """What is caught only to be thrown again is not caught."""
    attempt = smallest_at(source, offset(source, spot), "try_statement")
    body = attempt.field("body") if attempt is not None else None
    if attempt is None or body is None or attempt.field("finalizer") is not None or spans_lines_of_text(body):
        return None
    inner = [child for child in body.children() if child.is_named()]
    if not inner:
        return None
    outer = _indent(source, attempt)
    step = _indent(source, inner[0])[len(outer) :]
    text = source.text[span(inner[0])[0] : span(inner[-1])[1]]
    lines = [line.removeprefix(step) if number else line for number, line in enumerate(text.split("\n"))]
    parent = attempt.parent()
    names = re.findall(r"\b(?:const|let)\s+(?:\{|\[)?\s*(\w+)", text)
    around = parent.text() if parent is not None else source.text
    if any(len(re.findall(rf"\b(?:const|let)\s+(?:\{{|\[)?\s*{name}\b", around)) > 1 for name in names):
        return None
    return [Edit(*span(attempt), "\n".join(lines))]


def _self_assign(source: Source, spot: Spot) -> Sequence[Edit] | None:
    node = smallest_at(source, offset(source, spot), "expression_statement")
    inner = node.children()[0] if node is not None else None
    if node is None or inner is None or inner.kind() != "assignment_expression":
        return None
    left, right = inner.field("left"), inner.field("right")
    if left is None or right is None or left.text() != right.text() or left.kind() != "identifier":
        return None
    return [whole_line(source, *span(node))]


def _unreachable(source: Source, spot: Spot) -> Sequence[Edit] | None:
    """The statements behind the one that leaves; what declares a function is used ahead of it."""
    at = offset(source, spot)
    blocks = [one for kind in ("statement_block", "switch_case") for one in source.root.find_all(kind=kind)]
    for block in blocks:
        inner = [child for child in block.children() if child.is_named()]
        place = next((n for n, child in enumerate(inner) if span(child)[0] == at), 0)
        leaving = inner[place - 1].kind() if place else ""
        if leaving not in ("return_statement", "throw_statement", "break_statement", "continue_statement"):
            continue
        gone = [child for child in inner[place:] if child.kind() != "comment"]
        if any(child.kind() in ("function_declaration", "lexical_declaration") for child in gone):
            return None
        # A bare return with its value on the next line is a slip of another kind.
        if inner[place - 1].text().rstrip(";") == "return" and gone[0].kind() == "expression_statement":
            return None
        return [whole_line(source, span(gone[0])[0], span(gone[-1])[1])]
    return None


def _useless_constructor(source: Source, spot: Spot) -> Sequence[Edit] | None:
    node = smallest_at(source, offset(source, spot), "method_definition")
    return [whole_line(source, *span(node))] if node is not None and node.text().startswith("constructor") else None


def _dupe_keys(source: Source, spot: Spot) -> Sequence[Edit] | None:
    return duplicate_key(source, offset(source, spot))


def duplicate_key(source: Source, at: int) -> Sequence[Edit] | None:
    """The pair of an object that a later one of the same name takes the place of; the later one is what counted."""
    pair = smallest_at(source, at, "pair", "shorthand_property_identifier")
    held = pair.parent() if pair is not None else None
    if pair is None or held is None or held.kind() != "object":
        return None
    name = _key(pair)
    items = [child for child in held.children() if child.is_named()]
    same = [child for child in items if _key(child) == name]
    # What is spread in between may have it too.
    if len(same) != 2 or any(child.kind() == "spread_element" for child in items):
        return None
    value = same[0].field("value")
    if value is not None and not is_pure(value):
        return None
    start, end = span(same[0])
    following = re.match(r"\s*,", source.text[end:])
    edit = whole_line(source, start, end + (len(following[0]) if following else 0))
    return [edit]


def _key(item: Node) -> str:
    key = item.field("key") if item.kind() == "pair" else item
    return key.text().strip("'\"") if key is not None else ""


def _else_return(source: Source, spot: Spot) -> Sequence[Edit] | None:
    clause = smallest_at(source, offset(source, spot), "else_clause")
    block = clause.children()[-1] if clause is not None else None
    if clause is None or block is None or block.kind() != "statement_block":
        return None
    inner = [child for child in block.children() if child.is_named()]
    if not inner or any(child.kind() in ("lexical_declaration", "function_declaration") for child in inner):
        return None
    if spans_lines_of_text(block):
        return None
    outer = _indent(source, clause)
    step = _indent(source, inner[0])[len(outer) :]
    text = source.text[span(inner[0])[0] : span(inner[-1])[1]]
    lines = [line.removeprefix(step) if number else line for number, line in enumerate(text.split("\n"))]
    start = len(source.text[: span(clause)[0]].rstrip())
    return [Edit(start, span(clause)[1], f"\n{outer}" + "\n".join(lines))]


def _lone_block(source: Source, spot: Spot) -> Sequence[Edit] | None:
    node = smallest_at(source, offset(source, spot), "statement_block")
    if node is None or node.text().strip("{} \t\r\n"):
        return None
    return [whole_line(source, *span(node))]


def _unneeded_ternary(source: Source, spot: Spot) -> Sequence[Edit] | None:
    node = smallest_at(source, offset(source, spot), "ternary_expression")
    parts = [node.field(name) for name in ("condition", "consequence", "alternative")] if node is not None else []
    if node is None or len(parts) != 3 or any(part is None for part in parts):
        return None
    condition, yes, no = (part.text() for part in parts if part is not None)
    if (yes, no) == ("true", "false"):
        compares = re.search(r"[=!]==?|[<>]=?|^!", condition) and not re.search(r"&&|\|\||\?\?", condition)
        return [Edit(*span(node), condition if compares else f"Boolean({condition})")]
    if (yes, no) == ("false", "true"):
        return [Edit(*span(node), f"!({condition})")]
    return None


def _computed_key(source: Source, spot: Spot) -> Sequence[Edit] | None:
    node = smallest_at(source, offset(source, spot), "computed_property_name")
    match = re.fullmatch(r"\[\s*(?P<key>'[^'\\]*'|\"[^\"\\]*\")\s*\]", node.text()) if node is not None else None
    return [Edit(*span(node), match["key"])] if node is not None and match else None


def _dot_notation(source: Source, spot: Spot) -> Sequence[Edit] | None:
    node = smallest_at(source, offset(source, spot), "subscript_expression")
    held, index = (node.field("object"), node.field("index")) if node is not None else (None, None)
    if node is None or held is None or index is None or not re.fullmatch(r"(['\"])[A-Za-z_$][\w$]*\1", index.text()):
        return None
    is_optional = "?." in source.text[span(held)[1] : span(index)[0]]
    return [Edit(span(held)[1], span(node)[1], f"{'?.' if is_optional else '.'}{index.text()[1:-1]}")]


def _unsafe_negation(source: Source, spot: Spot) -> Sequence[Edit] | None:
    node = smallest_at(source, offset(source, spot), "binary_expression")
    left, right = (node.field("left"), node.field("right")) if node is not None else (None, None)
    if node is None or left is None or right is None or left.kind() != "unary_expression" or left.text()[0] != "!":
        return None
    operator = node.field("operator")
    return [Edit(*span(node), f"!({left.text()[1:]} {operator.text() if operator else 'in'} {right.text()})")]


def _expression(source: Source, spot: Spot) -> Sequence[Edit] | None:
    """A condition written as an expression is written as one; a bare value, which does nothing, goes."""
    statement = smallest_at(source, offset(source, spot), "expression_statement")
    inner = statement.children()[0] if statement is not None else None
    if statement is None or inner is None:
        return None
    stop = ";" if statement.text().endswith(";") else ""
    if inner.kind() == "binary_expression":
        operator, left, right = inner.field("operator"), inner.field("left"), inner.field("right")
        if operator is not None and left is not None and right is not None and operator.text() in _LOGICAL:
            if not _acts(right) or operator.text() == "??":
                return None
            negated = f"!({left.text()})" if left.kind() != "identifier" else f"!{left.text()}"
            asked = left.text() if operator.text() == "&&" else negated
            return [Edit(*span(statement), f"if ({asked}) {right.text()}{stop}")]
    if inner.kind() == "ternary_expression":
        condition, yes, no = inner.field("condition"), inner.field("consequence"), inner.field("alternative")
        if condition is None or yes is None or no is None or not _acts(yes):
            return None
        indent = _indent(source, statement)
        unit = "\t" if indent.startswith("\t") else "  "
        text = f"if ({condition.text()}) {{\n{indent}{unit}{yes.text()}{stop}\n{indent}}}"
        if _acts(no):
            text += f" else {{\n{indent}{unit}{no.text()}{stop}\n{indent}}}"
        elif not is_pure(no):
            return None
        return [Edit(*span(statement), text)]
    if (
        inner.kind() in ("identifier", "string", "number")
        and is_pure(inner)
        and not inner.text()[1:].startswith("use ")
    ):
        return [whole_line(source, *span(statement))]
    return None


def _console(source: Source, spot: Spot) -> Sequence[Edit] | None:
    """What was printed while the code was written, where nothing but printing happens."""
    statement = smallest_at(source, offset(source, spot), "expression_statement")
    call = statement.children()[0] if statement is not None else None
    called = call.field("function") if call is not None and call.kind() == "call_expression" else None
    block = statement.parent() if statement is not None else None
    if statement is None or call is None or called is None or block is None:
        return None
    if called.text().removeprefix("console.") not in _PRINTING or block.kind() not in ("statement_block", "program"):
        return None
    arguments = call.field("arguments")
    given = [child for child in arguments.children() if child.is_named()] if arguments is not None else []
    outer = block.parent()
    is_alone = len([child for child in block.children() if child.is_named()]) == 1
    if not all(is_pure(child) for child in given):
        return None
    if is_alone and (outer is None or outer.kind() not in ("arrow_function", "function_declaration", "program")):
        return None
    return [whole_line(source, *span(statement))]


_WINDOW = frozenset(
    "confirm location history screen parent open close print scroll find focus blur top self addEventListener "
    "removeEventListener".split()
)


def _restricted(source: Source, spot: Spot) -> Sequence[Edit] | None:
    """What belongs to the window is taken from it; a name that may be a slip is not."""
    match = re.search(r"Unexpected use of '(?P<name>\w+)'", spot.finding.message)
    at = offset(source, spot)
    if match is None or match["name"] not in _WINDOW or not source.text.startswith(match["name"], at):
        return None
    return [Edit(at, at, "window.")]


def _callback_return(source: Source, spot: Spot) -> Sequence[Edit] | None:
    """A map whose answer nobody takes is a forEach; one that draws some of its items draws nothing for the others."""
    at = offset(source, spot)
    functions = [one for kind in ("arrow_function", "function_expression") for one in source.root.find_all(kind=kind)]
    function = min(
        (f for f in functions if span(f)[0] <= at < span(f)[1]), key=lambda f: span(f)[1] - span(f)[0], default=None
    )
    given = function.parent() if function is not None else None
    call = given.parent() if given is not None else None
    called = call.field("function") if call is not None else None
    member = called.field("property") if called is not None else None
    body = function.field("body") if function is not None else None
    above_it = call.parent() if call is not None else None
    if function is None or call is None or member is None or body is None or above_it is None or member.text() != "map":
        return None
    if above_it.kind() == "expression_statement":
        return [Edit(*span(member), "forEach")]
    inner = [child for child in body.children() if child.is_named()] if body.kind() == "statement_block" else []
    if not inner or above_it.kind() != "jsx_expression" or inner[-1].kind() not in ("if_statement", "switch_statement"):
        return None
    if not re.search(r"\breturn\b\s*[(<]", body.text()):
        return None
    end = span(inner[-1])[1]
    return [Edit(end, end, f"\n{_indent(source, inner[-1])}return null;")]


def _radix(source: Source, spot: Spot) -> Sequence[Edit] | None:
    call = smallest_at(source, offset(source, spot), "call_expression")
    given = call.field("arguments") if call is not None else None
    items = [child for child in given.children() if child.is_named()] if given is not None else []
    if "Missing radix" not in spot.finding.message or len(items) != 1:
        return None
    return [Edit(span(items[0])[1], span(items[0])[1], ", 10")]


def _declared_below(source: Source, spot: Spot) -> Sequence[Edit] | None:
    return order_edits(source, spot)


def _acts(node: Node) -> bool:
    return node.kind() in ("call_expression", "await_expression", "assignment_expression", "update_expression")


def _indent(source: Source, node: Node) -> str:
    found = _UNITS.match(source.line_text(node.range().start.line + 1))
    return found[0] if found else ""


STATEMENT_RULES: dict[str, Rule] = {
    "default-case": _default_case,
    "no-useless-concat": _useless_concat,
    "no-mixed-operators": _mixed_operators,
    "no-useless-rename": _useless_rename,
    "no-useless-return": _useless_return,
    "no-useless-catch": _useless_catch,
    "no-self-assign": _self_assign,
    "no-unreachable": _unreachable,
    "no-useless-constructor": _useless_constructor,
    "@typescript-eslint/no-useless-constructor": _useless_constructor,
    "no-dupe-keys": _dupe_keys,
    "no-else-return": _else_return,
    "no-lone-blocks": _lone_block,
    "no-unneeded-ternary": _unneeded_ternary,
    "no-useless-computed-key": _computed_key,
    "dot-notation": _dot_notation,
    "@typescript-eslint/dot-notation": _dot_notation,
    "no-console": _console,
    "no-restricted-globals": _restricted,
    "array-callback-return": _callback_return,
    "radix": _radix,
    "no-use-before-define": _declared_below,
    "@typescript-eslint/no-use-before-define": _declared_below,
    "no-unsafe-negation": _unsafe_negation,
    "no-unused-expressions": _expression,
    "@typescript-eslint/no-unused-expressions": _expression,
}

"""Hooks below an early return: the return goes below the hooks, where none of them counts on it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from autofix.sdk import Edit, Node
from plugins.build.cause import Spot
from plugins.build.hooks_scope import scope_of
from plugins.build.lint_place import Rule, offset, smallest_at
from plugins.build.names_source import Source, named_nodes, span, whole_paragraph

_HOOK = re.compile(r"\b(?:React\.)?use[A-Z]\w*\s*[(<]")
_INNER = ("arrow_function", "function_expression", "function_declaration")


def _after_hooks(source: Source, spot: Spot) -> Sequence[Edit] | None:
    call = smallest_at(source, offset(source, spot), "call_expression")
    scope = scope_of(call) if call is not None else None
    if scope is None or "early return" not in spot.finding.message:
        return None
    body = [child for child in scope.body.children() if child.is_named()]
    early = [child for child in body if child.kind() == "if_statement" and _returns(child)]
    hooks = [child for child in body if _HOOK.search(child.text()) and child.kind() != "return_statement"]
    if not early or not hooks or any(_HOOK.search(one.text()) for one in early):
        return None
    start, last = span(early[0])[0], span(hooks[-1])[1]
    early = [one for one in early if span(one)[0] < last]
    between = [one for one in body if start <= span(one)[0] < last and one not in early]
    for one in early:
        condition = one.field("condition")
        names = {node.text() for node in condition.find_all(kind="identifier")} if condition is not None else set()
        # What is asked about first may be missing or wrong for what follows.
        if not names or any(named_nodes(later, name) for later in between for name in names):
            return None
    last += source.text[last : last + 1] == ";"
    indent = re.match(r"[ \t]*", source.line_text(early[0].range().start.line + 1))
    space = indent[0] if indent else ""
    moved = "".join(f"\n\n{space}{one.text()}" for one in early)
    return [*(whole_paragraph(source, *span(one)) for one in early), Edit(last, last, moved)]


def _returns(statement: Node) -> bool:
    """Whether the component is left within, and not only a function that is declared there."""
    for one in statement.find_all(kind="return_statement"):
        inner = next((up for up in one.ancestors() if up.kind() in _INNER), None)
        if inner is None or not span(statement)[0] <= span(inner)[0] < span(statement)[1]:
            return True
    return False


HOOK_ORDER_RULES: dict[str, Rule] = {"react-hooks/rules-of-hooks": _after_hooks}

"""A callback for a ref that gives back what it keeps: React 19 takes what it gives for a function that cleans up."""

from __future__ import annotations

import re

from autofix.sdk import Action, Change, Edit, Node
from plugins.build.cause import Remedy, Spot
from plugins.build.names_source import Source, line_of, span

_GIVES = re.compile(r"Type '\(\w+: [^']{1,200}\) => [^']{1,200}' is not assignable to type '(?:Legacy)?Ref<")


def kept_in_braces(source: Source, spot: Spot) -> Remedy | None:
    """Keep it and give nothing back; None where the callback does anything else."""
    if _GIVES.search(spot.finding.message) is None:
        return None
    found = [
        attribute
        for attribute in source.root.find_all(kind="jsx_attribute")
        if attribute.children()[0].text() == "ref" and line_of(attribute) == spot.line
    ]
    body = _body(found[0]) if len(found) == 1 else None
    if body is None:
        return None
    inner = body.children()[1] if body.kind() == "parenthesized_expression" else body
    if inner.kind() != "assignment_expression":
        return None
    end = ";" if re.search(r";[ \t]*$", source.text, re.M) else ""
    edit = Edit(*span(body), f"{{ {inner.text()}{end} }}")
    change = Change(source.file, Action.MODIFY, "A ref's callback gives nothing back.", (edit,))
    return Remedy("build_type", "give nothing back from the ref's callback", (change,))


def _body(attribute: Node) -> Node | None:
    """What the arrow function of the attribute gives."""
    functions = attribute.find_all(kind="arrow_function")
    return functions[0].field("body") if functions else None

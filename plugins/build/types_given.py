"""What a call or a component has to be given or told, where there is one thing that it can be."""

from __future__ import annotations

import re

from autofix.sdk import Action, Change, Edit
from plugins.build.cause import Remedy, Spot
from plugins.build.lint_place import offset, smallest_at
from plugins.build.names_source import Source, above, span

# What a property of a component is by its name alone.
_PROPERTIES = {"children": "React.ReactNode", "className": "string"}


def initial_value(source: Source, spot: Spot) -> Remedy | None:
    """React 19 asks what a ref starts with: with no element where an element has it, else with undefined."""
    if "Expected 1 argument" not in spot.finding.message:
        return None
    call = smallest_at(source, offset(source, spot), "call_expression")
    match = re.fullmatch(r"(?:React\.)?useRef(?:<[\s\S]*>)?\(\s*\)", call.text()) if call is not None else None
    declarator = above(call, "variable_declarator") if call is not None else None
    name = declarator.field("name") if declarator is not None else None
    if call is None or match is None or name is None:
        return None
    is_of_element = re.search(rf"\bref=\{{\s*{re.escape(name.text())}\s*\}}", source.text) is not None
    end = span(call)[1] - 1
    value = "null" if is_of_element else "undefined"
    change = Change(source.file, Action.MODIFY, "A ref is told what it starts with.", (Edit(end, end, value),))
    return Remedy("build_type", f"start {name.text()} with {value}", (change,))


def property_types(source: Source, spot: Spot) -> Remedy | None:
    """The type of what a component is given, where each of its properties is known by its name."""
    pattern = smallest_at(source, offset(source, spot), "object_pattern")
    holder = pattern.parent() if pattern is not None else None
    if pattern is None or holder is None or holder.kind() != "required_parameter" or holder.field("type") is not None:
        return None
    items = [child for child in pattern.children() if child.is_named()]
    types = [_PROPERTIES.get(item.text()) for item in items]
    if not items or None in types or holder.field("value") is not None:
        return None
    said = "; ".join(f"{item.text()}: {known}" for item, known in zip(items, types, strict=True))
    end = span(pattern)[1]
    edit = Edit(end, end, f": {{ {said} }}")
    change = Change(source.file, Action.MODIFY, "What the component is given.", (edit,))
    return Remedy("build_type", "say what the component is given", (change,))

"""What a call or a component has to be given or told, where there is one thing that it can be."""

from __future__ import annotations

import re

from autofix.sdk import Action, Change, Edit, Risk
from plugins.build.cause import Remedy, Spot
from plugins.build.lint_place import offset, smallest_at
from plugins.build.names_source import Source, above, span

# What a property of a component is by its name alone.
_PLAIN = frozenset(("identifier", "member_expression", "string", "number", "true", "false", "null", "undefined"))
_SETTER = re.compile(
    r"Type 'Dispatch<SetStateAction<(?P<state>[A-Z]\w*)>>' is not assignable to type '\(\w+: string\) => void'"
)
_TOO_MANY = re.compile(r"Expected (?P<wanted>\d) arguments?, but got (?P<given>\d)")
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


def fewer_arguments(source: Source, spot: Spot) -> Remedy | None:
    """What is given beyond what a function takes is not given: nobody has read it."""
    match = _TOO_MANY.search(spot.finding.message)
    at = offset(source, spot)
    calls = [one for one in source.root.find_all(kind="arguments") if span(one)[0] <= at < span(one)[1]]
    given = min(calls, key=lambda one: span(one)[1] - span(one)[0], default=None)
    items = [child for child in given.children() if child.is_named()] if given is not None else []
    if match is None or given is None or len(items) != int(match["given"]) or len(items) <= int(match["wanted"]):
        return None
    wanted = int(match["wanted"])
    extra = items[wanted:]
    if any(one.kind() not in _PLAIN for one in extra) or span(extra[0])[0] != at:
        return None
    start = span(items[wanted - 1])[1] if wanted else span(given)[0] + 1
    edit = Edit(start, span(extra[-1])[1] if wanted else span(given)[1] - 1, "")
    change = Change(source.file, Action.MODIFY, "The function does not take it.", (edit,))
    return Remedy("build_type", f"leave {extra[0].text()} out", (change,), risk=Risk.FULL_REVIEW)


def setter_called(source: Source, spot: Spot) -> Remedy | None:
    """A state of a few words that a component sets by any text: what it gives is said to be one of them."""
    match = _SETTER.search(spot.finding.message)
    attribute = smallest_at(source, offset(source, spot), "jsx_attribute") if match else None
    value = re.search(r"=\{\s*(?P<setter>\w+)\s*\}$", attribute.text()) if attribute is not None else None
    if match is None or attribute is None or value is None or f"type {match['state']}" not in source.text:
        return None
    start = span(attribute)[0]
    said = f"(value) => {value['setter']}(value as {match['state']})"
    edit = Edit(start + value.start("setter"), start + value.end("setter"), said)
    change = Change(source.file, Action.MODIFY, f"It gives one of {match['state']}.", (edit,))
    return Remedy("build_type", f"take the value for {match['state']}", (change,))


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

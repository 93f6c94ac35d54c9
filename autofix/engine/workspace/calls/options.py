"""The options of a request as an object literal says them."""

from __future__ import annotations

from autofix.engine.workspace.calls.pieces import Parameter, Value, hole
from autofix.engine.workspace.calls.script import Script
from autofix.engine.workspace.calls.values import Values
from autofix.engine.workspace.syntax_javascript import is_expression, property_value, unwrap
from autofix.sdk.workspace import Node

BODIES = ("body", "data", "json", "form")


def option(values: Values, script: Script, options: Node | None, *names: str) -> Value | None:
    """The option called by one of ``names``; of a parameter, the hole that its caller fills; else None."""
    if options is None:
        return None
    options = unwrap(options)
    if options.kind() == "object":
        for name in names:
            held = property_value(options, name)
            if held is not None:
                return values.value(script, held)
        spreads = [child.children()[-1] for child in options.children() if child.kind() == "spread_element"]
        for spread in spreads:
            found = option(values, script, spread, *names)
            if found is not None:
                return found
        return None
    if options.kind() == "identifier":
        given = values.parameter(script, options, options.text())
        if given is None:
            thing = values.thing(script, options)
            inner = thing is not None and thing.node.kind() == "object"
            return option(values, thing.script, thing.node, *names) if thing is not None and inner else None
        return _member_of_parameter(given[1], names[0]) if not given[1].member else None
    return None


def has_body(options: Node | None) -> bool:
    """Whether the options hold something to be sent."""
    options = unwrap(options) if options is not None else None
    if options is None or options.kind() != "object":
        return False
    return any(property_value(options, name) is not None for name in BODIES)


def object_or_none(node: Node | None) -> Node | None:
    """The object literal that ``node`` is."""
    node = unwrap(node) if node is not None else None
    return node if node is not None and node.kind() == "object" else None


def _member_of_parameter(parameter: Parameter, name: str) -> Value:
    return hole(name, Parameter(parameter.file, parameter.function, parameter.index, name))


def called_of(call: Node) -> Node | None:
    """What ``call`` calls; of ``await f<T>(x)`` the grammar takes ``await f`` for it."""
    called = call.field("function")
    if called is not None and called.kind() == "await_expression":
        return next((child for child in called.children() if is_expression(child)), None)
    return called

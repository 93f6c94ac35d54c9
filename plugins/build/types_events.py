"""The type of an event that a handler takes, told from the one element that it is given to."""

from __future__ import annotations

from autofix.sdk import Node
from plugins.build.names_source import Source, above, named_nodes, span

_EVENTS = {
    "onChange": "ChangeEvent",
    "onSubmit": "FormEvent",
    "onClick": "MouseEvent",
    "onKeyDown": "KeyboardEvent",
    "onKeyUp": "KeyboardEvent",
    "onBlur": "FocusEvent",
    "onFocus": "FocusEvent",
}
_ELEMENTS = {
    "input": "HTMLInputElement",
    "textarea": "HTMLTextAreaElement",
    "select": "HTMLSelectElement",
    "form": "HTMLFormElement",
    "button": "HTMLButtonElement",
    "div": "HTMLDivElement",
    "a": "HTMLAnchorElement",
}


def event_type(source: Source, parameter: Node) -> str:
    """The type in React's words; empty where the handler is used in several ways, or none that is known."""
    function = above(parameter, "arrow_function", "function_declaration", "function_expression")
    if function is None or not source.file.endswith("x"):
        return ""
    first = function.field("parameter")
    if first is None:
        listed = function.field("parameters")
        first = next((child for child in listed.children() if child.is_named()), None) if listed is not None else None
    if first is None or span(first)[0] != span(parameter)[0]:
        return ""
    declarator = function.parent()
    named = function.field("name")
    if named is None and declarator is not None and declarator.kind() == "variable_declarator":
        named = declarator.field("name")
    if named is None:
        return ""
    found = {_given_to(use) for use in named_nodes(source.root, named.text()) if span(use) != span(named)}
    return found.pop() if len(found) == 1 else ""


def _given_to(use: Node) -> str:
    """The type of the event where a handler stands as the value of an attribute."""
    holder = use.parent()
    attribute = holder.parent() if holder is not None and holder.kind() == "jsx_expression" else None
    element = attribute.parent() if attribute is not None and attribute.kind() == "jsx_attribute" else None
    name = element.field("name") if element is not None else None
    if attribute is None or name is None:
        return ""
    event = _EVENTS.get(attribute.children()[0].text())
    kind = _ELEMENTS.get(name.text())
    return f"React.{event}<{kind}>" if event and kind else ""

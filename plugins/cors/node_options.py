"""An options object of JavaScript, wherever it is written, and its members."""

from __future__ import annotations

from dataclasses import dataclass

from autofix.sdk import Edit, Node, Workspace
from plugins.cors.returned_javascript import resolved
from plugins.cors.slots import line_indent
from plugins.cors.syntax_javascript import string_value, unwrap

_NAMES = ("identifier", "member_expression", "shorthand_property_identifier")


@dataclass(frozen=True)
class Options:
    """An object literal in ``file``; ``is_whole`` is false where something is spread into it."""

    file: str
    node: Node
    is_whole: bool = True

    def member(self, *names: str) -> Node | None:
        """The value of the first of ``names`` that is there: an expression, a method or a shorthand."""
        for child in self.node.children():
            if child.kind() == "shorthand_property_identifier" and child.text() in names:
                return child
            key = child.field("name") if child.kind() == "method_definition" else child.field("key")
            value = child if child.kind() == "method_definition" else child.field("value")
            if key is not None and value is not None and key.text().strip("'\"") in names:
                return value
        return None


def open_options(workspace: Workspace, file: str, node: Node | None) -> Options | None:
    """The object that ``node`` is or names; None where it is none that can be read."""
    if node is None:
        return None
    node = unwrap(node)
    if node.kind() in _NAMES:
        definition = workspace.definition(file, node.text())
        if definition is None:
            return None
        file, node = definition.file, unwrap(definition.node)
    if node.kind() == "call_expression" and (behind := resolved(workspace, file, node)) is not None:
        file, node = behind
    if node.kind() != "object":
        return None
    return Options(file, node, not any(child.kind() == "spread_element" for child in node.children()))


def value_of(workspace: Workspace, file: str, node: Node) -> tuple[str, Node]:
    """The literal that ``node`` is or names, with its file; itself where it names none."""
    node = unwrap(node)
    if node.kind() not in _NAMES:
        return file, node
    definition = workspace.definition(file, node.text())
    return (definition.file, unwrap(definition.node)) if definition is not None else (file, node)


def listed_words(node: Node) -> list[str] | None:
    """The strings of an array, or the parts of a text that commas part; None for anything else."""
    text = string_value(node)
    if text is not None:
        return [part.strip() for part in text.split(",") if part.strip()]
    if node.kind() != "array":
        return None
    found = [string_value(child) for child in node.children() if child.is_named() and child.kind() != "comment"]
    return [word for word in found if word is not None] if None not in found else None


def add_member(options: Node, text: str, member: str) -> Edit:
    """One more member at the end of an object literal, on a line of its own where the others are."""
    place = options.range()
    members = [child for child in options.children() if child.is_named() and child.kind() != "comment"]
    if not members:
        return Edit(place.start.index, place.end.index, f"{{ {member} }}")
    last = members[-1]
    end = last.range().end.index
    follower = last.next()
    has_comma = follower is not None and follower.text() == ","
    if last.range().start.line == place.start.line:
        return Edit(end, end, f", {member}")
    indent = line_indent(text, last.range().start.index)
    if has_comma and follower is not None:
        after = follower.range().end.index
        behind = follower.next()
        if behind is not None and behind.kind() == "comment" and behind.range().start.line == last.range().end.line:
            after = behind.range().end.index
        return Edit(after, after, f"\n{indent}{member},")
    if follower is not None and follower.kind() == "comment":
        after = follower.range().end.index
        return Edit(end, after, f",{text[end:after]}\n{indent}{member}")
    return Edit(end, end, f",\n{indent}{member}")

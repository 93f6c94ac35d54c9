"""Reading an allow-list from Python: lists, strings, env values, configuration."""

from __future__ import annotations

import re

from autofix.sdk import Node, Workspace
from plugins.cors.allow_list import AllowList, Entry, Slot

MAX_DEPTH = 12
LISTS = frozenset({"list", "tuple", "set"})
_ENV = re.compile(r"(?:os\.)?(?:environ\.get|getenv|environ)\s*[\[(]\s*['\"](\w+)['\"]")
_CONFIG = re.compile(r"(?:current_app|app|\w+)\.config(?:\.get\(|\[)\s*['\"](\w+)['\"]")


def string_value(node: Node) -> str | None:
    """The value of a plain string literal."""
    if node.kind() != "string":
        return None
    match = re.fullmatch(r"[rRuU]?(?:'''|\"\"\"|'|\")(.*?)(?:'''|\"\"\"|'|\")", node.text(), re.S)
    return match[1] if match else None


def arguments(call: Node) -> tuple[list[Node], dict[str, Node]]:
    """Positional and keyword arguments of a call."""
    given = call.field("arguments")
    positional: list[Node] = []
    named: dict[str, Node] = {}
    for child in given.children() if given is not None else []:
        if child.kind() == "keyword_argument":
            name, value = child.field("name"), child.field("value")
            if name is not None and value is not None:
                named[name.text()] = value
        elif child.is_named() and child.kind() != "comment":
            positional.append(child)
    return positional, named


def read_allow_list(workspace: Workspace, file: str, node: Node) -> AllowList:
    """What the value of an ``origins`` argument lets in."""
    found = _values(workspace, file, node, 0)
    if not found.slots and not found.is_open and found.entries:
        found.slots.append(Slot("wrap", file, node))
    return found


def _values(workspace: Workspace, file: str, node: Node, depth: int) -> AllowList:
    kind = node.kind()
    if depth > MAX_DEPTH:
        return AllowList(is_dynamic=True)
    if kind == "parenthesized_expression":
        inner = next((c for c in node.children() if c.is_named()), None)
        return _values(workspace, file, inner, depth + 1) if inner is not None else AllowList(is_dynamic=True)
    text = string_value(node)
    if text is not None:
        if text in ("*", ".*"):
            return AllowList(is_open=True)
        is_pattern = any(c in text for c in "*\\]?$^[()")
        return AllowList([Entry(file, node, None if is_pattern else text)], is_dynamic=is_pattern)
    if kind in LISTS:
        return _list(workspace, file, node, depth)
    if kind in ("call", "subscript"):
        return _call(workspace, file, node, depth)
    if kind in ("identifier", "attribute"):
        definition = workspace.definition(file, node.text())
        if definition is None:
            return AllowList(is_dynamic=True)
        return _values(workspace, definition.file, definition.node, depth + 1)
    if kind in ("boolean_operator", "conditional_expression", "binary_operator"):
        found = AllowList()
        sides = [c for c in node.children() if c.is_named()]
        for side in (sides[0], sides[-1]) if kind == "conditional_expression" else sides:
            found.merge(_values(workspace, file, side, depth + 1))
        return found
    if kind == "list_comprehension":
        return _comprehension(workspace, file, node, depth)
    return AllowList(is_dynamic=True)


def _list(workspace: Workspace, file: str, node: Node, depth: int) -> AllowList:
    found = AllowList(slots=[Slot("array", file, node)])
    for element in (c for c in node.children() if c.is_named() and c.kind() != "comment"):
        read = _values(workspace, file, element, depth + 1)
        found.entries += read.entries
        found.is_open = found.is_open or read.is_open
        found.is_dynamic = found.is_dynamic or read.is_dynamic
    return found


def _call(workspace: Workspace, file: str, node: Node, depth: int) -> AllowList:
    text = node.text()
    function = node.field("function")
    if function is not None and function.kind() == "attribute":
        target, called = function.field("object"), function.field("attribute")
        if target is not None and called is not None and called.text() == "split":
            return _split(_values(workspace, file, target, depth + 1))
        if target is not None and called is not None and called.text() in ("strip", "rstrip", "lower", "replace"):
            return _values(workspace, file, target, depth + 1)
    match = _ENV.match(text)
    if match:
        positional, named = arguments(node)
        default = named.get("default") or (positional[1] if len(positional) > 1 else None)
        found = AllowList([Entry(file, node, None, match[1])])
        if default is not None:
            found.merge(_values(workspace, file, default, depth + 1))
        return found
    match = _CONFIG.match(text)
    if match:
        return _config(workspace, match[1], depth)
    if function is not None and function.text() in ("list", "set", "tuple", "filter", "str"):
        positional, _ = arguments(node)
        if positional:
            return _values(workspace, file, positional[-1], depth + 1)
    return AllowList(is_dynamic=True)


def _comprehension(workspace: Workspace, file: str, node: Node, depth: int) -> AllowList:
    """``[o.strip() for o in X.split(",")]``: what X holds."""
    clause = node.find(kind="for_in_clause")
    right = clause.field("right") if clause is not None else None
    return _values(workspace, file, right, depth + 1) if right is not None else AllowList(is_dynamic=True)


def _config(workspace: Workspace, name: str, depth: int) -> AllowList:
    """A value of Flask's configuration: set by ``app.config[...] =``, or an attribute of a configuration class."""
    for file in workspace.search(name, suffixes=(".py",)):
        root = workspace.tree(file)
        for assignment in root.find_all(kind="assignment"):
            left, right = assignment.field("left"), assignment.field("right")
            if left is None or right is None:
                continue
            if left.text() == name or re.search(rf"\.config\[['\"]{name}['\"]\]$", left.text()):
                return _values(workspace, file, right, depth + 1)
    return AllowList(is_dynamic=True)


def _split(whole: AllowList) -> AllowList:
    found = AllowList(is_dynamic=whole.is_dynamic)
    for entry in whole.entries:
        if entry.value is None:
            found.entries.append(entry)
            continue
        found.entries += [Entry(entry.file, entry.node, part.strip()) for part in entry.value.split(",")]
        found.slots.append(Slot("comma", entry.file, entry.node))
    return found


def add_to_slot(slot: Slot, text: str, origin: str) -> tuple[int, int, str]:
    """The edit (start, end, new text) that lets ``origin`` in at ``slot``; ``text`` is the file's."""
    node = slot.node
    start, end = node.range().start.index, node.range().end.index
    quote = "'" if (node.text().count("'") or text.count("'")) > (node.text().count('"') or text.count('"')) else '"'
    if slot.kind == "comma":
        body = string_value(node) or ""
        close = len(node.text()) - len(node.text().rstrip("'\""))
        return end - close, end - close, ("," if body.strip() else "") + origin
    if slot.kind == "wrap":
        return start, end, f"[{node.text()}, {quote}{origin}{quote}]"
    elements = [c for c in node.children() if c.is_named() and c.kind() != "comment"]
    item = f"{quote}{origin}{quote}"
    if not elements:
        return start + 1, end - 1, item + ("," if node.kind() == "tuple" else "")
    last = elements[-1]
    stop = last.range().end.index
    follower = last.next()
    has_comma = follower is not None and follower.text() == ","
    if last.range().start.line == node.range().start.line:
        return stop, stop, f", {item}"
    line = text[text.rfind("\n", 0, last.range().start.index) + 1 : last.range().start.index]
    indent = line[: len(line) - len(line.lstrip())]
    if has_comma and follower is not None:
        after = follower.range().end.index
        return after, after, f"\n{indent}{item},"
    return stop, stop, f",\n{indent}{item}"

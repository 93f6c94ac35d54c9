"""Reading an allow-list from JavaScript or TypeScript: arrays, strings, env values, functions."""

from __future__ import annotations

import re

from autofix.sdk import Node, Workspace
from plugins.cors.allow_list import AllowList, Entry, Slot

MAX_DEPTH = 12
WRAPPERS = frozenset({"parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression"})
FUNCTIONS = frozenset(
    {"arrow_function", "function_expression", "function", "function_declaration", "method_definition"}
)
_ENV = re.compile(r"^(?:process\.env|import\.meta\.env)(?:\??\.(\w+)|\[['\"](\w+)['\"]\])$")
_LIST_METHODS = frozenset({"map", "filter", "concat", "flat", "flatMap", "sort", "slice"})
_ASKING_METHODS = frozenset({"includes", "indexOf", "has", "some", "find", "findIndex", "every"})


def unwrap(node: Node) -> Node:
    """Without parentheses and TypeScript's type wrappers."""
    for _ in range(MAX_DEPTH):
        if node.kind() not in WRAPPERS:
            break
        inner = next((child for child in node.children() if child.is_named()), None)
        if inner is None:
            break
        node = inner
    return node


def string_value(node: Node) -> str | None:
    """The value of a string, or of a template without a substitution."""
    if node.kind() == "string" or (node.kind() == "template_string" and "${" not in node.text()):
        return node.text()[1:-1]
    return None


def env_name(node: Node) -> str | None:
    """The variable that ``process.env.X`` names."""
    match = _ENV.match(node.text()) if node.kind() in ("member_expression", "subscript_expression") else None
    return (match[1] or match[2]) if match else None


def read_allow_list(workspace: Workspace, file: str, node: Node, depth: int = 0) -> AllowList:
    """What the value of cors' ``origin`` option lets in."""
    value = unwrap(node)
    kind = value.kind()
    if depth > MAX_DEPTH:
        return AllowList(is_dynamic=True)
    if kind == "true":
        return AllowList(is_open=True)
    if kind in FUNCTIONS:
        return _function(workspace, file, value, depth)
    found = _values(workspace, file, value, depth)
    if value.kind() == "identifier" and not found.slots and not found.is_open:
        definition = workspace.definition(file, value.text())
        if definition and definition.node.kind() in FUNCTIONS:
            return _function(workspace, definition.file, definition.node, depth)
    if not any(slot.kind in ("array", "comma") for slot in found.slots) and not found.is_open and found.entries:
        found.slots = [slot for slot in found.slots if slot.kind != "wrap"]
        found.slots.append(Slot("wrap", file, node))
    return found


def _values(workspace: Workspace, file: str, node: Node, depth: int) -> AllowList:
    node = unwrap(node)
    kind = node.kind()
    text = string_value(node)
    if depth > MAX_DEPTH:
        return AllowList(is_dynamic=True)
    if text is not None:
        if text == "*":
            return AllowList(is_open=True)
        return AllowList([Entry(file, node, text)])
    if env := env_name(node):
        return AllowList([Entry(file, node, None, env)])
    if kind == "array":
        return _array(workspace, file, node, depth)
    if kind == "regex":
        return AllowList([Entry(file, node, None)], is_dynamic=True)
    if kind in ("identifier", "member_expression"):
        definition = workspace.definition(file, node.text())
        if definition is None or definition.node.kind() in FUNCTIONS:
            return AllowList(is_dynamic=True)
        return _values(workspace, definition.file, definition.node, depth + 1)
    if kind == "binary_expression":
        return _both(workspace, file, (node.field("left"), node.field("right")), depth)
    if kind == "ternary_expression":
        return _both(workspace, file, (node.field("consequence"), node.field("alternative")), depth)
    if kind == "new_expression":
        return _first_argument(workspace, file, node, depth)
    if kind == "call_expression":
        return _call(workspace, file, node, depth)
    return AllowList(is_dynamic=True)


def _array(workspace: Workspace, file: str, node: Node, depth: int) -> AllowList:
    found = AllowList(slots=[Slot("array", file, node)])
    for element in (child for child in node.children() if child.is_named() and child.kind() != "comment"):
        inner = element
        if element.kind() == "spread_element":
            inner = next((c for c in element.children() if c.is_named()), element)
        read = _values(workspace, file, inner, depth + 1)
        found.entries += read.entries
        found.is_open = found.is_open or read.is_open
        found.is_dynamic = found.is_dynamic or read.is_dynamic
    return found


def _both(workspace: Workspace, file: str, sides: tuple[Node | None, ...], depth: int) -> AllowList:
    found = AllowList()
    for side in sides:
        if side is not None:
            found.merge(_values(workspace, file, side, depth + 1))
    return found


def _first_argument(workspace: Workspace, file: str, node: Node, depth: int) -> AllowList:
    arguments = call_arguments(node)
    return _values(workspace, file, arguments[0], depth + 1) if arguments else AllowList(is_dynamic=True)


def _call(workspace: Workspace, file: str, node: Node, depth: int) -> AllowList:
    """``list.map(...)``, ``text.split(',')``, ``Object.freeze([...])``, ``String(x)``."""
    function = node.field("function")
    target = function.field("object") if function and function.kind() == "member_expression" else None
    called = function.field("property") if function and function.kind() == "member_expression" else None
    if function is not None and function.text() in ("Object.freeze", "Array.from", "Array.of", "String"):
        return _first_argument(workspace, file, node, depth)
    if target is None or called is None:
        return AllowList(is_dynamic=True)
    found = _values(workspace, file, target, depth + 1)
    if called.text() == "split":
        return _split(found)
    if called.text() in _LIST_METHODS or called.text() in ("trim", "toString", "replace", "toLowerCase"):
        return found
    return AllowList(is_dynamic=True)


def _split(whole: AllowList) -> AllowList:
    """A string that is split at commas: each literal holds several entries and takes one more."""
    found = AllowList(is_dynamic=whole.is_dynamic)
    for entry in whole.entries:
        if entry.value is None:
            found.entries.append(entry)
            continue
        found.entries += [Entry(entry.file, entry.node, part.strip()) for part in entry.value.split(",")]
        found.slots.append(Slot("comma", entry.file, entry.node))
    return found


def _function(workspace: Workspace, file: str, node: Node, depth: int) -> AllowList:
    """A function that decides: the lists it asks, and the origins it compares with."""
    found = AllowList(is_dynamic=True)
    for call in node.find_all(kind="call_expression"):
        function = call.field("function")
        if function is None or function.kind() != "member_expression":
            continue
        target, called = function.field("object"), function.field("property")
        if target is not None and called is not None and called.text() in _ASKING_METHODS:
            found.merge(_values(workspace, file, target, depth + 1))
    if not found.slots:
        for compared in node.find_all(kind="binary_expression"):
            for side in (compared.field("left"), compared.field("right")):
                text = string_value(side) if side is not None else None
                if side is not None and text is not None and "://" in text and _operator(compared) in _EQUALITIES:
                    found.entries.append(Entry(file, side, text))
                    found.slots.append(Slot("compare", file, compared))
    return found


_EQUALITIES = ("===", "==", "!==", "!=")


def _operator(node: Node) -> str:
    operator = node.field("operator")
    return operator.text() if operator is not None else ""


def call_arguments(node: Node) -> list[Node]:
    """The arguments of a call or a ``new``, comments aside."""
    arguments = node.field("arguments")
    if arguments is None:
        return []
    return [child for child in arguments.children() if child.is_named() and child.kind() != "comment"]


def add_to_slot(slot: Slot, text: str, origin: str) -> tuple[int, int, str]:
    """The edit (start, end, new text) that lets ``origin`` in at ``slot``; ``text`` is the file's."""
    start, end = slot.node.range().start.index, slot.node.range().end.index
    quote = _quote(slot.node.text(), text)
    if slot.kind == "array":
        return _add_element(slot.node, text, f"{quote}{origin}{quote}")
    if slot.kind == "comma":
        return end - 1, end - 1, ("," if slot.node.text()[1:-1].strip() else "") + origin
    if slot.kind == "compare":
        operator = _operator(slot.node)
        left, right = slot.node.field("left"), slot.node.field("right")
        asked = next((s for s in (left, right) if s is not None and string_value(s) is None), None)
        name = asked.text() if asked is not None else "origin"
        joined = "||" if operator in ("===", "==") else "&&"
        built = f"{slot.node.text()} {joined} {name} {operator} {quote}{origin}{quote}"
        parent = slot.node.parent()
        is_inside = parent is not None and parent.kind() in ("binary_expression", "unary_expression")
        return start, end, f"({built})" if is_inside else built
    return start, end, f"[{slot.node.text()}, {quote}{origin}{quote}]"


def _add_element(array: Node, text: str, element: str) -> tuple[int, int, str]:
    elements = [c for c in array.children() if c.is_named() and c.kind() != "comment"]
    close = array.range().end.index - 1
    if not elements:
        return array.range().start.index + 1, close, element
    last = elements[-1]
    end = last.range().end.index
    follower = last.next()
    has_comma = follower is not None and follower.text() == ","
    if last.range().start.line == array.range().start.line:
        return end, end, f", {element}"
    line_start = text.rfind("\n", 0, last.range().start.index) + 1
    indent = text[line_start : last.range().start.index]
    indent = indent[: len(indent) - len(indent.lstrip())]
    if has_comma and follower is not None:
        after = follower.range().end.index
        return after, after, f"\n{indent}{element},"
    return end, end, f",\n{indent}{element}"


def _quote(nearby: str, text: str) -> str:
    """The quote that the code uses, here first, then in the whole file."""
    for sample in (nearby, text):
        single, double = sample.count("'"), sample.count('"')
        if single != double:
            return "'" if single > double else '"'
    return "'"

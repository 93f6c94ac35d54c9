"""Reading an allow-list from Python: lists, strings, variables of the environment, Flask's configuration."""

from __future__ import annotations

import re

from autofix.sdk import Node, WorkspaceError
from plugins.cors.allow_list import (
    AllowList,
    Entry,
    Reading,
    env_list,
    map_entries,
    slot_at,
    split_list,
    unreadable,
)
from plugins.cors.flask_config import configured_value
from plugins.cors.python_env import Asked, asked_variable
from plugins.cors.python_members import find_member
from plugins.cors.python_texts import env_text, json_lists, later_additions
from plugins.cors.returned_python import local_value, returned_value
from plugins.cors.switches import switch_name, takes_first

MAX_DEPTH = 12
LISTS = frozenset({"list", "tuple", "set"})
_ENV = re.compile(r"(?:os\.)?(?:environ\.get|getenv|environ)\s*[\[(]\s*['\"](\w+)['\"]")
_CONFIG = re.compile(r"[\w.]*\bconfig(?:\.get\(|\[)\s*['\"](\w+)['\"]")
_FORMATTED = re.compile(r"[fF](?:\"|')(?P<text>[^\"'\n]*)(?:\"|')")
# flask-cors takes a text with any of these for a regular expression.
_PATTERN_SIGNS = "*\\]?$^[()"


def string_value(node: Node | None) -> str | None:
    """The value of a plain string literal."""
    if node is None or node.kind() != "string":
        return None
    match = re.fullmatch(r"[rRuU]?(?:'''|\"\"\"|'|\")(.*?)(?:'''|\"\"\"|'|\")", node.text(), re.S)
    return match[1] if match else None


def text_offset(node: Node) -> int:
    """How many characters of a string literal come before its text: the prefix and the quote."""
    match = re.match(r"[rRuU]?(?:'''|\"\"\"|'|\")", node.text())
    return match.end() if match is not None else 0


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


def read_allow_list(reading: Reading, file: str, node: Node) -> AllowList:
    """What the value of an ``origins`` argument lets in. flask-cors compares without regard to case."""
    found = read_values(reading, file, node)
    found.ignores_case = True
    if not found.slots and not found.is_open and found.entries and not found.is_unset():
        found.slots.append(slot_at("wrap", file, node))
    return found


def read_values(reading: Reading, file: str, node: Node, depth: int = 0) -> AllowList:
    """What an expression holds: a string, a list of them, or a name for either."""
    kind = node.kind()
    if depth > MAX_DEPTH:
        return unreadable()
    if kind == "parenthesized_expression":
        inner = next((c for c in node.children() if c.is_named() and c.kind() != "comment"), None)
        return read_values(reading, file, inner, depth + 1) if inner is not None else unreadable()
    text = string_value(node)
    if text is not None:
        return AllowList(is_open=True) if text in ("*", ".*") else AllowList([_literal(file, node, text)])
    if kind in LISTS:
        return _list(reading, file, node, depth)
    if kind == "concatenated_string":
        return _glued(file, node)
    if kind == "string":
        return _formatted(reading, file, node)
    configured = configured_value(reading.workspace, node) if kind in ("call", "subscript") else None
    if configured is not None:
        return read_values(reading, *configured, depth + 1)
    if kind in ("call", "subscript"):
        return _call(reading, file, node, depth)
    if kind in ("identifier", "attribute"):
        return _named(reading, file, node, depth)
    if kind == "conditional_expression":
        return _conditional(reading, file, node, depth)
    if kind in ("boolean_operator", "binary_operator"):
        return _both(reading, file, node, depth)
    if kind in ("list_comprehension", "generator_expression", "set_comprehension"):
        return _comprehension(reading, file, node, depth)
    return unreadable()


def _named(reading: Reading, file: str, node: Node, depth: int) -> AllowList:
    """What a name holds, or an attribute of a settings object, which the environment may set."""
    member = find_member(reading.workspace, file, node) if node.kind() == "attribute" else None
    if member is not None:
        found = AllowList()
        if member.env:
            found = env_text(reading, member.file, member.value or node, member.env)
        if member.value is not None and (not member.env or found.is_unset()):
            found.merge(read_values(reading, member.file, member.value, depth + 1))
        return found
    definition = reading.workspace.definition(file, node.text()) or local_value(file, node)
    if definition is None or definition.node.kind() in ("function_definition", "class_definition"):
        return unreadable()
    found = read_values(reading, definition.file, definition.node, depth + 1)
    if definition.node.kind() == "list":
        for place, added in later_additions(reading.workspace, definition, node.text()):
            more = read_values(reading, place, added, depth + 1)
            found.entries += more.entries
            found.is_open = found.is_open or more.is_open
    return found


def _literal(file: str, node: Node, text: str) -> Entry:
    place = node.range()
    start = place.start.index + text_offset(node)
    is_pattern = any(sign in text for sign in _PATTERN_SIGNS)
    value = None if is_pattern else text
    return Entry(file, place.start.line + 1, start, start + len(text), value, None, text if is_pattern else None, node)


def _list(reading: Reading, file: str, node: Node, depth: int) -> AllowList:
    found = AllowList(slots=[slot_at("array", file, node)])
    for element in (c for c in node.children() if c.is_named() and c.kind() != "comment"):
        inner = element
        if element.kind() == "list_splat":
            inner = next((child for child in element.children() if child.is_named()), element)
        read = read_values(reading, file, inner, depth + 1)
        found.entries += read.entries
        found.is_open = found.is_open or read.is_open
        found.is_dynamic = found.is_dynamic or read.is_dynamic
        found.switches += read.switches
        found.glued += read.glued
    return found


def _formatted(reading: Reading, file: str, node: Node) -> AllowList:
    """An f-string that is filled with constants; its range in the file is longer or shorter than its text."""
    text = ""
    for child in node.children():
        if child.kind() == "interpolation":
            inner = next((each for each in child.children() if each.is_named()), None)
            filled = _constant(reading, file, inner) if inner is not None and len(child.children()) == 3 else None
            if filled is None:
                return unreadable()
            text += filled
        elif child.kind() == "string_content":
            text += child.text()
    place, match = node.range(), _FORMATTED.fullmatch(node.text())
    if match is None or "{{" in node.text():
        return unreadable()
    start, end = place.start.index + match.start("text"), place.start.index + match.end("text")
    return AllowList([Entry(file, place.start.line + 1, start, end, text, literal=node)])


def _constant(reading: Reading, file: str, node: Node) -> str | None:
    """The text or number that a name stands for."""
    found = reading.workspace.definition(file, node.text()) if node.kind() in ("identifier", "attribute") else None
    if found is None:
        return None
    return found.node.text() if found.node.kind() == "integer" else string_value(found.node)


def _glued(file: str, node: Node) -> AllowList:
    """Strings side by side: where each is an origin, a comma was forgotten."""
    parts = [child for child in node.children() if child.kind() != "comment"]
    entries = [_literal(file, part, text) for part in parts if (text := string_value(part)) is not None]
    if len(entries) < len(parts) or not all("://" in (entry.value or "") for entry in entries):
        return unreadable()
    return AllowList(glued=[tuple(entries)])


def _call(reading: Reading, file: str, node: Node, depth: int) -> AllowList:
    function = node.field("function")
    positional, named = arguments(node)
    if function is not None and function.kind() == "attribute":
        target, called = function.field("object"), function.field("attribute")
        name = called.text() if called is not None else ""
        if target is not None and name == "split":
            separator = string_value(positional[0]) if positional else None
            whole = read_values(reading, file, target, depth + 1)
            return split_list(whole, separator) if separator else unreadable()
        if target is not None and name == "strip":
            return map_entries(read_values(reading, file, target, depth + 1), str.strip)
        if target is not None and name == "rstrip" and positional and string_value(positional[0]) == "/":
            return map_entries(read_values(reading, file, target, depth + 1), _without_slash)
        if target is not None and name in ("rstrip", "lower", "replace", "copy"):
            return read_values(reading, file, target, depth + 1)
    wanted = string_value(positional[0]) if positional else None
    asked = asked_variable(function.text(), positional, named, wanted) if function is not None else None
    if asked is not None and not _ENV.match(node.text()):
        return _asked(reading, file, node, asked, depth)
    if match := _ENV.match(node.text()):
        default = named.get("default") or (positional[1] if len(positional) > 1 else None)
        found = env_list(reading, file, node, match[1], by_compose=_is_blank(default))
        if default is not None and found.is_unset():
            found.merge(read_values(reading, file, default, depth + 1))
        return found
    if match := _CONFIG.match(node.text()):
        return _configured(reading, match[1], depth)
    if function is not None and function.text() == "json.loads" and positional:
        return json_lists(read_values(reading, file, positional[0], depth + 1))
    if function is not None and not positional and not named:
        returned = returned_value(reading, file, function)
        if returned is not None:
            return read_values(reading, *returned, depth + 1)
    if (
        function is not None
        and function.text() in ("list", "set", "tuple", "frozenset", "filter", "str")
        and positional
    ):
        return read_values(reading, file, positional[-1], depth + 1)
    return unreadable()


def _is_blank(default: Node | None) -> bool:
    """Whether a variable is nothing where its surrounding does not set it."""
    return default is None or string_value(default) == ""


def _asked(reading: Reading, file: str, node: Node, asked: Asked, depth: int) -> AllowList:
    """What a settings library reads from the environment, or else its default."""
    found = env_list(reading, file, node, asked.name, by_compose=_is_blank(asked.default))
    if asked.is_list:
        found = split_list(found, ",")
    if asked.default is not None and found.is_unset():
        given = read_values(reading, file, asked.default, depth + 1)
        if asked.is_list and string_value(asked.default) is not None:
            given = split_list(given, ",")
        found.merge(given)
    return map_entries(found, str.strip) if asked.is_list else found


def _without_slash(text: str) -> str:
    return text.rstrip("/")


def _conditional(reading: Reading, file: str, node: Node, depth: int) -> AllowList:
    first, condition, second = [c for c in node.children() if c.is_named() and c.kind() != "comment"][:3]
    chosen = takes_first(condition.text(), reading.is_production)
    if chosen is None:
        found = read_values(reading, file, first, depth + 1)
        found.merge(read_values(reading, file, second, depth + 1))
        return found
    branch = first if chosen else second
    found = read_values(reading, file, branch, depth + 1)
    found.switches.append(switch_name(condition.text()))
    if not found.slots and not found.is_open and found.entries and not found.is_unset():
        found.slots.append(slot_at("wrap", file, branch))
    return found


def _both(reading: Reading, file: str, node: Node, depth: int) -> AllowList:
    """``left or right``, and lists that are added up."""
    left, right, operator = node.field("left"), node.field("right"), node.field("operator")
    if left is None or right is None or operator is None or operator.text() not in ("or", "+", "|"):
        return unreadable()
    found = read_values(reading, file, left, depth + 1)
    is_decided = operator.text() == "or" and any(entry.value for entry in found.entries)
    if not is_decided:
        found.merge(read_values(reading, file, right, depth + 1))
    return found


def _comprehension(reading: Reading, file: str, node: Node, depth: int) -> AllowList:
    """``[o.strip() for o in X.split(",")]``: what X holds."""
    clause = node.find(kind="for_in_clause")
    right = clause.field("right") if clause is not None else None
    if right is None:
        return unreadable()
    found = read_values(reading, file, right, depth + 1)
    body = node.field("body")
    if body is not None and re.search(r"\.r?strip\(\s*['\"]/['\"]\s*\)", body.text()):
        return map_entries(found, _without_slash)
    return map_entries(found, str.strip) if body is not None and ".strip()" in body.text() else found


def _configured(reading: Reading, name: str, depth: int) -> AllowList:
    """A value of Flask's configuration: set by ``app.config[...] =``, or an attribute of a configuration class."""
    for file in reading.workspace.search(name, suffixes=(".py",)):
        try:
            root = reading.workspace.tree(file)
        except WorkspaceError:
            continue
        for assignment in root.find_all(kind="assignment"):
            left, right = assignment.field("left"), assignment.field("right")
            if left is None or right is None:
                continue
            if left.text() == name or re.search(rf"config\[['\"]{name}['\"]\]$", left.text()):
                return read_values(reading, file, right, depth + 1)
    return unreadable()

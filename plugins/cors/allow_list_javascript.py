"""Reading an allow-list from JavaScript or TypeScript: arrays, strings, variables of the environment."""

from __future__ import annotations

import re
from dataclasses import replace

from autofix.sdk import Node
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
from plugins.cors.compose import is_compose_file
from plugins.cors.returned_javascript import called_function, resolved, returns_of
from plugins.cors.switches import switch_name, takes_first
from plugins.cors.syntax_javascript import FUNCTIONS, call_arguments, method_call, string_value, unwrap

MAX_DEPTH = 12
_ENV = re.compile(r"^(?:process\.env|import\.meta\.env)(?:\??\.(\w+)|(?:\?\.)?\[['\"](\w+)['\"]\])$")
# A text taken apart at a sign, its blanks with it; and what makes more of it than that.
_SPLITS = re.compile(r"\.split\(\s*(['\"`])(?P<sign>[,;|])\1\s*\)[^;]*?\btrim\b", re.S)
_DECIDES = re.compile(r"https?:|\bif\b|\bprocess\.env\b|\.push\(|\.concat\(|\.\.\.")
_STAR = re.compile(r"(['\"`])\*\1")
_SAME_LIST = frozenset({"map", "filter", "flat", "sort", "slice", "toString", "replace", "reverse"})
_SAME_VALUE = ("Object.freeze", "Array.from", "Array.of", "String")


def read_values(reading: Reading, file: str, node: Node, depth: int = 0) -> AllowList:
    """What an expression holds: a string, a list of them, or a name for either."""
    node = unwrap(node)
    kind = node.kind()
    if depth > MAX_DEPTH:
        return unreadable()
    text = string_value(node)
    if text is not None:
        return AllowList(is_open=True) if text == "*" else AllowList([literal_entry(file, node, text)])
    if match := _ENV.match(node.text()) if kind in ("member_expression", "subscript_expression") else None:
        return env_list(reading, file, node, match[1] or match[2], by_compose=True)
    if kind == "template_string":
        return _template(reading, file, node)
    if kind == "array":
        return _array(reading, file, node, depth)
    if kind == "regex":
        pattern = node.field("pattern")
        return AllowList([literal_entry(file, node, None, pattern.text() if pattern is not None else None)])
    if kind in ("identifier", "member_expression", "shorthand_property_identifier"):
        definition = reading.workspace.definition(file, node.text())
        behind = resolved(reading.workspace, file, node) if definition is None else None
        if behind is not None:
            return read_values(reading, *behind, depth + 1)
        name = node.text().rpartition(".")[2]
        if (
            definition is None
            and kind == "member_expression"
            and re.fullmatch(r"[A-Z][A-Z0-9_]*ORIGINS?|[A-Z_]*URLS?", name)
        ):
            # A checked copy of the environment: env.CORS_ORIGIN
            return env_list(reading, file, node, name, by_compose=True)
        if definition is None or definition.node.kind() in FUNCTIONS:
            return unreadable()
        return read_values(reading, definition.file, definition.node, depth + 1)
    if kind == "binary_expression":
        return _default(reading, file, node, depth)
    if kind == "ternary_expression":
        return _ternary(reading, file, node, depth)
    if kind == "new_expression":
        given = call_arguments(node)
        return read_values(reading, file, given[0], depth + 1) if given else unreadable()
    if kind == "call_expression":
        return _call(reading, file, node, depth)
    return unreadable()


def literal_entry(file: str, node: Node, value: str | None, pattern: str | None = None) -> Entry:
    """The entry that a literal in the code holds."""
    place = node.range()
    return Entry(file, place.start.line + 1, place.start.index + 1, place.end.index - 1, value, None, pattern, node)


def _template(reading: Reading, file: str, node: Node) -> AllowList:
    """A template whose substitutions are constants; any other is an entry that cannot be read."""
    built = ""
    for part in node.children():
        if part.kind() != "template_substitution":
            built += "" if part.text() == "`" else part.text()
            continue
        inner = next((child for child in part.children() if child.is_named()), None)
        definition = reading.workspace.definition(file, inner.text()) if inner is not None else None
        value = string_value(definition.node) if definition is not None else None
        if definition is not None and definition.node.kind() == "number":
            value = definition.node.text()
        if value is None:
            return AllowList([literal_entry(file, node, None)], is_dynamic=True)
        built += value
    # Not a literal that could be mended: its text is not its value.
    return AllowList([Entry(file, node.range().start.line + 1, 0, 0, built)])


def _array(reading: Reading, file: str, node: Node, depth: int) -> AllowList:
    elements = [child for child in node.children() if child.is_named() and child.kind() != "comment"]
    if len(elements) == 1 and elements[0].kind() == "spread_element":
        # A copy of another list: that one is where origins are listed.
        copied = next((child for child in elements[0].children() if child.is_named()), None)
        found = read_values(reading, file, copied, depth + 1) if copied is not None else unreadable()
        if found.slots:
            return found
    found = AllowList(slots=[slot_at("array", file, node)])
    for element in elements:
        inner = element
        if element.kind() == "spread_element":
            inner = next((child for child in element.children() if child.is_named()), element)
        read = read_values(reading, file, inner, depth + 1)
        found.entries += read.entries
        found.is_open = found.is_open or read.is_open
        found.is_dynamic = found.is_dynamic or read.is_dynamic
        found.switches += read.switches
    return found


def _default(reading: Reading, file: str, node: Node, depth: int) -> AllowList:
    """``left || right``: the right side counts unless a committed file gives the left its value."""
    left, right, operator = node.field("left"), node.field("right"), node.field("operator")
    if left is None or right is None or operator is None or operator.text() not in ("||", "??"):
        return unreadable()
    found = read_values(reading, file, left, depth + 1)
    # A compose file sets it for those who use compose: whoever starts the server by hand gets the default.
    found.entries = [replace(e, value=None) if e.env and is_compose_file(e.file) else e for e in found.entries]
    known = [entry.value for entry in found.entries if entry.value is not None]
    is_decided = found.is_open or any(known) or (bool(known) and operator.text() == "??")
    if not is_decided:
        found.merge(read_values(reading, file, right, depth + 1))
    return found


def _ternary(reading: Reading, file: str, node: Node, depth: int) -> AllowList:
    condition, first, second = node.field("condition"), node.field("consequence"), node.field("alternative")
    if condition is None or first is None or second is None:
        return unreadable()
    chosen = takes_first(condition.text(), reading.is_production)
    if chosen is None:
        found = read_values(reading, file, first, depth + 1)
        found.merge(read_values(reading, file, second, depth + 1))
        return found
    branch = first if chosen else second
    if unwrap(branch).kind() == "true":
        return AllowList(is_open=True)
    found = read_values(reading, file, branch, depth + 1)
    found.switches.append(switch_name(condition.text()))
    if not found.slots and not found.is_open and found.entries and not found.is_unset():
        found.slots.append(slot_at("wrap", file, branch))
    return found


def _call(reading: Reading, file: str, node: Node, depth: int) -> AllowList:
    """``list.map(...)``, ``text.split(',')``, ``Object.freeze([...])``, ``String(x)``."""
    function, given = node.field("function"), call_arguments(node)
    if function is not None and function.text() in _SAME_VALUE and given:
        return read_values(reading, file, given[0], depth + 1)
    called = method_call(node)
    if called is None:
        return _through_function(reading, file, node, depth)
    target, name = called
    if name in ("get", "getOrThrow", "required", "string") and given and (variable := _variable(given[0])):
        return _configured(reading, file, node, variable, given[1] if len(given) > 1 else None, depth)
    if name == "split":
        return _split(read_values(reading, file, target, depth + 1), given[0] if given else None)
    if name == "concat":
        found = read_values(reading, file, target, depth + 1)
        for more in given:
            found.merge(read_values(reading, file, more, depth + 1))
        return found
    if name == "trim" or (name == "map" and "trim" in "".join(argument.text() for argument in given)):
        return map_entries(read_values(reading, file, target, depth + 1), str.strip)
    if name == "toLowerCase":
        return map_entries(read_values(reading, file, target, depth + 1), str.lower)
    if name in _SAME_LIST:
        return read_values(reading, file, target, depth + 1)
    return unreadable()


def _through_function(reading: Reading, file: str, node: Node, depth: int) -> AllowList:
    """What a function of the repository gives back, or makes of its only argument where it takes a text apart."""
    given, called = call_arguments(node), called_function(reading.workspace, file, node)
    if called is None or len(given) > 1:
        return unreadable()
    if not given:
        return _returned(reading, *called, depth + 1)
    body = called[1].text()
    separator = _SPLITS.search(body)
    if separator is None or _DECIDES.search(body):
        return unreadable()
    return map_entries(split_list(read_values(reading, file, given[0], depth + 1), separator["sign"]), str.strip)


def _returned(reading: Reading, file: str, function: Node, depth: int) -> AllowList:
    """Whatever a function may give back; what it gives for a star in the environment is nobody's until that is set."""
    found = AllowList()
    for value in returns_of(function):
        guard = next((place.field("condition") for place in value.ancestors() if place.kind() == "if_statement"), None)
        if guard is not None and _STAR.search(guard.text()):
            continue
        found.merge(AllowList(is_open=True) if value.kind() == "true" else read_values(reading, file, value, depth))
    return found if found.entries or found.slots or found.is_open else unreadable()


def _variable(node: Node) -> str | None:
    """The environment variable that a configuration service is asked for."""
    text = string_value(node)
    return text if text is not None and re.fullmatch(r"[A-Z][A-Z0-9_]+", text) else None


def _configured(reading: Reading, file: str, node: Node, name: str, default: Node | None, depth: int) -> AllowList:
    """The variable ``name``, or what the code gives where it is not set."""
    found = env_list(reading, file, node, name, by_compose=default is None)
    known = [entry.value for entry in found.entries if entry.value is not None]
    if default is not None and default.kind() != "object" and not known and not found.is_open:
        found.merge(read_values(reading, file, default, depth + 1))
    return found


def _split(whole: AllowList, separator: Node | None) -> AllowList:
    if separator is None:
        return unreadable()
    text = string_value(separator)
    if text:
        return split_list(whole, text)
    # A pattern such as /\s*,\s*/ takes the blanks away too.
    sign = next((sign for sign in (",", ";", "|") if sign in separator.text()), None)
    return map_entries(split_list(whole, sign), str.strip) if sign else unreadable()

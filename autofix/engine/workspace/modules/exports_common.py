"""What a CommonJS file exports: ``module.exports``, ``exports.x``, ``Object.assign(exports, ...)``."""

from __future__ import annotations

import re

from autofix.engine.workspace.bindings_javascript import find_binding
from autofix.engine.workspace.modules.exports_javascript import NAMED, Imported
from autofix.engine.workspace.modules.found_exports import FoundExports
from autofix.engine.workspace.syntax_javascript import (
    arguments,
    find_all,
    required_module,
    split_access,
    string_value,
    unwrap,
)
from autofix.sdk.workspace import Node

MAX_NODES = 20_000
MAX_LOOKUPS = 50
WHOLE = ("exports", "module.exports")
PLAIN = frozenset(("class", "function_expression", "arrow_function", "string", "number", "array", "template_string"))

_MENTIONED = re.compile(r"\bexports\b|__exportStar")
_CALLED = re.compile(r"\bObject\s*\.\s*(?:assign|definePropert)|__exportStar")


def read_common_exports(text: str, root: Node, imported: Imported, found: FoundExports) -> None:
    """Add what the file assigns to its exports to ``found``; ``default`` is what ``module.exports`` is."""
    if _MENTIONED.search(text):
        _Reader(root, imported, found).read(has_calls=_CALLED.search(text) is not None)


class _Reader:
    """One file being read."""

    def __init__(self, root: Node, imported: Imported, found: FoundExports) -> None:
        self._root = root
        self._imported = imported
        self._found = found
        self._followed: set[str] = set()

    def read(self, has_calls: bool) -> None:
        """Every assignment to the exports, and every call that fills them."""
        for node in find_all(self._root, "assignment_expression")[:MAX_NODES]:
            left, right = node.field("left"), node.field("right")
            if left is not None and right is not None and "exports" in left.text()[:100]:
                self._assigned(left, right)
        for node in find_all(self._root, "call_expression")[:MAX_NODES] if has_calls else ():
            self._called(node)

    def _assigned(self, left: Node, right: Node) -> None:
        base, members = split_access(left)
        path = (base.text()[:40], *members)
        if path == ("module", "exports"):
            self._found.own.add("default")
            self._whole(right, 0)
        elif path[0] == "exports" and len(path) == 2:
            self._member(path[1], right)
        elif path[:2] == ("module", "exports") and len(path) == 3:
            self._member(path[2], right)
            self._found.own.add("default")
        elif left.text().startswith(("exports[", "module.exports[")):
            # `exports[name] = ...`: which names, only running it tells.
            self._found.is_complete = False

    def _member(self, name: str, value: Node) -> None:
        base, members = split_access(value)
        specifier = required_module(base)
        if specifier is not None and len(members) <= 1:
            self._found.passed[name] = (specifier, members[0] if members else "*")
        elif value.kind() == "identifier" and value.text() in self._imported:
            self._found.passed[name] = self._imported[value.text()]
        elif name != "__esModule":
            self._found.own.add(name)

    def _whole(self, value: Node, depth: int) -> None:
        """All members of ``value`` are exported by their names."""
        node = unwrap(value)
        specifier = required_module(node)
        if specifier is not None:
            self._found.whole_stars.append(specifier)
        elif node.kind() == "object" and depth < 5:
            for child in node.children():
                self._entry(child, depth)
        elif node.kind() == "identifier" and depth < 5:
            self._named(node.text(), depth)
        elif node.kind() not in PLAIN:
            self._found.is_complete = False

    def _entry(self, child: Node, depth: int) -> None:
        kind = child.kind()
        if kind == "spread_element":
            self._whole(child.children()[-1], depth + 1)
        elif kind == "shorthand_property_identifier":
            if child.text() in self._imported:
                self._found.passed[child.text()] = self._imported[child.text()]
            else:
                self._found.own.add(child.text())
        elif kind in ("pair", "method_definition"):
            key, value = child.field("key") or child.field("name"), child.field("value")
            if key is None or key.kind() == "computed_property_name":
                self._found.is_complete = False
            elif value is not None:
                self._member(string_value(key) or key.text(), value)
            else:
                self._found.own.add(string_value(key) or key.text())

    def _named(self, name: str, depth: int) -> None:
        """All members of the variable ``name``, those it is given later included."""
        if name in self._followed:
            return
        self._followed.add(name)
        if name in self._imported and self._imported[name][1] == "*":
            self._found.whole_stars.append(self._imported[name][0])
            return
        binding = find_binding(self._root, name) if len(self._followed) <= MAX_LOOKUPS else None
        if binding is None or binding.node is None or binding.members:
            self._found.is_complete = False
            return
        for node in find_all(self._root, "assignment_expression")[:MAX_NODES]:
            left = node.field("left")
            if left is not None and left.kind() == "member_expression" and left.text()[:200].startswith(f"{name}."):
                _, members = split_access(left)
                self._found.own.update(members[:1])
        if binding.node.kind() not in NAMED:
            self._whole(binding.node, depth + 1)

    def _called(self, node: Node) -> None:
        called = node.field("function")
        name = called.text()[-40:] if called is not None else ""
        given = arguments(node)
        if name.endswith("__exportStar"):
            specifier = required_module(given[0]) if given else None
            self._found.stars += [specifier] if specifier is not None else []
        elif len(given) < 2 or given[0].text()[:40] not in WHOLE:
            return
        elif name == "Object.assign":
            for value in given[1:]:
                self._whole(value, 0)
        elif name == "Object.defineProperty":
            key = string_value(given[1])
            self._found.own.update([key] if key and key != "__esModule" else [])
        elif name == "Object.defineProperties":
            self._whole(given[1], 0)

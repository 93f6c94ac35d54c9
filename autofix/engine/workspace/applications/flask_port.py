"""Where a Flask application listens that runs itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from autofix.engine.workspace.names_python import arguments, string_value, unwrap
from autofix.engine.workspace.routes.flask_objects import Objects, SourceFile
from autofix.sdk.workspace import Node

DEFAULT_PORT = 5000
MAX_DEPTH = 10

_RUN = re.compile(r"\.run$|(?:^|\.)serve$|(?:^|\.)run_simple$")
_LOOKUP = re.compile(r"(?:os\.)?(?:environ\.get|getenv|env(?:\.\w+)?|config)$")


@dataclass(frozen=True)
class Port:
    """A port number and the environment variable that changes it."""

    number: int | None = None
    variable: str | None = None

    def or_else(self, other: Port) -> Port:
        """This one, completed by ``other``."""
        number = self.number if self.number is not None else other.number
        return Port(number, self.variable or other.variable)


def find_port(objects: Objects, entry: str) -> Port:
    """The ``port`` that ``app.run`` is given in ``entry``; Flask's default when it is given none."""
    file = objects.open(entry)
    if file is None:
        return Port(DEFAULT_PORT)
    for call in file.root.find_all(kind="call"):
        called = call.field("function")
        if called is None or not _RUN.search(called.text()[-40:]):
            continue
        positional, named = arguments(call)
        node = named.get("port", positional[1] if len(positional) > 1 else None)
        if node is not None:
            return _value(objects, file, node, 0)
    return Port(DEFAULT_PORT)


def _value(objects: Objects, file: SourceFile, node: Node, depth: int) -> Port:
    node = unwrap(node)
    kind = node.kind()
    if depth > MAX_DEPTH:
        return Port()
    if kind in ("integer", "string"):
        digits = node.text() if kind == "integer" else string_value(node) or ""
        return Port(int(digits)) if digits.isdigit() and len(digits) <= 5 else Port()
    if kind == "call":
        return _called(objects, file, node, depth)
    if kind == "subscript":
        key = string_value(node.field("subscript"))
        base = node.field("value")
        return Port(None, key) if base is not None and base.text().endswith("environ") else Port()
    if kind in ("boolean_operator", "conditional_expression"):
        found = Port()
        for child in node.children():
            if child.is_named():
                found = found.or_else(_value(objects, file, child, depth + 1))
        return found
    if kind not in ("identifier", "attribute"):
        return Port()
    defined = objects.definition(file, node)
    inner = objects.open(defined.file) if defined is not None else None
    if defined is None or inner is None or (defined.file == file.path and defined.node == node):
        return Port()
    return _value(objects, inner, defined.node, depth + 1)


def _called(objects: Objects, file: SourceFile, call: Node, depth: int) -> Port:
    """``os.environ.get("PORT", 5000)`` and its like, or a conversion such as ``int(x)``."""
    called = call.field("function")
    positional, named = arguments(call)
    name = string_value(positional[0]) if positional else None
    if called is not None and name is not None and _LOOKUP.search(called.text()[-60:]):
        default = named.get("default", positional[1] if len(positional) > 1 else None)
        found = _value(objects, file, default, depth + 1) if default is not None else Port()
        return Port(found.number, name)
    return _value(objects, file, positional[0], depth + 1) if positional else Port()

"""Where an Express application listens, as its source says."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass

from autofix.engine.workspace.applications.manifests import environment, read_or_empty
from autofix.engine.workspace.applications.npm_start import Package, Starting
from autofix.engine.workspace.bindings_javascript import find_binding
from autofix.engine.workspace.routes.express_objects import Objects, SourceFile
from autofix.engine.workspace.routes.javascript_imports import reachable_files
from autofix.engine.workspace.syntax_javascript import arguments, find_all, property_value, string_value, unwrap
from autofix.sdk.workspace import Node

MAX_DEPTH = 10
MAX_FILES = 40

_ENVIRONMENT = re.compile(r"""(?:process\.env|import\.meta\.env)(?:\.(\w+)|\[['"](\w+)['"]\])""")
_WITH_DEFAULT = re.compile(
    r"""(?:process|import\.meta)\.env(?:\.|\[['"])(\w*PORT\w*)(?:['"]\])?[^\n;,]{0,20}?(?:\|\||\?\?)\s*['"`]?(\d{2,5})\b"""
)
_DECLARED_DEFAULT = re.compile(r"\bPORT\b\s*:\s*[^\n]{0,80}?default\w*[(:]\s*['\"]?(\d{2,5})\b")
_CONFIGURATION = re.compile(r"conf|env|setting|constant|server|index|main|www", re.IGNORECASE)
_VARIABLE_NAME = re.compile(r"[A-Z][A-Z0-9_]*PORT|PORT")
_NAMED_NUMBER = re.compile(r"""\bport\b['"]?\s*(?:[:=]|=>)\s*['"]?(\d{2,5})\b""", re.IGNORECASE)


@dataclass(frozen=True)
class Port:
    """A port number and the environment variable that changes it, each None if the code does not say."""

    number: int | None = None
    variable: str | None = None

    def or_else(self, other: Port) -> Port:
        """This one, completed by ``other``."""
        number = self.number if self.number is not None else other.number
        return Port(number, self.variable or other.variable)


def find_port(objects: Objects, package: Package, start: Starting, source: str) -> Port:
    """The port from the first ``listen`` on the way from the entry, and from ``.env`` where that is loaded."""
    reached = reachable_files(objects.workspace, start.entry, source)[:MAX_FILES]
    found = Port()
    for path in reached:
        text = read_or_empty(objects.workspace, path)
        if ".listen(" in text:
            found = found.or_else(_listened(objects, path, text))
        if found.number is not None:
            break
    if found.number is None:
        found = _by_text(objects, reached, found)
    return _from_environment(package, start, reached, found)


def _listened(objects: Objects, path: str, text: str) -> Port:
    file = objects.open(path)
    if file is None:
        return _in_text(text, path)
    found = Port()
    for call in file.root.find_all(kind="call_expression"):
        called = call.field("function")
        prop = called.field("property") if called is not None else None
        given = arguments(call)
        if prop is not None and prop.text() == "listen" and given:
            found = found.or_else(_value(objects, file, given[0], 0))
            if found.number is not None:
                break
    return found


def _value(objects: Objects, file: SourceFile, node: Node, depth: int) -> Port:
    """The port that an expression gives."""
    node = unwrap(node)
    kind, text = node.kind(), node.text()
    if depth > MAX_DEPTH:
        return Port()
    if kind in ("number", "string", "template_string"):
        digits = text if kind == "number" else string_value(node) or ""
        return Port(int(digits)) if digits.isdigit() and len(digits) <= 5 else Port()
    named = _ENVIRONMENT.fullmatch(text)
    if named is not None:
        return Port(None, named[1] or named[2])
    if kind == "binary_expression":
        operator = node.field("operator")
        if operator is None or operator.text() not in ("||", "??"):
            # Arithmetic: only running it tells.
            return Port()
        return _first(objects, file, [node.field("left"), node.field("right")], depth)
    if kind == "ternary_expression":
        sides = _sides_by_likelihood(node)
        return _first(objects, file, [node.field(side) for side in sides], depth)
    if kind == "object":
        inner = property_value(node, "port")
        return _value(objects, file, inner, depth + 1) if inner is not None else Port()
    if kind == "unary_expression":
        return _first(objects, file, [node.field("argument")], depth)
    if kind == "call_expression":
        return _called(objects, file, node, depth)
    if kind in ("identifier", "member_expression", "shorthand_property_identifier", "subscript_expression"):
        return _named(objects, file, node, depth)
    return Port()


def _sides_by_likelihood(choice: Node) -> tuple[str, ...]:
    """The parts of ``a ? b : c`` in the order in which they say the port of a server started by hand."""
    condition = choice.field("condition")
    text = condition.text() if condition is not None else ""
    if _ENVIRONMENT.fullmatch(text):
        return ("condition", "consequence", "alternative")
    is_production = "production" in text and "!=" not in text
    return ("alternative", "consequence") if is_production else ("consequence", "alternative")


def _first(objects: Objects, file: SourceFile, nodes: list[Node | None], depth: int) -> Port:
    found = Port()
    for node in nodes:
        if node is not None:
            found = found.or_else(_value(objects, file, node, depth + 1))
    return found


def _called(objects: Objects, file: SourceFile, call: Node, depth: int) -> Port:
    """``Number(x)`` and its like; ``app.get('port')`` is what ``app.set('port', x)`` was given."""
    called, given = call.field("function"), arguments(call)
    text = called.text()[:80] if called is not None else ""
    if text.endswith(".get") and given and string_value(given[0]) == "port":
        for other in find_all(file.root, "call_expression"):
            setter, parts = other.field("function"), arguments(other)
            is_setter = setter is not None and setter.text().endswith(".set") and len(parts) == 2
            if is_setter and string_value(parts[0]) == "port":
                return _value(objects, file, parts[1], depth + 1)
        return Port()
    return _value(objects, file, given[0], depth + 1) if given else Port()


def _named(objects: Objects, file: SourceFile, node: Node, depth: int) -> Port:
    binding = find_binding(file.root, node.text()) if "identifier" in node.kind() else None
    if binding is not None and binding.node is not None and binding.members:
        taken = _ENVIRONMENT.fullmatch(f"{unwrap(binding.node).text()}.{binding.members[-1]}")
        if taken is not None:
            default = _first(objects, file, [binding.default], depth)
            return Port(default.number, taken[1])
    found = objects.definition(file, node)
    inner = objects.open(found.file) if found is not None else None
    if found is None or inner is None or (found.file == file.path and found.node == node):
        last = node.text().rpartition(".")[2]
        return Port(None, last if _VARIABLE_NAME.fullmatch(last) else None)
    return _value(objects, inner, found.node, depth + 1)


def _by_text(objects: Objects, reached: list[str], found: Port) -> Port:
    """The port of the first file that names one in a usual way, for values no expression leads to."""
    for path in reached:
        text = read_or_empty(objects.workspace, path)
        if "port" in text.lower():
            found = found.or_else(_in_text(text, path))
        if found.number is not None:
            break
    return found


def _in_text(text: str, path: str) -> Port:
    match = _WITH_DEFAULT.search(text)
    if match is not None:
        return Port(int(match[2]), match[1])
    match = _DECLARED_DEFAULT.search(text)
    if match is not None:
        return Port(int(match[1]), "PORT")
    may_configure = ".listen(" in text or _CONFIGURATION.search(posixpath.basename(path))
    match = _NAMED_NUMBER.search(text) if may_configure else None
    return Port(int(match[1]) if match is not None else None)


def _from_environment(package: Package, start: Starting, reached: list[str], found: Port) -> Port:
    """``.env`` comes before the code's default when something loads it."""
    path = posixpath.join(package.root, ".env")
    value = environment(package.workspace, path).get(found.variable or "PORT", "")
    if not value.isdigit() or len(value) > 5:
        return found
    loads = "--env-file" in start.command or "dotenv" in start.command
    loads = loads or any("dotenv" in read_or_empty(package.workspace, file) for file in reached)
    if found.number is None or (loads and found.variable is not None):
        return Port(int(value), found.variable or "PORT")
    return found

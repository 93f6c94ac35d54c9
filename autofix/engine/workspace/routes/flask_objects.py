"""Which Flask application, blueprint or REST extension an expression means."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from autofix.engine.workspace.names_python import (
    arguments,
    evaluate,
    imported_definition,
    imported_names,
    split_access,
    unwrap,
)
from autofix.engine.workspace.routes.limits import is_readable
from autofix.engine.workspace.routes.walk import Place
from autofix.sdk.workspace import Definition, Node, Workspace, WorkspaceError

CREATED = frozenset(("Flask", "APIFlask", "OpenAPI", "Blueprint", "APIBlueprint", "Api", "Namespace"))
IMPORTS = ("import_from_statement", "import_statement")
MAX_DEPTH = 12

_OWN_FLASK = re.compile(r"^class\s+(\w+)\((?:[\w.]+,\s*)*(?:flask\.)?Flask\b", re.MULTILINE)


@dataclass(frozen=True)
class Declared:
    """A name that a function, or the module, knows by assignment, import, loop or as a parameter."""

    scope: tuple[int, int]
    start: int
    node: Node
    slot: str = ""


class SourceFile:
    """A parsed file and what its functions declare."""

    def __init__(self, path: str, text: str, root: Node) -> None:
        self.path = path
        self.text = text
        self.root = root
        self.own_flasks = frozenset(_OWN_FLASK.findall(text))
        self._declared: dict[str, list[Declared]] = defaultdict(list)
        functions = root.find_all(kind="function_definition")
        self._spans = sorted((_span(f) for f in functions), key=lambda span: (span[0], -span[1]))
        for function in functions:
            for name in parameter_names(function):
                self._declared[name].append(Declared(_span(function), _span(function)[0], function, name))
        kinds = ("assignment", "for_statement", *IMPORTS)
        nodes = root.find_all(kind=", ".join(kinds))
        for node, scope in self._scoped(sorted(nodes, key=lambda node: _span(node)[0])):
            for name in _bound_names(node):
                self._declared[name].append(Declared(scope, _span(node)[0], node))

    def lookup(self, name: str, position: int) -> Declared | None:
        """The declaration in the innermost function around ``position``, the last one before it if any."""
        known = [d for d in self._declared.get(name, ()) if d.scope[0] <= position < d.scope[1]]
        innermost = max((d.scope[0] for d in known), default=0)
        known = [d for d in known if d.scope[0] == innermost]
        before = [d for d in known if d.start <= position]
        return max(before, key=lambda d: d.start) if before else next(iter(known), None)

    def _scoped(self, nodes: list[Node]) -> list[tuple[Node, tuple[int, int]]]:
        found = []
        open_spans = [(-1, self.root.range().end.index + 1)]
        following = 0
        for node in nodes:
            position = node.range().start.index
            while following < len(self._spans) and self._spans[following][0] <= position:
                open_spans.append(self._spans[following])
                following += 1
            while open_spans[-1][1] <= position:
                open_spans.pop()
            found.append((node, open_spans[-1]))
        return found


class Objects:
    """The applications, blueprints and extensions of a workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._files: dict[str, SourceFile | None] = {}
        self._returned: dict[tuple[str, int], Place | None] = {}
        self.calls: dict[Place, tuple[SourceFile, Node]] = {}

    def open(self, path: str) -> SourceFile | None:
        """The file ready for lookups; None if it cannot be read or is no Python."""
        if path not in self._files:
            self._files[path] = None
            try:
                text = self.workspace.read(path) if path.endswith(".py") else ""
                if text and is_readable(text):
                    self._files[path] = SourceFile(path, text, self.workspace.tree(path))
            except WorkspaceError:
                pass
        return self._files[path]

    def created(self, file: SourceFile, call: Node) -> str:
        """The kind of object that ``call`` makes; empty for any other call."""
        called = call.field("function")
        name = called.text().rpartition(".")[2] if called is not None and len(called.text()) < 80 else ""
        if name in file.own_flasks:
            return "Flask"
        return name if name in CREATED else ""

    def place(self, file: SourceFile, node: Node, depth: int = 0) -> Place | None:
        """The object that ``node`` is; None if it is something else."""
        node = unwrap(node)
        if depth > MAX_DEPTH:
            return None
        if node.kind() == "call":
            if self.created(file, node):
                place = Place(file.path, node.range().start.index)
                self.calls[place] = (file, node)
                return place
            function = self.called_function(file, node)
            return self._returned_by(function, depth) if function is not None else None
        if node.kind() == "identifier":
            declared = file.lookup(node.text(), node.range().start.index)
            if declared is None:
                return None
            if declared.slot:
                return Place(file.path, declared.scope[0], declared.slot)
            if declared.node.kind() == "assignment":
                value = assignment_value(declared.node)
                return self.place(file, value, depth + 1) if value is not None else None
            if declared.node.kind() == "for_statement":
                return None
        if node.kind() not in ("identifier", "attribute"):
            return None
        if node.kind() == "attribute" and node.text().startswith("self."):
            value = _own_attribute(node)
            return self.place(file, value, depth + 1) if value is not None else None
        found = self.definition(file, node)
        inner = self.open(found.file) if found is not None else None
        if found is None or inner is None or (found.file == file.path and found.node == node):
            return None
        return self.place(inner, found.node, depth + 1)

    def definition(self, file: SourceFile, node: Node) -> Definition | None:
        """What a name or attribute stands for, an import taken from the innermost function that has it."""
        base, members = split_access(node)
        if base.kind() != "identifier":
            return None
        declared = file.lookup(base.text(), base.range().start.index)
        if declared is not None and declared.node.kind() in IMPORTS:
            return imported_definition(self.workspace, file.path, declared.node, (base.text(), *members))
        if declared is not None and declared.node.kind() == "assignment" and not members:
            value = assignment_value(declared.node)
            return evaluate(self.workspace, file.path, value) if value is not None else None
        return self.workspace.definition(file.path, ".".join((base.text(), *members)))

    def called_function(self, file: SourceFile, call: Node) -> Definition | None:
        """The function of this repository that ``call`` runs."""
        called = call.field("function")
        found = self.definition(file, called) if called is not None else None
        return found if found is not None and found.node.kind() == "function_definition" else None

    def argument_place(self, function: Definition, slot: str) -> Place | None:
        """The place of the parameter that is given as ``slot``: a position or a keyword."""
        names = parameter_names(function.node)
        name = (names[int(slot)] if int(slot) < len(names) else "") if slot.isdigit() else slot
        return Place(function.file, function.node.range().start.index, name) if name in names else None

    def _returned_by(self, function: Definition, depth: int) -> Place | None:
        key = (function.file, function.node.range().start.index)
        if key not in self._returned:
            self._returned[key] = None
            file = self.open(function.file)
            for statement in function.node.find_all(kind="return_statement") if file is not None else ():
                value = next((child for child in statement.children() if child.is_named()), None)
                place = self.place(file, value, depth + 1) if file is not None and value is not None else None
                if place is not None:
                    self._returned[key] = place
                    break
        return self._returned[key]


def _own_attribute(node: Node) -> Node | None:
    """What ``self.name`` is first given in the class around it."""
    around = next((place for place in node.ancestors() if place.kind() == "class_definition"), None)
    for assignment in around.find_all(kind="assignment") if around is not None else ():
        left = assignment.field("left")
        if left is not None and left.text() == node.text() and left != node:
            return assignment_value(assignment)
    return None


def parameter_names(function: Node) -> list[str]:
    """The names of a function's parameters, those after ``*`` included."""
    listed = function.field("parameters")
    found = []
    for child in listed.children() if listed is not None else ():
        if child.kind() == "identifier":
            found.append(child.text())
        elif child.kind() in ("typed_parameter", "default_parameter", "typed_default_parameter"):
            found.append(child.children()[0].text())
    return found


def assignment_value(node: Node) -> Node | None:
    """The value of ``a = b = value``."""
    value: Node | None = node
    while value is not None and value.kind() == "assignment":
        value = value.field("right")
    return value


def keyword(call: Node, name: str) -> Node | None:
    """The value of a keyword argument."""
    return arguments(call)[1].get(name)


def _bound_names(node: Node) -> list[str]:
    if node.kind() in IMPORTS:
        return [alias.partition(".")[0] for _, alias in imported_names(node)]
    left = node.field("left")
    if left is None or left.kind() in ("attribute", "subscript"):
        return []
    if left.kind() == "identifier":
        return [left.text()]
    return [child.text() for child in left.children() if child.kind() == "identifier"]


def _span(node: Node) -> tuple[int, int]:
    where = node.range()
    return where.start.index, where.end.index

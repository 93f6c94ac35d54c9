"""Which Express application or router an expression means."""

from __future__ import annotations

import re
from dataclasses import dataclass

from autofix.engine.workspace.names_javascript import exported
from autofix.engine.workspace.routes.javascript_functions import (
    class_body,
    constructor,
    length,
    returned_values,
    superclass,
)
from autofix.engine.workspace.routes.javascript_scopes import (
    FUNCTIONS,
    Declared,
    Scopes,
    parameters,
    pattern_names,
)
from autofix.engine.workspace.routes.limits import is_readable
from autofix.engine.workspace.routes.walk import Place
from autofix.engine.workspace.syntax_javascript import (
    FIELDS,
    arguments,
    find_all,
    is_expression,
    required_module,
    split_access,
    unwrap,
)
from autofix.sdk.workspace import Definition, Node, Workspace, WorkspaceError

VERBS = frozenset(("get", "post", "put", "patch", "delete", "options", "head", "all"))
CHAINED = VERBS | {"use", "param", "set", "enable", "disable", "engine"}
MAX_DEPTH = 12
MAX_CHAIN = 100
MAX_NAME = 80
MAX_CALLERS = 10

_EXPRESS_NAME = re.compile(
    r"""(?:import\s+(?:\*\s*as\s+)?(?P<esm>[\w$]+)[^'"();=]*from\s*
    |(?:const|let|var|,)\s*(?P<cjs>[\w$]+)\s*(?::[^=\n]+)?=\s*(?:await\s+)?(?:require|import)\s*\(\s*
    |import\s+(?P<ts>[\w$]+)\s*=\s*require\s*\(\s*)['"]express['"]""",
    re.VERBOSE,
)
_ROUTER_ALIAS = re.compile(r"\bRouter\s*(?:as\s+|:\s*)([\w$]+)")
_DIRECT = re.compile(r"""require\(\s*['"]express['"]\s*\)""")


@dataclass(frozen=True)
class SourceFile:
    """A parsed file and the names it has for ``express`` and ``Router``."""

    path: str
    root: Node
    text: str
    scopes: Scopes
    creators: frozenset[str]
    routers: frozenset[str]


class Objects:
    """The applications and routers of a workspace; keeps what it found for each name."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._files: dict[str, SourceFile | None] = {}
        self._named: dict[tuple[str, str, int], Place | None] = {}
        self._returned: dict[tuple[str, int], Place | None] = {}
        self.functions: dict[tuple[str, int], Node] = {}

    def open(self, path: str) -> SourceFile | None:
        """The file ready for lookups; None if it cannot be read or is no JavaScript."""
        if path not in self._files:
            self._files[path] = self._opened(path)
        return self._files[path]

    def _opened(self, path: str) -> SourceFile | None:
        if not path.endswith((".js", ".ts", ".mjs", ".cjs", ".mts", ".cts", ".jsx", ".tsx")):
            return None
        try:
            text = self.workspace.read(path)
            if not is_readable(text):
                return None
            root = self.workspace.tree(path)
        except WorkspaceError:
            return None
        return SourceFile(path, root, text, Scopes(root), express_names(text), router_names(text))

    def place(self, file: SourceFile, node: Node, depth: int = 0) -> Place | None:
        """The application or router that ``node`` is; None if it is something else."""
        if depth > MAX_DEPTH:
            return None
        node = _start_of_chain(unwrap(node))
        if node.kind() == "await_expression":
            node = unwrap(next((child for child in node.children() if is_expression(child)), node))
        kind = node.kind()
        if kind in ("call_expression", "new_expression"):
            return self._made(file, node, depth)
        if kind in ("identifier", "shorthand_property_identifier"):
            return self._variable(file, node, depth)
        if kind == "member_expression":
            return self._member(file, node, depth)
        return None

    def is_creation(self, file: SourceFile, node: Node) -> bool:
        """Whether ``node`` is ``express()``."""
        called = node.field("function") if node.kind() == "call_expression" else None
        if called is None:
            return False
        text = called.text() if length(called) < MAX_NAME else ""
        return text in file.creators or bool(_DIRECT.fullmatch(text)) or text.endswith("express.default")

    def called_function(self, file: SourceFile, call: Node, depth: int = 0) -> Definition | None:
        """The function of this repository, or the constructor, that ``call`` runs."""
        called = call.field("function") or call.field("constructor")
        if called is None or depth > MAX_DEPTH:
            return None
        return self.function(file, called, depth)

    def function(self, file: SourceFile, node: Node, depth: int = 0) -> Definition | None:
        """The function of this repository that ``node`` means."""
        node = unwrap(node)
        if node.kind() in FUNCTIONS:
            return Definition(file.path, node)
        if node.kind() == "super":
            owner = file.scopes.enclosing_class(node.range().start.index)
            parent = superclass(owner) if owner is not None else None
            return self.function(file, parent, depth + 1) if parent is not None and depth < MAX_DEPTH else None
        found = self.definition(file, node)
        if found is None:
            return self._method(file, node)
        if found.node.kind() in FUNCTIONS:
            return found
        if "class" in found.node.kind():
            made = constructor(found.node)
            parent = superclass(found.node)
            if made is not None:
                return Definition(found.file, made)
            inner = self.open(found.file)
            if parent is not None and inner is not None and depth < MAX_DEPTH:
                return self.function(inner, parent, depth + 1)
        return None

    def definition(self, file: SourceFile, node: Node) -> Definition | None:
        """What a name, member or ``require`` stands for; None if nothing in the repository says."""
        base, members = split_access(node)
        specifier = required_module(base)
        if specifier is not None:
            target = self.workspace.resolve_import(file.path, specifier)
            if target is None:
                return None
            return exported(self.workspace, target, members)
        if base.kind() not in ("identifier", "this", "shorthand_property_identifier"):
            return None
        if base.kind() != "this":
            declared = file.scopes.lookup(base.text(), base.range().start.index)
            if declared is not None and declared.value is not None and not members:
                value = unwrap(declared.value)
                if value.kind() in ("identifier", "member_expression") or required_module(value):
                    return self.workspace.definition(file.path, base.text()) or Definition(file.path, value)
                return Definition(file.path, value)
            if declared is not None and declared.function is not None:
                return None
        elif not members:
            return None
        return self.workspace.definition(file.path, ".".join((base.text(), *members)))

    def parameter_place(self, function: Definition, index: int, member: str = "") -> Place:
        """The place of what a function is given as its ``index``-th argument."""
        start = function.node.range().start.index
        self.functions.setdefault((function.file, start), function.node)
        return Place(function.file, start, f"{index}.{member}" if member else str(index))

    def _made(self, file: SourceFile, node: Node, depth: int) -> Place | None:
        """What a call or ``new`` gives: a new object, its wrapped argument, or what a function returns."""
        called = node.field("function") or node.field("constructor")
        if called is None:
            return None
        text = called.text() if length(called) < MAX_NAME else ""
        if self.is_creation(file, node) or text in file.routers or text.endswith(".Router"):
            return Place(file.path, node.range().start.index)
        specifier = required_module(node)
        if specifier is not None:
            found = self.definition(file, node)
            return self._defined(found, node, depth)
        function = self.called_function(file, node)
        if function is not None and "class" not in function.node.kind():
            if node.kind() == "new_expression":
                return None
            return self._returned_by(function, depth)
        given = arguments(node)
        if given and given[0].kind() in ("call_expression", "new_expression"):
            inner = given[0].field("function") or given[0].field("constructor")
            if inner is not None and (
                self.is_creation(file, given[0])
                or inner.text()[:80] in file.routers
                or inner.text()[:80].endswith(".Router")
            ):
                return Place(file.path, given[0].range().start.index)
        return None

    def _defined(self, found: Definition | None, origin: Node, depth: int) -> Place | None:
        if found is None or found.node == origin:
            return None
        inner = self.open(found.file)
        return self.place(inner, found.node, depth + 1) if inner is not None else None

    def _returned_by(self, function: Definition, depth: int) -> Place | None:
        key = (function.file, function.node.range().start.index)
        if key not in self._returned:
            self._returned[key] = None
            file = self.open(function.file)
            body = function.node.field("body")
            if file is not None and body is not None:
                found = (self.place(file, value, depth + 1) for value in returned_values(function.node))
                self._returned[key] = next((place for place in found if place is not None), None)
        return self._returned[key]

    def _variable(self, file: SourceFile, node: Node, depth: int) -> Place | None:
        name, position = node.text(), node.range().start.index
        declared = file.scopes.lookup(name, position)
        key = (file.path, name, declared.start if declared is not None else -1)
        if key not in self._named:
            self._named[key] = None
            self._named[key] = self._of_declared(file, name, node, declared, depth)
        return self._named[key]

    def _of_declared(
        self, file: SourceFile, name: str, node: Node, declared: Declared | None, depth: int
    ) -> Place | None:
        if declared is not None and declared.function is not None:
            return self.parameter_place(Definition(file.path, declared.function), declared.index, declared.member)
        if declared is not None and declared.value is not None:
            return self.place(file, declared.value, depth + 1)
        if declared is not None and declared.over is not None:
            return None
        return self._defined(self.workspace.definition(file.path, name), node, depth)

    def _member(self, file: SourceFile, node: Node, depth: int) -> Place | None:
        base, members = split_access(node)
        if base.kind() == "this" and len(members) == 1:
            owner = file.scopes.enclosing_class(base.range().start.index)
            return self._of_class(file, owner, members[0], depth) if owner is not None else None
        if base.kind() in ("identifier", "new_expression") and len(members) == 1:
            kept = self.member_place(file, base, members[0], depth)
            if kept is not None:
                return kept
        if base.kind() == "identifier":
            declared = file.scopes.lookup(base.text(), base.range().start.index)
            if declared is not None and declared.function is not None and len(members) == 1:
                function = Definition(file.path, declared.function)
                return self.parameter_place(function, declared.index, members[0])
            given = unwrap(declared.value) if declared is not None and declared.value is not None else None
            if given is not None and given.kind() == "call_expression" and members == ("app",):
                return self.place(file, given, depth + 1)
        if base.kind() == "call_expression" and required_module(base) is None:
            return self.place(file, base, depth + 1) if members in (("app",), ("router",)) else None
        return self._defined(self.definition(file, node), node, depth)

    def member_place(self, file: SourceFile, node: Node, member: str, depth: int = 0) -> Place | None:
        """What ``new X()``, or a variable that holds one, keeps as ``member``."""
        made = self._instance_class(file, node)
        inner = self.open(made.file) if made is not None else None
        return self._of_class(inner, made.node, member, depth) if made is not None and inner is not None else None

    def given_to(self, file: SourceFile, function: Node, index: int) -> list[tuple[SourceFile, Node]]:
        """What the files opened so far give ``function`` as its ``index``-th argument."""
        wanted = Definition(file.path, function)
        found = []
        for caller in [opened for opened in self._files.values() if opened is not None]:
            for call in find_all(caller.root, "call_expression", "new_expression"):
                given = arguments(call)
                if len(given) > index and given[index].kind() in ("array", "identifier", "member_expression"):
                    target = self.called_function(caller, call)
                    if target is not None and (target.file, target.node) == (wanted.file, wanted.node):
                        found.append((caller, given[index]))
        return found[:MAX_CALLERS]

    def _instance_class(self, file: SourceFile, node: Node) -> Definition | None:
        """The class that ``new X()``, or a variable that holds one, is an instance of."""
        if node.kind() == "identifier":
            found = self.definition(file, node)
            inner = self.open(found.file) if found is not None else None
            if found is None or inner is None or found.node.kind() != "new_expression":
                return None
            file, node = inner, found.node
        made = node.field("constructor")
        found = self.definition(file, made) if made is not None else None
        return found if found is not None and "class" in found.node.kind() else None

    def _method(self, file: SourceFile, node: Node) -> Definition | None:
        """The method that ``this.x`` or ``instance.x`` names."""
        base, members = split_access(node)
        if len(members) != 1:
            return None
        if base.kind() == "this":
            owner = file.scopes.enclosing_class(base.range().start.index)
            found = Definition(file.path, owner) if owner is not None else None
        elif base.kind() in ("identifier", "new_expression"):
            found = self._instance_class(file, base)
        else:
            found = None
        for method in class_body(found.node) if found is not None else ():
            name = method.field("name")
            if method.kind() == "method_definition" and name is not None and name.text() == members[0]:
                return Definition(found.file, method) if found is not None else None
        return None

    def _of_class(self, file: SourceFile, owner: Node, member: str, depth: int) -> Place | None:
        """The application or router that the instances of a class keep as ``member``."""
        start = owner.range().start.index
        key = (file.path, f"this.{member}", start)
        if key not in self._named:
            self._named[key] = None
            if depth < MAX_DEPTH:
                self._named[key] = self._kept(file, owner, member, depth)
        return self._named[key]

    def _kept(self, file: SourceFile, owner: Node, member: str, depth: int) -> Place | None:
        for field in class_body(owner):
            name = field.field("name") or field.field("property")
            value = field.field("value")
            if field.kind() in FIELDS and value is not None and name is not None and name.text() == member:
                return self.place(file, value, depth + 1)
        for assignment in find_all(owner, "assignment_expression"):
            left, right = assignment.field("left"), assignment.field("right")
            if left is not None and right is not None and left.text() == f"this.{member}":
                return self.place(file, right, depth + 1)
        made = constructor(owner)
        for index, parameter in enumerate(parameters(made)) if made is not None else ():
            if made is not None and (member, "") in pattern_names(parameter):
                return self.parameter_place(Definition(file.path, made), index)
        parent = superclass(owner)
        found = self.definition(file, parent) if parent is not None else None
        inner = self.open(found.file) if found is not None else None
        if found is None or inner is None or "class" not in found.node.kind():
            return None
        inherited = self._of_class(inner, found.node, member, depth + 1)
        if inherited is None or inherited.slot:
            return inherited
        return Place(file.path, owner.range().start.index, member)


def express_names(text: str) -> frozenset[str]:
    """What a file calls the express package's own function."""
    if "express" not in text:
        return frozenset()
    found = {next(filter(None, match.groups())) for match in _EXPRESS_NAME.finditer(text)}
    return frozenset(found | {"express"})


def router_names(text: str) -> frozenset[str]:
    """What a file calls the class of routers."""
    if "outer" not in text:
        return frozenset()
    return frozenset((*_ROUTER_ALIAS.findall(text), "Router", "PromiseRouter"))


def _start_of_chain(node: Node) -> Node:
    """The object that ``x.use(a).get('/', b)`` is called on."""
    for _ in range(MAX_CHAIN):
        called = node.field("function") if node.kind() == "call_expression" else None
        if called is None or called.kind() != "member_expression":
            break
        prop, inner = called.field("property"), called.field("object")
        if prop is None or inner is None or prop.text() not in CHAINED:
            break
        node = unwrap(inner)
    return node

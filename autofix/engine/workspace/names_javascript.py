"""What a name of a JavaScript or TypeScript file stands for, followed through its imports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from autofix.sdk.workspace import Definition, Node, Workspace, WorkspaceError

MAX_HOPS = 20
MAX_LOOKUPS = 120

WRAPPERS = frozenset(("parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression"))
DECLARATIONS = frozenset(
    (
        "function_declaration",
        "generator_function_declaration",
        "class_declaration",
        "abstract_class_declaration",
        "enum_declaration",
    )
)
FIELDS = ("public_field_definition", "field_definition")
ACCESSES = frozenset(("member_expression", "subscript_expression"))


@dataclass(frozen=True)
class Binding:
    """How a file introduces a name: as part of an expression, or as an import.

    ``members`` were destructured out of ``node``, with ``default`` if they are
    missing. ``imported`` is ``*`` for a whole module.
    """

    node: Node | None = None
    members: tuple[str, ...] = ()
    default: Node | None = None
    specifier: str | None = None
    imported: str = ""


def find_definition(workspace: Workspace, path: str, name: str) -> Definition | None:
    """What the dotted ``name`` stands for in ``path``; ``this.x`` means a field of a class there."""
    first, *rest = name.split(".")
    return _Lookup(workspace).name(path, first, tuple(rest), 0)


def exported(workspace: Workspace, path: str, members: tuple[str, ...]) -> Definition | None:
    """What ``require(path)``, or a member of it, stands for."""
    return _Lookup(workspace).module(path, members, 0)


def evaluate(workspace: Workspace, file: str, node: Node) -> Definition:
    """The expression that ``node`` comes down to: itself unless it is a name that can be followed."""
    return _Lookup(workspace).value(file, node, (), 0) or Definition(file, unwrap(node))


def find_all(node: Node, *kinds: str) -> list[Node]:
    """The descendants of these kinds, in the order of the source.

    Each kind must be one of JavaScript's and TypeScript's grammars alike: ast-grep
    raises for an unknown one, and takes milliseconds to.
    """
    return node.find_all(kind=", ".join(kinds))


def unwrap(node: Node) -> Node:
    """The expression inside parentheses, type assertions, ``Object.freeze`` and assignments."""
    while True:
        inner: Node | None = None
        if node.kind() in WRAPPERS:
            inner = next((child for child in node.children() if is_expression(child)), None)
        elif node.kind() == "assignment_expression":
            inner = node.field("right")
        elif node.kind() == "call_expression":
            called = node.field("function")
            if called is not None and called.kind() == "member_expression" and called.text() == "Object.freeze":
                inner = next(iter(arguments(node)), None)
        if inner is None:
            return node
        node = inner


def is_expression(node: Node) -> bool:
    """Whether a child is code rather than punctuation or a comment."""
    return node.is_named() and node.kind() != "comment"


def arguments(call: Node) -> list[Node]:
    """The arguments of a call or ``new`` expression."""
    given = call.field("arguments")
    if given is None or given.kind() != "arguments":
        return []
    return [child for child in given.children() if is_expression(child)]


def string_value(node: Node | None) -> str | None:
    """The text of a string literal, or of a template without substitutions."""
    if node is None or node.kind() not in ("string", "template_string"):
        return None
    if any(child.kind() == "template_substitution" for child in node.children()):
        return None
    return node.text()[1:-1]


def required_module(node: Node) -> str | None:
    """The specifier of ``require('x')`` or ``import('x')``."""
    if node.kind() == "await_expression":
        node = next((child for child in node.children() if is_expression(child)), node)
    if node.kind() != "call_expression":
        return None
    called, given = node.field("function"), arguments(node)
    if called is None or called.kind() not in ("identifier", "import") or not given:
        return None
    if called.text() not in ("require", "import"):
        return None
    return string_value(given[0])


def split_access(node: Node) -> tuple[Node, tuple[str, ...]]:
    """``a.b['c']`` as the node ``a`` and the members ``b``, ``c``; stops at a computed member."""
    members: list[str] = []
    node = unwrap(node)
    while node.kind() in ACCESSES:
        inner = node.field("object")
        prop = node.field("property")
        member = prop.text() if prop is not None else string_value(node.field("index"))
        if inner is None or member is None:
            break
        members.append(member)
        node = unwrap(inner)
    return node, tuple(reversed(members))


def property_value(thing: Node, name: str) -> Node | None:
    """What the object, class or enum ``thing`` holds under ``name``: a value, a method or a shorthand."""
    if thing.kind() != "object":
        body = thing.field("body")
        thing = body if body is not None else thing
    for child in reversed(thing.children()):
        kind = child.kind()
        if kind == "shorthand_property_identifier" and child.text() == name:
            return child
        if kind not in ("pair", "method_definition", "enum_assignment", *FIELDS):
            continue
        key = child.field("key") or child.field("name") or child.field("property")
        if key is not None and (string_value(key) or key.text()) == name:
            return child if kind == "method_definition" else child.field("value")
    return None


def find_binding(root: Node, name: str) -> Binding | None:
    """How the file introduces ``name``: at module level, else in the first function that does."""
    for statement in root.children():
        found = _introduced(statement, name)
        if found is not None:
            return found
    for node in find_all(root, "variable_declarator", "function_declaration", "class_declaration"):
        found = _declared(node, name)
        if found is not None:
            return found
    return _assigned(root, name)


def pattern_binding(pattern: Node, name: str, value: Node | None) -> Binding | None:
    """The part of ``value`` that a destructuring ``pattern`` gives to ``name``."""
    pending: list[tuple[Node, tuple[str, ...]]] = [(pattern, ())]
    while pending:
        current, members = pending.pop()
        for child in current.children():
            default: Node | None = None
            key = child
            if child.kind() == "pair_pattern":
                key, target = child.field("key") or child, child.field("value") or child
            else:
                target = child
            if target.kind() in ("object_assignment_pattern", "assignment_pattern"):
                default, target = target.field("right"), target.field("left") or target
                key = target if key is child else key
            inner = (*members, string_value(key) or key.text())
            if target.kind() == "object_pattern":
                pending.append((target, inner))
            elif target.text() == name and "identifier" in target.kind():
                return Binding(value, inner, default)
    return None


def _introduced(statement: Node, name: str) -> Binding | None:
    kind = statement.kind()
    if kind == "export_statement":
        inner = statement.field("declaration")
        if inner is None:
            return None
        statement, kind = inner, inner.kind()
    if kind == "import_statement":
        return _imported(statement, name)
    if kind in ("lexical_declaration", "variable_declaration"):
        found = (_declared(child, name) for child in statement.children())
        return next((binding for binding in found if binding is not None), None)
    return _declared(statement, name)


def _declared(node: Node, name: str) -> Binding | None:
    if node.kind() in DECLARATIONS:
        named = node.field("name")
        return Binding(node) if named is not None and named.text() == name else None
    if node.kind() != "variable_declarator":
        return None
    target, value = node.field("name"), node.field("value")
    if target is None or value is None:
        return None
    if target.kind() == "object_pattern":
        return pattern_binding(target, name, value)
    return Binding(value) if target.text() == name else None


def _assigned(root: Node, name: str) -> Binding | None:
    """The first value given to a variable, or ``this`` member, that is declared without one."""
    for node in find_all(root, "assignment_expression"):
        left = node.field("left")
        if left is not None and left.text() == name:
            return Binding(node.field("right"))
    return None


def _imported(statement: Node, name: str) -> Binding | None:
    for clause in statement.children():
        if clause.kind() == "import_require_clause":
            target = next((c for c in clause.children() if c.kind() == "identifier"), None)
            if target is not None and target.text() == name:
                return Binding(specifier=string_value(clause.field("source")), imported="=")
        if clause.kind() != "import_clause":
            continue
        specifier = string_value(statement.field("source"))
        for part in clause.children():
            if part.kind() == "identifier" and part.text() == name:
                return Binding(specifier=specifier, imported="default")
            if part.kind() == "namespace_import" and part.children()[-1].text() == name:
                return Binding(specifier=specifier, imported="*")
            for item in part.children() if part.kind() == "named_imports" else ():
                original, alias = item.field("name"), item.field("alias")
                if original is not None and (alias or original).text() == name:
                    return Binding(specifier=specifier, imported=string_value(original) or original.text())
    return None


class _Lookup:
    """One search through files, which ends even where files import each other in a circle."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.seen: set[tuple[str, ...]] = set()

    def name(self, file: str, name: str, rest: tuple[str, ...], hops: int) -> Definition | None:
        """What ``name.rest`` stands for in ``file``."""
        root = self._root(file, ("name", name, *rest), hops)
        if root is None:
            return None
        if name == "this" and rest:
            return self._field(file, root, rest, hops)
        binding = find_binding(root, name)
        if binding is None:
            return None
        if binding.specifier is not None:
            target = self.workspace.resolve_import(file, binding.specifier)
            if target is None:
                return None
            if binding.imported in ("*", "="):
                return self.module(target, rest, hops + 1)
            return self.export(target, binding.imported, rest, hops + 1)
        if binding.node is None:
            return None
        found = self.value(file, binding.node, (*binding.members, *rest), hops + 1)
        if found is None and rest and not binding.members:
            later = _assigned(root, f"{name}.{rest[0]}")
            if later is not None and later.node is not None:
                found = self.value(file, later.node, rest[1:], hops + 1)
        if found is None and binding.default is not None:
            found = self.value(file, binding.default, rest, hops + 1)
        return found

    def value(self, file: str, node: Node, members: tuple[str, ...], hops: int) -> Definition | None:
        """What the expression ``node``, or these members of it, comes down to."""
        if hops > MAX_HOPS:
            return None
        base, own = split_access(node)
        path = (*own, *members)
        whole = None if members else Definition(file, unwrap(node))
        specifier = required_module(base)
        if specifier is not None:
            target = self.workspace.resolve_import(file, specifier)
            return whole if target is None else self.module(target, path, hops + 1) or whole
        kind = base.kind()
        if kind in ("identifier", "shorthand_property_identifier", "this") and (path or kind != "this"):
            return self.name(file, base.text(), path, hops + 1) or whole
        if not path:
            return Definition(file, base)
        return self._member(file, base, path, hops) or whole

    def module(self, file: str, rest: tuple[str, ...], hops: int) -> Definition | None:
        """What ``require(file)``, or a member of it, is."""
        if not rest:
            return self.export(file, "default", (), hops)
        return self.export(file, rest[0], rest[1:], hops)

    def export(self, file: str, name: str, rest: tuple[str, ...], hops: int) -> Definition | None:
        """What ``file`` exports under ``name``; ``default`` is also what it assigns to ``module.exports``."""
        root = self._root(file, ("export", name, *rest), hops)
        if root is None:
            return None
        stars: list[str] = []
        for statement in root.children():
            if statement.kind() != "export_statement":
                continue
            source = string_value(statement.field("source"))
            found = self._exported(file, statement, source, name, rest, hops)
            if found is not None:
                return found
            if source is not None and any(child.kind() == "*" for child in statement.children()):
                stars.append(source)
        found = self._common_js(file, root, name, rest, hops)
        if found is not None or name == "default":
            return found
        for source in stars:
            target = self.workspace.resolve_import(file, source)
            found = self.export(target, name, rest, hops + 1) if target is not None else None
            if found is not None:
                return found
        return None

    def _exported(
        self, file: str, statement: Node, source: str | None, name: str, rest: tuple[str, ...], hops: int
    ) -> Definition | None:
        declaration = statement.field("declaration")
        is_default = any(child.kind() in ("default", "=") for child in statement.children())
        if is_default:
            value = declaration or statement.field("value") or _last_expression(statement)
            if value is None or (name != "default" and not _is_assigned_export(statement)):
                return None
            path = rest if name == "default" else (name, *rest)
            return self.value(file, value, path, hops + 1)
        if declaration is not None:
            return self.name(file, name, rest, hops + 1) if _introduced(statement, name) else None
        for original, public in _export_specifiers(statement):
            if public != name:
                continue
            if source is None:
                return self.name(file, original, rest, hops + 1)
            target = self.workspace.resolve_import(file, source)
            if target is None:
                return None
            if original == "*":
                return self.module(target, rest, hops + 1)
            return self.export(target, original, rest, hops + 1)
        return None

    def _common_js(self, file: str, root: Node, name: str, rest: tuple[str, ...], hops: int) -> Definition | None:
        whole: Node | None = None
        for node in find_all(root, "assignment_expression"):
            left, right = node.field("left"), node.field("right")
            if left is None or right is None or "exports" not in left.text()[:80]:
                continue
            target = left.text()
            if target in (f"exports.{name}", f"module.exports.{name}"):
                return self.value(file, right, rest, hops + 1)
            if target == "module.exports":
                whole = right
        if whole is None:
            return None
        return self.value(file, whole, rest if name == "default" else (name, *rest), hops + 1)

    def _member(self, file: str, thing: Node, path: tuple[str, ...], hops: int) -> Definition | None:
        """A member of an object literal, class, enum or new instance."""
        if thing.kind() == "new_expression":
            made = thing.field("constructor")
            found = self.value(file, made, (), hops + 1) if made is not None else None
            if found is None or "class" not in found.node.kind():
                return None
            file, thing = found.file, found.node
        value = property_value(thing, path[0])
        if value is not None:
            if value.kind() == "method_definition":
                return Definition(file, value) if len(path) == 1 else None
            return self.value(file, value, path[1:], hops + 1)
        for child in reversed(thing.children()):
            spread = child.children()[-1] if child.kind() == "spread_element" else None
            found = self.value(file, spread, path, hops + 1) if spread is not None else None
            if found is not None:
                return found
        return None

    def _field(self, file: str, root: Node, path: tuple[str, ...], hops: int) -> Definition | None:
        for node in (field for body in find_all(root, "class_body") for field in body.children()):
            if node.kind() not in FIELDS:
                continue
            key, value = node.field("name") or node.field("property"), node.field("value")
            if key is not None and key.text() == path[0] and value is not None:
                return self.value(file, value, path[1:], hops + 1)
        assigned = _assigned(root, f"this.{path[0]}")
        if assigned is None or assigned.node is None:
            return None
        return self.value(file, assigned.node, path[1:], hops + 1)

    def _root(self, file: str, question: tuple[str, ...], hops: int) -> Node | None:
        """The file's tree, unless this was asked before, too far from the start, or cannot be read."""
        key = (file, *question)
        if hops > MAX_HOPS or key in self.seen or len(self.seen) > MAX_LOOKUPS or file.endswith(".json"):
            return None
        self.seen.add(key)
        try:
            return self.workspace.tree(file)
        except WorkspaceError:
            return None


def _last_expression(statement: Node) -> Node | None:
    return next((child for child in reversed(statement.children()) if is_expression(child)), None)


def _is_assigned_export(statement: Node) -> bool:
    return any(child.kind() == "=" for child in statement.children())


def _export_specifiers(statement: Node) -> Iterator[tuple[str, str]]:
    """The local and the public name of each thing that ``export {...}`` names."""
    for clause in statement.children():
        if clause.kind() == "namespace_export":
            yield "*", clause.children()[-1].text()
        for item in clause.children() if clause.kind() == "export_clause" else ():
            original, alias = item.field("name"), item.field("alias")
            if original is not None:
                yield original.text(), (alias or original).text()

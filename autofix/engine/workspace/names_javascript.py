"""What a name of a JavaScript or TypeScript file stands for, followed through its imports."""

from __future__ import annotations

from collections.abc import Iterator

from autofix.engine.workspace.bindings_javascript import assigned, find_binding, introduced
from autofix.engine.workspace.syntax_javascript import (
    FIELDS,
    find_all,
    is_expression,
    property_value,
    required_module,
    split_access,
    string_value,
    unwrap,
)
from autofix.sdk.workspace import Definition, Node, Workspace, WorkspaceError

MAX_HOPS = 20
MAX_LOOKUPS = 120


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
            later = assigned(root, f"{name}.{rest[0]}")
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
            return self.name(file, name, rest, hops + 1) if introduced(statement, name) else None
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
        given = assigned(root, f"this.{path[0]}")
        if given is None or given.node is None:
            return None
        return self.value(file, given.node, path[1:], hops + 1)

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

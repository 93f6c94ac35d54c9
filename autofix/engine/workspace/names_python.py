"""What a name of a Python file stands for, followed through its imports."""

from __future__ import annotations

import posixpath

from autofix.sdk.workspace import Definition, Node, Workspace, WorkspaceError

MAX_HOPS = 20
MAX_LOOKUPS = 120


def find_definition(workspace: Workspace, path: str, name: str) -> Definition | None:
    """What the dotted ``name`` stands for in ``path``: a value's expression, or a ``def`` or ``class``."""
    first, *rest = name.split(".")
    return _Lookup(workspace).name(path, first, tuple(rest), 0)


def evaluate(workspace: Workspace, file: str, node: Node) -> Definition:
    """The expression that ``node`` comes down to: itself unless it is a name that can be followed."""
    return _Lookup(workspace).value(file, node, (), 0) or Definition(file, unwrap(node))


def imported_definition(workspace: Workspace, path: str, statement: Node, name: tuple[str, ...]) -> Definition | None:
    """What the dotted ``name`` stands for where the import ``statement`` of ``path`` introduces it."""
    return _Lookup(workspace).imported(path, statement, name[0], name[1:], 0)


def resolve_module(workspace: Workspace, path: str, module: str) -> str | None:
    """The file of a dotted module, looked for as Python would from where ``path`` can run.

    An absolute module is looked for beside ``path`` and in each folder above
    it, and in a ``src`` folder of each, since any of them may be on ``sys.path``.
    """
    dots = len(module) - len(module.lstrip("."))
    inner = module[dots:].replace(".", "/")
    folder = posixpath.dirname(path)
    if dots:
        for _ in range(dots - 1):
            if not folder:
                return None
            folder = posixpath.dirname(folder)
        return _module_file(workspace, posixpath.join(folder, inner))
    while True:
        for place in (folder, posixpath.join(folder, "src")):
            found = _module_file(workspace, posixpath.join(place, inner))
            if found is not None and found != path:
                return found
        if not folder:
            return None
        folder = posixpath.dirname(folder)


def unwrap(node: Node) -> Node:
    """The expression inside parentheses."""
    while node.kind() == "parenthesized_expression":
        inner = next((c for c in node.children() if c.is_named() and c.kind() != "comment"), None)
        if inner is None:
            break
        node = inner
    return node


def string_value(node: Node | None) -> str | None:
    """The text of a plain string literal; None for an f-string with substitutions or bytes."""
    if node is None or node.kind() != "string":
        return None
    parts = node.children()
    if "b" in parts[0].text().lower() or any(part.kind() == "interpolation" for part in parts):
        return None
    return "".join(part.text() for part in parts if part.kind() == "string_content")


def arguments(call: Node) -> tuple[list[Node], dict[str, Node]]:
    """The positional and the keyword arguments of a call."""
    given = call.field("arguments")
    positional: list[Node] = []
    named: dict[str, Node] = {}
    for child in given.children() if given is not None and given.kind() == "argument_list" else ():
        if child.kind() == "keyword_argument":
            key, value = child.field("name"), child.field("value")
            if key is not None and value is not None:
                named[key.text()] = value
        elif child.is_named() and child.kind() != "comment":
            positional.append(child)
    return positional, named


def split_access(node: Node) -> tuple[Node, tuple[str, ...]]:
    """``a.b.c`` as the node ``a`` and the members ``b``, ``c``."""
    members: list[str] = []
    node = unwrap(node)
    while node.kind() == "attribute":
        inner, member = node.field("object"), node.field("attribute")
        if inner is None or member is None:
            break
        members.append(member.text())
        node = unwrap(inner)
    return node, tuple(reversed(members))


def import_source(statement: Node) -> str:
    """The module of a ``from`` import, with its leading dots."""
    module = statement.field("module_name")
    return module.text().replace(" ", "") if module is not None else ""


def imported_names(statement: Node) -> list[tuple[str, str]]:
    """What an import statement names, and what it calls it here (``a.b`` for ``import a.b``)."""
    found = []
    module = statement.field("module_name")
    for child in statement.children():
        if child == module:
            continue
        if child.kind() == "aliased_import":
            original, alias = child.field("name"), child.field("alias")
            if original is not None and alias is not None:
                found.append((original.text(), alias.text()))
        elif child.kind() == "dotted_name":
            found.append((child.text(), child.text()))
        elif child.kind() == "wildcard_import":
            found.append(("*", "*"))
    return found


def statements(block: Node) -> list[Node]:
    """The statements of a module or body, those inside ``if``, ``try`` and ``with`` included."""
    found: list[Node] = []
    pending = list(reversed(block.children()))
    while pending:
        node = pending.pop()
        kind = node.kind()
        if kind == "expression_statement":
            found.extend(child for child in node.children() if child.is_named())
        elif kind == "decorated_definition":
            inner = node.field("definition")
            found.extend([inner] if inner is not None else [])
        elif kind.endswith(("_statement", "_clause")) and not kind.startswith(("import", "return", "raise")):
            blocks = (c for c in node.children() if c.kind() == "block" or c.kind().endswith("_clause"))
            for inner in reversed(list(blocks)):
                pending.extend([inner] if inner.kind() != "block" else reversed(inner.children()))
        else:
            found.append(node)
    return found


def assigned_value(node: Node, name: str) -> Node | None:
    """The value that the assignment ``node`` gives to ``name``."""
    while node.kind() == "assignment":
        left, right = node.field("left"), node.field("right")
        if left is None or right is None:
            return None
        if left.text() == name:
            while right.kind() == "assignment" and (last := right.field("right")) is not None:
                right = last
            return right
        node = right
    return None


class _Lookup:
    """One search through files, which ends even where files import each other in a circle."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.seen: set[tuple[str, ...]] = set()

    def name(self, file: str, name: str, rest: tuple[str, ...], hops: int) -> Definition | None:
        """What ``name.rest`` stands for at the top of ``file``, else in its first function that has it."""
        key = (file, name, *rest)
        if hops > MAX_HOPS or key in self.seen or len(self.seen) > MAX_LOOKUPS:
            return None
        self.seen.add(key)
        try:
            text = self.workspace.read(file)
            # A module that does not even contain the word need not be searched.
            if name not in text and "import *" not in text:
                return None
            root = self.workspace.tree(file)
        except WorkspaceError:
            return None
        found = self._in_block(file, root, name, rest, hops)
        if found is not None:
            return found
        return self._inside(file, root, name, rest, hops)

    def value(self, file: str, node: Node, members: tuple[str, ...], hops: int) -> Definition | None:
        """What the expression ``node``, or these members of it, comes down to."""
        if hops > MAX_HOPS:
            return None
        base, own = split_access(node)
        path = (*own, *members)
        whole = None if members else Definition(file, unwrap(node))
        if base.kind() == "identifier":
            return self.name(file, base.text(), path, hops + 1) or whole
        if not path:
            return Definition(file, base)
        return self._member(file, base, path, hops) or whole

    def _in_block(self, file: str, block: Node, name: str, rest: tuple[str, ...], hops: int) -> Definition | None:
        # The last binding wins, as it does when the module runs.
        for node in reversed(statements(block)):
            kind = node.kind()
            if kind in ("function_definition", "class_definition"):
                named = node.field("name")
                if named is not None and named.text() == name:
                    return self._member(file, node, rest, hops) if rest else Definition(file, node)
            elif kind == "assignment":
                value = assigned_value(node, name)
                if value is not None:
                    return self.value(file, value, rest, hops + 1)
            elif kind in ("import_from_statement", "import_statement"):
                found = self.imported(file, node, name, rest, hops)
                if found is not None:
                    return found
        return None

    def _inside(self, file: str, root: Node, name: str, rest: tuple[str, ...], hops: int) -> Definition | None:
        for kind in ("assignment", "import_from_statement", "import_statement"):
            for node in root.find_all(kind=kind):
                value = assigned_value(node, name) if kind == "assignment" else None
                if value is not None:
                    return self.value(file, value, rest, hops + 1)
                found = self.imported(file, node, name, rest, hops) if kind != "assignment" else None
                if found is not None:
                    return found
        return None

    def imported(self, file: str, statement: Node, name: str, rest: tuple[str, ...], hops: int) -> Definition | None:
        source = import_source(statement) if statement.kind() == "import_from_statement" else None
        for original, alias in imported_names(statement):
            if source is None:
                found = self._module_named(file, original, alias, (name, *rest), hops)
                if found is not None:
                    return found
            elif alias in (name, "*"):
                wanted = name if original == "*" else original
                target = self.workspace.resolve_import(file, source)
                found = self.name(target, wanted, rest, hops + 1) if target is not None else None
                if found is None and original != "*" and rest:
                    joined = source + wanted if source.endswith(".") else f"{source}.{wanted}"
                    target = self.workspace.resolve_import(file, joined)
                    found = self.name(target, rest[0], rest[1:], hops + 1) if target is not None else None
                if found is not None:
                    return found
        return None

    def _module_named(self, file: str, module: str, alias: str, path: tuple[str, ...], hops: int) -> Definition | None:
        """``path`` read as a name in a module imported as ``alias``."""
        parts = tuple(alias.split("."))
        if path[: len(parts)] != parts or len(path) == len(parts):
            return None
        target = self.workspace.resolve_import(file, module)
        if target is None:
            return None
        return self.name(target, path[len(parts)], path[len(parts) + 1 :], hops + 1)

    def _member(self, file: str, thing: Node, path: tuple[str, ...], hops: int) -> Definition | None:
        """An attribute of a class, looked for in its bases too, or an item of a dictionary."""
        if thing.kind() == "call":
            made = thing.field("function")
            found = self.value(file, made, (), hops + 1) if made is not None else None
            if found is None or found.node.kind() != "class_definition":
                return None
            file, thing = found.file, found.node
        if thing.kind() != "class_definition":
            return None
        body = thing.field("body")
        found = self._in_block(file, body, path[0], path[1:], hops) if body is not None else None
        if found is not None:
            return found
        bases = thing.field("superclasses")
        for base in bases.children() if bases is not None else ():
            if base.kind() in ("identifier", "attribute"):
                found = self.value(file, base, path, hops + 1)
                if found is not None:
                    return found
        return None


def _module_file(workspace: Workspace, target: str) -> str | None:
    target = posixpath.normpath(target) if target else ""
    if target.startswith(".."):
        return None
    tried = (f"{target}.py", posixpath.normpath(f"{target}/__init__.py"))
    return next((path for path in tried if workspace.has(path)), None)

"""What a name or a member of JavaScript stands for, followed through declarations, imports and classes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from autofix.engine.workspace.calls.pieces import Parameter
from autofix.engine.workspace.calls.scopes import is_inside, nearest, reassigned, returned
from autofix.engine.workspace.calls.script import (
    FUNCTIONS,
    Script,
    function_parameters,
    open_script,
    parameter_pattern,
)
from autofix.engine.workspace.syntax_javascript import (
    ACCESSES,
    FIELDS,
    find_all,
    is_expression,
    property_value,
    split_access,
    unwrap,
)
from autofix.sdk.workspace import Node, Workspace

MAX_HOPS = 12


@dataclass(frozen=True)
class Thing:
    """A node with the script that it stands in."""

    script: Script
    node: Node


class Things:
    """Follows names through the scripts of one workspace; what it opens, it opens once."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._scripts: dict[str, Script | None] = {}
        self._exports: dict[tuple[str, str], Thing | None] = {}

    def open(self, path: str) -> Script | None:
        """The script at ``path``."""
        if path not in self._scripts:
            self._scripts[path] = open_script(self.workspace, path)
        return self._scripts[path]

    def thing(self, script: Script, node: Node, hops: int = 0) -> Thing | None:
        """The declaration, object or call that ``node`` stands for; None for a parameter or a package's."""
        if hops > MAX_HOPS:
            return None
        node = unwrap(node)
        if node.kind() == "await_expression":
            node = next((c for c in node.children() if is_expression(c)), node)
        if node.kind() == "shorthand_property_identifier":
            return self._thing_named(script, node, node.text(), hops)
        if node.kind() == "identifier":
            return self._thing_named(script, node, node.text(), hops)
        if node.kind() not in ACCESSES:
            return Thing(script, node)
        owner, members = split_access(node)
        if owner.kind() == "this" and members:
            found = self.own_member(script, node, members[0])
            rest = members[1:]
        elif owner.kind() == "identifier":
            module = script.imported.get(owner.text())
            if module is not None and module[1] == "*":
                path = self.workspace.resolve_import(script.path, module[0])
                found = self.exported(path, members[0], hops + 1) if path and members else None
                rest = members[1:]
            else:
                found, rest = self._thing_named(script, owner, owner.text(), hops), members
        elif owner.kind() in ("call_expression", "new_expression"):
            found, rest = Thing(script, owner), members
        else:
            return None
        for member in rest:
            found = self.member(found, member, hops + 1) if found is not None else None
        return found

    def member(self, thing: Thing, name: str, hops: int = 0) -> Thing | None:
        """The member ``name`` of an object, a class, an instance, or of what a composable returns."""
        if hops > MAX_HOPS:
            return None
        node = unwrap(thing.node)
        if node.kind() == "new_expression":
            made = node.field("constructor")
            found = self.thing(thing.script, made, hops + 1) if made is not None else None
            return self.member(found, name, hops + 1) if found is not None and "class" in found.node.kind() else None
        if node.kind() == "call_expression":
            called = node.field("function")
            made_by = self.thing(thing.script, called, hops + 1) if called is not None else None
            given = returned(made_by.node) if made_by is not None and made_by.node.kind() in FUNCTIONS else None
            return self.member(Thing(made_by.script, given), name, hops + 1) if made_by and given else None
        if node.kind() == "identifier":
            found = self.thing(thing.script, node, hops + 1)
            return self.member(found, name, hops + 1) if found is not None and found.node is not node else None
        if node.kind() not in ("object", "enum_declaration") and "class" not in node.kind():
            return None
        value = property_value(node, name)
        if value is None:
            return None
        if value.kind() in FUNCTIONS:
            return Thing(thing.script, value)
        return self.thing(thing.script, value, hops + 1)

    def exported(self, path: str, name: str, hops: int = 0) -> Thing | None:
        """What the file at ``path`` exports under ``name``."""
        key = (path, name)
        if key not in self._exports:
            self._exports[key] = None
            self._exports[key] = self._find_export(path, name, hops)
        return self._exports[key]

    def parameter(self, script: Script, node: Node, name: str) -> tuple[Node, Parameter, Node | None] | None:
        """The parameter ``name`` of a function around ``node``, with that function and the default value."""
        for above in node.ancestors():
            if above.kind() not in FUNCTIONS:
                continue
            for index, given in enumerate(function_parameters(above)):
                pattern, default = parameter_pattern(given)
                found = Parameter(script.path, above.range().start.index, index)
                if pattern.kind() in ("identifier", "this") and pattern.text() == name:
                    return above, found, default
                for child in pattern.children() if pattern.kind() == "object_pattern" else ():
                    match = re.match(r"(\w+)\s*(?::\s*(\w+))?", child.text())
                    if match and (match[2] or match[1]) == name:
                        value = child.field("right")
                        return above, Parameter(found.file, found.function, index, match[1]), value
            if name in script.declared and any(is_inside(d, above) for d in script.declared[name]):
                return None
        return None

    def _find_export(self, path: str, name: str, hops: int) -> Thing | None:
        if path.endswith(".json") or hops > MAX_HOPS:
            return None
        script = self.open(path)
        if script is None:
            return None
        if name in script.exported:
            return self.thing(script, script.exported[name], hops + 1)
        for source, there, public in script.passed_on:
            if public in (name, "*"):
                target = self.workspace.resolve_import(path, source)
                found = self.exported(target, name if there == "*" else there, hops + 1) if target else None
                if found is not None:
                    return found
        whole = script.exported.get("default")
        if whole is not None and name != "default" and unwrap(whole).kind() == "object":
            return self.member(Thing(script, unwrap(whole)), name, hops + 1)
        return None

    def _thing_named(self, script: Script, at: Node, name: str, hops: int) -> Thing | None:
        if self.parameter(script, at, name) is not None:
            return None
        declared = script.declared.get(name)
        if declared:
            node = reassigned(script, nearest(declared, at), name)
            return Thing(script, node) if node is at else self.thing(script, node, hops + 1)
        module = script.imported.get(name)
        if module is None:
            return None
        path = self.workspace.resolve_import(script.path, module[0])
        return self.exported(path, module[1], hops + 1) if path else None

    def own_member(self, script: Script, node: Node, name: str) -> Thing | None:
        """The member ``name`` of the object or class that ``node`` stands in."""
        owner = next((above for above in node.ancestors() if above.kind() in ("class_body", "object")), None)
        for child in owner.children() if owner is not None else ():
            key = child.field("name") or child.field("property") or child.field("key")
            if key is None or key.text() != name:
                continue
            if child.kind() == "method_definition":
                return Thing(script, child)
            value = child.field("value")
            if child.kind() in (*FIELDS, "pair") and value is not None:
                return Thing(script, value)
        for assigned in find_all(owner, "assignment_expression") if owner is not None else ():
            left, right = assigned.field("left"), assigned.field("right")
            if left is not None and right is not None and left.text() == f"this.{name}":
                return Thing(script, right)
        return None

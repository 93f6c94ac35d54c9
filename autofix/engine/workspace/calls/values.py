"""What an expression of JavaScript says an address is, followed through names, imports and functions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from autofix.engine.workspace.calls.environment import environment_value, variable_name
from autofix.engine.workspace.calls.pieces import (
    MAX_PIECES,
    Parameter,
    Piece,
    Value,
    hole,
    join_base,
    literal,
    starts_with,
)
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
    arguments,
    find_all,
    is_expression,
    property_value,
    split_access,
    unwrap,
)
from autofix.sdk.workspace import Node, UrlPiece, Workspace

MAX_HOPS = 12
NAMES = ("identifier", "shorthand_property_identifier")
_ENCODED = frozenset({"encodeURIComponent", "encodeURI", "String", "Number", "parseInt"})
NUXT = ("nuxt.config.ts", "nuxt.config.js", "nuxt.config.mjs", "frontend/nuxt.config.ts", "client/nuxt.config.ts")
_DEVELOPMENT = re.compile(r"development|import\.meta\.env\.DEV\b|localhost|__DEV__")
_PRODUCTION = re.compile(r"production|import\.meta\.env\.PROD\b")


@dataclass(frozen=True)
class Thing:
    """A node with the script that it stands in."""

    script: Script
    node: Node


class Values:
    """Reads expressions of one workspace; what it opens, it opens once."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._scripts: dict[str, Script | None] = {}
        self._exports: dict[tuple[str, str], Thing | None] = {}

    def open(self, path: str) -> Script | None:
        """The script at ``path``."""
        if path not in self._scripts:
            self._scripts[path] = open_script(self.workspace, path)
        return self._scripts[path]

    def value(self, script: Script, node: Node | None, hops: int = 0) -> Value:
        """The address that ``node`` says; a hole for what is not known."""
        if node is None or hops > MAX_HOPS:
            return hole("value")
        node = unwrap(node)
        kind = node.kind()
        if kind == "string":
            start, end = node.range().start.index + 1, node.range().end.index - 1
            return literal(node.text()[1:-1], script.path, start, end)
        if kind == "template_string":
            return self._template(script, node, hops)
        if kind == "binary_expression":
            return self._binary(script, node, hops)
        if kind == "ternary_expression":
            return self._ternary(script, node, hops)
        if kind == "number":
            return literal(node.text(), script.path, node.range().start.index, node.range().end.index)
        if kind in NAMES or kind in ACCESSES:
            return self._named(script, node, hops)
        if kind in ("call_expression", "new_expression"):
            return self._called(script, node, hops)
        if kind in ("await_expression", "non_null_expression"):
            return self.value(script, next((c for c in node.children() if is_expression(c)), None), hops + 1)
        return hole(_hole_name(node))

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
            found = self._own_member(script, node, members[0])
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
        if node.kind() != "object" and "class" not in node.kind():
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
            if name in script.declared and any(_is_inside(d, above) for d in script.declared[name]):
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
            node = _nearest(declared, at)
            return Thing(script, node) if node is at else self.thing(script, node, hops + 1)
        module = script.imported.get(name)
        if module is None:
            return None
        path = self.workspace.resolve_import(script.path, module[0])
        return self.exported(path, module[1], hops + 1) if path else None

    def _own_member(self, script: Script, node: Node, name: str) -> Thing | None:
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

    def _template(self, script: Script, node: Node, hops: int) -> Value:
        made: list[Piece] = []
        at, end = node.range().start.index + 1, node.range().end.index - 1
        for child in node.children():
            if child.kind() != "template_substitution":
                continue
            where = child.range()
            if where.start.index > at:
                made += literal(script.text[at : where.start.index], script.path, at, where.start.index)
            inner = next((c for c in child.children() if is_expression(c)), None)
            made += self.value(script, inner, hops + 1)
            at = where.end.index
        if end > at:
            made += literal(script.text[at:end], script.path, at, end)
        return tuple(made[:MAX_PIECES])

    def _binary(self, script: Script, node: Node, hops: int) -> Value:
        left, right = node.field("left"), node.field("right")
        operator = node.field("operator")
        sign = operator.text() if operator is not None else ""
        if sign == "+":
            return (*self.value(script, left, hops + 1), *self.value(script, right, hops + 1))[:MAX_PIECES]
        if sign in ("||", "??"):
            first = self.value(script, left, hops + 1)
            if not any(piece.is_hole for piece in first) and "".join(p.piece.text for p in first):
                return first
            return self.value(script, right, hops + 1)
        return hole("value")

    def _ternary(self, script: Script, node: Node, hops: int) -> Value:
        """The branch that holds in development, where most reports come from."""
        condition = node.field("condition")
        asked = condition.text() if condition is not None else ""
        yes, no = node.field("consequence"), node.field("alternative")
        is_negated = "!=" in asked or asked.startswith("!")
        if _PRODUCTION.search(asked):
            return self.value(script, yes if is_negated else no, hops + 1)
        if _DEVELOPMENT.search(asked):
            return self.value(script, no if is_negated else yes, hops + 1)
        first, second = self.value(script, yes, hops + 1), self.value(script, no, hops + 1)
        return first if first == second else hole(_hole_name(node))

    def _named(self, script: Script, node: Node, hops: int) -> Value:
        text = node.text()
        variable = variable_name(text)
        if variable:
            return environment_value(self.workspace, script.path, variable) or hole(variable)
        if text in ("window.location.origin", "location.origin", "window.origin", "document.location.origin"):
            return literal("")
        owner, members = split_access(node)
        if owner.kind() in NAMES:
            found = self.parameter(script, node, owner.text())
            if found is not None:
                _, parameter, _ = found
                if len(members) == 1 and not parameter.member:
                    parameter = Parameter(parameter.file, parameter.function, parameter.index, members[0])
                elif members:
                    return hole(members[-1])
                return hole((owner.text(), *members)[-1], parameter)
        configured = self._runtime_config(script, owner, members)
        if configured is not None:
            return configured
        thing = self.thing(script, node, hops + 1)
        if thing is None or thing.node is node or thing.node.kind() in FUNCTIONS:
            return hole(_hole_name(node))
        return self.value(thing.script, thing.node, hops + 1)

    def _runtime_config(self, script: Script, owner: Node, members: tuple[str, ...]) -> Value | None:
        """What Nuxt's configuration sets a public value to."""
        held = script.declared.get(owner.text(), [owner])[0] if owner.kind() == "identifier" else owner
        if len(members) != 2 or members[0] != "public" or not held.text().startswith("useRuntimeConfig("):
            return None
        for name in NUXT:
            config = self.open(name)
            for pair in find_all(config.root, "pair") if config is not None else ():
                key, value = pair.field("key"), pair.field("value")
                if config is not None and key is not None and key.text() == members[1] and value is not None:
                    return self.value(config, value)
        return None

    def _called(self, script: Script, node: Node, hops: int) -> Value:
        called, given = node.field("function") or node.field("constructor"), arguments(node)
        name = called.text() if called is not None else ""
        if node.kind() == "new_expression":
            if name == "URL" and given:
                base = self.value(script, given[1], hops + 1) if len(given) > 1 else ()
                return join_base(base, self.value(script, given[0], hops + 1))
            return hole("value")
        if name in _ENCODED and given:
            inner = self.value(script, given[0], hops + 1)
            return inner if any(piece.parameter for piece in inner) else hole(_hole_name(given[0]))
        found = self.thing(script, called, hops + 1) if called is not None else None
        if found is None or found.node.kind() not in FUNCTIONS:
            trimmed = (
                called.field("object") if called is not None and name.endswith((".replace", ".toString")) else None
            )
            return self.value(script, trimmed, hops + 1) if trimmed is not None else hole(_hole_name(node))
        result = returned(found.node)
        if result is None:
            return hole(_hole_name(node))
        inner = self.value(found.script, result, hops + 1)
        return self.fill(inner, found, script, given, hops)

    def fill(self, value: Value, function: Thing, script: Script, given: list[Node], hops: int = 0) -> Value:
        """``value`` with the holes that are ``function``'s parameters filled by what a caller gives."""
        at = function.node.range().start.index
        made: list[Piece] = []
        for piece in value:
            parameter = piece.parameter
            if parameter is None or (parameter.file, parameter.function) != (function.script.path, at):
                made.append(piece)
                continue
            filled = self._argument(parameter, function, script, given, hops)
            if made and made[-1].piece == UrlPiece("/") and starts_with(filled, "/"):
                # The slash that a client puts between base and path, where the path brings its own.
                made.pop()
            made += filled
        return tuple(made[:MAX_PIECES])

    def _argument(self, parameter: Parameter, function: Thing, script: Script, given: list[Node], hops: int) -> Value:
        name = parameter.member or "value"
        if parameter.index < len(given):
            argument = given[parameter.index]
            if not parameter.member:
                return self.value(script, argument, hops + 1)
            thing = self.thing(script, argument, hops + 1)
            if thing is not None and thing.node.kind() == "object":
                held = property_value(thing.node, parameter.member)
                if held is not None:
                    return self.value(thing.script, held, hops + 1)
            elif argument.kind() == "identifier":
                found = self.parameter(script, argument, argument.text())
                if found is not None and not found[1].member:
                    return hole(name, Parameter(found[1].file, found[1].function, found[1].index, parameter.member))
        parameters = function_parameters(function.node)
        if parameter.index < len(parameters):
            pattern, default = parameter_pattern(parameters[parameter.index])
            if parameter.member and pattern.kind() == "object_pattern":
                for child in pattern.children():
                    if re.match(rf"{re.escape(parameter.member)}\b", child.text()) and child.field("right") is not None:
                        return self.value(function.script, child.field("right"), hops + 1)
            elif default is not None:
                return self.value(function.script, default, hops + 1)
        return hole(name)


def returned(function: Node) -> Node | None:
    """What a function gives back, where it says so in one place."""
    body = function.field("body")
    if body is None:
        return None
    if body.kind() != "statement_block":
        return unwrap(body)
    own = [n for n in find_all(body, "return_statement") if _function_of(n) == function.range().start.index]
    value = own[-1] if own else None
    return next((unwrap(c) for c in value.children() if is_expression(c)), None) if value is not None else None


def _function_of(node: Node) -> int:
    return next((above.range().start.index for above in node.ancestors() if above.kind() in FUNCTIONS), -1)


def _nearest(declared: list[Node], at: Node) -> Node:
    """Of several declarations of a name the one whose scope is nearest around ``at``."""
    if len(declared) == 1:
        return declared[0]
    place = at.range().start.index

    def size(node: Node) -> tuple[bool, int]:
        for above in node.ancestors():
            if above.kind() in ("statement_block", "program", "class_body"):
                where = above.range()
                return not where.start.index <= place <= where.end.index, where.end.index - where.start.index
        return True, 0

    return min(declared, key=size)


def _is_inside(node: Node, outer: Node) -> bool:
    where, around = node.range(), outer.range()
    return around.start.index <= where.start.index and where.end.index <= around.end.index


def _hole_name(node: Node) -> str:
    """A name for what ``node`` gives: its last identifier."""
    names = re.findall(r"[A-Za-z_]\w*", node.text()[:200])
    return names[-1] if names else "value"

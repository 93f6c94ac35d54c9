"""What an expression of JavaScript says an address is, followed through names, imports and functions."""

from __future__ import annotations

import re

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
from autofix.engine.workspace.calls.scopes import hole_name, returned
from autofix.engine.workspace.calls.script import FUNCTIONS, Script, function_parameters, parameter_pattern
from autofix.engine.workspace.calls.things import MAX_HOPS, Thing, Things
from autofix.engine.workspace.syntax_javascript import (
    ACCESSES,
    arguments,
    find_all,
    is_expression,
    property_value,
    split_access,
    unwrap,
)
from autofix.sdk.workspace import Node, UrlPiece

NAMES = ("identifier", "shorthand_property_identifier")
_ENCODED = frozenset({"encodeURIComponent", "encodeURI", "String", "Number", "parseInt"})
NUXT = ("nuxt.config.ts", "nuxt.config.js", "nuxt.config.mjs", "frontend/nuxt.config.ts", "client/nuxt.config.ts")
_DEVELOPMENT = re.compile(r"development|import\.meta\.env\.DEV\b|localhost|__DEV__")
# What callers ask of an address before they complete it: whether it begins with a slash, or is whole already.
_BEGINS = re.compile(r"\(?(\w+)\??\.(startsWith|endsWith)\((['\"`])([^'\"`]+)\3\)\)?")
_PRODUCTION = re.compile(r"production|import\.meta\.env\.PROD\b")


class Values(Things):
    """Reads expressions of one workspace."""

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
        return hole(hole_name(node))

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
        begins = _BEGINS.fullmatch(asked.replace(" ", ""))
        if begins is not None:
            if begins[2] == "startsWith" and begins[4] == "/":
                # With the slash if it has none: the same as a join.
                return (*literal("/"), *self.value(script, yes, hops + 1))
            return self.value(script, no, hops + 1)
        is_negated = "!=" in asked or asked.startswith("!")
        if _PRODUCTION.search(asked):
            return self.value(script, yes if is_negated else no, hops + 1)
        if _DEVELOPMENT.search(asked):
            return self.value(script, no if is_negated else yes, hops + 1)
        first, second = self.value(script, yes, hops + 1), self.value(script, no, hops + 1)
        return first if first == second else hole(hole_name(node))

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
            return hole(hole_name(node))
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
            return inner if any(piece.parameter for piece in inner) else hole(hole_name(given[0]))
        found = self.thing(script, called, hops + 1) if called is not None else None
        if found is None or found.node.kind() not in FUNCTIONS:
            trimmed = (
                called.field("object") if called is not None and name.endswith((".replace", ".toString")) else None
            )
            return self.value(script, trimmed, hops + 1) if trimmed is not None else hole(hole_name(node))
        result = returned(found.node)
        if result is None:
            return hole(hole_name(node))
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
            if starts_with(filled, "http://", "https://"):
                made = []
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

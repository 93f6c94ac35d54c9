"""What the function of a component binds, and which of it is another thing at every rendering.

What React keeps (setters, refs) follows ESLint's ``react-hooks/exhaustive-deps``, which does not ask for it either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from autofix.sdk import Node
from plugins.build.names_source import named_nodes, span

_FUNCTIONS = ("function_declaration", "arrow_function", "function_expression")
_MADE = ("arrow_function", "function_expression", "object", "array", "new_expression", "jsx_element")
_KEEPING = frozenset(("useState", "useReducer"))
_NAMES = ("identifier", "shorthand_property_identifier_pattern")
# Calls that give a text, a number or a yes or no: equal values are the same.
_PLAIN = frozenset(
    "String Number Boolean parseInt parseFloat get trim toLowerCase toUpperCase toString join includes startsWith "
    "endsWith some every has getItem".split()
)


@dataclass
class Scope:
    """``values`` is what each name is given, None for a parameter or a part of something.

    ``setters`` stand by the state they set; ``kept`` is what React itself keeps the same.
    """

    body: Node
    values: dict[str, Node | None] = field(default_factory=dict)
    statements: dict[str, Node] = field(default_factory=dict)
    setters: dict[str, str] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)

    def is_made_anew(self, name: str) -> bool:
        """Whether the name stands for something that is new at each rendering, even where it says the same."""
        value = self.values.get(name)
        if value is None:
            return False
        if value.kind() in (*_MADE, "function_declaration"):
            return True
        called = value.field("function") if value.kind() == "call_expression" else None
        if called is None:
            return False
        last = called.text().split(".")[-1]
        return last not in _PLAIN and re.match(r"use[A-Z]", last) is None

    def function(self, name: str) -> tuple[Node | None, Node | None]:
        """The statement that declares a function, and the function; nothing for what is none."""
        value, statement = self.values.get(name), self.statements.get(name)
        if value is None or statement is None or value.kind() not in _FUNCTIONS:
            return None, None
        return statement, value


def scope_of(node: Node) -> Scope | None:
    """The function that ``node`` stands in the body of, be it a component or a hook; None outside of one."""
    function = next((one for one in node.ancestors() if one.kind() in _FUNCTIONS), None)
    body = function.field("body") if function is not None else None
    if function is None or body is None or body.kind() != "statement_block":
        return None
    scope = Scope(body)
    parameters = function.field("parameters") or function.field("parameter")
    for kind in _NAMES:
        for one in parameters.find_all(kind=kind) if parameters is not None else ():
            scope.values[one.text()] = None
    for statement in body.children():
        if statement.kind() == "function_declaration":
            name = statement.field("name")
            if name is not None:
                scope.values[name.text()], scope.statements[name.text()] = statement, statement
        elif statement.kind() in ("lexical_declaration", "variable_declaration"):
            declarators = [child for child in statement.children() if child.kind() == "variable_declarator"]
            for declarator in declarators:
                _bind(scope, statement if len(declarators) == 1 else None, declarator)
    return scope


def _bind(scope: Scope, statement: Node | None, declarator: Node) -> None:
    target, value = declarator.field("name"), declarator.field("value")
    if target is None:
        return
    called = value.field("function") if value is not None and value.kind() == "call_expression" else None
    hook = called.text().split(".")[-1] if called is not None else ""
    if target.kind() == "identifier":
        scope.values[target.text()] = value
        if statement is not None:
            scope.statements[target.text()] = statement
        if hook == "useRef":
            scope.kept.add(target.text())
        return
    names = [one.text() for kind in _NAMES for one in target.find_all(kind=kind)]
    scope.values.update(dict.fromkeys(names))
    if target.kind() == "array_pattern" and hook in _KEEPING:
        items = [child.text() for child in target.children() if child.is_named()]
        if len(items) > 1:
            scope.kept.add(items[1])
            scope.setters[items[0]] = items[1]


def captured(scope: Scope, function: Node, own: str) -> list[str] | None:
    """What of the component the function reads, as a hook has to list it; None where it must not be listed.

    That is what is new at each rendering, and a state that the function sets: the hook would run without end.
    """
    found: list[str] = []
    for name in scope.values:
        uses = [node for node in named_nodes(function, name) if _is_read(node)]
        if not uses or name in scope.kept or name == own:
            continue
        if _is_bound(function, name):
            continue
        setter = scope.setters.get(name)
        if scope.is_made_anew(name) or name == "props" or (setter is not None and named_nodes(function, setter)):
            return None
        chains = {_chain(node) for node in uses}
        found.append(chains.pop() if len(chains) == 1 else name)
    return found


def _is_read(node: Node) -> bool:
    return node.kind() in ("identifier", "shorthand_property_identifier")


def _is_bound(function: Node, name: str) -> bool:
    """Whether the function has a variable or a parameter of its own by that name."""
    for node in named_nodes(function, name):
        parent = node.parent()
        if parent is None:
            continue
        if node.kind() == "shorthand_property_identifier_pattern":
            return True
        if parent.kind() in ("formal_parameters", "required_parameter", "array_pattern"):
            return True
        for part in ("name", "parameter"):
            held = parent.field(part)
            if held is not None and span(held) == span(node) and parent.kind() in ("variable_declarator", *_FUNCTIONS):
                return True
    return False


def _chain(node: Node) -> str:
    """The members that are read of a name, without one that is called."""
    current = node
    while True:
        parent = current.parent()
        held = parent.field("object") if parent is not None and parent.kind() == "member_expression" else None
        if parent is None or held is None or span(held) != span(current):
            return current.text()
        above = parent.parent()
        called = above.field("function") if above is not None and above.kind() == "call_expression" else None
        if called is not None and span(called) == span(parent):
            return current.text()
        current = parent

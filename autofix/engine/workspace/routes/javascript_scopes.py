"""Which declaration a name means at a place of a JavaScript file."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from autofix.engine.workspace.syntax_javascript import find_all, unwrap
from autofix.sdk.workspace import Node

FUNCTIONS = (
    "function_declaration",
    "function_expression",
    "arrow_function",
    "method_definition",
    "generator_function",
    "generator_function_declaration",
)
ITERATORS = ("forEach", "map")


@dataclass(frozen=True)
class Declared:
    """A name and where it is known, from ``start`` to ``end``.

    A variable has its ``value``; a parameter the ``function`` it belongs to, its
    ``index`` there, and the ``member`` that is destructured out of it. What
    walks over a list has the list as ``over``.
    """

    start: int
    end: int
    value: Node | None = None
    function: Node | None = None
    index: int = 0
    member: str = ""
    over: Node | None = None


class Scopes:
    """The names that a file declares, each with the function or block it is known in."""

    def __init__(self, root: Node) -> None:
        self.root = root
        self.functions = find_all(root, *FUNCTIONS)
        owners = [body.parent() for body in find_all(root, "class_body")]
        self._classes = [(*_span(owner), owner) for owner in owners if owner is not None]
        self._declared: dict[str, list[Declared]] = defaultdict(list)
        for function in self.functions:
            self._add_parameters(function)
        for loop in find_all(root, "for_in_statement"):
            self._add_loop(loop)
        self._add_variables()

    def lookup(self, name: str, position: int) -> Declared | None:
        """The innermost declaration of ``name`` that is known at ``position``."""
        known = [d for d in self._declared.get(name, ()) if d.start <= position < d.end]
        return max(known, key=lambda declared: declared.start, default=None)

    def known_over(self, over: Node, position: int) -> list[tuple[str, str]]:
        """The variables, and what each takes of an item, of the loop over ``over`` around ``position``."""
        return [
            (name, declared.member)
            for name, all_declared in self._declared.items()
            for declared in all_declared
            if declared.over == over and declared.start <= position < declared.end
        ]

    def enclosing_class(self, position: int) -> Node | None:
        """The innermost class around ``position``."""
        around = [found for found in self._classes if found[0] <= position < found[1]]
        return max(around, key=lambda found: found[0])[2] if around else None

    def _add_parameters(self, function: Node) -> None:
        start, end = _span(function)
        over = _iterated(function)
        for index, parameter in enumerate(parameters(function)):
            for name, member in pattern_names(parameter):
                self._declared[name].append(
                    Declared(
                        start,
                        end,
                        function=function,
                        index=index,
                        member=member,
                        over=over if index == 0 else None,
                    )
                )

    def _add_loop(self, loop: Node) -> None:
        left, right, operator = loop.field("left"), loop.field("right"), loop.field("operator")
        if left is None or right is None or operator is None or operator.text() != "of":
            return
        start, end = _span(loop)
        for name, member in pattern_names(left):
            self._declared[name].append(Declared(start, end, member=member, over=right))

    def _add_variables(self) -> None:
        blocks = find_all(self.root, *FUNCTIONS, "statement_block")
        spans = sorted((_span(block) for block in blocks), key=lambda span: (span[0], -span[1]))
        whole = (0, self.root.range().end.index + 1)
        open_spans: list[tuple[int, int]] = [whole]
        following = 0
        for declarator in find_all(self.root, "variable_declarator"):
            position = declarator.range().start.index
            while following < len(spans) and spans[following][0] <= position:
                open_spans.append(spans[following])
                following += 1
            while open_spans[-1][1] <= position:
                open_spans.pop()
            target, value = declarator.field("name"), declarator.field("value")
            if target is not None and target.kind() == "identifier":
                self._declared[target.text()].append(Declared(*open_spans[-1], value=value))


def parameters(function: Node) -> list[Node]:
    """The parameter patterns of a function, without types and defaults."""
    single = function.field("parameter")
    if single is not None:
        return [single]
    listed = function.field("parameters")
    found = []
    for child in listed.children() if listed is not None else ():
        if not child.is_named() or child.kind() == "comment":
            continue
        pattern = child.field("pattern") or child
        if pattern.kind() == "assignment_pattern":
            pattern = pattern.field("left") or pattern
        if pattern.kind() != "this":
            found.append(pattern)
    return found


def pattern_names(pattern: Node) -> list[tuple[str, str]]:
    """The names that a pattern binds, each with the property or index it takes, empty for the whole."""
    if pattern.kind() == "identifier":
        return [(pattern.text(), "")]
    found = []
    for index, child in enumerate(c for c in pattern.children() if c.is_named()):
        target, key = child, child
        if child.kind() == "pair_pattern":
            key, target = child.field("key") or child, child.field("value") or child
        if target.kind() in ("object_assignment_pattern", "assignment_pattern"):
            target = target.field("left") or target
            key = target if key is child else key
        if "identifier" in target.kind():
            found.append((target.text(), str(index) if pattern.kind() == "array_pattern" else key.text()))
    return found


def _iterated(function: Node) -> Node | None:
    """The list whose ``forEach`` or ``map`` is given this function."""
    given = function.parent()
    call = given.parent() if given is not None and given.kind() == "arguments" else None
    called = call.field("function") if call is not None else None
    prop = called.field("property") if called is not None else None
    if called is None or prop is None or prop.text() not in ITERATORS:
        return None
    listed = called.field("object")
    return unwrap(listed) if listed is not None else None


def _span(node: Node) -> tuple[int, int]:
    where = node.range()
    return where.start.index, where.end.index

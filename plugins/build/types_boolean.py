"""A condition of several parts that is handed on as yes or no."""

from __future__ import annotations

import re

from autofix.sdk import Action, Change, Edit, Node
from plugins.build.cause import Remedy, Spot
from plugins.build.lint_place import offset
from plugins.build.names_source import Source, named_nodes, span

_WANTED = re.compile(r"^Type '(?P<given>[^'\n]{1,300})' is not assignable to type 'boolean(?: \| undefined)?'")
_BOOLEAN = frozenset(("boolean", "true", "false"))
_NOTHING = frozenset(('""', "undefined", "null", "0", "string", "number"))


def made_boolean(source: Source, spot: Spot) -> Remedy | None:
    """Make it a boolean where the variable is given its condition; None where it is anything but one."""
    match = _WANTED.search(spot.finding.message)
    parts = set(match["given"].split(" | ")) if match else set()
    if not parts & _BOOLEAN or not parts <= _BOOLEAN | _NOTHING:
        return None
    at = offset(source, spot)
    named = [one for one in source.root.find_all(kind="jsx_attribute") if span(one)[0] == at]
    value = next((child for one in named for child in one.children() if child.kind() == "jsx_expression"), None)
    given = value.children()[1] if value is not None and len(value.children()) == 3 else None
    if given is None:
        return None
    condition = _condition(source, given) if given.kind() == "identifier" else given
    if condition is None or condition.kind() != "binary_expression":
        return None
    start, end = span(condition)
    change = Change(source.file, Action.MODIFY, "It is yes or no.", (Edit(start, start, "!!("), Edit(end, end, ")")))
    return Remedy("build_type", "make the condition a boolean", (change,))


def _condition(source: Source, given: Node) -> Node | None:
    """What the constant of this name is given, where the file has one of the name."""
    made = []
    for one in named_nodes(source.root, given.text()):
        parent = one.parent()
        name = parent.field("name") if parent is not None and parent.kind() == "variable_declarator" else None
        if parent is not None and name is not None and span(name) == span(one):
            made.append(parent)
    statement = made[0].parent() if len(made) == 1 else None
    is_constant = statement is not None and statement.text().startswith("const")
    return made[0].field("value") if is_constant and made[0].field("type") is None else None

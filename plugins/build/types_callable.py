"""What a hook gives out as a member, and is called as if the hook gave out nothing else."""

from __future__ import annotations

import re

from autofix.sdk import Action, Change, Edit
from plugins.build.cause import Remedy, Spot
from plugins.build.lint_place import offset, smallest_at
from plugins.build.names_source import Source, named_nodes, span

_MEMBER = re.compile(r"Type '\{ (?P<members>[^']{1,2000})' has no call signatures")


def member_called(source: Source, spot: Spot) -> Remedy | None:
    """Take the member of the same name out of what was given; None where the whole is used otherwise too."""
    node = smallest_at(source, offset(source, spot), "identifier")
    match = _MEMBER.search(spot.finding.message)
    if node is None or match is None:
        return None
    name = node.text()
    if not re.search(rf"(?:^|; ){re.escape(name)}: ", match["members"]):
        return None
    declared = None
    for one in named_nodes(source.root, name):
        parent = one.parent()
        if parent is None:
            return None
        called, named = parent.field("function"), parent.field("name")
        if parent.kind() == "variable_declarator" and named is not None and span(named) == span(one):
            if declared is not None or parent.field("type") is not None:
                return None
            declared = one
        elif parent.kind() != "call_expression" or called is None or span(called) != span(one):
            return None
    if declared is None:
        return None
    said = f"{name} is one of what is given."
    change = Change(source.file, Action.MODIFY, said, (Edit(*span(declared), f"{{ {name} }}"),))
    return Remedy("build_type", f"take {name} out of what is given", (change,))

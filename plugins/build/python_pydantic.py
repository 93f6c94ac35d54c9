"""Options that pydantic 2 calls otherwise and refuses by their old name. Source: its migration guide."""

from __future__ import annotations

import re
from functools import partial

from autofix.sdk import Action, Change, Edit, Problem, Workspace
from plugins.build.cause import Remedy, Spot
from plugins.build.python_renaming import text_of

_CALLS = frozenset({"Field", "constr", "Query", "Path", "Body", "Form", "Header", "Cookie"})
_ROOT = re.compile(r"(?m)^(?P<head>[ \t]*@root_validator)(?:\(\))?(?=[ \t]*\r?$)")


def renamed_options(workspace: Workspace, spot: Spot, problem: Problem) -> Remedy | None:
    """The old option by its new name, in every file that has it: the next would be refused in turn."""
    changes = []
    change = partial(Change, action=Action.MODIFY, description="pydantic 2 asks for it so.")
    for path in workspace.search(spot.value, suffixes=(".py",)):
        edits = _patterns(workspace, path) if spot.value == "regex" else _roots(text_of(workspace, path))
        if edits:
            changes.append(change(path, edits=edits))
    return Remedy("build_pydantic", f"{spot.value} as pydantic 2 has it", tuple(changes)) if changes else None


def _patterns(workspace: Workspace, path: str) -> tuple[Edit, ...]:
    edits = []
    for node in workspace.tree(path).find_all(kind="keyword_argument"):
        name, arguments = node.field("name"), node.parent()
        call = arguments.parent() if arguments is not None else None
        function = call.field("function") if call is not None else None
        if name is not None and name.text() == "regex" and function is not None and function.text() in _CALLS:
            edits.append(Edit(name.range().start.index, name.range().end.index, "pattern"))
    return tuple(edits)


def _roots(text: str) -> tuple[Edit, ...]:
    return tuple(
        Edit(found.start(), found.end(), f"{found['head']}(skip_on_failure=True)") for found in _ROOT.finditer(text)
    )

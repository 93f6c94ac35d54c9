"""A session of the database among the parameters of a FastAPI route, without the ``Depends`` that provides it."""

from __future__ import annotations

import re
from collections import Counter

from autofix.sdk import Action, Change, Edit, Problem, Workspace
from plugins.build.cause import Remedy, Spot
from plugins.build.python_parameters import split_top
from plugins.build.python_renaming import text_of

_DEF = re.compile(r"(?m)^[ \t]*(?:async[ \t]+)?def[ \t]+\w+[ \t]*\(")
_GIVEN = r"(?P<name>\w+)\s*:\s*{kind}\s*=\s*(?P<how>Depends\([\w.]+\))"


def depends_added(workspace: Workspace, spot: Spot, problem: Problem) -> Remedy | None:
    """The parameter provided as the other routes of the file have it; None where none shows how."""
    text = text_of(workspace, spot.file) if spot.file.endswith(".py") else ""
    kind = re.escape(spot.value.rpartition(".")[2])
    shown = Counter(match["how"] for match in re.finditer(_GIVEN.format(kind=kind), text))
    start = sum(len(row) + 1 for row in text.split("\n")[: spot.line - 1])
    found = _DEF.search(text, start)
    parts = split_top(text, found.end()) if found else None
    if len(shown) != 1 or found is None or parts is None or any("#" in part or "*" in part for part in parts):
        return None
    bare = [at for at, part in enumerate(parts) if re.fullmatch(rf"\s*\w+\s*:\s*{kind}\s*", part)]
    if len(bare) != 1:
        return None
    given = f"{parts[bare[0]].strip()} = {next(iter(shown))}"
    named = [part for part in parts if part.strip()]
    others = [part.strip() for at, part in enumerate(parts) if at != bare[0] and part.strip()]
    # Parameters without a default have to come first.
    after = max((at for at, part in enumerate(others) if "=" not in part), default=-1) + 1
    ordered = [*others[:after], given, *others[after:]] if after > bare[0] else None
    ordered = ordered or [given if at == bare[0] else part.strip() for at, part in enumerate(named)]
    made = [_in_place(slot, part) for slot, part in zip(named, ordered, strict=True)]
    stop = found.end() + len(",".join(parts))
    tail = parts[len(named) :]
    edit = Edit(found.end(), stop, ",".join([*made, *tail]))
    change = Change(spot.file, Action.MODIFY, "Have FastAPI provide the session, as for the other routes.", (edit,))
    return Remedy("build_depends", f"provide {given}", (change,))


def _in_place(slot: str, part: str) -> str:
    """The parameter with the blanks that stand around the one whose place it takes."""
    bare = slot.strip()
    at = slot.index(bare)
    return slot[:at] + part + slot[at + len(bare) :]

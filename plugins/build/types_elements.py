"""The element of the page that an application is drawn into: the compiler cannot know that it is there."""

from __future__ import annotations

import re

from autofix.sdk import Action, Change, Edit
from plugins.build.cause import Remedy, Spot
from plugins.build.lint_place import offset
from plugins.build.names_source import Source, above, span

_NULL = re.compile(r"Argument of type '(?:HTML\w*Element|Element) \| null' is not assignable to parameter of type")
_DRAWING = frozenset(("createRoot", "hydrateRoot", "render", "hydrate", "createPortal", "mount"))
_FINDING = frozenset(("getElementById", "querySelector"))


def element_there(source: Source, spot: Spot) -> Remedy | None:
    """Say that the element is there where it is handed to what draws; None elsewhere."""
    if _NULL.search(spot.finding.message) is None:
        return None
    at = offset(source, spot)
    for call in source.root.find_all(kind="call_expression"):
        if span(call)[0] != at:
            continue
        found, holder = call.field("function"), above(call, "call_expression")
        drawing = holder.field("function") if holder is not None else None
        if found is None or drawing is None or found.text().rpartition(".")[2] not in _FINDING:
            continue
        if drawing.text().rpartition(".")[2] in _DRAWING:
            end = span(call)[1]
            said = "The page has the element, which the compiler cannot see."
            change = Change(source.file, Action.MODIFY, said, (Edit(end, end, "!"),))
            return Remedy("build_type", "say that the element is there", (change,))
    return None

"""Which message of Next about a page or a route is looked into by whom."""

from __future__ import annotations

from collections.abc import Callable

from autofix.sdk import Workspace
from plugins.build.cause import Cause, Spot
from plugins.build.next_fields import find_dynamic, find_field, find_static_params
from plugins.build.next_params import find_params
from plugins.build.next_suspense import find_suspense

_FINDERS: dict[str, Callable[[Workspace, Spot], Cause | None]] = {
    "suspense": find_suspense,
    "dynamic": find_dynamic,
    "field": find_field,
    "promised": find_params,
    "static_params": find_static_params,
}


def find_next(workspace: Workspace, spot: Spot) -> Cause | None:
    """What Next asks for; None for a message that is not known."""
    find = _FINDERS.get(spot.value)
    return find(workspace, spot) if find is not None else None

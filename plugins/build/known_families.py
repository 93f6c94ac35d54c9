"""Which family of problem a cause belongs to."""

from __future__ import annotations

BUILD = "build_error"
_OF_CAUSE = {
    "dependency_conflict": "dependency_error",
    "dependency_version": "dependency_error",
    "registry_unreachable": "dependency_error",
    "port_in_use": "port_conflict",
    "migrations": "migration_error",
    "revisions": "migration_error",
    "static_root": "static_files",
}
FAMILIES = (BUILD, *dict.fromkeys(_OF_CAUSE.values()))


def family_of(cause: str) -> str:
    """The family of a cause's code."""
    return _OF_CAUSE.get(cause, BUILD)

"""Names of the environment that a change reads otherwise: no run here knows what is set where the code is deployed."""

from __future__ import annotations

from autofix.engine.patch import Patch
from autofix.engine.prove.standins.asked import names_asked
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk.workspace import WorkspaceError


def renamed_variables(before: Snapshot, after: Snapshot, patch: Patch) -> str:
    """What a changed file reads of the environment and did not, or no longer does; empty where that is nothing.

    A name that another file of the repository has as well is no slip: there it is set, or told to people.
    """
    for file in patch.files:
        if file.by_package_manager or file.before is None or file.after is None:
            continue
        try:
            old = _names(file.file, before.read(file.file))
            new = _names(file.new_file, after.read(file.new_file))
        except WorkspaceError:
            continue
        unknown = [name for name in sorted(new - old) if not set(before.search(name)) - {file.file}]
        if unknown:
            return f"{file.new_file} reads {unknown[0]}, which nothing in the repository names"
        if old - new and not new - old:
            return f"{file.new_file} no longer reads {min(old - new)}, which may be set where it is deployed"
    return ""


def _names(path: str, text: str) -> set[str]:
    return {asked.name for asked in names_asked([(path, text)])}

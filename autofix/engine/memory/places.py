"""The files that a problem is about, the surest first: where a lesson may be learnt from, and where it may go."""

from __future__ import annotations

from autofix.engine.memory.kinds import kind_of
from autofix.sdk.diagnosis import Diagnosis
from autofix.sdk.problem import Problem
from autofix.sdk.workspace import Workspace

MAX_FILES = 20


def places_of(problem: Problem, diagnosis: Diagnosis, workspace: Workspace) -> list[tuple[str, ...]]:
    """Those that are located, those that the report names, the servers' own, and those that the located ones import."""
    located = [place.file for place in diagnosis.located]
    named = [path for finding in problem.findings if finding.file and (path := _find(finding.file, workspace))]
    servers = [path for each in workspace.applications()[:MAX_FILES] for path in (each.source, each.entry)]
    near = [
        target
        for path in dict.fromkeys((*located, *named))
        for each in (workspace.imports(path) if workspace.has(path) else ())
        if (target := workspace.resolve_import(path, each.specifier))
    ]
    seen: set[str] = set()
    groups = []
    for group in (located, named, servers, near):
        new = [path for path in dict.fromkeys(group) if path not in seen and kind_of(path) and workspace.has(path)]
        seen.update(new[:MAX_FILES])
        groups.append(tuple(new[:MAX_FILES]))
    return groups


def _find(printed: str, workspace: Workspace) -> str | None:
    """The one file of the repository that a tool printed as ``printed``."""
    name = printed.replace("\\", "/").removeprefix("./")
    if workspace.has(name):
        return name
    fitting = [path for path in workspace.files() if path.endswith(f"/{name}") or name.endswith(f"/{path}")]
    return fitting[0] if len(fitting) == 1 else None

"""A value of the environment that is not set."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from autofix.sdk import Action, Change, Edit, Location, Problem, Workspace, WorkspaceError
from plugins.build.cause import Cause, Remedy, Spot, not_code
from plugins.build.packages import is_alike

CODE = "environment_missing"
_SAMPLES = re.compile(
    r"(?:^|/)(?:\.?env\.(?:example|sample|template|dist|defaults)|\.env-(?:example|sample)|example\.env|sample\.env)$"
)
_SOURCES = (".js", ".jsx", ".ts", ".tsx", ".mjs", ".cjs", ".py", ".vue", ".svelte")
_ROW = r"^[ \t]*(?:export[ \t]+)?{name}[ \t]*=[ \t]*(?P<value>[^\n]*)$"
_NAMES = re.compile(r"^[ \t]*(?:export[ \t]+)?(?P<name>[A-Z][A-Z0-9_]+)[ \t]*=", re.M)


def find_environment(workspace: Workspace, spot: Spot, problem: Problem) -> Cause:
    """Which variable lacks, where the repository speaks of it, and whether it is only misspelt in the code."""
    name = spot.value
    if not name:
        return not_code(
            CODE,
            "The settings that the application reads from its environment are incomplete.",
            "Set the variables that the report lists where the build runs.",
            spot.place,
        )
    sentence = f"{name} is not set where this ran."
    samples = [path for path in workspace.files() if _SAMPLES.search(path)]
    spelled = _misspelt(workspace, samples, name)
    if spelled:
        remedy, place = _respelt(workspace, name, spelled)
        if remedy is not None:
            return Cause(CODE, f"The code reads {name}, and the variable is called {spelled}.", place, (remedy,))
    for path in samples:
        row = re.search(_ROW.format(name=re.escape(name)), _read(workspace, path), re.M)
        if row:
            return not_code(
                CODE,
                sentence,
                f"Set {name} where the build runs (the host's or the CI's variables); {path} shows what it looks like.",
                Location(path, _read(workspace, path)[: row.start()].count("\n") + 1),
            )
    return not_code(
        CODE, sentence, f"Set {name} where the build runs: the repository names no value for it.", spot.place
    )


def _misspelt(workspace: Workspace, samples: list[str], name: str) -> str:
    """The one documented variable that ``name`` is a slip for and that no code reads; else empty."""
    documented = {match["name"] for path in samples for match in _NAMES.finditer(_read(workspace, path))}
    if name in documented:
        return ""
    alike = [other for other in documented if is_alike(name.lower(), other.lower())]
    # Two variables may well differ in a letter: the other one has to be read by nobody.
    return alike[0] if len(alike) == 1 and not workspace.search(alike[0], suffixes=_SOURCES) else ""


def _respelt(workspace: Workspace, name: str, spelled: str) -> tuple[Remedy | None, Location | None]:
    changes: list[Change] = []
    place = None
    for file in workspace.search(name, suffixes=_SOURCES):
        text = _read(workspace, file)
        found = list(re.finditer(rf"(?<![\w]){re.escape(name)}(?![\w])", text))
        edits = tuple(Edit(match.start(), match.end(), spelled) for match in found)
        if edits:
            place = place or Location(file, text[: edits[0].start].count("\n") + 1)
            changes.append(Change(file, Action.MODIFY, f"Read {spelled}, which the environment has.", edits))
    if not changes or any(PurePosixPath(change.file).name.startswith(".env") for change in changes):
        return None, None
    return Remedy("build_environment_name", f"read {spelled}", tuple(changes)), place


def _read(workspace: Workspace, path: str) -> str:
    try:
        return workspace.read(path)
    except WorkspaceError:
        return ""

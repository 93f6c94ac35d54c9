"""Which files a problem is about, the surest first: chosen from the indexes, never by reading everything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk.diagnosis import Diagnosis
from autofix.sdk.problem import Problem
from autofix.sdk.workspace import WorkspaceError

MAX_FILES = 16
MAX_NAMES = 8
# A name in so many files says nothing about where the fault is.
MAX_HOLDERS = 6
_QUOTED = re.compile(r"['\"`\u2018\u201c]([A-Za-z_][\w./@-]{2,80})['\"`\u2019\u201d]")
_NOT_OURS = ("node_modules/", "site-packages/", "dist-packages/", ".venv/", "node:internal")


@dataclass(frozen=True)
class Place:
    """A file and the lines in it that matter, counted from 1; none where no line is known."""

    file: str
    lines: tuple[int, ...] = ()


def find_places(problem: Problem, diagnosis: Diagnosis | None, workspace: Snapshot) -> tuple[Place, ...]:
    """At most ``MAX_FILES`` places, those that the report names before those found from them."""
    lines: dict[str, list[int]] = {}
    for file, line in _candidates(problem, diagnosis, workspace):
        if file not in lines and len(lines) >= MAX_FILES:
            continue
        known = lines.setdefault(file, [])
        if line is not None and line not in known:
            known.append(line)
    return tuple(Place(file, tuple(found)) for file, found in lines.items())


def resolve_file(workspace: Snapshot, named: str) -> str | None:
    """The file of the repository that a tool means by ``named``, which may be a path on another machine."""
    plain = named.replace("\\", "/").split("?")[0].removeprefix("file://")
    if any(part in plain for part in _NOT_OURS):
        return None
    parts = [part for part in PurePosixPath(plain).parts if part not in ("/", ".", "..")]
    for start in range(len(parts)):
        path = "/".join(parts[start:])
        # A bare name may be any file's; as the whole of what was named it is the file at the top.
        if workspace.has(path) and (start == 0 or "/" in path):
            return path
    if not parts:
        return None
    ending = "/" + "/".join(parts)
    longer = [path for path in workspace.files() if path.endswith(ending)]
    return longer[0] if len(longer) == 1 else None


def _candidates(problem: Problem, diagnosis: Diagnosis | None, workspace: Snapshot) -> Iterator[tuple[str, int | None]]:
    named: list[str] = []
    for place in diagnosis.located if diagnosis else ():
        if workspace.has(place.file):
            named.append(place.file)
            yield place.file, place.line
    for finding in problem.findings:
        for file, line in ((finding.file, finding.line), (finding.source, None)):
            found = resolve_file(workspace, file) if file else None
            if found is not None:
                named.append(found)
                yield found, line
    yield from _of_the_request(problem, workspace)
    for name in _names(problem):
        holders = workspace.search(name)
        if len(holders) <= MAX_HOLDERS:
            for path in holders:
                yield path, _first_line(workspace, path, name)
    for path in dict.fromkeys(named):
        for imported in workspace.imports(path):
            target = workspace.resolve_import(path, imported.specifier)
            if target is not None:
                yield target, None
    yield from _around(named, workspace)


def _of_the_request(problem: Problem, workspace: Snapshot) -> Iterator[tuple[str, int | None]]:
    """Who asks for the address that failed, and who serves one like it."""
    if not problem.url:
        return
    path = urlsplit(problem.url).path
    words = {word for word in path.split("/") if word and not word.isdigit()}
    if not words:
        return
    for call in workspace.calls():
        if words & set(call.path.split("/")):
            yield call.file, call.line
    for application in workspace.applications():
        yield application.source, None
        for route in workspace.routes(application).routes:
            if words & set(route.path.split("/")):
                yield route.file, route.line


def _around(named: list[str], workspace: Snapshot) -> Iterator[tuple[str, int | None]]:
    """What everything else hangs from: the manifest of what was named, and how the servers start."""
    for path in dict.fromkeys(named):
        package = workspace.package_of(path)
        if package is not None:
            yield package.path, None
    for application in workspace.applications():
        started = (application.entry, application.source, application.manifest or "")
        yield from ((path, None) for path in started if workspace.has(path))


def _names(problem: Problem) -> list[str]:
    """What the messages put in quotes, and what their findings are about."""
    found = [finding.value for finding in problem.findings if finding.value]
    found += _QUOTED.findall("\n".join(finding.message for finding in problem.findings) or problem.text[:4_000])
    return [name for name in dict.fromkeys(found) if len(name) > 2][:MAX_NAMES]


def _first_line(workspace: Snapshot, path: str, name: str) -> int | None:
    try:
        at = workspace.read(path).find(name)
    except WorkspaceError:
        return None
    return workspace.read(path).count("\n", 0, at) + 1 if at >= 0 else None

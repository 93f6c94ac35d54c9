"""The application that a command names to a server of Python: gunicorn, uvicorn and the like, as ``module:name``."""

from __future__ import annotations

import posixpath
import re

from autofix.sdk import Action, Change, Edit, Location, Problem, Workspace
from plugins.build.cause import Cause, Remedy, Spot, recommend
from plugins.build.python_places import called_from
from plugins.build.python_settings import read

CODE = "server_target"
_STARTS = re.compile(
    r"(?:^|/)(?:Procfile[\w.-]*|[\w.-]*Dockerfile[\w.-]*|(?:docker-)?compose[\w.-]*\.ya?ml|render\.ya?ml|fly\.toml|"
    r"railway\.(?:json|toml)|nixpacks\.toml|app\.json|package\.json|Makefile|justfile|[\w.-]+\.sh)$"
)
# The others are a person's to change: a fix may not touch them.
_CHANGED = re.compile(r"(?:^|/)(?:Procfile[\w.-]*|[\w.-]*Dockerfile[\w.-]*|render\.ya?ml|[\w.-]+\.sh)$")
# A command in one line, in several, or as a list of its words.
_COMMAND = re.compile(
    r"\b(?:gunicorn|uvicorn|hypercorn|daphne|granian|waitress-serve)\b(?:[^\n;&|]|\\\n|,[ \t]*\n|\n[ \t]*-[ \t])*$"
)
_TARGET = r"(?<![\w./:=-]){module}(?::(?P<name>\w+(?:\(\))?))?(?![\w./:(-])"
_BEFORE = 400
Named = tuple[str, re.Match[str]]


def find_target(workspace: Workspace, spot: Spot, problem: Problem) -> Cause | None:
    """What the command should name; None where no command names the module that was not found."""
    module, name = (spot.finding.source, spot.value) if spot.finding.source else (spot.value, "")
    if not module or spot.file or not re.fullmatch(r"\w+(?:\.\w+)*", module):
        return None
    named = _named(workspace, module, name)
    if not named:
        return None
    targets = [_target(workspace, path, found) for path, found in named]
    path, found = named[0]
    place = Location(path, found.string[: found.start()].count("\n") + 1)
    sentence = f"{path} starts {found[0]}, and there is no such application."
    if any(target in ("", match[0]) for target, (_, match) in zip(targets, named, strict=True)):
        return recommend(CODE, sentence, f"Name the module and the application that are to be served in {path}.", place)
    edits: dict[str, list[Edit]] = {}
    for target, (file, match) in zip(targets, named, strict=True):
        edits.setdefault(file, []).append(Edit(match.start(), match.end(), target))
    description = f"Serve {targets[0]}, which is the application that there is."
    changes = tuple(Change(file, Action.MODIFY, description, tuple(made)) for file, made in edits.items())
    return Cause(CODE, sentence, place, (Remedy("build_server_target", f"serve {targets[0]}", changes),))


def _named(workspace: Workspace, module: str, name: str) -> list[Named]:
    """Where a command gives the module to a server, with this name of the application if one is said."""
    pattern = re.compile(_TARGET.format(module=re.escape(module)))
    return [
        (path, match)
        for path in workspace.files()
        if _STARTS.search(path)
        for match in pattern.finditer(read(workspace, path))
        if _COMMAND.search(match.string[max(0, match.start() - _BEFORE) : match.start()])
        if not name or (match["name"] or "").removesuffix("()") == name
    ]


def _target(workspace: Workspace, path: str, found: re.Match[str]) -> str:
    """The one application, as a command in ``path`` has to name it; empty where several may be meant."""
    if not _CHANGED.search(path):
        return ""
    folder = posixpath.dirname(path)
    last = found[0].partition(":")[0].rpartition(".")[2]
    if last in ("wsgi", "asgi"):
        files = [file for file in workspace.files() if posixpath.basename(file) == f"{last}.py"]
        made = {file: found["name"] or "" for file in files if _makes(workspace, file, "application")}
    else:
        servers = [one for one in workspace.applications() if one.framework in ("flask", "fastapi")]
        made = {one.source: one.variable for one in servers if _makes(workspace, one.source, one.variable)}
    near = {file: name for file, name in made.items() if not folder or file.startswith(f"{folder}/")}
    if len(near) != 1:
        return ""
    ((file, name),) = near.items()
    module = called_from(workspace, path, file)
    return module + (f":{name}" if name else "") if module else ""


def _makes(workspace: Workspace, file: str, name: str) -> bool:
    return re.search(rf"(?m)^{re.escape(name)}\s*(?::[^=\n]+)?=", read(workspace, file)) is not None

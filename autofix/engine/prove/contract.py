"""What the code promises, before and after: how it starts, and which routes it serves.

A run asks only as many routes as time allows, and starts the application as it
started before. What a change does to the rest has to be read from the code.
"""

from __future__ import annotations

import json
import re
from difflib import SequenceMatcher
from pathlib import PurePosixPath

from autofix.engine.prove.proof import Check
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk.workspace import Application, WorkspaceError


def check_contract(before: Snapshot, after: Snapshot, *, may_move: bool = False) -> Check:
    """Whether ``after`` starts, builds and tests every application in the same way and serves every route it did.

    With ``may_move`` a route may be served at another path or by another method, from the line of the code it stood on.
    """
    applications = before.applications()
    routes = sum(len(before.routes(application).routes) for application in applications)
    for application in applications:
        if wrong := _broken(application, before, after, may_move=may_move):
            return _check(routes, wrong)
    return _check(routes, "")


def _broken(application: Application, before: Snapshot, after: Snapshot, *, may_move: bool) -> str:
    for name in ("package.json", "Procfile"):
        path = str(PurePosixPath(application.root) / name)
        if _scripts(before, path) != _scripts(after, path):
            return f"{path} starts, builds or tests the application in another way"
    same = next((a for a in after.applications() if (a.root, a.entry) == (application.root, application.entry)), None)
    if same is None:
        return f"{application.entry} is no server any more"
    for name in ("start", "build", "test"):
        was, now = getattr(application, name), getattr(same, name)
        if was != now:
            return f"the {name} command of {application.entry} becomes {now or 'nothing'!r}, it was {was!r}"
    old, new = before.routes(application).routes, after.routes(same).routes
    served = {(route.method, route.path) for route in new}
    known = {(route.method, route.path) for route in old}
    elsewhere = [r for r in new if may_move and (r.method, r.path) not in known]
    lines = {file: _former_lines(file, before, after) for file in {r.file for r in elsewhere}}
    moved = {(r.file, lines[r.file].get(r.line, 0)) for r in elsewhere}
    gone = known - served
    lost = sorted(gone & {(r.method, r.path) for r in old if (r.file, r.line) not in moved})
    if lost:
        return "; ".join(f"{method} {path} is no longer served" for method, path in lost[:3])
    return _missed(gone, before, after) if gone else ""


def _former_lines(file: str, before: Snapshot, after: Snapshot) -> dict[int, int]:
    """For each line of ``file`` that stood there before, or took the place of one, the number of that line."""
    try:
        was, now = before.read(file).split("\n"), after.read(file).split("\n")
    except WorkspaceError:
        return {}
    # What stands alike at both ends is matched by itself, so that the rest, which is short, may be compared closely.
    shortest = min(len(was), len(now))
    ahead = next((at for at in range(shortest) if was[at] != now[at]), shortest)
    behind = next((at for at in range(shortest - ahead) if was[-1 - at] != now[-1 - at]), shortest - ahead)
    found = {at + 1: at + 1 for at in range(ahead)}
    found |= {len(now) - at: len(was) - at for at in range(behind)}
    inner = SequenceMatcher(None, was[ahead : len(was) - behind], now[ahead : len(now) - behind], autojunk=False)
    for _, first, last, start, end in inner.get_opcodes():
        if last - first == end - start:
            found |= {ahead + start + at + 1: ahead + first + at + 1 for at in range(end - start)}
    return found


def _missed(gone: set[tuple[str, str]], before: Snapshot, after: Snapshot) -> str:
    """Who still asks for a route that has moved away, as nobody did who was served before."""
    every = {(r.method, _shape(r.path)) for app in after.applications() for r in after.routes(app).routes}
    shapes = {(method, _shape(path)) for method, path in gone} - every
    asked = {(call.file, call.method, call.path) for call in before.calls()}
    for call in after.calls():
        if not call.is_complete or (call.file, call.method, call.path) not in asked:
            continue
        if any(path == _shape(call.path) and call.method in (method, "*") for method, path in shapes):
            return f"{call.method} {call.path} is no longer served, and {call.file}:{call.line} asks for it"
    return ""


def _shape(path: str) -> str:
    """A path as it is compared: by which parameter stands where, not by their names, and without its last slash."""
    return re.sub(r":\w+", ":", path).rstrip("/") or "/"


def _scripts(workspace: Snapshot, path: str) -> object:
    """What a manifest or a Procfile has run."""
    if not workspace.has(path):
        return None
    try:
        text = workspace.read(path)
        return json.loads(text).get("scripts") if path.endswith(".json") else text
    except (WorkspaceError, ValueError, AttributeError, RecursionError) as error:
        return str(error)


def _check(routes: int, wrong: str) -> Check:
    after = "as before" if not wrong else "changed"
    return Check("start and routes as the code has them", "contract", f"{routes} routes", after, not wrong, log=wrong)

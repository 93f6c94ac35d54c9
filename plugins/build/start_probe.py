"""A server that does not start for want of a module, started again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from autofix.sdk import Application, Judgement, Observation, Probe, Request, Seen, Workspace
from plugins.build.cause import Spot

CODE = "module_missing"


def start_probe(workspace: Workspace, spots: Sequence[Spot]) -> Probe | None:
    """The start of the one server that the module is missing for; None where it is not plain which that is."""
    spot = next((spot for spot in spots if spot.finding.code == CODE), None)
    if spot is None or not spot.file:
        return None
    ecosystem = "pip" if spot.file.endswith(".py") else "npm"
    servers = [app for app in workspace.applications() if app.ecosystem == ecosystem and _holds(app, spot.file)]
    if len(servers) != 1:
        return None
    server, module = servers[0], spot.value
    said = re.compile(rf"(?:No module named|Cannot find (?:module|package)) ['\"]{re.escape(module)}(?:['\"]|\.|/)")
    path = _plain_path(workspace, server)

    def judge(seen: Observation) -> Judgement:
        if not seen.has_started:
            if said.search(seen.log):
                return Judgement(Seen.REPORTED, f"it does not start: module '{module}' is missing")
            return Judgement(Seen.OTHER, "it does not start, for another reason")
        answer = seen.responses[-1]
        if not answer.status:
            return Judgement(Seen.OTHER, f"it starts and does not answer ({answer.error})")
        return Judgement(Seen.PASSED, f"it starts, GET {path} answers {answer.status}")

    # What a library loads by itself may hang on a setting that is not here, as a driver does on an address.
    is_own = any(_names(each.specifier, module) for each in workspace.imports(spot.file))
    name = f"starts with module '{module}'"
    return Probe(name, server, (Request("GET", path),), judge, needs_start=False, is_guess=not is_own)


def _names(specifier: str, module: str) -> bool:
    return specifier == module or specifier.startswith((f"{module}.", f"{module}/"))


def _holds(server: Application, file: str) -> bool:
    root = server.root.strip("./")
    return not root or file.startswith(f"{root}/")


def _plain_path(workspace: Workspace, server: Application) -> str:
    """A page that can be asked for without knowing any value."""
    routes = workspace.routes(server).routes
    plain = (route.path for route in routes if route.method in ("GET", "*") and not re.search(r"[:*<{(]", route.path))
    return next(plain, "/")

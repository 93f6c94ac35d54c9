"""Which server of the repository the failing request was for, if any."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from autofix.sdk import Application, Route, RouteTable, Workspace
from plugins.cors.report import CorsReport

# Each star, and each parameter of one part of a path, multiplies the time that a match can take.
MAX_STARS = 3
MAX_PARAMETERS = 3
MAX_PATH = 2_000
FRAMEWORKS = ("express", "flask", "django", "fastapi", "fastify", "koa", "nest", "next")
_RUNS = re.compile(r"(?:start|dev|serve|server)\b")
_OF_MODULE = {
    "cors": "express",
    "flask_cors": "flask",
    "corsheaders": "django",
    "@fastify/cors": "fastify",
    "fastify-cors": "fastify",
    "@koa/cors": "koa",
    "koa2-cors": "koa",
}


@dataclass(frozen=True)
class Target:
    """The application that the request was for; None with the reason why there is none.

    ``rivals`` are those that it may have been for, where there is more than one.
    """

    application: Application | None
    reason: str = ""
    rivals: tuple[Application, ...] = ()


def find_target(workspace: Workspace, report: CorsReport) -> Target:
    """The application that serves the report's URL."""
    applications = [a for a in workspace.applications() if a.framework in FRAMEWORKS]
    if not applications:
        return Target(
            None,
            f"No server that AutoFix knows was found here. {report.host or 'The server that was called'} "
            "has to let the origin in itself, or the client has to go through a proxy of its own.",
        )
    if not report.url:
        framework = _OF_MODULE.get(report.module or "", applications[0].framework)
        return Target(next((a for a in applications if a.framework == framework), applications[0]))
    on_port = applications
    if report.is_local:
        on_port = [a for a in applications if a.port == report.port or a.port is None or a.port_variable]
        on_port.sort(key=lambda a: a.port != report.port)
    if not on_port:
        ports = ", ".join(f"{a.entry} on {a.port}" for a in applications)
        return Target(
            None,
            f"The request went to port {report.port}, but nothing in this repository listens there ({ports}). "
            "Check the URL in the client.",
        )
    serving = [a for a in on_port if _serves(workspace, a, report)]
    by_name = [a for a in serving if _serves(workspace, a, report, by_name=True)]
    partly_known = [a for a in on_port if not workspace.routes(a).is_complete]
    # A page for whatever is left is the request's where its server alone listens on the port by default.
    on_default = [a for a in serving if report.is_local and a.port == report.port]
    fitting = ([] if set(by_name) & set(on_default) else on_default) or by_name or serving or partly_known
    run = _run_by_scripts(workspace, on_port)
    if len(run) < len(on_port) and not set(run) & set(fitting):
        # What no script starts has not answered, where the one that is started may have.
        fitting = [a for a in run if a in partly_known] or fitting
    return _only_one(workspace, fitting, report) if fitting else Target(None, _no_route(workspace, on_port[0], report))


def _serves(workspace: Workspace, application: Application, report: CorsReport, *, by_name: bool = False) -> bool:
    # A page for whatever is left matches any path: for another host than this machine that says nothing.
    served = match_route(workspace.routes(application), report.path)
    return any((report.is_local and not by_name) or route.path.strip("/") != "*" for route in served)


def _only_one(workspace: Workspace, fitting: list[Application], report: CorsReport) -> Target:
    """The one application of ``fitting``; where the report names its port, that tells it from the others."""
    on_it = [a for a in fitting if a.port == report.port] if report.is_local else []
    left = _listening(workspace, _run_by_scripts(workspace, _by_words(workspace, on_it or fitting, report)))
    if len({(a.source, a.variable) for a in left}) == 1:
        return Target(left[0])
    named = " and ".join(a.entry for a in left)
    return Target(
        None,
        f"{named} may both have answered {report.path.split('?')[0]}. Say which one failed: pass its folder as PATH.",
        tuple(left),
    )


def _listening(workspace: Workspace, rivals: list[Application]) -> list[Application]:
    """Of several applications in one file the one that listens: the others are parts of it."""
    if len({rival.source for rival in rivals}) != 1 or len(rivals) < 2:
        return rivals
    text = workspace.read(rivals[0].source)
    found = [
        rival
        for rival in rivals
        if re.search(rf"(?<![\w.]){re.escape(rival.variable)}\.listen\(", text) and rival.variable
    ]
    return found or rivals


def _by_words(workspace: Workspace, rivals: list[Application], report: CorsReport) -> list[Application]:
    """Those whose route has the path word for word, before those that take a part of it for a parameter."""
    exact = [
        rival
        for rival in rivals
        if any(not re.search(r"[:*]", route.path) for route in match_route(workspace.routes(rival), report.path))
    ]
    return exact or rivals


def _run_by_scripts(workspace: Workspace, rivals: list[Application]) -> list[Application]:
    """Those of several applications that a script of their manifest runs, where that tells them apart."""
    if len(rivals) < 2:
        return rivals
    commands = {
        package.path: [command for name, command in package.scripts if _RUNS.match(name)]
        for package in workspace.packages()
        if package.ecosystem == "npm"
    }
    run = [
        rival
        for rival in rivals
        if any(
            re.search(rf"(?<![\w-]){re.escape(PurePosixPath(rival.entry).stem)}(?![\w-])", command)
            for command in commands.get(rival.manifest or "", ())
        )
    ]
    return run or rivals


def match_route(table: RouteTable, path: str) -> list[Route]:
    """The routes that serve ``path``, as Express and Flask match by default (case and last slash aside)."""
    bare = path.split("?", 1)[0].rstrip("/").lower() or "/"
    if len(bare) > MAX_PATH:
        return []
    return [route for route in table.routes if is_plain(route.path) and _pattern(route.path).fullmatch(bare)]


def is_plain(path: str) -> bool:
    """Whether a route's path can be matched in a time that nobody can drive up."""
    return path.count("*") <= MAX_STARS and all(part.count(":") <= MAX_PARAMETERS for part in path.split("/"))


def _pattern(path: str) -> re.Pattern[str]:
    bare = path.rstrip("/").lower() or "/"
    parts = re.split(r"(:\w+\??|\*)", bare)
    built = "".join(
        ".*" if part == "*" else "[^/]+" if part.startswith(":") else re.escape(part) for part in parts if part
    )
    return re.compile(built)


def _no_route(workspace: Workspace, application: Application, report: CorsReport) -> str:
    served = sorted({route.path for route in workspace.routes(application).routes})
    path = report.path.split("?")[0]
    close = difflib.get_close_matches(path, served, n=1, cutoff=0.4)
    hint = f"; the nearest is {close[0]}" if close else ""
    return (
        f"{application.entry} serves nothing at {path}{hint}. The URL is wrong, or the request was for another server; "
        "opening CORS would not help."
    )

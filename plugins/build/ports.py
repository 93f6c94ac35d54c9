"""A port that something else already listens on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from autofix.sdk import Location, Problem, Workspace, WorkspaceError
from plugins.build.cause import Cause, Spot, recommend

CODE = "port_in_use"
_COMPOSE = re.compile(r"(?:^|/)(?:docker-)?compose[\w.-]*\.ya?ml$")
_SERVICE = re.compile(r"^(?P<indent> {1,8}|\t)(?P<name>[\w.-]{1,80}):\s*(?:#.*)?$")
_PUBLISHED = re.compile(r"^\s+- [\"']?(?:[\d.]{7,15}:)?(?P<port>\d{2,5}):\d{2,5}(?:/tcp)?[\"']?\s*(?:#.*)?$")


def find_port(workspace: Workspace, spot: Spot, problem: Problem) -> Cause:
    """Who else may hold the port, and how another one is chosen."""
    port = spot.value
    sentence = f"Port {port} is already in use." if port else "The port is already in use."
    twice = [(file, used) for file, used in _published(workspace, port) if len(used) > 1] if port else []
    if twice:
        file, used = twice[0]
        names = " and ".join(name for name, _ in used)
        return recommend(
            CODE,
            f"{file} publishes port {port} for {names}.",
            f"Give all but one of them another port of the host in {file}, and whoever calls them the same.",
            Location(file, used[-1][1]),
        )
    return recommend(
        CODE,
        sentence,
        f"Another process holds it, often an earlier run of the same server: 'lsof -i :{port or 'PORT'}' names it. "
        f"Stop it, or start this one on another port{_chosen_by(workspace, port)}.",
    )


def _chosen_by(workspace: Workspace, port: str) -> str:
    """How the application that listens there lets its port be chosen."""
    for application in workspace.applications():
        if application.port_variable and (not port or str(application.port or "") in ("", port)):
            return f" ({application.port_variable} in the environment chooses it)"
    return ""


def _published(workspace: Workspace, port: str) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """For each compose file the services that publish the port, with their lines."""
    for file in (path for path in workspace.files() if _COMPOSE.search(path)):
        try:
            rows = workspace.read(file).splitlines()
        except WorkspaceError:
            continue
        service, indent, used = "", "", []
        for number, row in enumerate(rows, 1):
            named = _SERVICE.match(row)
            if named and (not indent or named["indent"] == indent):
                service, indent = named["name"], named["indent"]
            published = _PUBLISHED.match(row)
            if published and published["port"] == port and service:
                used.append((service, number))
        yield file, used

"""The development servers of front ends: their ports, and how a proxy is added to them."""

from __future__ import annotations

import json
import posixpath
import re
from dataclasses import dataclass

from autofix.sdk import Action, Change, Edit, Workspace, WorkspaceError
from plugins.api.cause import Remedy

_TOOLS = (
    ("next", ("next",), 3000),
    ("nuxt", ("nuxt", "nuxt3"), 3000),
    ("cra", ("react-scripts",), 3000),
    ("vue-cli", ("@vue/cli-service",), 8080),
    ("angular", ("@angular/cli", "@angular/core"), 4200),
    ("vite", ("vite",), 5173),
    ("webpack", ("webpack-dev-server",), 8080),
)
VITE = ("vite.config.ts", "vite.config.js", "vite.config.mjs", "vite.config.mts")


@dataclass(frozen=True)
class Front:
    """A front end in ``root`` with the tool that serves it while it is developed."""

    tool: str
    root: str
    port: int
    config: str = ""


def find_fronts(workspace: Workspace) -> tuple[Front, ...]:
    """Every front end with a development server."""
    found = []
    for path in workspace.files():
        if posixpath.basename(path) != "package.json":
            continue
        try:
            held = json.loads(workspace.read(path))
        except (WorkspaceError, ValueError):
            continue
        if not isinstance(held, dict):
            continue
        named = {**_table(held, "dependencies"), **_table(held, "devDependencies")}
        root = posixpath.dirname(path)
        tool = next(((t, port) for t, names, port in _TOOLS if any(n in named for n in names)), None)
        if tool is not None:
            found.append(_front(workspace, root, *tool, json.dumps(held.get("scripts", {}))))
    return tuple(found)


def _table(held: dict[str, object], name: str) -> dict[str, object]:
    table = held.get(name)
    return table if isinstance(table, dict) else {}


def _front(workspace: Workspace, root: str, tool: str, port: int, scripts: str) -> Front:
    config = next((p for name in VITE if workspace.has(p := posixpath.join(root, name))), "") if tool == "vite" else ""
    said = re.search(r"(?:--port[ =]|\bPORT=)(\d{4,5})", scripts)
    if said:
        port = int(said[1])
    elif config:
        given = re.search(r"server\s*:\s*\{[^}]*?\bport\s*:\s*(\d{4,5})", workspace.read(config))
        port = int(given[1]) if given else port
    return Front(tool, root, port, config)


def add_proxy(workspace: Workspace, front: Front, prefix: str, target: str, asked: str) -> Remedy | None:
    """A proxy for ``prefix`` to ``target`` in the development server's own configuration.

    None where that cannot be said in a file that a fix may change, such as package.json.
    """
    title = f"Pass {prefix} on to {target} while developing"
    change: Change | None = None
    if front.tool == "vite" and front.config:
        change = _vite(front.config, workspace.read(front.config), prefix, target, title)
    return Remedy("add_proxy", title, (change,), "proxy", asked=asked) if change is not None else None


def _vite(config: str, text: str, prefix: str, target: str, title: str) -> Change | None:
    quote = '"' if text.count('"') > text.count("'") else "'"
    entry = f"{quote}{prefix}{quote}: {quote}{target}{quote}"
    held = re.search(r"\bproxy\s*:\s*\{", text)
    if held:
        line = text.rfind("\n", 0, held.start()) + 1
        indent = text[line : held.start()] if not text[line : held.start()].strip() else "    "
        return Change(config, Action.MODIFY, title, (Edit(held.end(), held.end(), f"\n{indent}  {entry},"),))
    server = re.search(r"\bserver\s*:\s*\{", text)
    if server:
        return Change(config, Action.MODIFY, title, (Edit(server.end(), server.end(), f"\n    proxy: {{ {entry} }},"),))
    plugins = re.search(r"^([ \t]*)plugins\s*:\s*\[[^\]]*\]\s*,?", text, re.M)
    if plugins is None:
        return None
    comma = "" if plugins[0].rstrip().endswith(",") else ","
    unit = plugins[1] or "  "
    added = f"{comma}\n{unit}server: {{\n{unit * 2}proxy: {{\n{unit * 3}{entry},\n{unit * 2}}},\n{unit}}},"
    at = plugins.end()
    return Change(config, Action.MODIFY, title, (Edit(at, at, added),))

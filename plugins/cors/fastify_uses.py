"""Where a Fastify application registers its CORS plugin, and which routes that reaches."""

from __future__ import annotations

import re

from autofix.sdk import Node, Route, Workspace, WorkspaceError
from plugins.cors.express_coverage import leads_to
from plugins.cors.express_uses import Mount, PackageUse
from plugins.cors.javascript import cors_names, statement_of
from plugins.cors.syntax_javascript import FUNCTIONS, call_arguments, method_call

PACKAGES = ("@fastify/cors", "fastify-cors")
_LOADED = re.compile(r"(?:await\s+)?(?:require|import)\(\s*['\"](?:@fastify/cors|fastify-cors)['\"]\s*\)(?:\.default)?")
_UNWRAPPED = re.compile(r"\b(?:fp|fastifyPlugin|plugin|fastify-plugin)\b|fastify-plugin")


def registered(workspace: Workspace, files: list[str]) -> list[PackageUse]:
    """Every ``register`` of the CORS plugin, in the order the files give them."""
    found = []
    for file in files:
        try:
            root, text = workspace.tree(file), workspace.read(file)
        except WorkspaceError:
            continue
        names = cors_names(text, *PACKAGES)
        for call in root.find_all(kind="call_expression"):
            called, given = method_call(call), call_arguments(call)
            if called is None or called[1] != "register" or not given:
                continue
            if given[0].text() not in names and not _LOADED.fullmatch(given[0].text()):
                continue
            statement = statement_of(call)
            mount = Mount(file, call, statement, called[0].text(), "use", ()) if statement is not None else None
            found.append(PackageUse(file, call, given[1] if len(given) > 1 else None, mount))
    return found


def reaches(workspace: Workspace, use: PackageUse, routes: list[Route]) -> bool:
    """Whether the plugin works on the route: a plugin's hooks stay in the instance that registered it.

    A plugin that fastify-plugin wraps has no instance of its own, and neither has a function that is called.
    """
    plugin = _enclosing_plugin(use.call)
    if plugin is None or not routes:
        return True
    text = workspace.read(use.file)
    if _UNWRAPPED.search(text) or not _is_registered(workspace, use.file, plugin):
        return True
    first, last = plugin.range().start.line + 1, plugin.range().end.line + 1
    if any(route.file == use.file and first <= route.line <= last for route in routes):
        return True
    registers_more = plugin.text().count(".register(") > 1
    return registers_more and leads_to(workspace, use.file, {route.file for route in routes} - {use.file})


def _enclosing_plugin(call: Node) -> Node | None:
    """The function around ``call`` whose first parameter is what it is registered on."""
    called = method_call(call)
    target = called[0].text() if called is not None else ""
    for place in call.ancestors():
        given = place.field("parameters") if place.kind() in FUNCTIONS else None
        if given is not None and re.match(rf"\(\s*{re.escape(target)}\b", given.text()):
            return place
    return None


def _is_registered(workspace: Workspace, file: str, plugin: Node) -> bool:
    """Whether the function is given to ``register`` and not called with the instance."""
    parent = plugin.parent()
    if parent is not None and parent.kind() == "arguments":
        return True
    named = plugin.field("name") or (parent.field("name") if parent is not None else None)
    name = named.text() if named is not None else ""
    stem = file.rpartition("/")[2].partition(".")[0]
    for path in workspace.search(".register(", suffixes=(".js", ".ts", ".mjs", ".cjs")):
        if path == file and not name:
            continue
        text = workspace.read(path)
        if name and re.search(rf"\.register\(\s*{re.escape(name)}\b", text):
            return True
        if re.search(rf"\.register\(\s*(?:await\s+)?(?:require|import)\(\s*['\"][^'\"]*{re.escape(stem)}\b", text):
            return True
    return False

"""Where a Next.js application sets CORS headers, and which of its routes get them."""

from __future__ import annotations

import re

from autofix.sdk import Application, Node, Workspace, WorkspaceError
from plugins.cors.express_coverage import leads_to
from plugins.cors.express_headers import HeaderUse, header_uses
from plugins.cors.express_uses import HEADER, PackageUse
from plugins.cors.javascript import cors_names
from plugins.cors.syntax_javascript import call_arguments, string_value, unwrap

PACKAGES = ("cors", "nextjs-cors", "micro-cors")
CONFIGURATION = re.compile(r"(?:^|/)next\.config\.[cm]?[jt]s$")
_MIDDLEWARE = re.compile(r"(?:^|/)(?:middleware|proxy)\.[jt]s$")


def next_files(workspace: Workspace, application: Application) -> list[str]:
    """The application's own files that speak of CORS."""
    root = f"{application.root}/" if application.root not in ("", ".") else ""
    suffixes = (".js", ".cjs", ".mjs", ".jsx", ".ts", ".cts", ".mts", ".tsx")
    found = workspace.search("cors", "Access-Control-Allow-Origin", HEADER, suffixes=suffixes)
    return [path for path in found if path.startswith(root) and not re.search(r"\.(?:test|spec)\.", path)]


def next_headers(workspace: Workspace, files: list[str], served: set[str], path: str) -> list[HeaderUse]:
    """Every place that sets the header on the answer to ``path``."""
    found = []
    for file in files:
        found += [use for use in _in(workspace, file) if _reaches(workspace, use, served, path)]
    return found


def next_packages(workspace: Workspace, files: list[str], served: set[str]) -> list[PackageUse]:
    """Every use of a package that sets the headers in a handler for the route."""
    found = []
    for file in files:
        if file not in served and not any(leads_to(workspace, route, {file}) for route in served):
            continue
        names = cors_names(workspace.read(file), *PACKAGES)
        for call in workspace.tree(file).find_all(kind="call_expression"):
            function, given = call.field("function"), call_arguments(call)
            if function is None or function.text() not in names:
                continue
            options = next((node for node in given if unwrap(node).kind() in ("object", "identifier")), None)
            if len(given) > 1:
                options = given[2] if len(given) > 2 else None
            found.append(PackageUse(file, call, options, None))
    return found


def _in(workspace: Workspace, file: str) -> list[HeaderUse]:
    try:
        root = workspace.tree(file)
    except WorkspaceError:
        return []
    found = {use.value.range().start.index: use for use in header_uses(workspace, [file])}
    for pair in root.find_all(kind="pair"):
        key, value = pair.field("key"), pair.field("value")
        if key is None or value is None:
            continue
        named = key.text().strip("'\"").lower()
        if named == HEADER:
            found.setdefault(value.range().start.index, HeaderUse(file, pair, value))
        elif named == "key" and (string_value(value) or "").lower() == HEADER:
            given = _sibling(pair, "value")
            if given is not None:
                found.setdefault(given.range().start.index, HeaderUse(file, pair, given))
    return list(found.values())


def _sibling(pair: Node, name: str) -> Node | None:
    owner = pair.parent()
    for other in owner.children() if owner is not None else ():
        key = other.field("key") if other.kind() == "pair" else None
        if key is not None and key.text().strip("'\"") == name:
            return other.field("value")
    return None


def _reaches(workspace: Workspace, use: HeaderUse, served: set[str], path: str) -> bool:
    if CONFIGURATION.search(use.file):
        return _source_fits(use.value, path)
    if _MIDDLEWARE.search(use.file):
        return True
    return use.file in served or any(leads_to(workspace, route, {use.file}) for route in served)


def _source_fits(value: Node, path: str) -> bool:
    """Whether the ``source`` of the entry around ``value`` fits ``path``; yes where it cannot be read."""
    for place in value.ancestors():
        if place.kind() != "object":
            continue
        for pair in place.children():
            key, given = pair.field("key"), pair.field("value")
            if key is None or given is None or key.text() != "source":
                continue
            source = string_value(given)
            return True if source is None else source_pattern(source).fullmatch(path) is not None
    return True


def source_pattern(source: str) -> re.Pattern[str]:
    """Next's own patterns for paths: ``:name``, ``:name*``, ``(.*)``; anything else stands for itself."""
    built = ""
    for part in re.split(r"(/:\w+\*|:\w+\(\.\*\)|:\w+|\(\.\*\))", source[:300]):
        if part.endswith("*") and part.startswith("/:"):
            built += "(?:/.*)?"
        elif part.endswith("(.*)"):
            built += ".*"
        elif part.startswith(":"):
            built += "[^/]+"
        else:
            built += re.escape(part)
    return re.compile(built)

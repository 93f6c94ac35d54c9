"""The route table of a Django project: its URL configuration and all that it includes."""

from __future__ import annotations

import posixpath
import re

from autofix.engine.workspace.names_python import arguments, string_value
from autofix.engine.workspace.routes.django_patterns import django_path, regex_path
from autofix.engine.workspace.routes.django_routers import router_routes
from autofix.engine.workspace.routes.django_views import view_methods
from autofix.engine.workspace.routes.limits import Allowance, is_readable
from autofix.engine.workspace.routes.paths import join
from autofix.sdk.workspace import Application, Node, Route, RouteTable, Workspace, WorkspaceError

MAX_DEPTH = 12
MAX_ROUTES = 5000
_ROOT = re.compile(r"^ROOT_URLCONF\s*=\s*['\"]([\w.]+)['\"]", re.M)
_PATTERNS = {"path": django_path, "re_path": regex_path, "url": regex_path}


def find_django_routes(workspace: Workspace, application: Application) -> RouteTable:
    """Follow ``ROOT_URLCONF`` through ``include`` and REST framework's routers."""
    start = root_urls(workspace, application)
    if start is None:
        return RouteTable((), is_complete=False)
    reader = _Reader(workspace)
    reader.module(start, "", 0)
    return RouteTable(tuple(reader.routes), reader.is_complete)


def root_urls(workspace: Workspace, application: Application) -> str | None:
    """The file of the root URL configuration: what the settings name, else the ``urls.py`` beside them."""
    folder = posixpath.dirname(application.source)
    base = posixpath.dirname(application.entry)
    near = [
        path
        for path in workspace.search("ROOT_URLCONF", suffixes=(".py",))
        if not base or path.startswith((f"{base}/", folder))
    ]
    near.sort(key=lambda path: (path != application.source, not path.startswith(folder), path.count("/"), path))
    for path in near:
        try:
            match = _ROOT.search(workspace.read(path))
        except WorkspaceError:
            continue
        found = workspace.resolve_import(application.entry, match[1]) if match else None
        if found is not None:
            return found
    tried = (posixpath.join(place, "urls.py") for place in (folder, posixpath.dirname(folder)))
    return next((path for path in tried if workspace.has(path)), None)


class _Reader:
    """Collects routes; ``is_complete`` ends where something cannot be followed."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.routes: dict[Route, None] = {}
        self.is_complete = True
        self._allowance = Allowance()
        self._open: list[str] = []

    def module(self, path: str, prefix: str, depth: int) -> None:
        """What a URL configuration serves below ``prefix``."""
        if depth > MAX_DEPTH or path in self._open:
            return
        try:
            text = self.workspace.read(path)
            root = self.workspace.tree(path) if is_readable(text) else None
        except WorkspaceError:
            root, text = None, ""
        if root is None or not self._allowance.take(text):
            self.is_complete = False
            return
        self._open.append(path)
        for assignment in root.find_all(kind="assignment, augmented_assignment"):
            left, right = assignment.field("left"), assignment.field("right")
            if left is not None and right is not None and left.text() == "urlpatterns":
                self._listed(path, right, prefix, depth)
        for call in root.find_all(kind="call"):
            called = call.field("function")
            if called is not None and called.text() in ("urlpatterns.append", "urlpatterns.extend"):
                for argument in arguments(call)[0]:
                    self._listed(path, argument, prefix, depth)
        self._open.pop()

    def _listed(self, file: str, node: Node, prefix: str, depth: int) -> None:
        """The routes of an expression that is a list of patterns, or one of them."""
        kind = node.kind()
        if depth > MAX_DEPTH or len(self.routes) > MAX_ROUTES:
            self.is_complete = False
        elif kind in ("list", "tuple", "parenthesized_expression", "list_splat"):
            for child in node.children():
                if child.is_named() and child.kind() != "comment":
                    self._listed(file, child, prefix, depth + 1)
        elif kind == "binary_operator":
            for side in (node.field("left"), node.field("right")):
                if side is not None:
                    self._listed(file, side, prefix, depth + 1)
        elif kind == "call":
            self._call(file, node, prefix, depth)
        elif kind == "attribute" and node.text().endswith(".urls"):
            self._router(file, node, prefix)
        elif kind == "identifier":
            found = self.workspace.definition(file, node.text())
            if found is not None and found.node.kind() in ("list", "tuple", "binary_operator", "call"):
                self._listed(found.file, found.node, prefix, depth + 1)
            else:
                self.is_complete = False
        elif kind not in ("string", "none"):
            self.is_complete = False

    def _call(self, file: str, call: Node, prefix: str, depth: int) -> None:
        called = call.field("function")
        name = called.text().rpartition(".")[2] if called is not None else ""
        positional, named = arguments(call)
        if name in _PATTERNS:
            written = positional[0] if positional else named.get("route") or named.get("regex")
            view = positional[1] if len(positional) > 1 else named.get("view")
            text = _plain(written)
            if text is None or view is None:
                self.is_complete = False
                return
            below = join(prefix, _PATTERNS[name](text))
            self._served(file, call, view, below, depth)
        elif name in ("i18n_patterns", "decorator_include", "format_suffix_patterns"):
            # The language stands before the path, unless it is the default one.
            self.is_complete = self.is_complete and name == "format_suffix_patterns"
            for argument in positional[:1] if name == "format_suffix_patterns" else positional:
                self._listed(file, argument, prefix, depth + 1)
        elif name == "include":
            self._included(file, call, prefix, depth)
        elif name not in ("static", "staticfiles_urlpatterns"):
            self.is_complete = False

    def _served(self, file: str, call: Node, view: Node, path: str, depth: int) -> None:
        line = call.range().start.line + 1
        called = view.field("function") if view.kind() == "call" else None
        if called is not None and called.text().rpartition(".")[2] == "include":
            self._included(file, view, path, depth)
        elif view.kind() == "attribute" and view.text().endswith("admin.site.urls"):
            self.routes[Route("*", join(path, "*"), file, line)] = None
        elif view.kind() == "attribute" and view.text().endswith(".urls"):
            self._router(file, view, path)
        else:
            for method in view_methods(self.workspace, file, view):
                self.routes[Route(method, path, file, line)] = None

    def _included(self, file: str, call: Node, prefix: str, depth: int) -> None:
        positional, named = arguments(call)
        given = positional[0] if positional else named.get("arg")
        if given is not None and given.kind() == "tuple":
            given = next((child for child in given.children() if child.is_named()), given)
        module = string_value(given)
        if given is None:
            self.is_complete = False
        elif module is not None:
            target = self.workspace.resolve_import(file, module)
            if target is None:
                # A package's own: it serves what nobody here can tell.
                self.is_complete = False
                return
            self.module(target, prefix, depth + 1)
        elif given.kind() == "attribute" and given.text().endswith(".urls"):
            self._router(file, given, prefix)
        else:
            target = self.workspace.resolve_import(file, given.text())
            if target is not None:
                self.module(target, prefix, depth + 1)
            else:
                self._listed(file, given, prefix, depth + 1)

    def _router(self, file: str, node: Node, prefix: str) -> None:
        """``router.urls``."""
        found = router_routes(self.workspace, file, node.text().removesuffix(".urls"))
        if found is None:
            # A module of this repository may be called urls as well.
            target = self.workspace.resolve_import(file, node.text())
            if target is not None:
                self.module(target, prefix, 1)
            else:
                self.is_complete = False
            return
        for route in found:
            self.routes[Route(route.method, join(prefix, route.path), route.file, route.line)] = None


def _plain(node: Node | None) -> str | None:
    """The text of a pattern, also of one marked for translation."""
    if node is not None and node.kind() == "call":
        node = next(iter(arguments(node)[0]), None)
    return string_value(node)

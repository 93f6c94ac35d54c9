"""The methods that a Django view answers."""

from __future__ import annotations

import re

from autofix.engine.workspace.names_python import statements
from autofix.sdk.workspace import Node, Workspace

VERBS = ("get", "post", "put", "patch", "delete")
_LISTED = re.compile(r"@(?:\w+\.)*(?:api_view|require_http_methods)\(\s*[\[(]([^\])]*)[\])]")
_REQUIRED = re.compile(r"@(?:\w+\.)*require_(GET|POST|safe)\b")
_API_VIEW = re.compile(r"@(?:\w+\.)*api_view\b")
# By what the names of Django's and REST framework's generic views hold.
_GENERIC = (
    (re.compile(r"(?:^|\W)List|ReadOnly"), ("GET",)),
    (re.compile(r"Retrieve|TemplateView|DetailView|RedirectView"), ("GET",)),
    (re.compile(r"Create|FormView|TokenObtain|TokenRefresh|TokenVerify|Login|Register"), ("POST",)),
    (re.compile(r"Update"), ("PUT", "PATCH")),
    (re.compile(r"Destroy|DeleteView"), ("DELETE",)),
)


def view_methods(workspace: Workspace, file: str, view: Node) -> tuple[str, ...]:
    """The methods of a function view, a ``View.as_view()`` or a ``ViewSet.as_view({...})``; any where unknown."""
    if view.kind() == "call":
        called = view.field("function")
        mapped = re.findall(r"['\"](get|post|put|patch|delete)['\"]\s*:", view.text()[:500])
        if mapped:
            return tuple(method.upper() for method in mapped)
        if called is None:
            return ("*",)
        if not called.text().endswith(".as_view"):
            # A decorator such as csrf_exempt(view).
            inner = view.field("arguments")
            given = [child for child in inner.children() if child.is_named()] if inner is not None else []
            return view_methods(workspace, file, given[0]) if len(given) == 1 else ("*",)
        name = called.text().removesuffix(".as_view")
    else:
        name = view.text()
    found = workspace.definition(file, name) if re.fullmatch(r"[\w.]+", name) else None
    if found is None:
        return ("*",)
    if found.node.kind() == "class_definition":
        return class_methods(workspace, found.file, found.node)
    if found.node.kind() != "function_definition":
        return ("*",)
    return _function_methods(found.node)


def _function_methods(function: Node) -> tuple[str, ...]:
    parent = function.parent()
    marks = [child.text() for child in parent.children() if child.kind() == "decorator"] if parent is not None else []
    for mark in marks:
        if match := _LISTED.match(mark):
            return tuple(method.upper() for method in re.findall(r"['\"](\w+)['\"]", match[1])) or ("*",)
        if match := _REQUIRED.match(mark):
            return ("GET",) if match[1] == "safe" else (match[1],)
        if _API_VIEW.match(mark):
            return ("GET",)
    return ("*",)


def class_methods(workspace: Workspace, file: str, view: Node, depth: int = 0) -> tuple[str, ...]:
    """The methods that a view class defines or takes over from the generic views it is built on."""
    body, bases = view.field("body"), view.field("superclasses")
    own: list[str] = []
    for node in statements(body) if body is not None else ():
        named = node.field("name") if node.kind() == "function_definition" else None
        if named is not None and named.text() in VERBS:
            own.append(named.text().upper())
    for base in bases.children() if bases is not None else ():
        if base.kind() not in ("identifier", "attribute"):
            continue
        found = workspace.definition(file, base.text()) if depth < 4 else None
        if found is not None and found.node.kind() == "class_definition" and found.node != view:
            own += [m for m in class_methods(workspace, found.file, found.node, depth + 1) if m != "*"]
            continue
        for pattern, methods in _GENERIC:
            if pattern.search(base.text()):
                own += methods
    return tuple(dict.fromkeys(own)) or ("*",)

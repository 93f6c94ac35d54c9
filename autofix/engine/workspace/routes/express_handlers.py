"""What is given to ``app.use``: a router, a handler that answers, or middleware that passes on."""

from __future__ import annotations

import enum
import re

from autofix.engine.workspace.routes.express_objects import Objects, SourceFile
from autofix.engine.workspace.routes.javascript_functions import returned_values
from autofix.engine.workspace.routes.javascript_scopes import FUNCTIONS, parameters
from autofix.engine.workspace.routes.walk import Place
from autofix.engine.workspace.syntax_javascript import arguments, is_expression, required_module, unwrap
from autofix.sdk.workspace import Node

MAX_DEPTH = 8
HANDLER_PARAMETERS = 2
"""``(req, res)`` answers; ``(req, res, next)`` may pass on, and four parameters handle errors."""

_STATIC = re.compile(r"\bstatic$|serve-?static|serve-?index|sirv", re.IGNORECASE)
_SERVING = re.compile(
    r"swagger|graphql|expressMiddleware|proxy|toNodeHandler|createExpressMiddleware|yoga|altair|"
    r"createHandler|redoc|scalar|voyager|playground|createRouteHandler|expressHandler|bullBoard|parse-?server",
    re.IGNORECASE,
)
_ROUTER_LIKE = re.compile(r"rout|controller|\bapi", re.IGNORECASE)
_MIDDLEWARE = re.compile(
    r"limit|cors|helmet|json|urlencoded|raw|text|pars|morgan|logg|compress|passport|auth|jwt|multer|upload|"
    r"csrf|csurf|session|slow|cache|valid|protect|guard|verif|requir|check|ensure|^is[A-Z]|middleware|error|"
    r"token|permi|role|admin|secur|header|timeout|sanitiz|hpp|user",
    re.IGNORECASE,
)


class Kind(enum.Enum):
    """What an argument of ``use`` does with a request."""

    ROUTER = "router"
    HANDLER = "handler"
    STATIC = "static"
    MIDDLEWARE = "middleware"
    UNKNOWN = "unknown"
    UNKNOWN_ROUTER = "unknown router"


def classify(objects: Objects, file: SourceFile, node: Node) -> tuple[Kind, Place | None]:
    """What ``node`` is as an argument of ``use``, with the router if it is one."""
    kinds = _all(objects, file, unwrap(node), 0)
    for wanted in (Kind.ROUTER, Kind.UNKNOWN_ROUTER):
        found = next((each for each in kinds if each[0] is wanted), None)
        if found is not None:
            return found
    return kinds[-1] if kinds else (Kind.MIDDLEWARE, None)


def _all(objects: Objects, file: SourceFile, node: Node, depth: int) -> list[tuple[Kind, Place | None]]:
    """A list of handlers one by one; anything else by itself."""
    kind = node.kind()
    if depth > MAX_DEPTH:
        return [(Kind.UNKNOWN, None)]
    inner: list[Node | None] = []
    if kind == "array":
        inner = [child for child in node.children() if is_expression(child)]
    elif kind == "ternary_expression":
        inner = [node.field("consequence"), node.field("alternative")]
    elif kind == "spread_element":
        inner = [next((child for child in node.children() if is_expression(child)), None)]
    if inner:
        return [
            found
            for child in inner[:100]
            if child is not None
            for found in _all(objects, file, unwrap(child), depth + 1)
        ]
    return [_one(objects, file, node, depth)]


def _one(objects: Objects, file: SourceFile, node: Node, depth: int) -> tuple[Kind, Place | None]:
    if node.kind() in FUNCTIONS:
        count = len(parameters(node))
        return (Kind.HANDLER if count <= HANDLER_PARAMETERS else Kind.MIDDLEWARE), None
    place = objects.place(file, node)
    if place is not None and (not place.slot or _ROUTER_LIKE.search(node.text()) or "app" in node.text()):
        return Kind.ROUTER, place
    if place is not None:
        return Kind.UNKNOWN, place
    if node.kind() == "call_expression":
        return _called(objects, file, node, depth)
    text = node.text()[:200]
    found = objects.function(file, node) or objects.definition(file, node)
    inner = objects.open(found.file) if found is not None else None
    if found is not None and inner is not None and found.node != node:
        judged = _all(objects, inner, unwrap(found.node), depth + 1)[-1]
        if judged[0] is Kind.UNKNOWN and _MIDDLEWARE.search(text):
            return Kind.MIDDLEWARE, None
        return judged
    return _by_name(text), None


def _called(objects: Objects, file: SourceFile, node: Node, depth: int) -> tuple[Kind, Place | None]:
    """What a call gives to ``use``: the answer of a function of this repository, or of a package."""
    called = node.field("function")
    text = called.text()[:200] if called is not None else ""
    if text in ("require", "import"):
        return (Kind.UNKNOWN_ROUTER if _is_own_or_computed(node) else _by_name(node.text()[:200])), None
    if called is not None and required_module(called) is None and "require(" in text:
        return Kind.UNKNOWN_ROUTER, None
    if _STATIC.search(text):
        return Kind.STATIC, None
    function = objects.called_function(file, node)
    inner = objects.open(function.file) if function is not None else None
    if function is not None and inner is not None:
        for value in returned_values(function.node):
            return _all(objects, inner, unwrap(value), depth + 1)[-1]
        return Kind.MIDDLEWARE, None
    given = arguments(node)
    if len(given) == 1 and given[0].kind() in FUNCTIONS:
        return _one(objects, file, given[0], depth + 1)
    return _by_name(text), None


def _is_own_or_computed(node: Node) -> bool:
    specifier = required_module(node)
    return specifier is None or specifier.startswith(".")


def _by_name(text: str) -> Kind:
    """The last resort for what a package gives: well-known names."""
    if _STATIC.search(text):
        return Kind.STATIC
    if _SERVING.search(text):
        return Kind.HANDLER
    if _MIDDLEWARE.search(text):
        return Kind.MIDDLEWARE
    return Kind.UNKNOWN_ROUTER if _ROUTER_LIKE.search(text) else Kind.UNKNOWN

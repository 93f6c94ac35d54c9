"""Which Koa application or router an expression means."""

from __future__ import annotations

import re

from autofix.engine.workspace.routes.express_objects import MAX_NAME, Objects, SourceFile
from autofix.engine.workspace.routes.javascript_functions import length
from autofix.engine.workspace.routes.javascript_scopes import Scopes
from autofix.engine.workspace.routes.limits import is_readable
from autofix.engine.workspace.routes.walk import Place
from autofix.engine.workspace.syntax_javascript import unwrap
from autofix.sdk.workspace import Node, WorkspaceError

SUFFIXES = (".js", ".ts", ".mjs", ".cjs", ".mts", ".cts")
MAX_CHAIN = 100
VERBS = frozenset(("get", "post", "put", "patch", "delete", "del", "options", "head", "all", "link", "unlink"))
CHAINED = VERBS | {"use", "routes", "middleware", "prefix", "param", "redirect"}

_NAMES = r"""(?:import\s+(?:\*\s*as\s+)?(?P<esm>[\w$]+)[^'"();=]*from\s*
    |(?:const|let|var|,)\s*(?P<cjs>[\w$]+)\s*(?::[^=\n]+)?=\s*(?:await\s+)?(?:require|import)\s*\(\s*
    |import\s+(?P<ts>[\w$]+)\s*=\s*require\s*\(\s*)['"](?:%s)['"]"""
_APPLICATION = re.compile(_NAMES % "koa", re.VERBOSE)
_ROUTER = re.compile(_NAMES % r"@koa/router|koa-router|koa-better-router|koa-joi-router", re.VERBOSE)
_NAMED_ROUTER = re.compile(r"\bRouter\s*(?:as\s+|:\s*)([\w$]+)")
_DIRECT = re.compile(r"""\(?\s*require\(\s*['"]koa['"]\s*\)\s*\)?""")
_DIRECT_ROUTER = re.compile(r"""\(?\s*require\(\s*['"](?:@koa/router|koa-router)['"]\s*\)\s*\)?""")


class KoaObjects(Objects):
    """The applications and routers of a workspace that uses Koa."""

    def _opened(self, path: str) -> SourceFile | None:
        if not path.endswith((*SUFFIXES, ".jsx", ".tsx")):
            return None
        try:
            text = self.workspace.read(path)
            if not is_readable(text):
                return None
            root = self.workspace.tree(path)
        except WorkspaceError:
            return None
        return SourceFile(path, root, text, Scopes(root), koa_names(text), router_names(text))

    def is_creation(self, file: SourceFile, node: Node) -> bool:
        """Whether ``node`` is ``new Koa()``."""
        made = node.field("constructor") if node.kind() == "new_expression" else None
        if made is None:
            return False
        text = made.text() if length(made) < MAX_NAME else ""
        return text in file.creators or bool(_DIRECT.fullmatch(text))

    def is_router(self, file: SourceFile, node: Node) -> bool:
        """Whether ``node`` is ``new Router(...)``, or ``Router()`` and ``require('koa-router')()``."""
        made = node.field("constructor") or node.field("function")
        if made is None or node.kind() not in ("new_expression", "call_expression"):
            return False
        text = made.text() if length(made) < MAX_NAME else ""
        return text in file.routers or bool(_DIRECT_ROUTER.fullmatch(text))

    def place(self, file: SourceFile, node: Node, depth: int = 0) -> Place | None:
        """The object that ``node`` is, or whose routes it gives as middleware."""
        node = unwrap(node)
        for _ in range(MAX_CHAIN):
            called = node.field("function") if node.kind() == "call_expression" else None
            prop = called.field("property") if called is not None else None
            inner = called.field("object") if called is not None else None
            if prop is None or inner is None or prop.text() not in CHAINED:
                break
            node = unwrap(inner)
        if self.is_router(file, node):
            return Place(file.path, node.range().start.index)
        return super().place(file, node, depth)


def koa_names(text: str) -> frozenset[str]:
    """What a file calls the class of applications."""
    if "koa" not in text:
        return frozenset()
    return frozenset(next(filter(None, match.groups())) for match in _APPLICATION.finditer(text))


def router_names(text: str) -> frozenset[str]:
    """What a file calls the class of routers."""
    if "koa" not in text:
        return frozenset()
    found = {next(filter(None, match.groups())) for match in _ROUTER.finditer(text)}
    return frozenset({*found, "Router", "KoaRouter", *_NAMED_ROUTER.findall(text)})

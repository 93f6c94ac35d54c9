"""Which Fastify instance an expression means."""

from __future__ import annotations

import re

from autofix.engine.workspace.routes.express_objects import MAX_DEPTH, MAX_NAME, Objects, SourceFile
from autofix.engine.workspace.routes.javascript_functions import length
from autofix.engine.workspace.routes.javascript_scopes import FUNCTIONS, Scopes, parameters
from autofix.engine.workspace.routes.limits import is_readable
from autofix.engine.workspace.routes.walk import Place
from autofix.engine.workspace.syntax_javascript import arguments, is_expression, required_module, unwrap
from autofix.sdk.workspace import Definition, Node, WorkspaceError

SUFFIXES = (".js", ".ts", ".mjs", ".cjs", ".mts", ".cts")
MAX_CHAIN = 60
VERBS = frozenset(("get", "post", "put", "patch", "delete", "options", "head", "all"))
CHAINED = VERBS | {"register", "route", "withTypeProvider", "decorate", "addHook", "setErrorHandler", "after"}

_IMPORTED = re.compile(
    r"""(?:import\s+(?:\*\s*as\s+)?(?P<esm>[\w$]+)[^'"();=]*from\s*
    |(?:const|let|var|,)\s*(?P<cjs>[\w$]+)\s*(?::[^=\n]+)?=\s*(?:await\s+)?(?:require|import)\s*\(\s*)['"]fastify['"]""",
    re.VERBOSE,
)
_NAMED = re.compile(r"""\{([^{}]*)\}\s*(?:from\s*|=\s*require\(\s*)['"]fastify['"]""")
_ALIAS = re.compile(r"\b(?:fastify|default)\b(?:\s*(?:as|:)\s*([\w$]+))?")
_DIRECT = re.compile(r"""require\(\s*['"]fastify['"]\s*\)""")


class FastifyObjects(Objects):
    """The Fastify instances of a workspace; a plugin's own is the first parameter of its function."""

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
        return SourceFile(path, root, text, Scopes(root), fastify_names(text), frozenset())

    def is_creation(self, file: SourceFile, node: Node) -> bool:
        """Whether ``node`` is ``fastify(...)``."""
        called = node.field("function") if node.kind() == "call_expression" else None
        if called is None:
            return False
        text = called.text() if length(called) < MAX_NAME else ""
        return text in file.creators or bool(_DIRECT.fullmatch(text)) or text.removesuffix(".default") in file.creators

    def place(self, file: SourceFile, node: Node, depth: int = 0) -> Place | None:
        """The instance that ``node`` is, seen through the calls chained to it."""
        node = unwrap(node)
        for _ in range(MAX_CHAIN):
            called = node.field("function") if node.kind() == "call_expression" else None
            prop = called.field("property") if called is not None else None
            inner = called.field("object") if called is not None else None
            if prop is None or inner is None or prop.text() not in CHAINED:
                break
            node = unwrap(inner)
        return super().place(file, node, depth)

    def plugin(self, file: SourceFile, node: Node, depth: int = 0) -> Definition | None:
        """The function of this repository that ``register`` is given, without what wraps it."""
        node = unwrap(node)
        if node.kind() == "await_expression":
            node = unwrap(next((child for child in node.children() if is_expression(child)), node))
        if depth > MAX_DEPTH:
            return None
        if node.kind() in FUNCTIONS:
            return Definition(file.path, node)
        if node.kind() == "call_expression" and required_module(node) is None:
            # fp(plugin, options) and what else wraps a plugin give it back.
            given = arguments(node)
            return self.plugin(file, given[0], depth + 1) if given else None
        found = self.definition(file, node)
        inner = self.open(found.file) if found is not None else None
        if found is None or inner is None or (found.file == file.path and found.node == node):
            return None
        if "class" in found.node.kind():
            return None
        return self.plugin(inner, found.node, depth + 1)

    def instance_of(self, plugin: Definition) -> Place | None:
        """The instance that a plugin's function works on; None if it takes none."""
        return self.parameter_place(plugin, 0) if parameters(plugin.node) else None


def fastify_names(text: str) -> frozenset[str]:
    """What a file calls the function that makes an instance."""
    if "fastify" not in text:
        return frozenset()
    found = {next(filter(None, match.groups())) for match in _IMPORTED.finditer(text)}
    for named in _NAMED.finditer(text):
        found |= {match[1] or match[0] for match in _ALIAS.finditer(named[1])}
    return frozenset(found)

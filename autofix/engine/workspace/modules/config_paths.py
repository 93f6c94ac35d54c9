"""The folders that expressions of a JavaScript configuration stand for.

``path.resolve(__dirname, 'src')``, ``fileURLToPath(new URL('./src', import.meta.url))``,
``${__dirname}/src``, a helper such as ``const r = p => path.join(__dirname, '..', p)`` and plain text.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from autofix.engine.workspace.bindings_javascript import find_binding
from autofix.engine.workspace.syntax_javascript import arguments, find_all, string_value, unwrap
from autofix.sdk.workspace import Node

MAX_DEPTH = 12
MAX_STEPS = 3_000
MAX_LENGTH = 1_000
HERE = frozenset(("__dirname", "import.meta.dirname", "process.cwd()", "process.env.PWD", "import.meta.url"))
JOINS = frozenset(("resolve", "join", "normalize", "dirname"))
PASSED_ON = frozenset(
    (
        "fileURLToPath",
        "url.fileURLToPath",
        "String",
        "require.resolve",
        "normalizePath",
        "fs.realpathSync",
        "pathToFileURL",
    )
)
FUNCTIONS = ("arrow_function", "function_declaration", "function_expression", "function")


class ConfigPaths:
    """Reads expressions of one configuration file; a path starts with ``/``, which is the repository's top."""

    def __init__(self, root: Node, file: str, cwd: str) -> None:
        """``cwd`` is where the tool runs: the folder of the package."""
        self._root = root
        self._here = f"/{posixpath.dirname(file)}"
        self._cwd = f"/{cwd}"
        self._variables: dict[str, str | None] = {}
        self._steps = 0

    def value(self, node: Node, given: Mapping[str, str] | None = None, depth: int = 0) -> str | None:
        """The text or path that ``node`` stands for; ``given`` are the parameters of a helper."""
        found = self._value(node, given or {}, depth)
        return found if found is not None and len(found) <= MAX_LENGTH else None

    def _value(self, node: Node, given: Mapping[str, str], depth: int) -> str | None:
        self._steps += 1
        node = unwrap(node)
        kind = node.kind()
        text = string_value(node)
        if depth > MAX_DEPTH or self._steps > MAX_STEPS:
            return None
        if text is not None:
            return text
        if kind == "template_string":
            return self._template(node, given, depth)
        whole = node.text()
        if len(whole) < 40 and whole in HERE:
            return self._cwd if whole.startswith("process") else self._here
        if kind in ("identifier", "shorthand_property_identifier"):
            return given.get(whole) if whole in given else self._variable(whole, depth)
        if kind == "binary_expression":
            sides = [self.value(side, given, depth + 1) for side in (node.field("left"), node.field("right")) if side]
            return f"{sides[0]}{sides[1]}" if len(sides) == 2 and None not in sides else None
        if kind == "new_expression":
            return self._url(node, given, depth)
        if kind == "member_expression":
            prop, inner = node.field("property"), node.field("object")
            is_path = prop is not None and prop.text() in ("pathname", "href") and inner is not None
            return self.value(inner, given, depth + 1) if is_path and inner is not None else None
        return self._call(node, given, depth) if kind == "call_expression" else None

    def _call(self, node: Node, given: Mapping[str, str], depth: int) -> str | None:
        called = node.field("function")
        if called is None:
            return None
        name = called.text()[:80]
        values = [self.value(argument, given, depth + 1) for argument in arguments(node)[:12]]
        if name in PASSED_ON:
            return values[0] if values else None
        if any(value is None for value in values):
            return None
        parts = [value for value in values if value is not None]
        owner, _, method = name.rpartition(".")
        if not owner:
            # A function of the file's own, called `resolve` as often as not.
            own = self._helper(name, parts, depth)
            if own is not None:
                return own
        if method in JOINS and owner in ("", "path", "nodePath", "Path", "posix", "path.posix", "upath", "pathe"):
            return self._joined(method, parts)
        if method in ("replace", "toString") and called.field("object") is not None:
            target = called.field("object")
            return self.value(target, given, depth + 1) if target is not None else None
        return None

    def _joined(self, method: str, parts: list[str]) -> str:
        start = self._cwd if method == "resolve" else ""
        path = start
        for part in parts:
            # A file's own URL counts as its folder here, so a step out of the file is a step too far.
            path = (
                part
                if part.startswith("/") and method == "resolve"
                else posixpath.join(path, part.lstrip("/") if path else part)
            )
        return posixpath.normpath(path) if path else "."

    def _helper(self, name: str, values: list[str], depth: int) -> str | None:
        binding = find_binding(self._root, name)
        function = unwrap(binding.node) if binding is not None and binding.node is not None else None
        if function is None or function.kind() not in FUNCTIONS:
            return None
        listed = function.field("parameters")
        single = function.field("parameter")
        names = [single.text()] if single is not None else []
        for child in listed.children() if listed is not None else ():
            if child.is_named() and child.kind() != "comment":
                pattern = child.field("pattern") or child.field("argument")
                names.append((pattern or child).text().lstrip(".").partition("=")[0].strip())
        body = function.field("body")
        if body is None:
            return None
        if body.kind() == "statement_block":
            returned = next(iter(find_all(body, "return_statement")), None)
            body = next((c for c in returned.children() if c.is_named()), None) if returned is not None else None
        return self.value(body, dict(zip(names, values, strict=False)), depth + 1) if body is not None else None

    def _variable(self, name: str, depth: int) -> str | None:
        if name not in self._variables:
            # A variable that is made of itself has no value.
            self._variables[name] = None
            binding = find_binding(self._root, name)
            if binding is not None and binding.node is not None and not binding.members:
                self._variables[name] = self.value(binding.node, None, depth + 1)
        return self._variables[name]

    def _url(self, node: Node, given: Mapping[str, str], depth: int) -> str | None:
        made = node.field("constructor")
        values = [self.value(argument, given, depth + 1) for argument in arguments(node)]
        if made is None or made.text() != "URL" or not values or values[0] is None:
            return None
        base = values[1] if len(values) > 1 else None
        return posixpath.normpath(posixpath.join(base or self._here, values[0]))

    def _template(self, node: Node, given: Mapping[str, str], depth: int) -> str | None:
        found = ""
        for child in node.children():
            if child.kind() == "template_substitution":
                inner = next((c for c in child.children() if c.is_named()), None)
                value = self.value(inner, given, depth + 1) if inner is not None else None
                if value is None:
                    return None
                found += value
            elif child.kind() == "string_fragment":
                found += child.text()
        return found

"""The aliases that bundlers and compilers are configured with.

One reading serves Vite, webpack, Rspack, craco, Next, Nuxt, Vue CLI, SvelteKit and
babel's module-resolver, since all of them write ``alias`` as an object or a list.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from ast_grep_py import SgRoot

from autofix.engine.workspace.modules.config_paths import ConfigPaths
from autofix.engine.workspace.modules.documents import read_text
from autofix.engine.workspace.modules.index import inside
from autofix.engine.workspace.names_javascript import evaluate
from autofix.engine.workspace.syntax_javascript import arguments, find_all, property_value, string_value, unwrap
from autofix.sdk.workspace import Node, Workspace, WorkspaceError

MAX_CONFIG = 200_000
MAX_ALIASES = 500

_REGEX_LITERAL = re.compile(r"\\([/.\-@~#$])|([\w@~#/-])")
_WORDS = ("alias", "modules", "extensions", "root", "srcDir", "roots")


@dataclass(frozen=True)
class Alias:
    """``find`` stands for ``target`` at the start of a specifier; ``is_exact`` is all of it."""

    find: str
    target: str
    is_exact: bool = False

    def apply(self, specifier: str) -> str | None:
        """The path from the repository's top that ``specifier`` means by this alias."""
        if specifier == self.find or specifier == self.find.removesuffix("/"):
            return self.target
        if self.is_exact or not specifier.startswith(self.find):
            return None
        rest = specifier[len(self.find) :]
        if not self.find.endswith("/") and not rest.startswith("/"):
            return None
        return posixpath.join(self.target, rest.lstrip("/"))


@dataclass(frozen=True)
class Settings:
    """What one configuration file says of how imports are found; paths count from the repository's top."""

    aliases: tuple[Alias, ...] = ()
    roots: tuple[str, ...] = ()
    extensions: tuple[str, ...] = ()
    source_folder: str | None = None


def read_settings(workspace: Workspace, file: str, cwd: str) -> Settings:
    """The settings of a configuration file; ``cwd`` is the folder of its package."""
    text = read_text(workspace, file, MAX_CONFIG)
    if not any(word in text for word in _WORDS):
        return Settings()
    try:
        # JSON is JavaScript once it is in parentheses, comments included.
        is_json = file.endswith((".babelrc", ".json"))
        root = cast(Node, SgRoot(f"({text})", "javascript").root()) if is_json else workspace.tree(file)
    except WorkspaceError:
        return Settings()
    return _Reader(workspace, root, file, cwd).read()


class _Reader:
    """One configuration file being read."""

    def __init__(self, workspace: Workspace, root: Node, file: str, cwd: str) -> None:
        self._workspace = workspace
        self._root = root
        self._file = file
        self._cwd = cwd
        self._paths = ConfigPaths(root, file, cwd)

    def read(self) -> Settings:
        aliases: list[Alias] = []
        roots: list[str] = []
        extensions: list[str] = []
        source: str | None = None
        for node in find_all(self._root, "pair", "shorthand_property_identifier"):
            key, value = _key_and_value(node)
            if key == "alias":
                aliases += self._aliases(value)
            elif key in ("modules", "root", "roots"):
                roots += self._folders(value)
            elif key == "extensions":
                extensions += [text for item in unwrap(value).children() if (text := string_value(item))]
            elif key == "srcDir":
                source = self._target(value)
        for node in find_all(self._root, "assignment_expression", "call_expression"):
            aliases += self._assigned(node) if node.kind() == "assignment_expression" else self._called(node)
        own_endings = tuple(dict.fromkeys(text for text in extensions if text.startswith(".")))
        return Settings(tuple(aliases[:MAX_ALIASES]), tuple(dict.fromkeys(roots)), own_endings, source)

    def _assigned(self, node: Node) -> list[Alias]:
        """``config.resolve.alias = {...}`` and ``config.resolve.alias['@'] = ...``."""
        left, right = node.field("left"), node.field("right")
        if left is None or right is None or "alias" not in left.text()[:200]:
            return []
        if left.text().endswith(".alias"):
            return self._aliases(right)
        holder = left.field("object")
        if holder is None or not holder.text().endswith("alias"):
            return []
        name = left.field("property")
        find = name.text() if name is not None else string_value(left.field("index"))
        return self._alias(find, right) if find else []

    def _called(self, node: Node) -> list[Alias]:
        """``config.resolve.alias.set('@', ...)``, ``addWebpackAlias({...})``, ``Object.assign(x.alias, {...})``."""
        called, given = node.field("function"), arguments(node)
        if called is None or not given:
            return []
        name = called.text()[-200:]
        if called.kind() == "member_expression" and name.endswith(".set") and len(given) == 2:
            find = string_value(given[0])
            return self._alias(find, given[1]) if find and "alias" in called.text()[:2_000] else []
        if name.endswith(("addWebpackAlias", "addBabelAlias")):
            return self._aliases(given[0])
        if name == "Object.assign" and given[0].text()[:200].endswith("alias"):
            return [alias for value in given[1:] for alias in self._aliases(value)]
        return []

    def _aliases(self, value: Node, depth: int = 0) -> list[Alias]:
        """The aliases of an object or a list, wherever it is written."""
        found = evaluate(self._workspace, self._file, value)
        node = unwrap(found.node)
        if depth > 3 or node.kind() not in ("object", "array"):
            return []
        if found.file != self._file:
            try:
                other = _Reader(self._workspace, self._workspace.tree(found.file), found.file, self._cwd)
            except WorkspaceError:
                return []
            return other._aliases(node, depth + 1)
        aliases: list[Alias] = []
        for child in node.children()[: MAX_ALIASES * 2]:
            if child.kind() == "spread_element":
                aliases += self._aliases(child.children()[-1], depth + 1)
            elif node.kind() == "array" and child.kind() == "object":
                aliases += self._entry(child)
            elif child.kind() == "pair" and node.kind() == "object":
                find, target = _key_and_value(child)
                aliases += self._alias(find, target)
        return aliases

    def _entry(self, node: Node) -> list[Alias]:
        """``{find: '@', replacement: ...}``, where ``find`` may be a regular expression."""
        find, target = property_value(node, "find"), property_value(node, "replacement")
        if find is None or target is None:
            return []
        if find.kind() == "regex":
            return self._alias(_regex_head(find.text()), target)
        text = string_value(find)
        return self._alias(text, target) if text else []

    def _alias(self, find: str, value: Node) -> list[Alias]:
        target = self._target(value)
        if target is None or not find:
            return []
        if find.endswith("$") and len(find) > 1:
            return [Alias(find[:-1], target, is_exact=True)]
        if find.startswith("^"):
            find = _regex_head(f"/{find}/")
        return [Alias(find.removesuffix("*"), target.removesuffix("*"))] if find else []

    def _folders(self, value: Node) -> Iterator[str]:
        node = unwrap(value)
        for item in node.children() if node.kind() == "array" else ():
            target = self._target(item) if item.is_named() and item.kind() != "comment" else None
            if target is not None and not target.endswith("node_modules"):
                yield target

    def _target(self, node: Node) -> str | None:
        node = unwrap(node)
        if node.kind() == "array":
            node = next((child for child in node.children() if child.is_named()), node)
        value = self._paths.value(node)
        if value is None:
            return None
        value = re.sub(r"\$(?:\d|&)", "", value)
        is_literal = string_value(node) is not None
        if is_literal and value.startswith("/"):
            # Vite reads a text from its root.
            return inside(posixpath.join(self._cwd, value.lstrip("/")))
        return inside(value.lstrip("/") if value.startswith("/") else posixpath.join(self._cwd, value))


def _key_and_value(node: Node) -> tuple[str, Node]:
    key, value = node.field("key"), node.field("value")
    if key is None or value is None:
        return node.text(), node
    if key.kind() == "computed_property_name":
        key = next((child for child in key.children() if child.is_named()), key)
    return string_value(key) or key.text(), value


def _regex_head(literal: str) -> str:
    """The plain text that a regular expression begins with: ``@/`` of ``/^@\\/(.*)$/``."""
    body = literal.strip("/").removeprefix("^")
    found = ""
    place = 0
    while (step := _REGEX_LITERAL.match(body, place)) is not None:
        # What may be absent or repeated is no longer plain.
        if body[step.end() : step.end() + 1] in ("?", "*", "+", "{"):
            break
        found += step[1] or step[2]
        place = step.end()
    return found

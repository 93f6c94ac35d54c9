"""A file of JavaScript or TypeScript with its syntax tree; of a component, its scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from autofix.sdk import Edit, Node, Workspace, WorkspaceError

COMPONENTS = (".vue", ".svelte")
IDENTIFIERS = frozenset(
    ("identifier", "type_identifier", "shorthand_property_identifier", "shorthand_property_identifier_pattern")
)
_SCRIPT = re.compile(r"<script\b(?P<tag>[^>]*)>(?P<code>.*?)</script\s*>", re.S | re.I)


@dataclass(frozen=True)
class Source:
    """``text`` as it was read; ``markup`` is what of a component is no script. Every offset counts in ``text``."""

    file: str
    text: str
    root: Node = field(compare=False, repr=False)
    markup: str = field(default="", compare=False, repr=False)
    start: int = 0

    @property
    def is_typed(self) -> bool:
        """Whether it may hold types."""
        return self.file.endswith((".ts", ".tsx", ".mts", ".cts")) or 'lang="ts' in self.text

    def line_text(self, line: int) -> str:
        """The text of a line, counted from 1; empty past the end."""
        lines = self.text.split("\n")
        return lines[line - 1] if 0 < line <= len(lines) else ""

    def line_start(self, line: int) -> int:
        """Where a line starts, counted from 1."""
        lines = self.text.split("\n")
        return sum(len(one) + 1 for one in lines[: line - 1])


def open_source(workspace: Workspace, file: str) -> Source | None:
    """The file with its tree; None where it cannot be read or is in another language."""
    try:
        text, root = workspace.read(file), workspace.tree(file)
    except (WorkspaceError, RecursionError):
        return None
    if not file.endswith(COMPONENTS):
        return Source(file, text, root)
    scripts = [match for match in _SCRIPT.finditer(text) if match["code"].strip()]
    if not scripts:
        return None
    chosen = next((match for match in scripts if "setup" in match["tag"]), scripts[0])
    return Source(file, text, root, _SCRIPT.sub("", text), chosen.start("code"))


def span(node: Node) -> tuple[int, int]:
    """Where a node starts and ends in its text."""
    whole = node.range()
    return whole.start.index, whole.end.index


def line_of(node: Node) -> int:
    """The line a node starts on, from 1."""
    return node.range().start.line + 1


def walk(node: Node) -> Iterator[Node]:
    """``node`` and everything below it, in the order of the text."""
    pending = [node]
    while pending:
        current = pending.pop()
        yield current
        pending.extend(reversed(current.children()))


def named_nodes(root: Node, name: str) -> list[Node]:
    """Every identifier ``name``, declared or used, in the order of the text."""
    found = [node for kind in IDENTIFIERS for node in _of_kind(root, kind) if node.text() == name]
    return sorted(found, key=lambda node: node.range().start.index)


def _of_kind(root: Node, kind: str) -> list[Node]:
    try:
        return root.find_all(kind=kind)
    except RuntimeError:
        # The grammar of plain JavaScript does not know the identifiers of types.
        return []


def node_at(source: Source, name: str, line: int, column: int | None) -> Node | None:
    """The identifier ``name`` at a place; without a column the only one of the line."""
    on_line = [node for node in named_nodes(source.root, name) if line_of(node) == line]
    if column is not None:
        exact = [node for node in on_line if node.range().start.column == column - 1]
        on_line = exact or on_line
    return on_line[0] if len(on_line) == 1 else None


def above(node: Node, *kinds: str) -> Node | None:
    """The nearest node above of one of these kinds."""
    return next((one for one in node.ancestors() if one.kind() in kinds), None)


def is_in_markup(source: Source, name: str) -> bool:
    """Whether the template of a component names ``name``, written in camel case or with hyphens."""
    hyphened = re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()
    return any(re.search(rf"(?<![\w$-]){re.escape(form)}(?![\w$-])", source.markup) for form in {name, hyphened})


def stem_of(path: str) -> str:
    """The name a file is known by: that of its folder for an index."""
    pure = PurePosixPath(path)
    name = pure.name.split(".")[0]
    return pure.parent.name if name == "index" else name


def whole_line(source: Source, start: int, end: int) -> Edit:
    """Take a statement out with the lines that it fills alone."""
    text = source.text
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last + 1
    if text[first:start].strip() or text[end:last].strip(" \t\r\n;"):
        return Edit(start, end, "")
    return Edit(first, last, "")


def whole_paragraph(source: Source, start: int, end: int) -> Edit:
    """Take a statement out with its lines, and one of the two blank lines that it stands between."""
    edit = whole_line(source, start, end)
    after = re.match(r"[ \t]*\r?\n", source.text[edit.end :])
    is_apart = edit.start == 0 or re.search(r"(?:\n[ \t]*\r?|\{[ \t]*\r?)\n$", source.text[: edit.start]) is not None
    return Edit(edit.start, edit.end + len(after[0]), "") if after and is_apart else edit

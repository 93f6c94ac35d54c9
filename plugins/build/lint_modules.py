"""Rules about how a module's imports and exports are written."""

from __future__ import annotations

import re
from collections.abc import Sequence

from autofix.sdk import Edit, Node
from plugins.build.cause import Spot
from plugins.build.lint_place import Rule, offset
from plugins.build.names_source import Source, line_of, named_nodes, span, stem_of, whole_line

_ASSIGN = re.compile(r"Assign (?:arrow function|object|instance|array|call result|literal) to a variable before export")


def _first(source: Source, spot: Spot) -> Sequence[Edit] | None:
    """The import goes to those at the top."""
    nodes = source.root.children()
    moved = next((node for node in nodes if node.kind() == "import_statement" and line_of(node) == spot.line), None)
    if moved is None:
        return None
    top: Node | None = None
    for node in nodes:
        if node.kind() == "import_statement":
            top = node
        elif node.kind() not in ("comment", "hash_bang_line") and not node.text().startswith(("'use", '"use')):
            break
    out = whole_line(source, *span(moved))
    text = moved.text()
    if top is not None:
        end = span(top)[1]
        return [Edit(end, end, "\n" + text), out]
    body = [node for node in nodes if node.kind() not in ("comment", "hash_bang_line")]
    body = [node for node in body if not node.text().startswith(("'use", '"use'))]
    start = span(body[0])[0]
    return [Edit(start, start, text + "\n"), out]


def _anonymous_default(source: Source, spot: Spot) -> Sequence[Edit] | None:
    """The default export gets a name, that of its file."""
    if _ASSIGN.search(spot.finding.message) is None:
        return None
    node = next(
        (one for one in source.root.children() if one.kind() == "export_statement" and line_of(one) == spot.line), None
    )
    value = node.field("value") if node is not None else None
    name = _identifier(stem_of(source.file))
    if node is None or value is None or not name or named_nodes(source.root, name):
        return None
    end = ";" if node.text().rstrip().endswith(";") else ""
    return [
        Edit(span(node)[0], span(value)[0], f"const {name} = "),
        Edit(span(node)[1], span(node)[1], f"\n\nexport default {name}{end}"),
    ]


def _identifier(stem: str) -> str:
    parts = [part for part in re.split(r"[^A-Za-z0-9]+", stem) if part]
    if not parts:
        return ""
    name = parts[0] + "".join(part[:1].upper() + part[1:] for part in parts[1:])
    return name if name[0].isalpha() and name not in ("default", "index", "new", "delete", "class") else ""


def _newline_after_import(source: Source, spot: Spot) -> Sequence[Edit] | None:
    if "Expected 1 empty line after" not in spot.finding.message:
        return None
    at = offset(source, spot)
    held = [node for node in source.root.children() if span(node)[0] <= at < span(node)[1]]
    return [Edit(span(held[0])[1], span(held[0])[1], "\n")] if len(held) == 1 else None


MODULE_RULES: dict[str, Rule] = {
    "import/first": _first,
    "import/no-anonymous-default-export": _anonymous_default,
    "import/newline-after-import": _newline_after_import,
}

"""Statements that pycodestyle wants written another way, where there is one: one a line, no bare ``except``."""

from __future__ import annotations

import ast
import re

from autofix.sdk import Edit

_BARE = re.compile(r"^(?P<head>[ \t]*except)[ \t]*:", re.M)


def statement(text: str, rule: str, line: int) -> Edit | None:
    """The edit that the rule asks for on a line; None where it has no such rule, or the line looks different."""
    rows = text.split("\n")
    if not 1 <= line <= len(rows):
        return None
    start = sum(len(row) + 1 for row in rows[: line - 1])
    row = rows[line - 1]
    if rule == "E722":
        bare = _BARE.match(row)
        return Edit(start + bare.end("head"), start + bare.end("head"), " Exception") if bare else None
    if rule == "E703":
        last = row.rstrip()
        return Edit(start + len(last) - 1, start + len(last), "") if last.endswith(";") and "#" not in row else None
    if rule not in ("E401", "E701", "E704"):
        return None
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return None
    indent = row[: len(row) - len(row.lstrip())]
    here = [node for node in ast.walk(tree) if isinstance(node, ast.stmt) and node.lineno == line]
    if rule == "E401":
        return _imports_split(here, row, indent, start)
    return _body_below(here, row, indent, start)


def _imports_split(here: list[ast.stmt], row: str, indent: str, start: int) -> Edit | None:
    made = [node for node in here if isinstance(node, ast.Import)]
    if len(made) != 1 or len(here) != 1 or not row.strip().startswith("import ") or re.search(r"[#;\\]", row):
        return None
    names = (f"{alias.name} as {alias.asname}" if alias.asname else alias.name for alias in made[0].names)
    written = f"\n{indent}".join(f"import {name}" for name in names)
    return Edit(start + len(indent), start + len(row.rstrip()), written)


def _body_below(here: list[ast.stmt], row: str, indent: str, start: int) -> Edit | None:
    """What follows the colon goes to a line of its own, a step further in."""
    columns = {len(row.encode()[: node.col_offset].decode(errors="ignore")) for node in here}
    bodies = sorted(column for column in columns if row[:column].rstrip().endswith(":"))
    if len(bodies) != 1 or any(column > bodies[0] for column in columns):
        return None
    head = len(row[: bodies[0]].rstrip())
    step = "\t" if indent.startswith("\t") else "    "
    return Edit(start + head, start + bodies[0], f"\n{indent}{step}")

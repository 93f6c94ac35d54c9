"""The text of import statements, in the style that the file has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from autofix.sdk import Edit, Node
from plugins.build.imports_clause import Add, Clause, Name, marks_types
from plugins.build.names_source import Source, span, walk, whole_line

_TO_A_TOOL = re.compile(r"@ts-|@jsx|@flow|@license|@jest|eslint|prettier", re.I)


def rewritten(source: Source, clause: Clause, names: tuple[Name, ...]) -> Edit | None:
    if not names:
        return whole_line(source, *span(clause.node))
    if any(node.kind() == "comment" and clause.start <= span(node)[0] < clause.end for node in walk(clause.node)):
        return _cut(source, clause, names)
    written = source.text[clause.start : clause.end]
    text = _clause_text(clause, names, written)
    if text is None:
        return None
    all_types = all(name.is_type for name in names) and not clause.is_type and not any(n.is_type for n in clause.names)
    if all_types and len(names) == len(clause.names) and not clause.is_required:
        bare = _clause_text(clause, tuple(replace(name, is_type=False) for name in names), written)
        return Edit(clause.start, clause.end, f"type {bare}") if _may_be_type(names) else None
    return Edit(clause.start, clause.end, text)


def _may_be_type(names: Sequence[Name]) -> bool:
    """``import type`` takes a default or names in braces, not both."""
    return len({name.imported == "default" for name in names}) == 1


def _cut(source: Source, clause: Clause, names: tuple[Name, ...]) -> Edit | None:
    """One line out of a list with comments, where that is all there is to do."""
    gone = [name for name in clause.names if name not in names]
    lines = source.text[clause.start : clause.end].split("\n")
    if len(gone) != 1 or len(names) + 1 != len(clause.names):
        return None
    rows = [n for n, line in enumerate(lines) if re.fullmatch(rf"\s*{re.escape(_item(clause, gone[0]))},?\s*", line)]
    if len(rows) != 1:
        return None
    at = clause.start + sum(len(line) + 1 for line in lines[: rows[0]])
    return Edit(at, at + len(lines[rows[0]]) + 1, "")


def _clause_text(clause: Clause, names: Sequence[Name], written: str) -> str | None:
    default = [name.local for name in names if name.imported == "default" and not clause.is_required]
    space = [name.local for name in names if name.imported == "*"]
    items = [_item(clause, n) for n in names if n.imported != "*" and (clause.is_required or n.imported != "default")]
    if len(default) > 1 or len(space) > 1 or (space and items):
        return None
    if clause.is_required:
        return space[0] if space else _braces(items, written)
    parts = [*default, *(f"* as {name}" for name in space)]
    if items:
        parts.append(_braces(items, written))
    return ", ".join(parts)


def _item(clause: Clause, name: Name) -> str:
    if name.imported == name.local:
        plain = name.local
    else:
        plain = f"{name.imported}: {name.local}" if clause.is_required else f"{name.imported} as {name.local}"
    return f"type {plain}" if name.is_type else plain


def _braces(items: Sequence[str], written: str) -> str:
    """The list in braces, spread over lines as it was."""
    inner = written.partition("{")[2].rpartition("}")[0]
    if "\n" in inner and inner.strip():
        match = re.match(r"\s*\n([ \t]*)", inner)
        indent = match[1] if match else "  "
        comma = "," if inner.rstrip().endswith(",") else ""
        closing = re.search(r"\n([ \t]*)$", inner)
        lines = f",\n{indent}".join(items)
        return f"{{\n{indent}{lines}{comma}\n{closing[1] if closing else ''}}}"
    is_tight = bool(inner) and not inner.startswith((" ", "\n"))
    return f"{{{', '.join(items)}}}" if is_tight else f"{{ {', '.join(items)} }}"


def inserted(source: Source, clauses: Sequence[Clause], added: Sequence[Add]) -> Edit:
    grouped: dict[tuple[str, bool], list[Add]] = {}
    may_mark = source.is_typed and marks_types(clauses)
    for add in added:
        grouped.setdefault((add.specifier, add.is_type and may_mark), []).append(add)
    all_imports = [node for node in source.root.children() if node.kind() == "import_statement"]
    required = [clause for clause in clauses if clause.is_required]
    is_required = bool(required) and not all_imports
    last = [clause.node for clause in required] if is_required else all_imports
    if source.start:
        # A component may have a second script; what is added belongs into the one that sets up.
        last = [node for node in last if span(node)[0] >= source.start]
    style = _style(source, last)
    lines = [_statement(key[0], key[1], adds, style, is_required) for key, adds in grouped.items()]
    if last:
        at = _line_end(source.text, span(last[-1])[1])
        return Edit(at, at, "".join("\n" + line for line in lines))
    at = _first_place(source)
    return Edit(at, at, "".join(line + "\n" for line in lines))


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    end -= 1 if text[at:end].endswith("\r") else 0
    return end if not text[at:end].strip(" \t;\r") or text[at:end].lstrip(" \t;").startswith("//") else at


def _style(source: Source, nodes: Sequence[Node]) -> tuple[str, str, str]:
    """The quote, the end and the indent of statements here."""
    written = nodes[-1].text() if nodes else source.text[source.start :]
    quote = "'" if written.count("'") >= written.count('"') else '"'
    has_semicolons = written.rstrip().endswith(";") if nodes else bool(re.search(r";[ \t]*\n", written))
    column = nodes[-1].range().start.column if nodes else 0
    return quote, ";" if has_semicolons or not written.strip() else "", " " * column


def _statement(specifier: str, is_type: bool, adds: Sequence[Add], style: tuple[str, str, str], required: bool) -> str:
    quote, end, indent = style
    default = [
        add.local for add in adds if add.imported in ("default", "*") and (required or add.imported == "default")
    ]
    space = [f"* as {add.local}" for add in adds if add.imported == "*" and not required]
    named = [add for add in adds if add.imported not in ("default", "*")]
    colon = ": " if required else " as "
    items = [add.local if add.imported == add.local else f"{add.imported}{colon}{add.local}" for add in named]
    parts = [*default, *space, *([f"{{ {', '.join(items)} }}"] if items else [])]
    names = ", ".join(parts)
    if required:
        return f"{indent}const {names} = require({quote}{specifier}{quote}){end}"
    return f"{indent}import {'type ' if is_type else ''}{names} from {quote}{specifier}{quote}{end}"


def _first_place(source: Source) -> int:
    """Ahead of the first statement, after a directive such as 'use client' and what stands above it."""
    at = source.start
    if source.start:
        return _next_line(source.text, at) if not source.text[at:].split("\n", 1)[0].strip() else at
    for node in source.root.children():
        kind = node.kind()
        is_directive = kind == "expression_statement" and node.text().strip("; ")[:4] in ("'use", '"use')
        end = _next_line(source.text, span(node)[1])
        # A comment that speaks to a tool, or of the whole file, stays the first thing there.
        is_heading = kind == "comment" and (_TO_A_TOOL.search(node.text()) or re.match(r"\s*\n", source.text[end:]))
        if kind != "hash_bang_line" and not is_directive and not is_heading:
            break
        at = end
    return at


def _next_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1

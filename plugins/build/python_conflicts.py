"""The marks that git leaves in a file of Python where two sides of a merge do not agree."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

_MARK = re.compile(r"(?m)^(?:<{7}|>{7})(?: [^\n]*)?$")
_IMPORT = re.compile(r"(?:from[ \t]+[\w.]+[ \t]+import[ \t]+[\w., \t*]+|import[ \t]+[\w., \t]+)$")


@dataclass(frozen=True)
class _Block:
    """Two sides, as lines, and the rows of the file they stand in: from ``start`` up to ``end``, not with it."""

    start: int
    end: int
    ours: tuple[str, ...]
    theirs: tuple[str, ...]


def has_markers(text: str) -> bool:
    """Whether a line begins as git marks a conflict."""
    return _MARK.search(text) is not None


def resolved(text: str) -> str | None:
    """The text without its marks, where every block has one answer; None where a person has to decide.

    One answer has a block whose sides mean the same, or only import, or of which one is empty beside whole functions,
    and a lone mark that was forgotten.
    """
    rows = text.split("\n")
    blocks, lone = _blocks(rows)
    made: list[str] = []
    at = 0
    for block in blocks:
        made += [row for number, row in enumerate(rows[at : block.start], at) if number not in lone]
        chosen = _chosen(block)
        if chosen is None:
            return None
        made += chosen
        at = block.end
    made += [row for number, row in enumerate(rows[at:], at) if number not in lone]
    return "\n".join(made)


def _blocks(rows: list[str]) -> tuple[list[_Block], set[int]]:
    blocks: list[_Block] = []
    lone: set[int] = set()
    start = middle = -1
    for at, row in enumerate(rows):
        bare = row.rstrip("\r")
        if re.match(r"<{7}(?: |$)", bare):
            lone |= {start} if start >= 0 else set()
            start, middle = at, -1
        elif bare == "=" * 7 and start >= 0 and middle < 0:
            middle = at
        elif re.match(r">{7}(?: |$)", bare):
            if start >= 0 and middle >= 0:
                blocks.append(_Block(start, at + 1, tuple(rows[start + 1 : middle]), tuple(rows[middle + 1 : at])))
            else:
                lone |= {at} | ({start} if start >= 0 else set())
            start = middle = -1
    return blocks, lone | ({start} if start >= 0 else set())


def _chosen(block: _Block) -> list[str] | None:
    ours, theirs = ([row for row in side if row.strip()] for side in (block.ours, block.theirs))
    if not ours or not theirs:
        # What one side lacks it may have taken out: only what stands by itself was certainly added.
        kept = block.ours if ours else block.theirs
        return list(kept) if _stands_alone([row for row in kept if row.strip()]) else None
    if _meaning(ours) == _meaning(theirs) and _meaning(ours) is not None:
        return list(block.ours)
    if all(_IMPORT.match(row.strip()) for row in (*ours, *theirs)):
        return _united(ours, theirs)
    return None


def _stands_alone(rows: list[str]) -> bool:
    """Whether the lines are imports, or whole functions and classes of the file's outermost level."""
    try:
        body = ast.parse("\n".join(rows)).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return not rows
    known = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return all(isinstance(node, known) for node in body)


def _meaning(rows: list[str]) -> str | None:
    """What the lines say, whatever their layout; they may be statements, or the arguments of a call."""
    indent = min(len(row) - len(row.lstrip()) for row in rows)
    code = "\n".join(row[indent:] for row in rows)
    for written in (code, f"f({code})", f"[{code}]"):
        try:
            return ast.dump(ast.parse(written))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
    return None


def _united(ours: list[str], theirs: list[str]) -> list[str]:
    """The imports of both sides; a line whose names the other side has all of is not written twice."""
    kept = list(ours)
    for row in theirs:
        module, names = _parts(row)
        same = next((at for at, one in enumerate(kept) if _parts(one)[0] == module), None)
        if same is None:
            kept.append(row)
        elif not names <= _parts(kept[same])[1]:
            more = [name for name in _listed(row) if name not in _parts(kept[same])[1]]
            kept[same] = f"{kept[same].rstrip()}, {', '.join(more)}" if module else row
    return kept


def _parts(row: str) -> tuple[str, frozenset[str]]:
    module = row.strip().partition(" import ")[0] if row.strip().startswith("from") else row.strip()
    return module, frozenset(_listed(row))


def _listed(row: str) -> list[str]:
    return [name.strip() for name in row.partition("import ")[2].split(",")] if row.strip().startswith("from") else []

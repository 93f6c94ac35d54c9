"""Statements that stand behind one that always leaves: what is kept for the eye and done no more."""

from __future__ import annotations

import ast
import warnings
from pathlib import PurePosixPath

import tree_sitter

from autofix.engine.gates.content import GRAMMARS

_LEAVES = (ast.Return, ast.Raise, ast.Continue, ast.Break)
_LEAVES_JS = frozenset({"return_statement", "throw_statement", "continue_statement", "break_statement"})
# They are hoisted, or nothing at all.
_NEVER_RUN = frozenset({"function_declaration", "generator_function_declaration", "comment", "empty_statement"})


def unreached(path: str, data: bytes) -> int:
    """How many statements of ``data`` are never reached, in the language of ``path``; none where it is not parsed."""
    suffix = PurePosixPath(path).suffix.lower()
    if suffix == ".py":
        return _of_python(data)
    if suffix in GRAMMARS:
        return _of_javascript(tree_sitter.Parser(tree_sitter.Language(GRAMMARS[suffix]())).parse(data).root_node)
    return 0


def _of_python(data: bytes) -> int:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(data)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return 0
    count = 0
    for node in ast.walk(tree):
        for name in ("body", "orelse", "finalbody"):
            block = getattr(node, name, None)
            if isinstance(block, list):
                left = next((at for at, each in enumerate(block) if isinstance(each, _LEAVES)), len(block))
                count += max(0, len(block) - left - 1)
    return count


def _of_javascript(root: tree_sitter.Node) -> int:
    count, pending = 0, [root]
    while pending:
        node = pending.pop()
        pending.extend(node.named_children)
        if node.type not in ("statement_block", "program", "switch_case", "switch_default"):
            continue
        has_left = False
        for child in node.named_children:
            count += has_left and child.type not in _NEVER_RUN
            has_left = has_left or child.type in _LEAVES_JS
    return count

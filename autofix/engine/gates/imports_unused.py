"""Imports that a fix may take out of a test: of names that nothing in the file so much as mentions.

Only what comes from outside of the repository: importing a module of one's own may register a model, bring a fixture
that is used by itself, or a class whose tests are to run.
"""

from __future__ import annotations

import ast
import copy
import io
import re
import tokenize

from autofix.engine.gates.gate import Proposal
from autofix.engine.patch import FilePatch


def is_unused_import_removed(proposal: Proposal, file: FilePatch) -> bool:
    """Whether nothing differs but imports of names that stand nowhere else in the file."""
    before, after = file.before or b"", file.after or b""
    try:
        old, new = ast.parse(before), ast.parse(after)
        if _comments(before) != _comments(after):
            return False
    except (ValueError, SyntaxError, RecursionError, MemoryError, tokenize.TokenError):
        return False
    removed = _removed(old.body, new.body)
    if not removed:
        return False
    words = set(re.findall(r"\w+", _without_imports(before.decode(errors="replace"), old)))
    return all(_is_idle(proposal, node, alias, words) for node, alias in removed)


Imported = ast.Import | ast.ImportFrom


def _removed(old: list[ast.stmt], new: list[ast.stmt]) -> list[tuple[Imported, ast.alias]] | None:
    """The names that imports at the outermost level lost; None where anything else differs."""
    removed: list[tuple[Imported, ast.alias]] = []
    rest = list(new)
    for node in old:
        if rest and ast.dump(node) == ast.dump(rest[0]):
            rest.pop(0)
            continue
        if not isinstance(node, Imported):
            return None
        kept = _kept(node, rest[0]) if rest else None
        if kept is not None:
            rest.pop(0)
        removed += [(node, alias) for alias in node.names if kept is None or ast.dump(alias) not in kept]
    return None if rest else removed


def _kept(node: Imported, other: ast.stmt) -> set[str] | None:
    """The names of an import that its successor still has; None where that is another statement."""
    if not isinstance(other, type(node)) or not isinstance(other, Imported):
        return None
    left = [ast.dump(alias) for alias in other.names]
    bare = copy.copy(node)
    bare.names = [alias for alias in node.names if ast.dump(alias) in left]
    return set(left) if bare.names and ast.dump(bare) == ast.dump(other) else None


def _is_idle(proposal: Proposal, node: Imported, alias: ast.alias, words: set[str]) -> bool:
    module = alias.name if isinstance(node, ast.Import) else node.module or ""
    if alias.name == "*" or module == "__future__" or (isinstance(node, ast.ImportFrom) and node.level):
        return False
    top = module.split(".")[0]
    bound = alias.asname or alias.name.split(".")[0]
    is_own = any(f"/{top}/" in f"/{path}" or f"/{path}".endswith(f"/{top}.py") for path in proposal.workspace.files())
    return not is_own and bound not in words and not bound.lower().startswith("test")


def _without_imports(text: str, tree: ast.Module) -> str:
    """The text without its imports at the outermost level: in what is left a name would be used, or named in a text."""
    rows = text.split("\n")
    for node in tree.body:
        if isinstance(node, Imported):
            rows[node.lineno - 1 : node.end_lineno] = [""] * ((node.end_lineno or node.lineno) - node.lineno + 1)
    return "\n".join(rows)


def _comments(data: bytes) -> list[str]:
    tokens = tokenize.tokenize(io.BytesIO(data).readline)
    return [token.string for token in tokens if token.type == tokenize.COMMENT]

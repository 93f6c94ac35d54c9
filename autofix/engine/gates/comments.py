"""Code without its comments: what only a comment says is not done."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import PurePosixPath

import tree_sitter

from autofix.engine.gates.content import GRAMMARS

# As environment files, compose files and their kin have them.
_LINE = re.compile(r"^[ \t]*#.*", re.M)


def without_comments(data: bytes, path: str) -> bytes:
    """``data`` with blanks for the comments of the language that ``path`` is written in."""
    suffix = PurePosixPath(path).suffix.lower()
    if suffix == ".py":
        return _without_python(data)
    if suffix in GRAMMARS:
        blank = bytearray(data)
        for node in _comments(tree_sitter.Parser(tree_sitter.Language(GRAMMARS[suffix]())).parse(data).root_node):
            blank[node.start_byte : node.end_byte] = b" " * (node.end_byte - node.start_byte)
        return bytes(blank)
    return _LINE.sub("", data.decode(errors="replace")).encode()


def _comments(root: tree_sitter.Node) -> Iterator[tree_sitter.Node]:
    pending = [root]
    while pending:
        node = pending.pop()
        if node.type in ("comment", "html_comment"):
            yield node
        pending.extend(node.children)


def _without_python(data: bytes) -> bytes:
    lines = data.decode(errors="replace").splitlines(keepends=True)
    try:
        for token in tokenize.generate_tokens(io.StringIO("".join(lines)).readline):
            if token.type == tokenize.COMMENT:
                (row, start), end = token.start, token.end[1]
                lines[row - 1] = lines[row - 1][:start] + " " * (end - start) + lines[row - 1][end:]
    except (tokenize.TokenError, SyntaxError, IndexError):
        # It is not Python; what was taken out so far stays out.
        pass
    return "".join(lines).encode()

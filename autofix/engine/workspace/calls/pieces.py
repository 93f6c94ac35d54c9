"""What an address is put together from: literals with their place, and holes for what is not known."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from autofix.sdk.workspace import UrlPiece

MAX_PIECES = 40
# What a value of the environment is called that is a whole address, and so is put below no base.
_OF_ITS_OWN = re.compile(r"(?:^|_)(?:URL|URI|HOST|ORIGIN|DOMAIN)$")


@dataclass(frozen=True)
class Parameter:
    """A parameter of a function that stands in an address: which one, and which member of it."""

    file: str
    function: int
    index: int
    member: str = ""


@dataclass(frozen=True)
class Piece:
    """A piece of an address on the way to it; ``parameter`` is set for a hole that a caller fills."""

    piece: UrlPiece
    parameter: Parameter | None = None

    @property
    def is_hole(self) -> bool:
        """Whether it stands for something unknown."""
        return bool(self.piece.name)


Value = tuple[Piece, ...]


def literal(text: str, file: str = "", start: int = 0, end: int = 0) -> Value:
    """A literal; without a file it is nobody's to edit."""
    return (Piece(UrlPiece(text, file, start, end)),)


def hole(name: str, parameter: Parameter | None = None) -> Value:
    """Something unknown, by the name that the code gives it."""
    return (Piece(UrlPiece("", name=name or "value"), parameter),)


def text_of(value: Value) -> str | None:
    """The text of a value without holes, else None."""
    if any(piece.is_hole for piece in value):
        return None
    return "".join(piece.piece.text for piece in value)


def starts_with(value: Value, *prefixes: str) -> bool:
    """Whether the value begins with a literal that starts so."""
    return bool(value) and not value[0].is_hole and _known_head(value).startswith(prefixes)


def join_base(base: Value, path: Value) -> Value:
    """``path`` below ``base`` with one slash between them, as axios, ky and ofetch join the two."""
    if starts_with(path, "http://", "https://", "//") or not base:
        return path
    if not path:
        return base
    if path[0].is_hole and path[0].parameter is None and _OF_ITS_OWN.search(path[0].piece.name):
        return path
    base, path = _without_last_slashes(base), _without_first_slashes(path)
    slash: Value = () if path and not path[0].is_hole and path[0].piece.text.startswith("/") else literal("/")
    return (*base, *slash, *path)


def _known_head(value: Value) -> str:
    head = ""
    for piece in value:
        if piece.is_hole:
            break
        head += piece.piece.text
    return head


def _without_last_slashes(value: Value) -> Value:
    if not value or value[-1].is_hole:
        return value
    last = value[-1].piece
    kept = last.text.rstrip("/")
    cut = replace(last, text=kept, end=last.end - (len(last.text) - len(kept)) if last.file else last.end)
    return (*value[:-1], Piece(cut)) if kept else value[:-1]


def _without_first_slashes(value: Value) -> Value:
    """All first slashes but one."""
    if not value or value[0].is_hole or not value[0].piece.text.startswith("//"):
        return value
    first = value[0].piece
    kept = "/" + first.text.lstrip("/")
    cut = replace(first, text=kept, start=first.start + len(first.text) - len(kept) if first.file else first.start)
    return (Piece(cut), *value[1:])

"""From the pieces of an address to origin and path in the notation of routes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from autofix.engine.workspace.calls.pieces import Value

_ORIGIN = re.compile(r"^(?:(?:https?|wss?):)?//[^/?#]*")
_QUERY = re.compile(r"(?:query|search|params|qs|suffix|filter|string)\w*$", re.I)


@dataclass(frozen=True)
class Address:
    """``base`` is the origin, empty for the page's own; ``is_complete`` is false where the beginning is unknown."""

    base: str
    path: str
    is_complete: bool


def read_address(url: Value) -> Address | None:
    """The address that ``url`` makes; None where it says nothing of a path."""
    text, is_complete = "", True
    for index, piece in enumerate(url):
        if not piece.is_hole:
            text += piece.piece.text
            if re.search(r"[?#]", text):
                break
            continue
        if not text:
            is_complete = False
            continue
        is_last = index == len(url) - 1
        if not text.endswith("/") and (
            _QUERY.search(piece.piece.name) or (is_last and not text.endswith((":", "-", "_")))
        ):
            continue
        text += f":{piece.piece.name}"
    text = re.split(r"[?#]", text, maxsplit=1)[0]
    found = _ORIGIN.match(text)
    base = found[0] if found else ""
    path = text[len(base) :]
    if base.startswith("//"):
        base = "http:" + base
    if not re.search(r"[A-Za-z]", path) and not (base and is_complete):
        return None
    if re.search(r"[\s<>{}|\\^`,;]", path) or not re.fullmatch(r"[/\w.~%!$&'()*+:@=-]*", path):
        return None
    return Address(base, path if path.startswith("/") else "/" + path, is_complete)

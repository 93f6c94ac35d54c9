"""Parameters without a default behind one that has one: put in front, where no call counts them by their place."""

from __future__ import annotations

import re

from autofix.sdk import Workspace, WorkspaceError

FOLLOWS = re.compile(r"non-default argument follows default|without a default follows parameter with a default")
_DEF = re.compile(r"\bdef\s+(?P<name>\w+)\s*\(")
_CLOSING = {"(": ")", "[": "]", "{": "}"}


def reordered(workspace: Workspace, text: str, line: int) -> str:
    """The text with the parameters of the function at ``line`` as Python takes them; as it was where unsure."""
    end = len("\n".join(text.split("\n")[:line]))
    found = next(reversed(list(_DEF.finditer(text, 0, end))), None)
    parts = split_top(text, found.end()) if found else None
    if found is None or parts is None or any("#" in part for part in parts):
        return text
    free = next((at for at, part in enumerate(parts) if part.lstrip().startswith("*")), len(parts))
    names = [part for part in parts[:free] if part.strip()]
    plain = [part for part in names if not _has_default(part)]
    first = next((at for at, part in enumerate(names) if _has_default(part)), len(names))
    if names[first:] == [] or "/" in (part.strip() for part in parts) or _is_counted(workspace, found["name"], first):
        return text
    ordered = plain + [part for part in names if _has_default(part)]
    # The blanks stay where they are, the parameters change places.
    written = [_in_place(slot, part) for slot, part in zip(names, ordered, strict=True)]
    stop = found.end() + len(",".join(parts))
    return text[: found.end()] + ",".join([*written, *parts[len(names) :]]) + text[stop:]


def split_top(text: str, start: int) -> list[str] | None:
    """What stands between the commas of a bracket that opens in front of ``start``; None where it is not closed."""
    parts: list[str] = []
    depth, quote, begin = [")"], "", start
    at = start
    while at < len(text):
        character = text[at]
        if quote:
            at += character == "\\"
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character in _CLOSING:
            depth.append(_CLOSING[character])
        elif character == depth[-1]:
            depth.pop()
            if not depth:
                return [*parts, text[begin:at]]
        elif character == "," and len(depth) == 1:
            parts.append(text[begin:at])
            begin = at + 1
        at += 1
    return None


def _has_default(part: str) -> bool:
    """Whether a parameter has a ``=`` of its own, outside of the brackets of its type."""
    depth = 0
    for character in part:
        depth += (character in _CLOSING) - (character in _CLOSING.values())
        if character == "=" and not depth:
            return True
    return False


def _in_place(slot: str, part: str) -> str:
    lead = slot[: len(slot) - len(slot.lstrip())]
    tail = slot[len(slot.rstrip()) :]
    return lead + part.strip() + tail


def _is_counted(workspace: Workspace, name: str, first: int) -> bool:
    """Whether a call gives more by place than the parameters in front that stay where they are."""
    for path in workspace.search(f"{name}(", suffixes=(".py",)):
        try:
            text = workspace.read(path)
        except WorkspaceError:
            continue
        for call in re.finditer(rf"(?<!def )(?<![\w]){re.escape(name)}\(", text):
            given = split_top(text, call.end()) or []
            by_place = [part for part in given if part.strip() and not _has_default(part)]
            is_method = text[call.start() - 1 : call.start()] == "."
            if len(by_place) + is_method > first or any(part.lstrip().startswith("*") for part in by_place):
                return True
    return False

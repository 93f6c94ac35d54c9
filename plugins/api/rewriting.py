"""Changing the literal of an address so that the whole becomes another one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from autofix.sdk import Call, Edit, UrlPiece


@dataclass(frozen=True)
class Rewrite:
    """An edit of one literal of an address."""

    piece: UrlPiece
    edit: Edit

    @property
    def file(self) -> str:
        """The file of the literal."""
        return self.piece.file


_Token = tuple[str, int, int]


def rewrites(call: Call, path: str) -> list[Rewrite]:
    """The edits that each make the path of ``call`` to ``path``; those of the call's own literal first.

    The parameters of ``path`` are the call's own, by name.
    """
    old = _tokens(call)
    start = _path_start(call, old)
    holes = {name for name, piece, _ in old if name.startswith(":") and piece >= 0}
    new = _target(path, holes)
    if new is None:
        return []
    was = [token[0] for token in old[start:]]
    has_slash_left_out = bool(was) and was[0] != "/" and not call.base and call.is_complete
    if has_slash_left_out and new[:1] == ["/"] and call.path.startswith("/"):
        new = new[1:] if "/" + "".join(was) != path else new
    found: dict[tuple[str, int, int, str], Rewrite] = {}
    for first, last, text in _differences(was, new):
        if any(token.startswith(":") and len(token) > 1 for token in text):
            continue
        for made in _edit(call, old, start + first, start + last, "".join(text)):
            found.setdefault((made.file, made.edit.start, made.edit.end, made.edit.text), made)
    return sorted(found.values(), key=lambda made: not _is_own(call, made))


def base_rewrites(call: Call, base: str) -> list[Rewrite]:
    """The edits that each give ``call`` the origin ``base``."""
    old = _tokens(call)
    end = _path_start(call, old)
    was = [token[0] for token in old[:end]]
    found: list[Rewrite] = []
    for first, last, text in _differences(was, list(base)):
        found += _edit(call, old, first, last, "".join(text))
    return found


def path_with(call: Call, made: Rewrite) -> tuple[str, str] | None:
    """Origin and path of ``call`` once ``made`` is applied to it; None where it does not hold that literal."""
    piece, edit = made.piece, made.edit
    whole, is_touched = "", False
    for each in call.pieces:
        text = f":{each.name}" if each.name else each.text
        is_same = bool(each.file) and (each.file, each.start) == (piece.file, piece.start)
        if is_same and edit.end <= each.end:
            text = text[: edit.start - each.start] + edit.text + text[edit.end - each.start :]
            is_touched = True
        whole += text if whole or not each.name else ""
    if not is_touched:
        return None
    whole = re.split(r"[?#]", whole, maxsplit=1)[0]
    found = re.match(r"(?:https?:)?//[^/]*", whole)
    base = found[0] if found else ""
    path = whole[len(base) :]
    return base, path if path.startswith("/") else "/" + path


def _tokens(call: Call) -> list[_Token]:
    """The address by characters, a hole as one token; each with its piece and the place in it."""
    tokens: list[_Token] = []
    for number, piece in enumerate(call.pieces):
        if piece.name:
            if tokens:
                tokens.append((f":{piece.name}", number, 0))
            continue
        for offset, sign in enumerate(piece.text):
            if sign in "?#":
                return tokens
            tokens.append((sign, number, offset))
    while tokens and len(tokens[-1][0]) > 1 and not _is_segment(tokens):
        tokens.pop()
    return tokens


def _is_segment(tokens: list[_Token]) -> bool:
    return len(tokens) > 1 and tokens[-2][0] in "/-_"


def _path_start(call: Call, tokens: list[_Token]) -> int:
    text = ""
    for index, (sign, _, _) in enumerate(tokens):
        text += sign
        if re.match(r"(?:https?:)?//[^/]+/$", text) or (text == "/" and _second(tokens) != "/"):
            return index
    return len(tokens) if re.match(r"(?:https?:)?//", text) else 0


def _second(tokens: list[_Token]) -> str:
    return tokens[1][0] if len(tokens) > 1 else ""


def _target(path: str, holes: set[str]) -> list[str] | None:
    made: list[str] = []
    for part in re.split(r"(:\w+)", path):
        if part.startswith(":"):
            if part not in holes:
                return None
            made.append(part)
        else:
            made += list(part)
    return made


def _differences(was: list[str], new: list[str]) -> Iterator[tuple[int, int, list[str]]]:
    """Every way to name the one range of ``was`` that has to change, with what it becomes."""
    if was == new:
        return
    ahead = 0
    while ahead < min(len(was), len(new)) and was[ahead] == new[ahead]:
        ahead += 1
    behind = 0
    while behind < min(len(was), len(new)) and was[-1 - behind] == new[-1 - behind]:
        behind += 1
    shortest = min(len(was), len(new))
    lowest = max(0, shortest - behind) if ahead + behind >= shortest else ahead
    for first in range(ahead, lowest - 1, -1):
        kept = min(behind, shortest - first)
        yield first, len(was) - kept, new[first : len(new) - kept]


def _edit(call: Call, tokens: list[_Token], first: int, last: int, text: str) -> Iterator[Rewrite]:
    """The edit of ``tokens[first:last]``, where they all stand in one literal."""
    changed = tokens[first:last]
    if changed:
        numbers = {number for _, number, _ in changed}
        if len(numbers) != 1:
            return
        piece = call.pieces[numbers.pop()]
        if _is_editable(piece):
            start = piece.start + changed[0][2]
            yield Rewrite(piece, Edit(start, piece.start + changed[-1][2] + 1, text))
        return
    beside = []
    if first < len(tokens):
        beside.append((tokens[first][1], tokens[first][2]))
    if first > 0:
        beside.append((tokens[first - 1][1], tokens[first - 1][2] + len(tokens[first - 1][0])))
    for number, offset in beside:
        piece = call.pieces[number]
        if _is_editable(piece):
            yield Rewrite(piece, Edit(piece.start + offset, piece.start + offset, text))


def _is_editable(piece: UrlPiece) -> bool:
    return bool(piece.file) and not piece.name and piece.end - piece.start == len(piece.text)


def _is_own(call: Call, made: Rewrite) -> bool:
    return made.file == call.file and call.start <= made.edit.start <= call.end

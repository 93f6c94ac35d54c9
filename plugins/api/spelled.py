"""Addresses that code spells out without a call that could be read: they are looked up by the path that failed."""

from __future__ import annotations

import re

from autofix.sdk import Call, UrlPiece, Workspace, WorkspaceError
from plugins.api.paths import is_parameter, segments, serves

SUFFIXES = (".js", ".jsx", ".ts", ".tsx", ".mjs", ".vue", ".svelte", ".html")
MAX_FILES = 60
_STRING = re.compile(r"(?P<q>['\"`])(?P<text>(?:(?!(?P=q))[^\\\n])*)(?P=q)")
_HOLE = re.compile(r"\$\{([^{}]*)\}")
# Pages of the front end and files, no requests.
_ELSE = re.compile(
    r"(?:\bfrom|\bimport|\brequire\(|\bto=\{?|\bhref=\{?|\bsrc=\{?|\bpath[=:]\s*\{?|navigate\(|push\(|replace\(|redirect\(|describe\("
    r"|\bit\(|\btest\(|router\.\w+\(|app\.\w+\(|@\w+\()\s*$"
)

_NAME = re.compile(r"(?P<name>[A-Za-z_]\w*)\s*(?:=|:)\s*(?:\([^()]*\)\s*(?::\s*\w+\s*)?=>\s*)?\Z")


def spelled_calls(workspace: Workspace, path: str, method: str, served: frozenset[str]) -> list[Call]:
    """The one string outside of the files in ``served`` that spells ``path``, or its end after a base; as a call."""
    parts = segments(path)
    words = [part for part in parts if re.fullmatch(r"[A-Za-z][\w-]{2,}", part)]
    if not words:
        return []
    found: dict[tuple[str, int], Call] = {}
    for file in workspace.search(words[-1], suffixes=SUFFIXES)[:MAX_FILES]:
        if file in served or re.search(
            r"(?:^|/)(?:dist|build|__tests__|tests?|e2e|mocks?)/|[._](?:test|spec)\.|\.min\.", file
        ):
            continue
        try:
            text = workspace.read(file)
        except WorkspaceError:
            continue
        for match in _STRING.finditer(text):
            if words[-1] not in match["text"] or _ELSE.search(text, max(0, match.start() - 40), match.start()):
                continue
            call = _call(file, text, match, parts, method)
            if call is not None and _is_used(workspace, file, text, match.start()):
                found[(file, call.start)] = call
    return list(found.values()) if len(found) == 1 else []


def _is_used(workspace: Workspace, file: str, text: str, at: int) -> bool:
    """Whether the name that the string stands under, if it has one, is used anywhere."""
    named = _NAME.search(text, max(0, text.rfind("\n", 0, max(0, text.rfind("\n", 0, at))) + 1), at)
    if named is None:
        return True
    name = re.escape(named["name"])
    use = re.compile(rf"(?<![/\w]){name}\b(?!\s*[:=](?!=))")
    if use.search(text):
        return True
    others = workspace.search(named["name"], suffixes=SUFFIXES)[:MAX_FILES]
    return any(use.search(workspace.read(other)) for other in others if other != file)


def _call(file: str, text: str, match: re.Match[str], parts: tuple[str, ...], method: str) -> Call | None:
    pieces = _pieces(file, match)
    # A hole at the beginning is the base, which may bring the slash before what follows.
    below = pieces[1:] if pieces and pieces[0].name else pieces
    plain = "".join(f":{piece.name}" if piece.name else piece.text for piece in below)
    plain = re.split(r"[?#]", plain, maxsplit=1)[0]
    is_complete = below is pieces and plain.startswith("/")
    own = segments(plain)
    literal = [part for part in own if not is_parameter(part)]
    if len(own) < 2 or len(literal) < 1 or len(own) > len(parts) or re.search(r"[\s<>{}|\\^`,;]", plain):
        return None
    if not serves("/" + "/".join(own), "/" + "/".join(parts[len(parts) - len(own) :])):
        return None
    path = plain if plain.startswith("/") else "/" + plain
    first = next((p for p in pieces if not p.name), None)
    if first is None:
        return None
    return Call(
        method or "*",
        path,
        "",
        file,
        text.count("\n", 0, match.start()) + 1,
        first.start,
        first.end,
        is_complete and len(own) == len(parts),
        pieces,
    )


def _pieces(file: str, match: re.Match[str]) -> tuple[UrlPiece, ...]:
    start, text = match.start("text"), match["text"]
    if match["q"] != "`":
        return (UrlPiece(text, file, start, start + len(text)),)
    made, at = [], 0
    for hole in _HOLE.finditer(text):
        if hole.start() > at:
            made.append(UrlPiece(text[at : hole.start()], file, start + at, start + hole.start()))
        names = re.findall(r"[A-Za-z_]\w*", hole[1])
        made.append(UrlPiece("", name=names[-1] if names else "value"))
        at = hole.end()
    if at < len(text):
        made.append(UrlPiece(text[at:], file, start + at, start + len(text)))
    return tuple(made)

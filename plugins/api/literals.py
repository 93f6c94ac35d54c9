"""The string literals in which a server names a route and what it is mounted under."""

from __future__ import annotations

import re
from dataclasses import dataclass

from autofix.sdk import Application, Route, Workspace, WorkspaceError

_STRING = re.compile(r"(?P<q>['\"`])(?P<text>(?:(?!(?P=q))[^\\\n])*)(?P=q)")
_MOUNT = re.compile(
    r"(?:\.use\(\s*(?:[\w.]+\s*\+\s*)?|url_prefix\s*=\s*|prefix\s*[=:]\s*|setGlobalPrefix\(\s*|\bpath\(\s*r?|@Controller\(\s*"
    r"|\.prefix\(\s*|\.register\(\s*r?|root_path\s*=\s*)(?P<q>['\"`])(?P<text>[^'\"`\n]*)(?P=q)"
)
LINES = 6


@dataclass(frozen=True)
class Literal:
    """A literal of a file; ``start`` and ``end`` are between its quotes."""

    file: str
    start: int
    end: int
    text: str


def route_literal(workspace: Workspace, route: Route) -> Literal | None:
    """The literal of ``route`` itself: the first at its line that ends its path."""
    try:
        text = workspace.read(route.file)
    except WorkspaceError:
        return None
    lines = text.split("\n")
    begin = sum(len(line) + 1 for line in lines[: route.line - 1])
    end = begin + sum(len(line) + 1 for line in lines[route.line - 1 : route.line - 1 + LINES])
    for match in _STRING.finditer(text, begin, end):
        if ends(route.path, match["text"]):
            return Literal(route.file, *match.span("text"), match["text"])
    earlier = sum(len(line) + 1 for line in lines[: max(0, route.line - 1 - LINES)])
    before = [m for m in _STRING.finditer(text, earlier, begin) if ends(route.path, m["text"]) and "/" in m["text"]]
    chained = [m for m in before if re.search(r"\.route\(\s*$", text[earlier : m.start()])]
    return Literal(route.file, *chained[-1].span("text"), chained[-1]["text"]) if chained else None


def ends(path: str, literal: str) -> bool:
    """Whether a literal, in any framework's notation, is the end of a route's path."""
    plain = plain_path(literal)
    if plain == "/":
        return literal in ("/", "")
    return (path.rstrip("/") or "/").endswith(plain)


def plain_path(literal: str) -> str:
    """A literal's path in the notation of routes: ``/users/:id``."""
    plain = re.sub(r"<(?:\w+:)?(\w+)>", r":\1", literal)
    plain = re.sub(r"\{(\w+)(?::\w+)?\}", r":\1", plain)
    plain = re.sub(r"/{2,}", "/", "/" + plain).rstrip("/")
    return plain or "/"


def mount_literals(workspace: Workspace, application: Application) -> list[Literal]:
    """Every literal that mounts something or prefixes routes, in the files of the application's ecosystem."""
    suffixes = (".py",) if application.ecosystem == "pip" else (".js", ".ts", ".mjs", ".cjs", ".mts", ".cts")
    found = []
    inside = f"{application.root}/" if application.root else ""
    for path in workspace.search("use(", "prefix", "path(", "Prefix(", "@Controller", ".register(", suffixes=suffixes):
        if not path.startswith(inside):
            continue
        try:
            text = workspace.read(path)
        except WorkspaceError:
            continue
        found += [Literal(path, *match.span("text"), match["text"]) for match in _MOUNT.finditer(text)]
    return found


def line_of(text: str, start: int) -> int:
    """The line of an offset, from 1."""
    return text.count("\n", 0, start) + 1


def statement_text(workspace: Workspace, literal: Literal) -> str:
    """The lines that a literal stands in, up to the end of its call."""
    text = workspace.read(literal.file)
    begin = text.rfind("\n", 0, literal.start) + 1
    end = text.find("\n", literal.end)
    return text[begin : end if end >= 0 else len(text)]

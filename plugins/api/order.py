"""Routes that are never reached because something before them takes the request."""

from __future__ import annotations

import re

from autofix.sdk import Action, Change, Edit, Location
from plugins.api.cause import Cause, Remedy
from plugins.api.contract import Contract, Served
from plugins.api.paths import is_parameter, segments

ORDERED = ("express", "koa", "fastapi", "django")
_LAST = re.compile(
    r"^(?P<indent>[ \t]*)(?:app|server)\.use\(\s*(?:(['\"])\*\2\s*,\s*)?(?:async\s*)?(?:function\s*\w*\s*)?"
    r"\(\s*_?req\w*\s*,\s*_?res\w*\s*(?:,\s*\w+\s*)?\)"
    r"\s*(?:=>)?\s*(?:\{(?P<body>(?:[^{}]|\{[^{}]*\})*)\}|(?P<short>[^\n]*?))\s*\)\s*;?[ \t]*\r?\n?",
    re.M,
)
_ROUTING = re.compile(r"^[ \t]*(?:app|server)\.(?:use\(\s*['\"]/|get\(|post\(|put\(|patch\(|delete\()[^\n]*", re.M)


def find_order(contract: Contract, matched: list[Served], path: str) -> Cause | None:
    """The route with a parameter, or the page for unknown paths, that stands before the route that was meant."""
    first = matched[0]
    application = first.application
    if application.framework not in ORDERED:
        return None
    early = _early_404(contract, matched)
    if early is not None:
        return early
    if len(matched) < 2 or application.framework not in ("express", "koa", "fastapi"):
        return None
    exact = next((m for m in matched[1:] if segments(m.route.path) == segments(path)), None)
    if exact is None or not any(map(is_parameter, segments(first.route.path))):
        return None
    if exact.route.file != first.route.file or segments(first.route.path) == segments(exact.route.path):
        return None
    change = _moved(contract, first, exact)
    sentence = f"{first.route.path} stands before {exact.route.path} and takes its requests."
    place = Location(exact.route.file, exact.route.line)
    if change is None:
        return Cause("order", sentence, place, (), application=application)
    title = f"Register {exact.route.path} before {first.route.path}"
    remedy = Remedy("route_order", title, (change,), "server", asked=path, asked_method=exact.route.method)
    return Cause("order", sentence, place, (remedy,), application=application)


def _moved(contract: Contract, first: Served, exact: Served) -> Change | None:
    """The route's whole statement moved in front of the other."""
    text = contract.workspace.read(exact.route.file)
    lines = text.splitlines(keepends=True)
    begin = exact.route.line - 1
    end = _statement_end(lines, begin, first.application.ecosystem)
    if end is None:
        return None
    start = sum(map(len, lines[:begin]))
    stop = sum(map(len, lines[:end]))
    target = sum(map(len, lines[: first.route.line - 1]))
    moved = text[start:stop]
    if not moved.endswith("\n"):
        moved += "\n"
    blank = "\n\n" if first.application.ecosystem == "pip" else ""
    edits = (Edit(target, target, moved.rstrip("\n") + "\n" + blank), Edit(start, stop, ""))
    return Change(exact.route.file, Action.MODIFY, f"Register {exact.route.path} first", edits)


def _statement_end(lines: list[str], begin: int, ecosystem: str) -> int | None:
    if ecosystem == "pip":
        for index in range(begin + 1, len(lines)):
            if re.match(r"(?:@|class |if __name__|[A-Za-z_])", lines[index]) and not re.match(
                r"(?:async )?def ", lines[index]
            ):
                return index
        return len(lines)
    depth = 0
    for index in range(begin, len(lines)):
        bare = re.sub(r"(['\"`])(?:\\.|(?!\1).)*\1", "", lines[index])
        depth += sum(bare.count(sign) for sign in "({[") - sum(bare.count(sign) for sign in ")}]")
        if depth <= 0:
            return index + 1
    return None


def _early_404(contract: Contract, matched: list[Served]) -> Cause | None:
    served = matched[0]
    application = served.application
    if application.ecosystem != "npm":
        return None
    text = contract.workspace.read(application.source)
    last = next((m for m in _LAST.finditer(text) if "404" in (m["body"] or m["short"] or "")), None)
    if last is None or "next()" in last[0]:
        return None
    after = list(_ROUTING.finditer(text, last.end()))
    before = list(_ROUTING.finditer(text, 0, last.start()))
    if not after or not _is_served_after(served, after, before):
        return None
    title = "Answer 404 after all routes"
    end = _line_end(text, after[-1].start())
    moved = last[0].rstrip("\r\n")
    edits = (Edit(last.start(), last.end(), ""), Edit(end, end, "\n" + moved))
    place = Location(application.source, text.count("\n", 0, last.start()) + 1)
    change = Change(application.source, Action.MODIFY, title, edits)
    remedy = Remedy("not_found_last", title, (change,), "server", asked="", asked_method="")
    return Cause(
        "order",
        "The page for unknown paths stands before the route and takes its requests.",
        place,
        (remedy,),
        application=application,
    )


def _is_served_after(served: Served, after: list[re.Match[str]], before: list[re.Match[str]]) -> bool:
    def covers(match: re.Match[str]) -> bool:
        prefix = re.search(r"\(\s*['\"`](/[^'\"`]*)", match[0])
        return bool(prefix) and served.route.path.startswith(prefix[1].rstrip("/") if prefix else "\0")

    return any(map(covers, after)) and not any(map(covers, before))


def _line_end(text: str, start: int) -> int:
    """The end of the statement that begins on the line of ``start``."""
    lines = text[start:].splitlines(keepends=True)
    end = _statement_end(lines, 0, "npm") or 1
    return start + len("".join(lines[:end]).rstrip("\r\n"))

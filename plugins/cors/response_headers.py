"""A header of answers that a client sends with its request, which no server has to allow: it is taken out there."""

from __future__ import annotations

import re

from autofix.sdk import Action, Candidate, Change, Edit, Location, Node, Risk, Workspace, WorkspaceError
from plugins.cors.cause import Cause, recommend
from plugins.cors.client_headers import ASIDE, usual_case
from plugins.cors.report import CorsReport

MAX_PLACES = 4
_CLIENT = (".js", ".jsx", ".mjs", ".ts", ".tsx")
# A file that answers requests may set the header there.
_SERVER = re.compile(
    r"\bexpress\(|['\"](?:express|koa|fastify|@nestjs/core|next/server|h3)['\"]|\bdefineEventHandler\b"
    r"|\bNext(?:Response|Request|ApiRequest)\b|\bexport\s+(?:async\s+)?function\s+(?:GET|POST|PUT|PATCH|DELETE)\b"
)


def sent_by_mistake(workspace: Workspace, report: CorsReport) -> Cause | None:
    """The cause where the client writes down a header that only a server sets; None for any other."""
    header = (report.header or "").lower()
    if report.kind != "header" or not header.startswith("access-control-"):
        return None
    places = list(_places(workspace, header))
    sentence = f"The client sends {header}, which only a server may set."
    if not places:
        return None
    if len(places) > MAX_PLACES:
        reason = (
            f"Take {header} out of the headers of the client's request: it belongs to answers, and the server sets it."
        )
        return recommend("header", sentence, Location(places[0][0], places[0][1].range().start.line + 1), reason)
    edits: dict[str, list[Edit]] = {}
    for file, pair in places:
        edits.setdefault(file, []).append(_without(workspace.read(file), pair))
    described = f"{header} belongs to answers: sent with a request, it has to be allowed and does nothing."
    changes = tuple(Change(file, Action.MODIFY, described, tuple(found)) for file, found in edits.items())
    title = f"send no {header}"
    candidate = Candidate("recipe:client_response_header", title, changes, risk=Risk.CURSORY_REVIEW, access=())
    file, pair = places[0]
    return Cause("header", sentence, Location(file, pair.range().start.line + 1), (candidate,))


def _places(workspace: Workspace, header: str) -> list[tuple[str, Node]]:
    """Every pair of an object in which the client writes the header down."""
    found: list[tuple[str, Node]] = []
    for file in workspace.search(header, usual_case(header), suffixes=_CLIENT):
        try:
            if ASIDE.search(file) or _SERVER.search(workspace.read(file)):
                continue
            pairs = workspace.tree(file).find_all(kind="pair")
        except WorkspaceError:
            continue
        for pair in pairs:
            key = pair.field("key")
            if key is not None and key.text().strip("'\"").lower() == header:
                found.append((file, pair))
    return found


def _without(text: str, pair: Node) -> Edit:
    """Takes the pair out with its comma: the whole line where it has one of its own."""
    start, end = pair.range().start.index, pair.range().end.index
    follower, before = pair.next(), pair.prev()
    line_start = text.rfind("\n", 0, start) + 1
    if follower is not None and follower.text() == ",":
        end = follower.range().end.index
        rest = re.match(r"[ \t]*\r?\n", text[end:])
        if rest is not None and not text[line_start:start].strip():
            return Edit(line_start, end + rest.end(), "")
        blank = re.match(r"[ \t]*", text[end:])
        return Edit(start, end + (blank.end() if blank is not None else 0), "")
    if before is not None and before.text() == ",":
        return Edit(before.range().start.index, end, "")
    return Edit(start, end, "")

"""A value that the client says in the query and the route reads from its path, or the other way round."""

from __future__ import annotations

import re

from autofix.sdk import Action, Application, Call, Change, Edit, UrlPiece
from plugins.api import client
from plugins.api.cause import Cause, Remedy
from plugins.api.contract import Contract, Served
from plugins.api.methods import handler_text
from plugins.api.paths import is_parameter, segments, takes

_ASKED = re.compile(r"/?\?[\w-]+=$")
_READ = re.compile(
    r"\breq(?:uest)?\.query\.(?P<a>\w+)|\{\s*(?P<b>\w+)\s*\}\s*=\s*req(?:uest)?\.query\b|@Query\(\s*['\"](?P<c>\w+)"
    r"|request\.(?:args|GET|query_params)(?:\.get\(\s*|\[\s*)['\"](?P<d>\w+)"
)


def find_query(
    contract: Contract, applications: tuple[Application, ...], callers: list[Call], path: str, method: str
) -> Cause | None:
    """The one route that has the value of the call at the other place."""
    found = [
        (call, served, edit)
        for call in callers[:1]
        for served in contract.of(applications)
        if takes(served.route, method) and (edit := _edit(contract, call, served, path)) is not None
    ]
    if len(found) != 1 or client.FORBIDDEN.search(found[0][0].file):
        return None
    call, served, edit = found[0]
    route = served.route
    sentence = (
        f"{path} is served by nobody: {route.path} ({route.file}:{route.line}) has the value in its "
        f"{'path' if edit.text == '/' else 'query'}."
    )
    title = f"Ask for {route.path} as it reads its value"
    change = Change(call.file, Action.MODIFY, title, (edit,))
    remedy = Remedy("client_path", title, (change,), "client", asked=route.path, asked_method=call.method)
    return Cause("path", sentence, client.place_of(call), (remedy,), application=served.application)


def _edit(contract: Contract, call: Call, served: Served, path: str) -> Edit | None:
    asked, wanted = segments(path), segments(served.route.path)
    literals = [(p, after) for p, after in zip(call.pieces, call.pieces[1:], strict=False) if p.file == call.file]
    if not literals or not literals[-1][1].name:
        return None
    last = literals[-1][0]
    if wanted[:-1] == asked and is_parameter(wanted[-1]):
        said = _ASKED.search(last.text)
        return _within(last, said.start(), "/") if said is not None else None
    if wanted == asked[:-1] and last.text.endswith("/") and call.pieces[-1].name:
        names = {next(filter(None, m.groups())) for m in _READ.finditer(handler_text(contract.workspace, served.route))}
        return _within(last, len(last.text) - 1, f"?{names.pop()}=") if len(names) == 1 else None
    return None


def _within(piece: UrlPiece, at: int, text: str) -> Edit | None:
    """The edit of the end of a literal that stands in the code as it reads."""
    is_plain = not piece.name and piece.end - piece.start == len(piece.text)
    return Edit(piece.start + at, piece.end, text) if is_plain else None

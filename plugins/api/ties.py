"""What ties a path that nobody serves to a route under quite another word: a call and a route that are left over."""

from __future__ import annotations

import posixpath
import re

from autofix.sdk import Call, WorkspaceError
from plugins.api.contract import TESTS, Contract
from plugins.api.near import Near
from plugins.api.paths import plain_word, segments, serves
from plugins.api.sides import Sides, documents


def tie(contract: Contract, callers: list[Call], near: Near, path: str) -> Sides | None:
    """What joins the two, as the side that is the wrong one; None where nothing does, or the route has callers.

    The client's: other calls of its file meet routes that have the other word, and its own function or documents have
    it too. The server's: its file is called by the word that was asked for, or documents name it.
    """
    route = near.served.route
    caller = callers[0] if callers else None
    wrong, right = near.wrong[0], near.right[0]
    others = [c for c in contract.calls if c is not caller and not TESTS.search(c.file)]
    if any(serves(route.path, c.path, is_template=True) and c.method in ("*", route.method) for c in others):
        return None
    at = segments(route.path).index(right)
    client = server = 0.0
    if caller is not None:
        met = [c for c in others if c.file == caller.file and contract.joins(c)]
        alike = [c for c in met if len(segments(c.path)) > at and right in segments(c.path)]
        is_told = documents(contract, route.path) and not documents(contract, path)
        if alike and not any(wrong in segments(c.path) for c in met):
            client += 1.5 if is_told or _is_named(contract, caller, right, wrong) else 0.0
    stem = plain_word(re.split(r"[._-]", posixpath.basename(route.file))[0])
    is_called = stem == plain_word(wrong) != plain_word(right)
    # The words of a path say what it is of; the last of them says what is done, and has to be said elsewhere.
    is_resource = at < len(segments(route.path)) - 1 or _is_mount(contract, near, at)
    server += 1.5 if is_called and is_resource else 0.0
    server += 2.0 if documents(contract, path) and not documents(contract, route.path) else 0.0
    return Sides(client, server) if client != server and (client or server) else None


def _is_named(contract: Contract, caller: Call, right: str, wrong: str) -> bool:
    """Whether the function around the call is called by the one word and not by the other."""
    lines = contract.workspace.read(caller.file).split("\n")[max(0, caller.line - 4) : caller.line]
    for line in reversed(lines):
        named = re.search(r"(?:function|const|let|async|def)\s+(\w+)|^\s*(\w+)\s*[(:=]", line)
        name = (named[1] or named[2] or "").lower() if named else ""
        if name:
            return plain_word(right) in name and plain_word(wrong) not in name
    return False


def _is_mount(contract: Contract, near: Near, at: int) -> bool:
    """Whether every route of the file stands below the word, which names the whole router then."""
    head = segments(near.served.route.path)[: at + 1]
    same = [s.route for s in contract.served if s.route.file == near.served.route.file]
    try:
        text = contract.workspace.read(near.served.route.file)
    except WorkspaceError:
        return False
    is_elsewhere = re.search(rf"['\"`]/?{re.escape(near.right[0])}", text) is None
    return len(same) > 1 and is_elsewhere and all(segments(r.path)[: at + 1] == head for r in same)

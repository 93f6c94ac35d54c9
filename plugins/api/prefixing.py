"""A router that is mounted without the prefix that its siblings are mounted with."""

from __future__ import annotations

import re

from autofix.sdk import Action, Change, Edit
from plugins.api.cause import Remedy
from plugins.api.contract import TESTS, Contract, Served
from plugins.api.mounting import target_of

_BARE = re.compile(
    r"^[ \t]*(?P<whole>(?P<owner>\w+)\.(?P<verb>include_router|register_blueprint|use)\(\s*(?P<given>[\w.]+)"
    r"(?P<rest>(?:\s*,[^\n()]*)?)(?P<end>\)))",
    re.M,
)
_KEYWORD = {"include_router": "prefix", "register_blueprint": "url_prefix"}


def prefix_remedies(contract: Contract, served: Served, prefix: str, asked: str) -> list[Remedy]:
    """The edit of the one mount of the route's file that names no prefix; none where no sibling has ``prefix``."""
    route, workspace = served.route, contract.workspace
    suffixes = (".py",) if served.application.ecosystem == "pip" else (".js", ".ts", ".mjs", ".cjs")
    title = f"Mount {route.file} under {prefix}, as its siblings are"
    found = []
    for file in workspace.search("include_router(", "register_blueprint(", ".use(", suffixes=suffixes):
        if TESTS.search(file):
            continue
        text = workspace.read(file)
        quote = _quote_of(text, prefix)
        for match in _BARE.finditer(text) if quote else ():
            if "prefix" in match["rest"] or target_of(workspace, file, text, match["whole"]) != route.file:
                continue
            keyword = _KEYWORD.get(match["verb"])
            at = match.end("rest") if keyword else match.start("given")
            said = f", {keyword}={quote}{prefix}{quote}" if keyword else f"{quote}{prefix}{quote}, "
            change = Change(file, Action.MODIFY, title, (Edit(at, at, said),))
            found.append(Remedy("mount_prefix", title, (change,), "server", asked=asked, asked_method=route.method))
    return found if len(found) == 1 else []


def _quote_of(text: str, prefix: str) -> str:
    """The quotes in which another mount of the file says the prefix; empty where none does."""
    said = re.search(rf"(?:include_router|register_blueprint|\.use)\([^\n]*?(['\"`]){re.escape(prefix)}\1", text)
    return said[1] if said else ""

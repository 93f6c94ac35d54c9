"""A router that is mounted without the prefix that its siblings have, and one whose prefix is said twice."""

from __future__ import annotations

import posixpath
import re

from autofix.sdk import Action, Application, Change, Edit, Location
from plugins.api.cause import Cause, Remedy
from plugins.api.contract import TESTS, Contract, Served
from plugins.api.mounting import target_of
from plugins.api.paths import plain_word, segments, serves, takes

_BARE = re.compile(
    r"^[ \t]*(?P<whole>(?P<owner>\w+)\.(?P<verb>include_router|register_blueprint|use|register)\(\s*(?P<given>[\w.]+)"
    r"(?P<rest>(?:\s*,[^\n()]*)?)(?P<end>\)))",
    re.M,
)
_OWN = re.compile(
    r"\b(?:APIRouter|Blueprint)\((?P<ahead>[^()]*?)(?P<argument>(?:url_)?prefix\s*=\s*(?P<q>['\"])(?P<prefix>[^'\"\n]*)(?P=q))"
    r"(?P<comma>\s*,\s*)?"
)
# How a mount says its prefix, behind what it mounts.
_SAID = {
    "include_router": ", prefix={0}",
    "register_blueprint": ", url_prefix={0}",
    "register": ", {{ prefix: {0} }}",
}


def find_bare(contract: Contract, applications: tuple[Application, ...], path: str, method: str) -> Cause | None:
    """The router that is mounted under nothing, and is called as the path that its siblings would be mounted under."""
    asked = segments(path)
    for served in contract.of(applications):
        own = segments(served.route.path)
        ahead = asked[: len(asked) - len(own)]
        stem = posixpath.basename(served.route.file).rpartition(".")[0]
        words = {plain_word(word) for word in re.split(r"[._-]|(?=[A-Z])", stem) if word}
        if not ahead or plain_word(ahead[-1]) not in words or not takes(served.route, method):
            continue
        if not serves(served.route.path, "/" + "/".join(asked[len(ahead) :])):
            continue
        prefix = "/" + "/".join(ahead)
        remedies = prefix_remedies(contract, served, prefix, path)
        if remedies:
            sentence = f"{served.route.file} is mounted under no prefix, and serves {served.route.path} for {path}."
            place = Location(served.route.file, served.route.line)
            return Cause("mount_prefix", sentence, place, tuple(remedies), application=served.application)
    return None


def prefix_remedies(contract: Contract, served: Served, prefix: str, asked: str) -> list[Remedy]:
    """The edit of the one mount of the route's file that names no prefix; none where no sibling has ``prefix``."""
    route, workspace = served.route, contract.workspace
    suffixes = (".py",) if served.application.ecosystem == "pip" else (".js", ".ts", ".mjs", ".cjs")
    title = f"Mount {route.file} under {prefix}, as its siblings are"
    found = []
    for file in workspace.search("include_router(", "register_blueprint(", ".use(", ".register(", suffixes=suffixes):
        if TESTS.search(file):
            continue
        text = workspace.read(file)
        quote = _quote_of(text, prefix)
        for match in _BARE.finditer(text) if quote else ():
            if "prefix" in match["rest"] or target_of(workspace, file, text, match["whole"]) != route.file:
                continue
            if match["verb"] == "register" and match["rest"]:
                continue
            form = _SAID.get(match["verb"])
            at = match.end("rest") if form else match.start("given")
            said = (form or "{0}, ").format(f"{quote}{prefix}{quote}")
            change = Change(file, Action.MODIFY, title, (Edit(at, at, said),))
            found.append(Remedy("mount_prefix", title, (change,), "server", asked=asked, asked_method=route.method))
    return found if len(found) == 1 else []


def _quote_of(text: str, prefix: str) -> str:
    """The quotes in which another mount of the file says the prefix, or one beside it; empty where none does."""
    head, _, last = prefix.rpartition("/")
    beside = rf"(?:{re.escape(last)}|[\w-]+)" if head else re.escape(last)
    said = re.search(
        rf"(?:include_router|register_blueprint|\.use|\.register)\([^\n]*?(['\"`]){re.escape(head)}/{beside}\1", text
    )
    return said[1] if said else ""


def doubled_remedies(contract: Contract, served: Served, block: tuple[str, ...], asked: str) -> list[Remedy]:
    """The edit that takes ``block`` from the router's own constructor, where the mount says it too.

    None where a call asks for a route of the router by the doubled path, or another router is made in the file.
    """
    route, said = served.route, "/" + "/".join(block)
    text = contract.workspace.read(route.file)
    made = [match for match in _OWN.finditer(text) if match["prefix"].rstrip("/") == said]
    below = [s.route.path for s in contract.of((served.application,)) if s.route.file == route.file]
    is_called = any(serves(path, call.path, is_template=True) for path in below for call in contract.calls)
    if len(made) != 1 or is_called or not all(said * 2 in path for path in below):
        return []
    found = made[0]
    start, end = found.span("argument")
    if found["comma"]:
        end = found.end("comma")
    else:
        start -= len(found["ahead"]) - len(found["ahead"].rstrip(" \t\r\n,"))
    title = f"Leave {said} to the mount, which says it"
    change = Change(route.file, Action.MODIFY, title, (Edit(start, end, ""),))
    return [Remedy("mount_prefix", title, (change,), "server", asked=asked, asked_method=route.method)]

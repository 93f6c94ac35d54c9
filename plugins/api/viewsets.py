"""View sets of Django REST framework that no router knows, registered as their siblings are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from autofix.sdk import Action, Application, Change, Edit, Location, WorkspaceError
from plugins.api.cause import Cause, Remedy
from plugins.api.contract import TESTS, Contract
from plugins.api.literals import line_of
from plugins.api.mounting import line_end, target_of
from plugins.api.mounting_python import add_name, imported_as
from plugins.api.paths import plain_word, segments

_REGISTER = re.compile(
    r"^(?P<indent>[ \t]*)(?P<whole>\w+\.register\(\s*r?(?P<q>['\"])(?P<prefix>[^'\"\n]*)(?P=q)\s*,\s*"
    r"(?P<view>[\w.]+)(?P<rest>[^\n]*)\))[ \t]*\r?$",
    re.M,
)
_SET = re.compile(r"^class\s+(?P<name>\w+)\([^)]*ViewSet\b[^)]*\)\s*:", re.M)
_BASENAME = re.compile(r"(base_?name\s*=\s*)(['\"])([^'\"]*)\2")


def find_unregistered(contract: Contract, application: Application, path: str) -> Cause | None:
    """The view set that is called as the end of ``path`` and that the router beside it was never told of."""
    if application.framework != "django":
        return None
    workspace = contract.workspace
    asked = segments(path)
    found: dict[str, Cause] = {}
    for file in workspace.search(".register(", suffixes=(".py",)):
        text = workspace.read(file)
        registers = list(_REGISTER.finditer(text)) if not TESTS.search(file) else []
        if not registers:
            continue
        last = registers[-1]
        base = _base(contract, file, last["prefix"])
        if base is None or asked[: len(base)] != base or len(asked) - len(base) not in (1, 2):
            continue
        word = asked[len(base)]
        for name, views, line in _sets(contract, file, text, last["view"]):
            if plain_word(re.sub(r"View_?[sS]et$", "", name)) != plain_word(word) or re.search(rf"\b{name}\b", text):
                continue
            change = _registered(contract, file, text, last, name, views, word)
            if change is not None:
                title = f"Register {name} in {file} as '{word}'"
                remedy = Remedy("register_view_set", title, (change,), "server", asked=path)
                sentence = f"{name} in {views} would serve {path}, and no router knows it."
                found[name] = Cause("not_mounted", sentence, Location(views, line), (remedy,), application=application)
    return next(iter(found.values())) if len(found) == 1 else None


def _base(contract: Contract, file: str, prefix: str) -> tuple[str, ...] | None:
    """What stands ahead of ``prefix`` in the routes that the router of ``file`` serves."""
    own = segments(prefix)
    for served in contract.served:
        parts = segments(served.route.path)
        if served.route.file == file and own and own[0] in parts:
            return parts[: parts.index(own[0])]
    return None


def _sets(contract: Contract, file: str, text: str, view: str) -> Iterator[tuple[str, str, int]]:
    """The view sets of the file that ``view`` comes from, with their lines."""
    owner = view.partition(".")[0]
    views = target_of(contract.workspace, file, text, owner)
    if not views:
        return
    try:
        held = contract.workspace.read(views)
    except WorkspaceError:
        return
    for match in _SET.finditer(held):
        yield match["name"], views, line_of(held, match.start())


def _registered(
    contract: Contract, file: str, text: str, last: re.Match[str], name: str, views: str, word: str
) -> Change | None:
    owner, _, attribute = last["view"].rpartition(".")
    edits = []
    if not owner:
        imported = imported_as(contract.workspace, file, text, attribute, views)
        if imported is None:
            return None
        edits.append(add_name(text, imported, name))
    view = f"{owner}.{name}" if owner else name
    start = last.start("whole")
    whole = last["whole"]
    at, end = last.start("prefix") - start, last.end("prefix") - start
    closes = "/" if last["prefix"].endswith("/") else ""
    rest = whole[end : last.start("view") - start] + view + whole[last.end("view") - start :]
    single = word[:-1] if word.endswith("s") and not word.endswith("ss") else word
    rest = _BASENAME.sub(lambda m: f"{m[1]}{m[2]}{word if m[3] == last['prefix'] else single}{m[2]}", rest)
    line = f"\n{last['indent']}{whole[:at]}{word}{closes}{rest}"
    stop = line_end(text, last.end("whole"))
    edits.append(Edit(stop, stop, line))
    return Change(file, Action.MODIFY, f"Register {name}", tuple(sorted(edits, key=lambda e: e.start)))

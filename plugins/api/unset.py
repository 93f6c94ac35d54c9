"""An address that begins with ``undefined``: what its base is read from is set under another name, or nowhere."""

from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Collection

from autofix.sdk import Action, Change, Edit, Location, Workspace, WorkspaceError
from plugins.api.cause import Cause, Remedy, not_code, recommend
from plugins.api.contract import TESTS, Contract
from plugins.api.fronts import Front, find_fronts
from plugins.api.paths import segments
from plugins.api.report import Request

# What each tool hands to the browser.
_PUBLIC = {
    "vite": "VITE_",
    "cra": "REACT_APP_",
    "next": "NEXT_PUBLIC_",
    "vue-cli": "VUE_APP_",
    "nuxt": "NUXT_PUBLIC_",
}
_READ = re.compile(r"\b(?:import\.meta\.env|process\.env)\.(?P<name>[A-Za-z_]\w*)")
_SET = re.compile(r"^[ \t]*(?:export[ \t]+)?(?P<name>[A-Za-z_]\w*)[ \t]*=(?P<value>[^\n]*)", re.M)
_SUFFIXES = (".js", ".jsx", ".ts", ".tsx", ".mjs", ".vue", ".svelte")
_LIKENESS = 0.85
# Words that the name of an address has or leaves out.
_FILLING = frozenset({"BASE", "SERVER", "BACKEND", "ROOT", "ENDPOINT", "HOST", "URL", "URI"})


def find_unset(contract: Contract, request: Request) -> Cause | None:
    """The variable that the base of the request is read from and that nothing sets; None where no word says so."""
    parts = segments(request.path)
    if "undefined" not in parts:
        return None
    rest = parts[parts.index("undefined") + 1 :]
    if not rest or contract.matching(request.path, ""):
        # The value of a parameter, not the base.
        return None
    workspace = contract.workspace
    readers = _readers(contract, rest)
    if len(readers) != 1:
        return recommend(
            "value_unset",
            f"{request.path} has the word undefined where the address of the server belongs.",
            "Find what the client takes the address from, and set it where the front end is built: no change of a path "
            "mends it.",
        )
    name, files = next(iter(readers.items()))
    front = _front(workspace, sorted(files)[0])
    place = Location(sorted(files)[0], _line(workspace, sorted(files)[0], name))
    sentence = f"{name}, which the address begins with, is not set where the front end is built."
    said = {variable: where for variable, (where, _) in _values(workspace, front).items()}
    if name in said:
        return not_code(
            "value_unset",
            sentence,
            f"{said[name]} sets {name}: start the development server again, or build again, so that it is read.",
            place,
        )
    meant = _alike(name, set(said), front)
    if len(meant) != 1:
        where = posixpath.join(front.root if front else "", ".env")
        return recommend("value_unset", sentence, f"Set {name} in {where} or where the front end is built.", place)
    title = f"Read {meant[0]}, which {said[meant[0]]} sets"
    changes = tuple(renamed_reads(workspace, file, name, meant[0], title) for file in sorted(files))
    remedy = Remedy("environment_name", title, changes, "client", asked="/" + "/".join(rest))
    return Cause("value_unset", sentence, place, (remedy,), application=next(iter(contract.applications), None))


def _readers(contract: Contract, rest: tuple[str, ...]) -> dict[str, set[str]]:
    """The variables that calls of ``rest`` begin with, each with the files that read it."""
    names = set()
    for call in contract.calls:
        first = call.pieces[0] if call.pieces else None
        own = segments(call.path)
        if first is None or not first.name or TESTS.search(call.file) or len(own) > len(rest):
            continue
        if all(o.startswith(":") or o == r for o, r in zip(reversed(own), reversed(rest), strict=False)):
            names.add(first.name)
    found: dict[str, set[str]] = {}
    for file in contract.workspace.search("env.", suffixes=_SUFFIXES) if names else ():
        if TESTS.search(file) or any(a.source == file for a in contract.applications):
            continue
        for match in _READ.finditer(contract.workspace.read(file)):
            if match["name"] in names:
                found.setdefault(match["name"], set()).add(file)
    return found


def _front(workspace: Workspace, file: str) -> Front | None:
    inside = [f for f in find_fronts(workspace) if not f.root or file.startswith(f.root + "/")]
    return max(inside, key=lambda f: len(f.root), default=None)


def set_values(workspace: Workspace, file: str) -> dict[str, tuple[str, str]]:
    """The variables that committed files of the front end around ``file`` set, each with its file and its value."""
    return _values(workspace, _front(workspace, file))


def read_names(workspace: Workspace, file: str) -> set[str]:
    """The variables of the environment that ``file`` reads."""
    return {match["name"] for match in _READ.finditer(workspace.read(file))}


def alike_names(name: str, said: Collection[str], workspace: Workspace, file: str) -> list[str]:
    """Those of ``said`` that the front end around ``file`` is handed and that are nearly called ``name``."""
    return _alike(name, said, _front(workspace, file))


def _alike(name: str, said: Collection[str], front: Front | None) -> list[str]:
    prefix = _PUBLIC.get(front.tool, "") if front else ""
    return [other for other in said if prefix and other.startswith(prefix) and _are_one(name, other)]


def _values(workspace: Workspace, front: Front | None) -> dict[str, tuple[str, str]]:
    root = front.root if front else ""
    found: dict[str, tuple[str, str]] = {}
    for base in (".env.development.local", ".env.local", ".env.development", ".env", ".env.production"):
        file = posixpath.join(root, base)
        if workspace.has(file):
            for match in _SET.finditer(workspace.read(file)):
                found.setdefault(match["name"], (file, match["value"]))
    return found


def _are_one(name: str, other: str) -> bool:
    one, two = (re.sub(r"^(?:VITE|REACT_APP|NEXT_PUBLIC|VUE_APP|NUXT_PUBLIC)_", "", n.upper()) for n in (name, other))
    plain = [[word for word in each.split("_") if word not in _FILLING] for each in (one, two)]
    return one == two or plain[0] == plain[1] != [] or difflib.SequenceMatcher(None, one, two).ratio() >= _LIKENESS


def renamed_reads(workspace: Workspace, file: str, name: str, meant: str, title: str) -> Change:
    """The change that makes ``file`` read ``meant`` wherever it reads ``name``."""
    spans = [m.span("name") for m in _READ.finditer(workspace.read(file)) if m["name"] == name]
    return Change(file, Action.MODIFY, title, tuple(Edit(start, end, meant) for start, end in spans))


def _line(workspace: Workspace, file: str, name: str) -> int:
    try:
        text = workspace.read(file)
    except WorkspaceError:
        return 1
    return text.count("\n", 0, max(text.find(name), 0)) + 1

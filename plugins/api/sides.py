"""Which side deviates: the call or the route, by their siblings, other callers, tests and documents."""

from __future__ import annotations

import re
from dataclasses import dataclass

from autofix.sdk import Call, WorkspaceError
from plugins.api.contract import TESTS, Contract
from plugins.api.near import Near
from plugins.api.paths import are_kin, is_parameter, plain_word, segments, serves

DOCUMENTS = (".md", ".rst", ".http", ".rest", ".yaml", ".yml", ".json")
_CODE = (".js", ".jsx", ".ts", ".tsx", ".vue", ".svelte", ".py", ".mjs", ".cjs")
_LOCKS = re.compile(r"(?:lock\.json|lock\.ya?ml|package\.json|tsconfig[\w.]*\.json)$")
MAX_FILES = 400


@dataclass(frozen=True)
class Sides:
    """How much speaks for each side being the wrong one."""

    client: float
    server: float

    @property
    def wrong(self) -> str:
        """``client``, ``server``, or empty where neither outweighs the other."""
        if self.client == self.server:
            return ""
        return "client" if self.client > self.server else "server"


def weigh(contract: Contract, caller: Call | None, near: Near, path: str, method: str) -> Sides:
    """What speaks against the caller of ``path`` and against the route near it."""
    route = near.served.route
    client = server = 0.0
    others = [c for c in contract.calls if c is not caller and not _same_literal(c, caller)]
    for call in others:
        weight = 2.0 if TESTS.search(call.file) else 1.5
        if serves(route.path, call.path, is_template=True):
            client += weight
        elif caller is not None and call.file == caller.file:
            # The same hand wrote both: the one says nothing for the other.
            continue
        elif (
            _alike(call.path, path)
            and set(near.wrong) <= set(segments(call.path))
            and not _shares_fault(call, caller, near)
        ):
            server += weight
    in_docs = documents(contract, route.path), documents(contract, path)
    client += 2.0 * (in_docs[0] and not in_docs[1])
    server += 2.0 * (in_docs[1] and not in_docs[0])
    if near.kind in ("segment", "order") or (near.kind == "prefix" and not (near.wrong and near.right)):
        more = _by_words(contract, caller, near)
    elif near.kind in ("doubled", "repeated", "double_slash", "slash", "server_doubled", "junk", "colon"):
        more = _by_form(contract, near, path)
    elif near.kind == "tail":
        more = Sides(0.0, 0.0)
    elif near.kind in ("inner", "missing_prefix") and near.right and not near.wrong and _is_mount(contract, near):
        # What a whole router is mounted under is left out by the one who asks.
        more = Sides(1.5, 0.0)
    else:
        more = _by_siblings(contract, caller, near, path)
        if near.kind == "prefix" and more.client == more.server:
            more = _by_words(contract, caller, near)
    return Sides(client + more.client, server + more.server)


def documents(contract: Contract, path: str) -> bool:
    """Whether a document of the repository names ``path``."""
    head = "/".join(part for part in path.split(":")[0].split("/"))
    if len(head.strip("/")) < 3:
        return False
    for file in contract.workspace.search(head, suffixes=DOCUMENTS)[:20]:
        if _LOCKS.search(file):
            continue
        try:
            text = contract.workspace.read(file)
        except WorkspaceError:
            continue
        if re.search(rf"(?<![\w/-]){re.escape(head.rstrip('/'))}(?![\w-])", text) or re.search(
            rf"https?://[\w.:-]+{re.escape(head.rstrip('/'))}(?![\w-])", text
        ):
            return True
    return False


def documented_methods(contract: Contract, path: str) -> frozenset[str]:
    """The methods that documents of the repository name in one line with ``path``, parameters in any notation."""
    parts = [r"[:{<\[$][^/\s|`]*" if is_parameter(part) else re.escape(part) for part in segments(path)]
    head = path.split(":")[0].rstrip("/")
    if len(head.strip("/")) < 3:
        return frozenset()
    line = re.compile(rf"(?P<before>[^\n]*)/{'/'.join(parts)}/?(?![\w/:{{<-])")
    found = set()
    for file in contract.workspace.search(head, suffixes=(".md", ".rst", ".http", ".rest"))[:20]:
        try:
            text = contract.workspace.read(file)
        except WorkspaceError:
            continue
        for match in line.finditer(text):
            named = re.findall(r"\b(GET|POST|PUT|PATCH|DELETE)\b", match["before"])
            found.update(named[-1:])
    return frozenset(found)


def _same_literal(call: Call, caller: Call | None) -> bool:
    return caller is not None and (call.file, call.start) == (caller.file, caller.start)


def _shares_fault(call: Call, caller: Call | None, near: Near) -> bool:
    """Whether another call is wrong for the same reason: the base that both have."""
    if caller is None or near.kind in ("segment", "order"):
        return False
    own = {(p.file, p.start) for p in caller.pieces if p.file}
    return any((p.file, p.start) in own for p in call.pieces if p.file)


def _alike(template: str, path: str) -> bool:
    return serves(template, path) or template == path


def _by_form(contract: Contract, near: Near, path: str) -> Sides:
    """A doubled prefix or a slash at the wrong place shows on the side that has it."""
    route = near.served.route
    if near.kind in ("server_doubled", "junk", "colon"):
        return Sides(0.0, 3.0)
    if near.kind == "slash":
        return Sides(3.0, 0.0) if len(segments(path)) < len(segments(route.path)) else Sides(0.0, 3.0)
    return Sides(3.0, 0.0)


def _by_siblings(contract: Contract, caller: Call | None, near: Near, path: str) -> Sides:
    """The prefix that the other routes have, and the one that the other calls have and meet a route with."""
    route = near.served.route
    every = [s.route for s in contract.of((near.served.application,))]
    elsewhere = [r for r in every if r.file != route.file]
    # Of a router that lacks a prefix every route lacks it: the other routers tell how it is meant.
    routes = elsewhere if near.right or elsewhere else every
    routes = [r for r in routes if r.path != route.path and segments(r.path)]
    calls = [
        c
        for c in contract.calls
        if c is not caller and not TESTS.search(c.file) and c.is_complete and contract.joins(c)
    ]
    asked, wanted = segments(path), segments(route.path)
    head = _head(asked, wanted) if near.kind == "inner" else ()
    like_route = sum(_has(segments(r.path), head, near.right, near.wrong) for r in routes)
    like_call = sum(_has(segments(c.path), head, near.wrong, near.right) for c in calls)
    unlike_route = len(routes) - like_route
    unlike_call = len(calls) - like_call
    client = server = 0.0
    if routes:
        client += 1.5 if like_route > unlike_route else 0.0
        server += 1.5 if unlike_route > like_route else 0.0
    if calls:
        server += 1.0 if like_call > unlike_call else 0.0
        client += 1.0 if unlike_call > like_call else 0.0
    if near.kind == "missing_prefix" and near.served.application.framework == "nest":
        # A global prefix is said once for every route.
        client += 0.5
    if not routes and not calls and caller is not None:
        # One router alone: what all of its routes share is how it is meant.
        same = [s.route for s in contract.of((near.served.application,)) if s.route.path != route.path]
        client += (
            1.0 if len(same) >= 1 and all(_has(segments(r.path), head, near.right, near.wrong) for r in same) else 0.0
        )
    return Sides(client, server)


def _is_mount(contract: Contract, near: Near) -> bool:
    """Whether every route of the file stands below the segments that the path lacks, and that name this router."""
    route = near.served.route
    wanted = segments(route.path)
    at = next((i for i in range(len(wanted)) if wanted[i : i + len(near.right)] == near.right), 0)
    head = wanted[: at + len(near.right)]
    routes = contract.of((near.served.application,))
    same = [s.route for s in routes if s.route.file == route.file and s.route.path != route.path]
    if not same or any(segments(r.path)[: len(head)] != head for r in same):
        return False
    last = near.right[-1]
    return last != "api" and not re.fullmatch(r"v\d+", last) and not is_parameter(last)


def _head(asked: tuple[str, ...], wanted: tuple[str, ...]) -> tuple[str, ...]:
    """The segments that both begin with."""
    size = 0
    while size < min(len(asked), len(wanted)) and asked[size] == wanted[size]:
        size += 1
    return asked[:size]


def _has(parts: tuple[str, ...], head: tuple[str, ...], said: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether a path goes on with ``said`` after ``head``; where that is nothing, whether not with ``other``."""
    if parts[: len(head)] != head:
        return False
    rest = parts[len(head) :]
    return rest[: len(said)] == said if said else rest[: len(other)] != other


def _by_words(contract: Contract, caller: Call | None, near: Near) -> Sides:
    """The word that is used elsewhere too, against the one that stands there alone."""
    wrong, right = "".join(near.wrong), "".join(near.right)
    if near.kind == "order":
        return Sides(0.0, 0.0)
    if are_kin(wrong, right) and plain_word(wrong) != plain_word(right):
        # Both are well spelt names for one thing, however often either is written elsewhere.
        return Sides(0.0, 0.0)
    route = near.served.route
    # Of the route's own file those count that have their word from another literal, such as another mount.
    head = _upto(route.path, right)
    paths = [s.route.path for s in contract.served if s.route.file != route.file]
    if caller is None:
        paths += [
            s.route.path for s in contract.served if s.route.file == route.file and s.route.path[: len(head)] != head
        ]
    own_file = caller.file if caller else ""
    paths += [
        c.path
        for c in contract.calls
        if c is not caller and c.file != own_file and not _has_same_word(c, caller, wrong)
    ]
    parts = [part for path in paths for part in segments(path) if not is_parameter(part)]
    # What meets its route in the caller's own file speaks for the word that is served.
    own_calls = [c for c in contract.calls if c is not caller and c.file == own_file and contract.joins(c)]
    asked, served = parts.count(wrong), parts.count(right)
    served += sum(right in segments(c.path) for c in own_calls)
    if asked != served and (asked == 0 or served == 0):
        return Sides(1.0, 0.0) if served > asked else Sides(0.0, 1.0)
    asked, served = _uses(contract, wrong), _uses(contract, right)
    if not asked and served:
        return Sides(0.8, 0.0)
    if not served and asked:
        return Sides(0.0, 0.8)
    if plain_word(wrong) != plain_word(right):
        asked, served = (_uses(contract, plain_word(word)) for word in (wrong, right))
        if bool(asked) != bool(served):
            return Sides(0.8, 0.0) if served else Sides(0.0, 0.8)
    return _by_number(wrong, right, parts)


def _upto(path: str, word: str) -> str:
    """The path up to the segment before ``word``, that one included."""
    parts = segments(path)
    at = parts.index(word) if word in parts else len(parts)
    return "/" + "/".join(parts[:at]) + "/" if at else "/"


def _has_same_word(call: Call, caller: Call | None, word: str) -> bool:
    """Whether both have the word from one literal, such as the base that they share."""
    own = {(p.file, p.start) for p in caller.pieces if p.file and word in p.text} if caller is not None else set()
    return any((p.file, p.start) in own for p in call.pieces)


def _by_number(wrong: str, right: str, parts: list[str]) -> Sides:
    """Of a singular and a plural, the one that the other paths do not have."""
    if plain_word(wrong) != plain_word(right) or wrong.endswith("s") == right.endswith("s"):
        return Sides(0.0, 0.0)
    plural = sum(part.endswith("s") for part in parts if part not in ("api", wrong, right))
    single = sum(not part.endswith("s") for part in parts if part not in ("api", "v1", "v2", wrong, right))
    if plural == single:
        return Sides(0.0, 0.0)
    return Sides(0.7, 0.0) if right.endswith("s") == (plural > single) else Sides(0.0, 0.7)


def _uses(contract: Contract, word: str) -> int:
    """How often the code has ``word`` as a name or inside one, paths aside, and the names of its files."""
    if len(word) < 3:
        return 0
    named = re.compile(rf"{re.escape(word)}(?![a-z])", re.I)
    count = sum(named.search(path) is not None for path in contract.workspace.files())
    forms = {word, word.capitalize(), word.lower(), re.sub(r"[-_](\w)", lambda m: m[1].upper(), word)}
    for path in contract.workspace.search(*forms, suffixes=_CODE)[:MAX_FILES]:
        try:
            text = contract.workspace.read(path)
        except WorkspaceError:
            continue
        # A plural is another word: `users` in `users.js` does not speak for `user`.
        count += sum(len(re.findall(rf"(?<![/'\"`]){re.escape(form)}(?![a-z/])", text)) for form in forms)
    return count

"""A path that nobody serves and the route that is nearest to it: which of the two is to follow the other."""

from __future__ import annotations

from autofix.sdk import Call
from plugins.api import client, server
from plugins.api.cause import Cause, Remedy, recommend
from plugins.api.contract import Contract
from plugins.api.near import BY_SERVER, Near, as_route
from plugins.api.paths import are_kin, is_parameter, plain_word, segments
from plugins.api.prefixing import doubled_remedies, prefix_remedies
from plugins.api.report import Request
from plugins.api.sides import Sides, documents, weigh
from plugins.api.ties import tie

# The kinds of difference in which the route that is meant is plain, whichever side is taken for the wrong one.
SIBLINGS = 1.5
BY_CLIENT = frozenset({"inner", "missing_prefix", "tail", "order"})


def find_missed(
    contract: Contract, request: Request, callers: list[Call], found: list[Near], path: str, method: str
) -> Cause:
    """The path and a route that nearly meet."""
    caller = callers[0] if callers else None
    named = [n for n in found if caller is not None and _names(n.served.route.path) == _names(caller.path)]
    if len(found) > 1 and len(named) == 1:
        # As near by their words: what the call fills in tells them apart.
        found = named
    near = found[0]
    route = near.served.route
    sentence = (
        f"{request.path} is served by nobody; the nearest is {route.method} {route.path} ({route.file}:{route.line})."
    )
    place = client.place_of(caller) if caller else server.place_of(route)
    if len(found) > 1:
        listed = ", ".join(n.served.route.path for n in found[:4])
        return recommend("path", sentence, f"Several routes are as near ({listed}): say which one is meant.", place)
    tied = tie(contract, callers, near, path) if near.kind == "renamed" else None
    sides = tied or weigh(contract, caller, near, path, method)
    wrong = sides.wrong
    is_kin = near.kind == "segment" and are_kin(near.wrong[0], near.right[0])
    if not wrong and caller is not None and (near.kind in BY_CLIENT or is_kin):
        # Either side could follow the other; a call that does brings nobody else off its route.
        wrong = "client"
    remedies: list[Remedy] = []
    if wrong == "client" and caller is not None:
        title = f"Ask for {route.path}, which is served"
        remedies = client.parted(caller, title) if near.kind == "slash" else []
        target = client.as_template(caller, route.path, path) if not remedies else None
        target = _before_proxy(contract, caller, target) if target else None
        if target is not None:
            target = client.relative(caller, target, path)
            ends_in_base = near.kind == "double_slash" and not caller.is_complete
            if ends_in_base:
                remedies = client.slash_remedies(caller, title)
            if caller.path.endswith("/") and not target.endswith("/"):
                target += "/"
            if not ends_in_base:
                remedies = client.path_remedies(contract, caller, target, title, "client_path")[:3]
        if not remedies and near.kind == "extra_prefix":
            remedies = client.shortened(caller, route.path, near.wrong)
        if not remedies and near.kind == "order":
            remedies = client.order_remedies(contract, caller, route.path, path)
    elif wrong == "server" and (caller is not None or _is_servers(near, sides) or documents(contract, path)):
        place = server.place_of(route)
        wanted = as_route(route.path, near, path)
        if near.kind == "extra_prefix":
            remedies = prefix_remedies(contract, near.served, "/" + "/".join(near.wrong), path)
        elif near.kind == "server_doubled":
            remedies = doubled_remedies(contract, near.served, near.right, path)
        if wanted is not None and not remedies:
            remedies = server.path_remedies(contract, near.served, wanted, path, "server_path")[:2]
    if remedies:
        return Cause("path", sentence, place, tuple(remedies), application=near.served.application)
    return recommend(
        "path",
        sentence,
        f"Nothing in the repository tells which side is wrong, or it cannot be changed in one place: have the client "
        f"ask for {route.path}, or the server serve {request.path}.",
        place,
    )


def _is_servers(near: Near, sides: Sides) -> bool:
    """Whether the route shows by itself, or by its siblings, that it is the one that deviates."""
    return near.kind in BY_SERVER or (near.kind == "extra_prefix" and sides.server >= SIBLINGS)


def _names(path: str) -> list[str]:
    return [plain_word(part) for part in segments(path) if is_parameter(part)]


def _before_proxy(contract: Contract, caller: Call, target: str) -> str | None:
    """What the client has to ask for so that the back end sees ``target``."""
    if caller.base or not caller.is_complete or not contract.proxies:
        return target
    through = [p for p in contract.proxies if p.covers(caller.path)]
    cutting = next((p for p in through if p.cut and caller.path.startswith(p.cut)), None)
    if cutting is None:
        return target
    return cutting.cut.rstrip("/") + target if cutting.put.strip("/") == "" else None

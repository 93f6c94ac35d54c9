"""Causes in the development server between a page and its back end."""

from __future__ import annotations

import re

from autofix.sdk import Action, Call, Change, Edit, Location
from plugins.api import client
from plugins.api.cause import Cause, Remedy, recommend
from plugins.api.contract import Contract
from plugins.api.fronts import add_proxy, find_fronts
from plugins.api.paths import segments
from plugins.api.proxies import Proxy
from plugins.api.report import Request


def no_proxy(contract: Contract, request: Request, method: str, callers: list[Call]) -> Cause:
    """The development server was asked and passes nothing on."""
    fronts = [f for f in find_fronts(contract.workspace) if f.port == request.port or not request.base]
    near_call = callers[0] if callers else None
    front = next(
        (f for f in fronts if near_call is None or near_call.file.startswith(f.root)), fronts[0] if fronts else None
    )
    serving = [s for s in contract.matching(request.path, method) if s.application.port is not None]
    known = {s.application.port: s.application for s in serving}
    sentence = f"{request.path} was asked of the page's own server, which passes nothing on to the back end."
    place = client.place_of(callers[0]) if callers else None
    with_base = [c for c in contract.calls if c.base and c is not near_call and contract.joins(c)]
    bases = {c.base for c in with_base if contract.is_ours(c.base)}
    if len(bases) == 1 and callers and all(not c.base and c.is_complete for c in callers) and not contract.proxies:
        base = bases.pop()
        remedies = tuple(
            client.base_remedies(contract, callers[0], base, f"Ask {base}, as the other calls do", "client_base")
        )
        if remedies:
            return Cause("base_missing", sentence, place, remedies, application=contract.applications[0])
    if len(known) != 1 or front is None:
        return recommend(
            "no_proxy",
            sentence,
            "Have the development server pass these paths on to the back end, or give the client a base URL.",
            place,
        )
    port, application = next(iter(known.items()))
    prefix = "/" + segments(request.path)[0]
    made = add_proxy(contract.workspace, front, prefix, f"http://localhost:{port}", request.path)
    if made is None:
        return recommend(
            "no_proxy",
            sentence,
            f"Have the development server pass {prefix} on to http://localhost:{port} "
            f'(for Create React App: "proxy" in {front.root or "the"} package.json).',
            place,
        )
    return Cause("proxy_missing", sentence, place, (made,), application=application)


def find_doubled(contract: Contract, callers: list[Call], path: str, method: str) -> Cause | None:
    """The proxy whose target has a path that the calls have too, so that the back end sees it twice at ``path``."""
    for call in callers:
        for proxy in contract.proxies:
            if not proxy.head or not proxy.covers(call.path) or proxy.passed_on(call.path) != path:
                continue
            if contract.matching(path.removeprefix(proxy.head), method, template=True):
                return doubling(contract, proxy, path)
    return None


def doubling(contract: Contract, proxy: Proxy, path: str) -> Cause:
    """The proxy puts the path of its target before one that is right by itself."""
    text = contract.workspace.read(proxy.file)
    place = Location(proxy.file, text.count("\n", 0, proxy.start) + 1)
    sentence = f"The proxy's target ends with {proxy.head}, which goes before the path: the server sees {path}."
    at = proxy.start + len(proxy.target.rstrip("/")) - len(proxy.head)
    title = f"Pass {proxy.prefix} on as it is"
    change = Change(proxy.file, Action.MODIFY, title, (Edit(at, proxy.end, ""),))
    remedy = Remedy("proxy_target", title, (change,), "proxy", asked=path.removeprefix(proxy.head))
    return Cause("proxy_target", sentence, place, (remedy,), application=contract.applications[0])


def stripping(contract: Contract, proxy: Proxy, path: str) -> Cause:
    text = contract.workspace.read(proxy.file)
    place = Location(proxy.file, text.count("\n", 0, proxy.start) + 1)
    sentence = f"The proxy takes {proxy.cut} off the path, and the server serves {path} with it."
    application = contract.matching(path, "")[0].application
    if not proxy.rewrite_start:
        return recommend("proxy_rewrite", sentence, f"Have {proxy.file} pass {proxy.prefix} on as it is.", place)
    start, end = proxy.rewrite_start, proxy.rewrite_end
    rest = (
        re.match(r"\s*\}?\s*,?[ \t]*", text[end:])
        if "pathRewrite" in text[start:end]
        else re.match(r"\s*,?[ \t]*", text[end:])
    )
    end += rest.end() if rest else 0
    line = text.rfind("\n", 0, start) + 1
    if not text[line:start].strip() and text[end : end + 1] in ("\n", "\r"):
        start, end = line, text.find("\n", end) + 1
    title = f"Pass {proxy.prefix} on as it is"
    change = Change(proxy.file, Action.MODIFY, title, (Edit(start, end, ""),))
    remedy = Remedy("proxy_rewrite", title, (change,), "proxy", asked=path)
    return Cause("proxy_rewrite", sentence, place, (remedy,), application=application)

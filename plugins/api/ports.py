"""The origin that a client asks, against the port that the server listens on."""

from __future__ import annotations

import re

from autofix.sdk import Action, Application, Call, Change, Edit, Location, Workspace, WorkspaceError
from plugins.api import client
from plugins.api.cause import Cause, Remedy, not_code, recommend
from plugins.api.contract import Contract
from plugins.api.listening import deviates, listen_remedies
from plugins.api.proxies import Malformed, Proxy, find_malformed
from plugins.api.report import Request, port_of

COMPOSE = re.compile(r"(?:^|/)(?:docker-)?compose[\w.-]*\.ya?ml$")


def published_ports(workspace: Workspace) -> dict[int, int]:
    """The ports that compose files publish, each with the one inside the container."""
    found: dict[int, int] = {}
    for path in workspace.files():
        if not COMPOSE.search(path):
            continue
        try:
            text = workspace.read(path)
        except WorkspaceError:
            continue
        for match in re.finditer(r"-\s*['\"]?(?:[\d.]+:)?(\d{2,5}):(\d{2,5})['\"]?", text):
            found[int(match[1])] = int(match[2])
    return found


def is_down(contract: Contract, port: int) -> Application | None:
    """The application that listens on ``port``, by itself or as compose publishes it."""
    published = published_ports(contract.workspace)
    for application in contract.applications:
        if application.port == port or (published.get(port) == application.port and application.port is not None):
            return application
    return None


def refused(contract: Contract, request: Request, callers: list[Call]) -> Cause:
    """Nobody listens at the address of ``request``."""
    port = request.port
    if port is None:
        return recommend("refused", "A connection was refused.", "Say which address was called: the report names none.")
    down = is_down(contract, port)
    if down is not None and not _is_anothers(contract, down, request):
        how = f"'{down.start}'" if down.start else "its start command"
        return not_code(
            "server_down",
            f"{down.entry} listens on port {port} and does not run.",
            f"Start the server ({how} in {down.root or 'the repository'}) and look at its log if it stops again.",
        )
    return wrong_port(contract, request, callers)


def _is_anothers(contract: Contract, down: Application, request: Request) -> bool:
    """Whether what listens at the port surely does not serve the path, and another application may."""
    if request.path == "/" or not contract.is_known(down) or contract.matching(request.path, "", (down,)):
        return False
    others = [a for a in contract.applications if a is not down]
    return any(contract.matching(request.path, "", (a,)) or not contract.is_known(a) for a in others)


_SPEAKS_TLS = re.compile(r"https\.createServer|createSecureServer|ssl_context|ssl_keyfile|\bhttps\s*:\s*\{|certfile")


def wrong_scheme(contract: Contract, request: Request) -> Cause:
    """The request was made by TLS, and what listens there speaks none."""
    serving = contract.on_port(request.port) if request.is_local else ()
    sentence = f"{request.base} was asked by https, and what listens there does not speak it."
    plain = not any(_SPEAKS_TLS.search(contract.workspace.read(a.source)) for a in serving)
    right = request.base.replace("https://", "http://", 1)
    remedies = client.all_bases(contract, request.base, right, f"Ask {right}", "client_scheme") if serving else []
    if not remedies or not plain:
        return recommend(
            "scheme", sentence, f"Ask {right}, or have the server behind {request.base} present a certificate."
        )
    place = next((client.place_of(c) for c in contract.calls if c.base == request.base), None)
    return Cause("scheme", sentence, place, tuple(remedies), application=serving[0])


def wrong_port(contract: Contract, request: Request, callers: list[Call]) -> Cause:
    """The request went to a port that no server of this repository listens on."""
    port = request.port
    serving = [a for a in contract.applications if request.path == "/" or contract.matching(request.path, "", (a,))]
    may = [a for a in contract.applications if not contract.is_known(a)]
    known = [a for a in (serving or may or contract.applications) if a.port is not None]
    sentence = f"The client asks port {port}, and no server of this repository listens there."
    if len({a.port for a in known}) != 1:
        listed = ", ".join(f"{a.entry} on {a.port}" for a in known) or "none with a port that the code names"
        return recommend("port", sentence, f"Point the client at the server it means ({listed}).")
    application = known[0]
    place = client.place_of(callers[0]) if callers else None
    passing = [proxy for proxy in contract.proxies if not callers and port_of(proxy.target) == port]
    if len(passing) == 1 and not passing[0].file.endswith(".conf"):
        remedy = retarget(passing[0], application.port, request.path)
        text = contract.workspace.read(passing[0].file)
        at = Location(passing[0].file, text.count("\n", 0, passing[0].start) + 1)
        return Cause("proxy_target", sentence, at, (remedy,), application=application)
    if passing:
        return recommend(
            "port", sentence, f"A proxy points at port {port}; {application.entry} is on {application.port}."
        )
    users = [c for c in callers if port_of(c.base) == port] or [
        c for c in contract.calls if port_of(c.base) == port and c.is_complete
    ]
    if not users:
        return recommend(
            "port",
            sentence,
            f"{application.entry} listens on {application.port}. No call of this repository names port {port}: "
            "look for it in an environment file that is not committed, or in what is deployed.",
        )
    if deviates(contract, application, port):
        moved = listen_remedies(contract, application, port, request.path)
        if moved:
            at = Location(application.source, 1)
            return Cause("port", sentence, at, tuple(moved), application=application)
        return recommend(
            "port",
            sentence,
            f"{application.entry} listens on {application.port} while the rest of the repository speaks of {port}: "
            "decide which one is meant.",
        )
    base = users[0].base
    right = re.sub(r":\d+$", "", base) + f":{application.port}"
    title = f"Ask port {application.port}, where {application.entry} listens"
    remedies = tuple(client.all_bases(contract, base, right, title, "client_port"))
    return Cause("port", sentence, place or client.place_of(users[0]), remedies, application=application)


def wrong_target(contract: Contract, request: Request) -> Cause:
    """A proxy found nobody at its target."""
    covering = [p for p in contract.proxies if p.covers(request.path) and p.is_development]
    covering.sort(key=lambda p: -len(p.prefix))
    port = port_of(request.target) or (port_of(covering[0].target) if covering else None)
    down = is_down(contract, port) if port else None
    if down is not None:
        return not_code(
            "server_down",
            f"The proxy passes {request.path} on to port {port}, where {down.entry} listens when it runs.",
            f"Start the server ('{down.start or down.entry}' in {down.root or 'the repository'}).",
        )
    known = {a.port: a for a in contract.applications if a.port is not None}
    malformed = find_malformed(contract.workspace) if not covering else ()
    meant = known.get(port_of(malformed[0].right) or 0) if len(malformed) == 1 else None
    if meant is not None:
        return _without_host(malformed[0], request.path, meant, contract)
    if not covering or len(known) != 1:
        return recommend(
            "proxy_target",
            "A proxy found nobody at its target.",
            "Point the proxy's target at the server that is meant.",
        )
    proxy, (right, application) = covering[0], next(iter(known.items()))
    text = contract.workspace.read(proxy.file)
    place = Location(proxy.file, text.count("\n", 0, proxy.start) + 1)
    sentence = f"The proxy for {proxy.prefix} points at port {port}; {application.entry} listens on {right}."
    return Cause("proxy_target", sentence, place, (retarget(proxy, right, request.path),), application=application)


def _without_host(found: Malformed, asked: str, application: Application, contract: Contract) -> Cause:
    """The proxy's target is no address, so that it goes nowhere."""
    text = contract.workspace.read(found.file)
    place = Location(found.file, text.count("\n", 0, found.start) + 1)
    sentence = f"The proxy's target {found.text} names no host; {application.entry} listens on {application.port}."
    title = f"Pass requests on to {found.right}"
    change = Change(found.file, Action.MODIFY, title, (Edit(found.start, found.end, found.right),))
    remedy = Remedy("proxy_target", title, (change,), "proxy", asked=asked)
    return Cause("proxy_target", sentence, place, (remedy,), application=application)


def retarget(proxy: Proxy, port: int | None, asked: str) -> Remedy:
    """The proxy's target on another port."""
    target = re.sub(r":\d+(?=/|$)", "", proxy.target, count=1) if re.search(r":\d+", proxy.target) else proxy.target
    title = f"Pass {proxy.prefix} on to port {port}"
    found = re.match(r"(https?://[^/:]+)(.*)", target)
    new = f"{found[1]}:{port}{found[2]}" if found else target
    change = Change(proxy.file, Action.MODIFY, title, (Edit(proxy.start, proxy.end, new),))
    return Remedy("proxy_target", title, (change,), "proxy", asked=asked)

"""The contract graph: every route that is served, joined to every call that is made."""

from __future__ import annotations

import re
from dataclasses import dataclass

from autofix.sdk import Application, Call, Route, Workspace
from plugins.api.paths import is_catch_all, segments, serves, takes
from plugins.api.proxies import Proxy, find_proxies
from plugins.api.report import LOCAL, port_of

TESTS = re.compile(
    r"(?:^|/)(?:__tests__|tests?|specs?|e2e|cypress)/|[._](?:test|spec|cy)\.\w+$|(?:^|/)test_|_test\.py$"
)


@dataclass(frozen=True)
class Served:
    """A route with the application that serves it."""

    application: Application
    route: Route


class Contract:
    """Routes and calls of one workspace, and which of them meet."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        found = [a for a in workspace.applications() if not TESTS.search(a.source)]
        kept: dict[tuple[str, str], Application] = {}
        for application in found:
            kept.setdefault((application.source, application.variable), application)
        self.applications = tuple(kept.values())
        self.calls = tuple(workspace.calls())
        self.proxies: tuple[Proxy, ...] = find_proxies(workspace)
        self.served = tuple(Served(a, r) for a in self.applications for r in workspace.routes(a).routes)

    def of(self, applications: tuple[Application, ...]) -> tuple[Served, ...]:
        """What these applications serve."""
        return tuple(each for each in self.served if each.application in applications)

    def is_known(self, application: Application) -> bool:
        """Whether every route of ``application`` could be read."""
        return self.workspace.routes(application).is_complete

    def matching(
        self,
        path: str,
        method: str = "",
        applications: tuple[Application, ...] | None = None,
        *,
        template: bool = False,
    ) -> list[Served]:
        """The routes that serve a path by ``method``; pages for whatever is left do not count."""
        among = self.served if applications is None else self.of(applications)
        return [
            each
            for each in among
            if not is_catch_all(each.route)
            and takes(each.route, method)
            and serves(each.route.path, path, ignores_case=_ignores_case(each.application), is_template=template)
        ]

    def is_joined(self, path: str, method: str, base: str = "") -> bool:
        """Whether a call of ``path`` at ``base`` meets a route, proxies included."""
        if base:
            return bool(self.matching(path, method, template=True))
        return any(self.matching(each, method, template=True) for each in self.passed_on(path))

    def joins(self, call: Call) -> bool:
        """Whether ``call`` meets a route."""
        if self.is_joined(call.path, call.method, call.base):
            return True
        if call.is_complete:
            return False
        return any(takes(each.route, call.method) and serves_end(each.route.path, call.path) for each in self.served)

    def passed_on(self, path: str) -> tuple[str, ...]:
        """What a back end sees of a request to the page's own origin."""
        through = [proxy.passed_on(path) for proxy in self.proxies if proxy.covers(path)]
        return tuple(dict.fromkeys(through)) or (path,)

    def is_ours(self, base: str) -> bool:
        """Whether an origin may be one of this repository's servers."""
        host = re.sub(r"^https?://", "", base).partition(":")[0]
        return not base or bool(LOCAL.match(host)) or "." not in host

    def on_port(self, port: int | None) -> tuple[Application, ...]:
        """The applications that listen on ``port``."""
        return tuple(a for a in self.applications if a.port == port)

    def callers(self, path: str, method: str, base: str) -> list[Call]:
        """The calls that may have made the request, by address and method; those with the same origin go first."""
        port = port_of(base)
        found = []
        for call in self.calls:
            if TESTS.search(call.file) or not takes_call(call, method):
                continue
            if not fits(call, path):
                continue
            if call.base and base and port_of(call.base) != port and call.is_complete and self.is_ours(call.base):
                continue
            found.append(call)
        exact = [c for c in found if c.is_complete and c.path == path]
        if exact or not found:
            return exact
        # A call that fills in a word that another spells is hardly the one.
        most = max(map(_words, found))
        found = [c for c in found if _words(c) == most or (c.is_complete and _words(c))]
        return sorted(found, key=lambda c: (not c.is_complete, -len(c.path)))


def _words(call: Call) -> int:
    return sum(not part.startswith(":") for part in segments(call.path))


def takes_call(call: Call, method: str) -> bool:
    """Whether ``call`` may be by ``method``."""
    return not method or call.method in ("*", method)


def fits(call: Call, path: str) -> bool:
    """Whether the request for ``path`` may be this call's."""
    if call.is_complete:
        return _fits_template(call.path, path)
    if any(_fits_template(call.path, "/" + tail) for tail in _tails(path)):
        return True
    return is_glued(call) and re.search(rf"[^/]{_template(call.path.lstrip('/'))}$", path) is not None


def is_glued(call: Call) -> bool:
    """Whether nothing in the code parts the path of ``call`` from a base that is not known here."""
    first = call.pieces[1] if len(call.pieces) > 1 and call.pieces[0].name else None
    return first is not None and not first.name and first.text[:1].isalpha()


def _fits_template(template: str, path: str) -> bool:
    return re.fullmatch(_template(template), path) is not None


def _template(path: str) -> str:
    return "".join("[^/]+" if p.startswith(":") else re.escape(p) for p in re.split(r"(:[A-Za-z_]\w*)", path))


def _tails(path: str) -> list[str]:
    parts = path.strip("/").split("/")
    return [
        "/".join(parts[index:]) + ("/" if path.endswith("/") and parts != [""] else "") for index in range(len(parts))
    ]


def serves_end(route: str, path: str) -> bool:
    """Whether some end of a route serves the path of a call whose beginning is not known."""
    return any(serves("/" + tail, path, is_template=True) for tail in _tails(route) if tail)


def _ignores_case(application: Application) -> bool:
    return application.framework in ("express", "koa", "nest")

"""Which requests one start of the application gets, and which answer belongs to what.

The engine adds to the plugin's probe what no plugin may leave out: the same
request to a path that cannot exist (an error page answers both alike), the
other routes, and origins that nobody asked to admit.
"""

from __future__ import annotations

import re
import secrets
import string
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from autofix.sdk.proof import Probe, Request, Response
from autofix.sdk.workspace import Route

MAX_ROUTES = 100
READING = ("GET", "HEAD", "OPTIONS")
_PARAMETER = re.compile(r":\w+")
_DEEPER = 3


@dataclass(frozen=True)
class Plan:
    """Requests by what they are for; ``split`` gives the answers back in the same shape.

    ``routes`` holds those that read before those that write. ``known`` are the origins that the code names,
    ``given_up`` those that the candidate says it turns away, ``*`` for whom a wildcard alone let in.
    """

    probe: tuple[Request, ...]
    twin: Request
    twin_from_origin: Request
    plain: Request
    routes: tuple[Request, ...]
    origins: tuple[tuple[str, Request], ...]
    known: frozenset[str] = frozenset()
    given_up: frozenset[str] = frozenset()

    @property
    def reads(self) -> int:
        """How many of ``routes`` only read."""
        return sum(request.method in READING for request in self.routes)

    @property
    def is_writing(self) -> bool:
        """Whether the probe itself may change what the other routes answer."""
        return any(request.method not in READING for request in self.probe)

    def requests(self) -> tuple[Request, ...]:
        """All of them in the order they are sent.

        The probe comes first, in the middle and last of all that reads; what writes comes after
        it, because it may change what the server answers, or stop it. A probe that writes comes after what reads:
        where it is answered with the change alone, what it changed would be laid to the change.
        """
        origins = tuple(request for _, request in self.origins)
        reads, writes = self.routes[: self.reads], self.routes[self.reads :]
        before, after = (reads, ()) if self.is_writing else ((), reads)
        first = (*self.probe, self.twin, self.twin_from_origin, self.plain)
        return (*before, *first, *after, *self.probe, *origins, *self.probe, *writes)

    def split(self, answers: Sequence[Response]) -> Answers:
        """The answers to ``requests()``, sorted by what was asked."""
        rest = list(answers)

        def take(count: int) -> tuple[Response, ...]:
            taken = tuple(rest[:count])
            del rest[:count]
            return taken

        size = len(self.probe)
        before = take(self.reads if self.is_writing else 0)
        first = take(size)
        twin, twin_from_origin, plain = take(3)
        after = take(0 if self.is_writing else self.reads)
        second = take(size)
        origins = take(len(self.origins))
        third = take(size)
        return Answers((first, second, third), twin, twin_from_origin, plain, (*before, *after, *rest), origins)


@dataclass(frozen=True)
class Answers:
    """The answers of one start. ``probes`` holds each repetition's."""

    probes: tuple[tuple[Response, ...], ...]
    twin: Response
    twin_from_origin: Response
    plain: Response
    routes: tuple[Response, ...]
    origins: tuple[Response, ...]


def make_plan(
    probe: Probe,
    routes: Sequence[Route],
    known_origins: Sequence[str],
    access: Sequence[str] = (),
    untouched: Sequence[Route] = (),
    gives_up: Sequence[str] = (),
) -> Plan:
    """The plan for ``probe``. ``untouched`` are routes that files serve which the change leaves alone.

    ``known_origins`` are origins the code names already: who was let in must still be. Let in may be
    the probe's own origins, and of ``access``, which the candidate asks for, those that the code
    names already: a list that took no effect before takes effect whole.
    """
    own = (value for asked in probe.requests for name, value in asked.headers if name.lower() == "origin")
    admitted = (*own, *(origin for origin in access if origin in known_origins))
    known = [origin for origin in known_origins if origin not in admitted]
    request = probe.requests[-1]
    bare = _without(request, "origin")
    # Unknown until now and the same in every start of this proof: no change can have been written around it.
    name = "".join(secrets.choice(string.ascii_lowercase) for _ in range(9))
    stranger = f"https://{name}.com"
    return Plan(
        probe=probe.requests,
        twin=Request(bare.method, _sibling(bare.path, name, untouched), bare.headers, bare.body),
        twin_from_origin=Request(
            request.method, _sibling(request.path, name, untouched), request.headers, request.body
        ),
        plain=bare,
        routes=_route_requests(routes, (stranger, *known[:1]), name),
        origins=tuple(
            (origin, _with_origin(asked, origin))
            for origin in _other_origins(known, admitted, name)
            for asked in probe.requests
        ),
        known=frozenset(known),
        given_up=frozenset(gives_up),
    )


def _route_requests(routes: Sequence[Route], origins: Sequence[str], name: str) -> tuple[Request, ...]:
    """Each route as nobody in particular, as somebody with a wrong token, and as pages of ``origins``.

    Some servers refuse a request without an Origin, so one of these may be an origin that is let in.
    """
    made: dict[Request, None] = {}
    for route in routes:
        path = _PARAMETER.sub("1", route.path).rstrip("*") or "/"
        method = "GET" if route.method == "*" else route.method
        body = b"{}" if method in ("POST", "PUT", "PATCH") else b""
        headers = (("Content-Type", "application/json"),) if body else ()
        made[Request(method, path, headers, body)] = None
        if method == "GET":
            other = _PARAMETER.sub(name, route.path).rstrip("*") or "/"
            made[Request("GET", other, (("Authorization", f"Bearer {name}"), ("Cookie", f"session={name}")))] = None
        for origin in origins:
            made[Request("OPTIONS", path, (("Origin", origin), ("Access-Control-Request-Method", method)))] = None
            if method == "GET":
                made[Request("GET", path, (("Origin", origin),))] = None
    reading_first = sorted(made, key=lambda request: request.method not in READING)
    return tuple(reading_first[: 5 * MAX_ROUTES])


def _other_origins(known: Sequence[str], admitted: Sequence[str], name: str) -> tuple[str, ...]:
    """Origins that must be treated as before: strangers, look-alikes of the admitted, those already known."""
    others = [
        "null",
        f"http://localhost.{name}.com",
        f"http://{name}.local:8080",
        f"https://{name}.vercel.app",
        "http://203.0.113.77",
        "https://198.51.100.77:8443",
        "http://192.168.77.77:3000",
        *(f"https://{name}.{ending}" for ending in ("com", "io", "net", "org", "dev", "app", "example")),
    ]
    for origin in admitted:
        try:
            parts = urlsplit(origin)
            host, port = parts.hostname or "", f":{parts.port}" if parts.port else ""
        except ValueError:
            # No origin that a browser would send; it has no look-alikes.
            continue
        other_scheme = "http" if parts.scheme == "https" else "https"
        others += [
            f"{origin}.{name}.com",
            f"{parts.scheme}://{name}{host}{port}",
            f"{parts.scheme}://{name}.{host}{port}",
            f"{other_scheme}://{host}{port}",
            f"{parts.scheme}://{host}:{(parts.port or 8000) + 1}",
        ]
    others += [origin for origin in known if origin not in admitted]
    return tuple(dict.fromkeys(origin for origin in others if origin not in admitted))


def _with_origin(request: Request, origin: str) -> Request:
    headers = tuple((k, origin if k.lower() == "origin" else v) for k, v in request.headers)
    return Request(request.method, request.path, headers, request.body)


def _without(request: Request, name: str) -> Request:
    kept = tuple((k, v) for k, v in request.headers if k.lower() != name)
    return Request(request.method, request.path, kept, request.body)


def _sibling(path: str, name: str, untouched: Sequence[Route]) -> str:
    """A path beside ``path`` that cannot exist; deeper, where a parameter of untouched code takes anything there."""
    bare = path.split("?", 1)[0].rstrip("/")
    twin = f"{bare.rsplit('/', 1)[0]}/{name}"
    for _ in range(_DEEPER):
        if not any(takes(route.path, twin) for route in untouched):
            break
        twin += f"/{name}"
    return twin


def takes(pattern: str, path: str) -> bool:
    """Whether a route with parameters, though without a rest that is anything, takes ``path``."""
    parts, given = pattern.strip("/").split("/"), path.strip("/").split("/")
    return (
        len(parts) == len(given)
        and not pattern.endswith("*")
        and all(part.startswith(":") or part == other for part, other in zip(parts, given, strict=True))
    )

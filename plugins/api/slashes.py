"""Slashes at the end of a path, for the servers that tell them apart."""

from __future__ import annotations

import re

from autofix.sdk import Action, Call, Change, Edit, Location
from plugins.api import client
from plugins.api.cause import Cause, Remedy
from plugins.api.contract import TESTS, Contract, Served
from plugins.api.literals import route_literal
from plugins.api.rewriting import rewrites

STRICT = ("django", "flask")
_SLASH_FIRST = {
    "express": "Express never finds it",
    "fastapi": "FastAPI adds it to its prefix as it is, and never finds it",
}
_OF_BEGINNING = ("django", *_SLASH_FIRST)


def find_slash(
    contract: Contract, matched: list[Served], path: str, method: str, kind: str, calls: list[Call]
) -> Cause | None:
    """The slash that the route has at its end and the path has not, or the other way round."""
    strict = [each for each in matched if each.application.framework in STRICT]
    if not strict or len(strict) != len(matched):
        return None
    served = strict[0]
    # Django's own refusal says that the route ends with one, however its pattern is written.
    ends = True if kind == "slash" and served.application.framework == "django" else _has_slash(contract, served)
    if ends is None or ends == path.endswith("/"):
        return None
    is_told_apart = (
        kind == "slash" or not ends or (served.application.framework == "django" and method not in ("", "GET", "HEAD"))
    )
    if not is_told_apart:
        return None
    served_as, asked_as = ("with", "without") if ends else ("without", "with")
    sentence = f"{served.route.path} is served {served_as} a slash at its end and asked for {asked_as}."
    remedies: list[Remedy] = []
    for call in calls[:1]:
        remedies = _remedies(contract, call, ends)
    place = client.place_of(calls[0]) if calls else None
    return Cause("trailing_slash", sentence, place, tuple(remedies), application=served.application)


def find_unreached(contract: Contract, matched: list[Served], path: str) -> Cause | None:
    """A route whose literal lacks the slash at its beginning, or has one where Django refuses it."""
    served = matched[0]
    framework = served.application.framework
    literal = route_literal(contract.workspace, served.route) if framework in _OF_BEGINNING else None
    if literal is None or TESTS.search(literal.file):
        return None
    if framework in _SLASH_FIRST and re.match(r"\w|\{", literal.text):
        edit = Edit(literal.start, literal.start, "/")
        title = f"Begin '{literal.text}' with a slash"
        sentence = f"'{literal.text}' begins with no slash, so that {_SLASH_FIRST[framework]} for {path}."
    elif framework == "django" and literal.text.startswith("/") and len(literal.text) > 1:
        edit = Edit(literal.start, literal.start + 1, "")
        title = f"Begin '{literal.text}' without the slash"
        sentence = f"'{literal.text}' begins with a slash, which Django adds to the one before it: {path} is not found."
    else:
        return None
    change = Change(literal.file, Action.MODIFY, title, (edit,))
    remedy = Remedy("server_slash", title, (change,), "server", asked=path, asked_method=served.route.method)
    place = Location(literal.file, served.route.line)
    return Cause("route_slash", sentence, place, (remedy,), application=served.application)


def _has_slash(contract: Contract, served: Served) -> bool | None:
    """Whether the route's own literal ends with a slash; None where that cannot be read."""
    route = served.route
    text = contract.workspace.read(route.file).split("\n")[route.line - 1]
    if ".register(" in text or "DefaultRouter" in text or "SimpleRouter" in text:
        return "trailing_slash=False" not in contract.workspace.read(route.file)
    literal = route_literal(contract.workspace, route)
    if literal is None or "$" in literal.text:
        return None
    if literal.text == "" and served.application.framework == "django":
        return True
    return literal.text.endswith("/")


def _remedies(contract: Contract, call: Call, adds: bool) -> list[Remedy]:
    title = "Ask with the slash at the end" if adds else "Ask without the slash at the end"
    target = call.path + "/" if adds else call.path.rstrip("/")
    for made in rewrites(call, target):
        change = Change(made.file, Action.MODIFY, title, (made.edit,))
        return [Remedy("client_slash", title, (change,), "client", asked=target, asked_method=call.method)]
    at = _after_hole(contract, call) if adds else None
    if at is None:
        return []
    change = Change(call.file, Action.MODIFY, title, (Edit(at, at, "/"),))
    return [Remedy("client_slash", title, (change,), "client", asked=target, asked_method=call.method)]


def _after_hole(contract: Contract, call: Call) -> int | None:
    """Where a template ends whose last part is a parameter."""
    text = contract.workspace.read(call.file)
    match = re.match(r"\$\{[^{}`]*\}(?=[`?])", text[call.end : call.end + 200])
    return call.end + match.end() if match else None

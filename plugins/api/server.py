"""Recipes for the server: the string of a route, what it is mounted under, its method."""

from __future__ import annotations

import posixpath
import re

from autofix.sdk import Action, Change, Edit, Location, Route, Workspace, WorkspaceError
from plugins.api.cause import Remedy
from plugins.api.contract import Contract, Served
from plugins.api.literals import Literal, mount_literals, plain_path, route_literal, statement_text
from plugins.api.paths import is_parameter, segments, serves

# Where the routes of a router that answer its own mount are named by a slash.
_BRACKETED = ("flask", "fastapi", "django")
_WRITES = ("POST", "PUT", "PATCH", "DELETE")
_ROOTED = ("express", "fastify", "koa", "nest")


def place_of(route: Route) -> Location:
    """Where the route stands."""
    return Location(route.file, route.line)


def path_remedies(contract: Contract, served: Served, target: str, asked: str, recipe: str) -> list[Remedy]:
    """The edits of one literal that make ``served`` answer ``target``, a path with the route's own parameters."""
    workspace, route = contract.workspace, served.route
    title = f"Serve {target} instead of {route.path}"
    own = route_literal(workspace, route)
    made: list[Remedy] = []
    tail = plain_path(own.text) if own is not None else "/"
    prefix = route.path[: len(route.path) - len(tail)] if tail != "/" else route.path
    framework = served.application.framework
    if own is not None and tail != "/" and (target.startswith(prefix + "/") or target == prefix or not prefix):
        rest = target[len(prefix) :]
        text = _in_notation(own.text, tail, rest, framework) if rest else "/" if framework in _ROOTED else ""
        if text and framework == "django" and route.method in _WRITES and not asked.endswith("/"):
            # Django sends nobody on to the slash who has a body to send.
            text = text.rstrip("/")
        if text is not None and _is_alone(contract, served):
            made.append(_remedy(own, text, title, recipe, asked, route.method))
    if tail == "/" or target.endswith(tail):
        wanted = target[: len(target) - len(tail)] if tail != "/" else target
        made += _mounted(contract, served, prefix, wanted, title, recipe, asked)
    if own is not None and tail != "/" and not made and not prefix:
        text = _in_notation(own.text, tail, target, framework)
        made += [_remedy(own, text, title, recipe, asked, route.method)] if text is not None else []
    return made


def _mounted(
    contract: Contract, served: Served, prefix: str, wanted: str, title: str, recipe: str, asked: str
) -> list[Remedy]:
    """The edit of the literal that the route's router is mounted under."""
    workspace, route = contract.workspace, served.route
    below = [
        s for s in contract.of((served.application,)) if s.route.file == route.file and s.route.path.startswith(prefix)
    ]
    if not prefix.strip("/") or not all(_is_alone(contract, each) for each in below):
        return []
    found = []
    for literal in mount_literals(workspace, served.application):
        plain = plain_path(literal.text)
        if plain == "/" or plain not in prefix:
            continue
        rest = prefix.replace(plain, "\0", 1).split("\0")
        if not (wanted.startswith(rest[0]) and wanted.endswith(rest[1])):
            continue
        middle = wanted[len(rest[0]) : len(wanted) - len(rest[1])] if rest[1] else wanted[len(rest[0]) :]
        text = _in_notation(literal.text, plain, middle)
        if text is not None and text != literal.text and _belongs(workspace, literal, route):
            found.append((literal, text))
    if len(found) != 1:
        return []
    return [_remedy(*found[0], title, recipe, asked, route.method)]


def _belongs(workspace: Workspace, literal: Literal, route: Route) -> bool:
    """Whether the literal mounts the route's own file, or stands in it."""
    if literal.file == route.file:
        return True
    statement = statement_text(workspace, literal)
    stem = posixpath.basename(route.file).rpartition(".")[0]
    if stem in ("index", "routes", "urls", "views", "router"):
        stem = posixpath.basename(posixpath.dirname(route.file)) or stem
    word = re.split(r"[._-]", stem)[0]
    if re.search(rf"\b{re.escape(stem)}\b", statement) or (len(word) > 3 and f"{word}Rout" in statement):
        return True
    after = statement[statement.find(literal.text) :]
    for name in dict.fromkeys(re.findall(r"[A-Za-z_]\w*", after)):
        definition = workspace.definition(literal.file, name)
        if definition is not None and definition.file == route.file:
            return True
        text = workspace.read(literal.file)
        bound = re.search(
            rf"(?:import\s+{name}\s+from\s+|{name}\s*=\s*require\(\s*)['\"]([^'\"]+)['\"]|from\s+([\w.]+)\s+import\s+[^\n]*\b{name}\b",
            text,
        )
        if bound and workspace.resolve_import(literal.file, bound[1] or bound[2]) == route.file:
            return True
    return False


def _is_alone(contract: Contract, served: Served) -> bool:
    """Whether no call meets the route as it is: changing it would break them."""
    return not any(
        serves(served.route.path, call.path, is_template=True) and call.method in ("*", served.route.method)
        for call in contract.calls
    )


def _in_notation(literal: str, plain: str, target: str, framework: str = "") -> str | None:
    """``target`` written as ``literal`` is: its slashes, its parameters."""
    held: dict[str, str] = {}
    for match in re.finditer(r"<(?:\w+:)?(\w+)>|\{(\w+)(?::\w+)?\}", literal):
        held[":" + (match[1] or match[2])] = match[0]
    made = "/".join(held.get(part, part) for part in segments(target))
    if any(is_parameter(part) and (held or framework in _BRACKETED) for part in segments(made)):
        return None
    if not made:
        return None
    # Django joins the parts of a path as they are: one that begins with a slash is never reached.
    starts = "/" if literal.startswith("/") and framework != "django" else ""
    closes = "/" if literal.endswith("/") and len(literal) > 1 else ""
    return starts + made + closes


def _remedy(literal: Literal, text: str, title: str, recipe: str, asked: str, method: str) -> Remedy:
    change = Change(literal.file, Action.MODIFY, title, (Edit(literal.start, literal.end, text),))
    return Remedy(recipe, f"{title} ({literal.file})", (change,), "server", asked=asked, asked_method=method)


def method_remedies(workspace: Workspace, route: Route, method: str, asked: str) -> list[Remedy]:
    """The edit that makes ``route`` answer ``method``, in the words of its framework."""
    try:
        text = workspace.read(route.file)
    except WorkspaceError:
        return []
    lines = text.split("\n")
    begin = sum(len(line) + 1 for line in lines[: route.line - 1])
    rest = text[begin : begin + 600]
    title = f"Answer {method} at {route.path} instead of {route.method}"
    span = _verb_span(rest, route, method)
    if span is None:
        return []
    start, end, new = span
    change = Change(route.file, Action.MODIFY, title, (Edit(begin + start, begin + end, new),))
    return [Remedy("server_method", title, (change,), "server", asked=asked, asked_method=method)]


def _verb_span(rest: str, route: Route, method: str) -> tuple[int, int, str] | None:
    line = rest.split("\n", 1)[0]
    listed = re.search(r"methods\s*=\s*[\[(]\s*(['\"])(\w+)\1\s*,?\s*[\])]", rest.split("def ")[0])
    if listed:
        return (*listed.span(2), method)
    exported = re.match(rf"\s*export\s+(?:(?:async\s+)?function|const|let|var)\s+(?P<v>{route.method})\b", line)
    if exported:
        # A route handler of Next is found by the name that it is exported under.
        return (*exported.span("v"), method)
    verb = route.method.lower()
    called = re.search(rf"\.(?P<v>{verb})\s*\(", line)
    if called:
        return (*called.span("v"), method.lower())
    decorated = re.search(rf"@(?P<v>{verb.capitalize()})\s*\(", line)
    if decorated:
        # The import of the decorator has to follow: only where it is there already is this one word the change.
        return None
    viewed = re.search(r"@(?:api_view|require_http_methods)\(\s*\[\s*(['\"])(?P<v>\w+)\1\s*\]", rest)
    if viewed:
        return (*viewed.span("v"), method)
    flask = re.match(r"\s*@\w+\.route\(\s*(['\"])[^'\"]*\1\s*(?P<v>\))", line)
    if flask and route.method == "GET":
        return flask.start("v"), flask.start("v"), f', methods=["{method}"]'
    return None

"""A name that is there under another: an unused parameter of the function, or a member of an imported object."""

from __future__ import annotations

import re

from autofix.sdk import Action, Change, Edit, Node, Workspace
from plugins.build.cause import Remedy, Spot
from plugins.build.python_renaming import text_of

# How the routes of the frameworks give a parameter its name.
_ROUTE = r"[<{{](?:\w+:)?{name}(?::\w+)?[>}}]"
MAX_FILES = 40


def unused_parameter(workspace: Workspace, spot: Spot, text: str, name: str) -> Remedy | None:
    """Give a parameter that nothing in the function uses the name that its code does use.

    Every function of the file with the same slip follows. A route decides where it names one of the two.
    """
    found = [
        (function, parameter)
        for function in workspace.tree(spot.file).find_all(kind="function_definition")
        if (parameter := _unused(function, name)) is not None
    ]
    lines = [range(node.range().start.line + 1, node.range().end.line + 2) for node, _ in found]
    names = {parameter.text() for _, parameter in found}
    if len(names) != 1 or not any(spot.line in line for line in lines) or not _is_routed(workspace, name, names.pop()):
        return None
    places = [parameter.range() for _, parameter in found]
    edits = tuple(Edit(place.start.index, place.end.index, name) for place in places)
    change = Change(spot.file, Action.MODIFY, f"Call the parameter {name}, as the function does.", edits)
    return Remedy("build_parameter_name", f"call the parameter {name}", (change,))


def of_parameter(workspace: Workspace, spot: Spot, text: str, name: str) -> Remedy | None:
    """``user`` for ``request.user``, where the function has that parameter and the file reads it so elsewhere."""
    for function in workspace.tree(spot.file).find_all(kind="function_definition"):
        place, parameters = function.range(), function.field("parameters")
        if parameters is None or not place.start.line + 1 <= spot.line <= place.end.line + 1:
            continue
        if any(inner.range() != place for inner in function.find_all(kind="function_definition")):
            continue
        listed = re.findall(r"(?<![\w.])([a-z_]\w*)(?=\s*[,:=)])", parameters.text())
        owners = [one for one in listed if re.search(rf"(?<![\w.]){one}\.{re.escape(name)}\b(?!\()", text)]
        bare = rf"(?<![\w.]){re.escape(name)}(?!\w|[ \t]*=[^=])"
        start, body = place.start.index, text[place.start.index : place.end.index]
        edits = tuple(
            Edit(start + one.start(), start + one.start(), f"{owners[0]}.") for one in _code(bare, body, owners)
        )
        if len(owners) == 1 and edits:
            change = Change(spot.file, Action.MODIFY, f"Read {name} of {owners[0]}, as elsewhere here.", edits)
            return Remedy("build_name", f"use {owners[0]}.{name}", (change,))
    return None


def _code(bare: str, body: str, owners: list[str]) -> list[re.Match[str]]:
    """Where the name stands in lines that are no comment and hold no quotes, which may be text."""
    found = list(re.finditer(bare, body)) if len(owners) == 1 else []
    rows = [body[body.rfind("\n", 0, one.start()) + 1 : one.start()] for one in found]
    return [one for one, row in zip(found, rows, strict=True) if not re.search(r"[#'\"]", row)]


def _unused(function: Node, name: str) -> Node | None:
    """The one parameter without a use, in a function that uses ``name`` and does not bind it."""
    parameters, body = function.field("parameters"), function.field("body")
    if parameters is None or body is None:
        return None
    used = {node.text() for node in body.find_all(kind="identifier")}
    named = [_identifier(one) for one in parameters.children() if one.is_named()]
    plain = [one for one in named if one is not None and one.text() not in ("self", "cls", "request")]
    idle = [one for one in plain if one.text() not in used]
    is_bound = re.search(
        rf"(?m)\b{re.escape(name)}\s*(?::[^=\n]+)?=[^=]|\b(?:for|as)\s+{re.escape(name)}\b", body.text()
    )
    if name not in used or is_bound or len(idle) != 1 or any(one.text() == name for one in plain):
        return None
    return idle[0]


def _identifier(parameter: Node) -> Node | None:
    if parameter.kind() == "identifier":
        return parameter
    if parameter.kind() in ("typed_parameter", "default_parameter", "typed_default_parameter"):
        return parameter.field("name") or next(
            (one for one in parameter.children() if one.kind() == "identifier"), None
        )
    return None


def _is_routed(workspace: Workspace, name: str, was: str) -> bool:
    """Whether a route of the repository gives the parameter the new name, and none the old one."""
    written = [text_of(workspace, path) for path in list(workspace.search(name, suffixes=(".py",)))[:MAX_FILES]]
    return any(re.search(_ROUTE.format(name=name), text) for text in written) and not any(
        re.search(_ROUTE.format(name=was), text) for text in written
    )


def of_object(workspace: Workspace, file: str, text: str, name: str) -> Remedy | None:
    """``config.URL`` for a bare ``URL``, where the file or another reads it from the object that the file imports."""
    imported = {local for made in workspace.imports(file) for _, local in made.names if local != "*"}
    owners = {
        found[1]
        for path in [file, *list(workspace.search(f".{name}", suffixes=(".py",)))[:MAX_FILES]]
        for found in re.finditer(rf"(?<![\w.])(\w+)\.{re.escape(name)}\b(?!\s*=[^=])", text_of(workspace, path))
    }
    if not name.isupper() or len(owners) != 1 or not owners <= imported:
        return None
    owner = owners.pop()
    uses = [
        node.range().start.index
        for node in workspace.tree(file).find_all(kind="identifier")
        if node.text() == name and text[node.range().start.index - 1] != "." and not _is_keyword(node)
    ]
    change = Change(
        file,
        Action.MODIFY,
        f"Read {name} from {owner}, which the file imports.",
        tuple(Edit(start, start, f"{owner}.") for start in uses),
    )
    return Remedy("build_name", f"use {owner}.{name}", (change,)) if uses else None


def _is_keyword(node: Node) -> bool:
    parent = node.parent()
    named = parent.field("name") if parent is not None and parent.kind() == "keyword_argument" else None
    return named is not None and named.range().start.index == node.range().start.index

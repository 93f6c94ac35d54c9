"""A name that is bound under another spelling: in the import itself, behind its module's name, or on ``self``."""

from __future__ import annotations

import builtins
import difflib
import re

from autofix.sdk import Action, Change, Edit, Import, Node, Workspace
from plugins.build.cause import Remedy, Spot
from plugins.build.known_python_names import homes
from plugins.build.packages import is_alike
from plugins.build.python_settings import read, settings_chain, settings_file

# Characters: more than these are another word.
_SLIP = 2


def respelt_import(workspace: Workspace, file: str, text: str, name: str) -> Remedy | None:
    """The import that was meant to bring the name, and misspells it: nothing else uses what it brings."""
    found: list[Edit] = []
    for made in workspace.imports(file):
        statement = text[made.start : made.end]
        for imported, local in made.names:
            is_slip = is_alike(imported, name) or (imported.startswith(name) and len(imported) <= len(name) + 2)
            if local != imported or imported == "*" or not is_slip or not _offers(workspace, made, name):
                continue
            places = list(re.finditer(rf"(?<![\w.]){re.escape(imported)}(?!\w)", text))
            inner = [place for place in places if made.specifier_end <= place.start() < made.end]
            if len(places) == len(inner) == 1 and statement.startswith("from "):
                found.append(Edit(inner[0].start(), inner[0].end(), name))
    if len(found) != 1:
        return None
    change = Change(file, Action.MODIFY, f"Import {name}, which is what the code uses.", tuple(found))
    return Remedy("build_name", f"import {name}", (change,))


def _offers(workspace: Workspace, made: Import, name: str) -> bool:
    target = workspace.resolve_import(made.file, made.specifier)
    if target is not None:
        return name in workspace.exports(target).names
    return any(source == made.specifier for _, source in homes().get(name, ()))


def unqualified(workspace: Workspace, file: str, text: str, name: str) -> Remedy | None:
    """``services.Post`` where the file has ``from .services import Post``: the name is there without its module."""
    brought: dict[str, str] = {}
    for made in workspace.imports(file):
        if made.specifier.rpartition(".")[2] == name and text.startswith("from ", made.start):
            brought |= dict(made.names)
    uses = list(re.finditer(rf"(?<![\w.\"']){re.escape(name)}\s*\.\s*(\w+)", text))
    bare = re.findall(rf"(?<![\w.\"']){re.escape(name)}(?!\s*\.|\w|\s+import\b)", text)
    if not uses or bare or any(use[1] not in brought for use in uses):
        return None
    edits = tuple(Edit(use.start(), use.end(), brought[use[1]]) for use in uses)
    change = Change(file, Action.MODIFY, f"The file imports it from {name} already.", edits)
    return Remedy("build_name", f"use {brought[uses[0][1]]}", (change,))


def of_settings(workspace: Workspace, file: str, text: str, name: str) -> Remedy | None:
    """A setting of Django as a bare name, in a file that imports ``settings``; the others of the file go along."""
    imported = any(
        made.specifier == "django.conf" and ("settings", "settings") in made.names for made in workspace.imports(file)
    )
    path = settings_file(workspace, file) if imported and name.isupper() else ""
    bound = set(re.findall(r"(?m)^\s*([A-Z][A-Z0-9_]+)\s*=", text))
    bound |= {local for made in workspace.imports(file) for _, local in made.names}
    known = _assigned(workspace, path) - bound
    if name not in known:
        return None
    found = [
        node for node in workspace.tree(file).find_all(kind="identifier") if node.text() in known and _is_use(node)
    ]
    edits = tuple(Edit(node.range().start.index, node.range().start.index, "settings.") for node in found)
    change = Change(file, Action.MODIFY, f"{name} is one of the project's settings.", edits)
    return Remedy("build_name", f"use settings.{name}", (change,)) if edits else None


def _assigned(workspace: Workspace, path: str) -> set[str]:
    chain = settings_chain(workspace, path) if path else []
    return {name for one in chain for name in re.findall(r"(?m)^([A-Z][A-Z0-9_]+)\s*=", read(workspace, one))}


def of_self(workspace: Workspace, spot: Spot, text: str, name: str) -> Remedy | None:
    """An attribute of the object that a method uses as a bare name; every such use within the method."""
    method = _method_at(workspace, spot, name)
    if method is None:
        return None
    body, holder, receiver = method
    if re.search(rf"\b{receiver}\.{re.escape(name)}\s*(?::[^=\n]+)?=[^=]", holder.text()) is None:
        return None
    edits = tuple(
        Edit(node.range().start.index, node.range().start.index, f"{receiver}.")
        for node in body.find_all(kind="identifier")
        if node.text() == name and _is_use(node)
    )
    if not edits or _binds(body, name):
        return None
    change = Change(spot.file, Action.MODIFY, f"{name} is an attribute of the object.", edits)
    return Remedy("build_name", f"use {receiver}.{name}", (change,))


def _method_at(workspace: Workspace, spot: Spot, name: str) -> tuple[Node, Node, str] | None:
    for node in workspace.tree(spot.file).find_all(kind="identifier"):
        if node.text() != name or node.range().start.line + 1 != spot.line:
            continue
        above = list(node.ancestors())
        functions = [one for one in above if one.kind() == "function_definition"]
        classes = [one for one in above if one.kind() == "class_definition"]
        if not functions or not classes or len(functions) > 1:
            return None
        parameters = functions[0].field("parameters")
        first = re.match(r"\(\s*(self)\b", parameters.text()) if parameters is not None else None
        return (functions[0], classes[0], first[1]) if first else None
    return None


def _is_use(node: Node) -> bool:
    parent = node.parent()
    if parent is None:
        return True
    start = node.range().start.index
    if parent.kind() == "attribute":
        owner = parent.field("object")
        return owner is not None and owner.range().start.index == start
    if parent.kind() == "keyword_argument":
        named = parent.field("name")
        return named is None or named.range().start.index != start
    return True


def _binds(body: Node, name: str) -> bool:
    escaped = re.escape(name)
    return bool(
        re.search(rf"(?<![\w.]){escaped}\s*(?::[^=\n]+)?=[^=]", body.text())
        or re.search(rf"\b(?:for|as|global|nonlocal|import)\s+(?:[\w, ]*,\s*)?{escaped}\b", body.text())
        or re.search(rf"\((?:[^)]*\W)?{escaped}\s*[,:=)]", body.text().partition("\n")[0])
    )


def respelt_use(workspace: Workspace, spot: Spot, text: str, name: str) -> Remedy | None:
    """The one name bound in the file that this one is a slip for, on the line that is printed."""
    bound = set(re.findall(r"(?m)^\s*(?:async\s+)?(?:def|class)\s+(\w+)", text))
    bound |= set(re.findall(r"(?m)^\s*(\w+)\s*(?::[^=\n]+)?=[^=]", text))
    bound |= {local for made in workspace.imports(spot.file) for _, local in made.names}
    for listed in re.findall(r"def \w+\(([^)]*)\)", text):
        bound |= set(re.findall(r"(\w+)\s*(?:[:=,]|$)", listed))
    outer = set(re.findall(r"(?m)^(?:(?:async\s+)?def\s+|class\s+)?(\w+)\s*(?:[:=(]|$)", text))
    outer |= {local for made in workspace.imports(spot.file) for _, local in made.names}
    alike = {other for other in bound | set(dir(builtins)) if is_alike(name, other) and _is_near(name, other)}
    alike |= {other for other in outer if _lacks_capitals(name, other)}
    if spot.finding.hint and spot.finding.hint in bound:
        alike = {spot.finding.hint} if is_alike(name, spot.finding.hint) or len(alike) == 0 else alike
    if len(alike) != 1 or spot.finding.line is None:
        return None
    spelled = alike.pop()
    # What is followed by "=" is the name of an argument.
    found = list(re.finditer(rf"(?<![\w.]){re.escape(name)}(?!\w|[ \t]*=[^=])", text))
    # A name that is used all over is more likely one that was to be imported.
    here = [m for m in found if text.count("\n", 0, m.start()) + 1 == spot.line]
    if not here or len(found) > 3:
        return None
    # Elsewhere in the file a loop may bind the name for itself.
    is_bound = re.search(rf"\b(?:for|as)\b[^\n:]*(?<![\w.]){re.escape(name)}(?!\w)[^\n]*\b(?:in\b|:)", text) is not None
    edits = tuple(Edit(m.start(), m.end(), spelled) for m in (here if is_bound else found))
    change = Change(spot.file, Action.MODIFY, f"Use {spelled}, which is what there is.", edits)
    return Remedy("build_name", f"use {spelled}", (change,))


def _lacks_capitals(name: str, other: str) -> bool:
    """``rates`` for ``RATES``, ``orderline`` for ``OrderLine``: a class of one word shares it with a variable."""
    is_said_so = other.isupper() or sum(map(str.isupper, other)) > 1
    return name.islower() and is_said_so and other.lower() == name


def _is_near(one: str, other: str) -> bool:
    """Whether two names differ by a slip of two characters, not by a word."""
    changes = difflib.SequenceMatcher(None, one, other).get_opcodes()
    return sum(max(b - a, d - c) for kind, a, b, c, d in changes if kind != "equal") <= _SLIP

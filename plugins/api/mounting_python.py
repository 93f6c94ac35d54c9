"""Mounting a router of Flask or FastAPI beside a sibling: under the name that its own file gives it."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass

from autofix.sdk import Action, Change, Edit, Workspace
from plugins.api.mounting import line_end

_ROUTER = re.compile(r"^(?P<name>[A-Za-z_]\w*)\s*(?::[^=\n]+)?=\s*(?:[\w.]+\.)?(?:APIRouter|Blueprint)\(", re.M)
_FROM = re.compile(
    r"^(?P<indent>[ \t]*)from[ \t]+(?P<module>[.\w]+)[ \t]+import[ \t]*(?P<names>\((?:[^()]*)\)|[^\n#]+)", re.M
)
_GENERIC = frozenset({"router", "api_router", "bp", "blueprint", "api", "app", "routes"})
_PREFIX = re.compile(r"((?:url_)?prefix\s*=\s*)(['\"])([^'\"]*)\2")


@dataclass(frozen=True)
class Imported:
    """The import of a mounted router: ``name`` as it is imported, ``local`` as it is called here."""

    match: re.Match[str]
    name: str
    local: str
    is_module: bool


def mount_beside(
    workspace: Workspace, file: str, span: tuple[int, int], mount: str, sibling: str, router: str, prefix: str
) -> Change | None:
    """The statement ``mount`` at ``span`` of ``file`` and its import, written for the router of another file.

    None where the sibling's import cannot be followed, or the other file makes no router or several.
    """
    text = workspace.read(file)
    made = [match["name"] for match in _ROUTER.finditer(workspace.read(router))]
    found = re.search(r"\b(?:router|blueprint)\s*=\s*([\w.]+)", mount) or re.search(r"\(\s*([A-Za-z_][\w.]*)", mount)
    if len(made) != 1 or found is None:
        return None
    given = found[1]
    owner, _, attribute = given.partition(".")
    imported = imported_as(workspace, file, text, owner, sibling)
    if imported is None or imported.is_module != bool(attribute):
        return None
    stem = posixpath.basename(router).removesuffix(".py")
    if imported.is_module and posixpath.basename(router) == posixpath.basename(sibling):
        alias = _package_alias(imported, sibling, router)
        package = _module(imported.match["module"], posixpath.dirname(sibling), posixpath.dirname(router))
        if not alias or package is None or re.search(rf"\b{alias}\b", text):
            return None
        end = imported.match.start() + len(imported.match[0].rstrip())
        line = f"{imported.match['indent']}from {package} import {imported.name} as {alias}"
        edits, fresh = [Edit(end, end, "\n" + line)], f"{alias}.{made[0]}"
    elif imported.is_module:
        if posixpath.dirname(router) != posixpath.dirname(sibling):
            return None
        known = imported_as(workspace, file, text, stem, router)
        edits, fresh = [] if known else [add_name(text, imported, stem)], f"{stem}.{made[0]}"
        if known is None and re.search(rf"\bimport\b[^\n]*\b{stem}\b", text):
            return None
    else:
        module = _module(imported.match["module"], sibling, router)
        if module is None:
            return None
        known = imported_as(workspace, file, text, made[0], router)
        local = made[0] if known else _local(made[0], stem, imported, text)
        alias = f" as {local}" if local != made[0] else ""
        line = f"{imported.match['indent']}from {module} import {made[0]}{alias}"
        end = imported.match.start() + len(imported.match[0].rstrip())
        edits, fresh = [] if known else [Edit(end, end, "\n" + line)], local
    indent = re.match(r"[ \t]*", text[span[0] :])
    written = re.sub(rf"(?<![\w.]){re.escape(given)}(?![\w.])", fresh, mount, count=1)
    written = _PREFIX.sub(lambda m: f"{m[1]}{m[2]}{prefix if prefix != '/' else ''}{m[2]}", written, count=1)
    written = re.sub(r"(tags\s*=\s*\[\s*['\"])[^'\"\]]*(['\"]\s*\])", lambda m: m[1] + stem + m[2], written)
    at = line_end(text, span[1])
    statement = Edit(at, at, f"\n{indent[0] if indent else ''}{written}")
    return Change(file, Action.MODIFY, f"Mount {router}", tuple(sorted((*edits, statement), key=lambda e: e.start)))


def _package_alias(imported: Imported, sibling: str, router: str) -> str:
    """The name of a module that is called as its sibling's and stands in a package of its own; empty where none is."""
    old, new = (posixpath.basename(posixpath.dirname(each)) for each in (sibling, router))
    is_named_so = bool(old and new) and old in imported.local and imported.local != imported.name
    return imported.local.replace(old, new, 1) if is_named_so else ""


def imported_as(workspace: Workspace, file: str, text: str, name: str, sibling: str) -> Imported | None:
    """The import of ``file`` that brings ``name`` in from the file ``sibling``."""
    for match in _FROM.finditer(text):
        for said in re.finditer(r"(\w+)(?:\s+as\s+(\w+))?", match["names"]):
            if (said[2] or said[1]) != name:
                continue
            joint = "" if match["module"].endswith(".") else "."
            is_module = workspace.resolve_import(file, f"{match['module']}{joint}{said[1]}") == sibling
            if is_module or workspace.resolve_import(file, match["module"]) == sibling:
                return Imported(match, said[1], name, is_module)
    return None


def add_name(text: str, imported: Imported, stem: str) -> Edit:
    """The edit that imports ``stem`` after the sibling: among its names, or in a line of its own where each has one."""
    names, module = imported.match["names"], imported.match["module"]
    lines = [match["names"] for match in _FROM.finditer(text) if match["module"] == module]
    if len(lines) > 1 and not any("," in line for line in lines):
        end = imported.match.start() + len(imported.match[0].rstrip())
        return Edit(end, end, f"\n{imported.match['indent']}from {module} import {stem}")
    said = re.search(rf"\b{imported.name}\b(?:\s+as\s+\w+)?", names)
    at = imported.match.start("names") + (said.end() if said else len(names.rstrip()))
    before = re.search(r"\n[ \t]*$", names[: said.start()] if said else "")
    return Edit(at, at, f",{before[0] if before else ' '}{stem}")


def _module(written: str, sibling: str, router: str) -> str | None:
    """How the module of ``router`` is written where that of ``sibling`` is written so."""
    dots = re.match(r"\.*", written)
    lead = dots[0] if dots else ""
    parts = [part for part in written[len(lead) :].split(".") if part]
    old = sibling.removesuffix(".py").removesuffix("/__init__").split("/")
    new = router.removesuffix(".py").removesuffix("/__init__").split("/")
    if not parts or old[-len(parts) :] != parts:
        return None
    ahead = old[: len(old) - len(parts)]
    return lead + ".".join(new[len(ahead) :]) if new[: len(ahead)] == ahead and len(new) > len(ahead) else None


def _local(name: str, stem: str, imported: Imported, text: str) -> str:
    """The name to use here: the router's own, unless it says nothing or is taken."""
    if name not in _GENERIC and not re.search(rf"\b{name}\b", text):
        return name
    ending = re.search(r"_[a-z]+$", imported.local)
    joined = ending[0] if ending and not stem.endswith(ending[0]) else ""
    return stem + (joined or ("" if stem.endswith(("router", "routes", "bp")) else f"_{name}"))

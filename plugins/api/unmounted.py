"""Routers that are written and mounted nowhere, mounted as their siblings are."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from autofix.sdk import Action, Application, Change, Edit, Location, Route, Workspace, WorkspaceError
from plugins.api import mounting_python
from plugins.api.cause import Cause, Remedy, recommend
from plugins.api.contract import TESTS, Contract
from plugins.api.literals import line_of, plain_path, route_literal
from plugins.api.mounting import import_line, line_end, mount_beside, target_of
from plugins.api.paths import is_parameter, plain_word, segments

_JAVASCRIPT = (".js", ".ts", ".mjs", ".cjs")
_LOCAL = {
    "npm": re.compile(r"\.\s*(?P<verb>get|post|put|patch|delete|all)\(\s*(['\"`])(?P<path>/[^'\"`\n]*)\2"),
    "pip": re.compile(
        r"@\w+\.(?P<verb>route|get|post|put|patch|delete)\(\s*(['\"])(?P<path>[^'\"\n]*)\2(?P<rest>[^\n]*)"
        r"|\b(?:re_)?path\(\s*(['\"])(?P<django>[^'\"\n]*)\5(?!\s*,\s*include\()|\.register\(\s*r?(['\"])(?P<set>[^'\"\n]+)\7"
    ),
}
_OWN_PREFIX = re.compile(r"(?:Blueprint|APIRouter)\([^)]*?(?:url_)?prefix\s*=\s*['\"]([^'\"]*)['\"]")
# What a file of routes is called by besides the thing that they are about.
_ROLE = r"[._-]?(?:routes?|routers?|routing|controllers?|apis?|endpoints?|bp|blueprints?|views?|urls)$"
_MAKES_ROUTER = re.compile(r"\bRouter\(|\bBlueprint\(|\bAPIRouter\(|\burlpatterns\s*=")
_MOUNTS = {
    "npm": re.compile(
        r"^(?P<indent>[ \t]*)(?P<whole>\w+\.(?:use|register)\(\s*(['\"`])(?P<prefix>/[^'\"`\n]*)\3"
        r"\s*,[^\n]*\)\s*;?)[ \t]*(?://[^\n]*)?\r?$",
        re.M,
    ),
    "pip": re.compile(
        r"^(?P<indent>[ \t]*)(?P<whole>(?:\w+\.(?:register_blueprint|include_router)\((?:[^()]|\([^()]*\))*\)"
        r"|(?:re_)?path\(\s*['\"](?P<django>[^'\"\n]*)['\"]\s*,\s*include\([^\n]*\)\s*,?))[ \t]*(?:#[^\n]*)?\r?$",
        re.M,
    ),
}
_GIVEN_PREFIX = re.compile(r"(?:url_)?prefix\s*=\s*(['\"])(?P<prefix>[^'\"]*)\1")


@dataclass(frozen=True)
class _Router:
    file: str
    line: int
    prefix: str


@dataclass(frozen=True)
class _Mount:
    """A line that mounts a sibling: its file and core words say what to write for another router."""

    file: str
    start: int
    end: int
    text: str
    prefix: str
    target: str
    base: str = ""


def find_unmounted(contract: Contract, application: Application, path: str, method: str) -> Cause | None:
    """The router that would serve ``path`` if it were mounted like its siblings."""
    workspace = contract.workspace
    mounts = list(_mounts(workspace, application))
    mounted = {mount.target for mount in mounts}
    routers = [r for r in _routers(contract, application, path, method) if r.file not in mounted]
    if len({r.file for r in routers}) != 1:
        return None
    router = routers[0]
    place = Location(router.file, router.line)
    sentence = f"{router.file} serves {method or 'the request for'} {path}, but nothing mounts it."
    for mount in sorted(
        mounts, key=lambda m: (posixpath.dirname(m.target) != posixpath.dirname(router.file), -m.start)
    ):
        mount = replace(mount, base=_base(contract, mount))
        for chosen in [below for r in routers if (below := _below(mount, r)) is not None]:
            given = (mount.file, (mount.start, mount.end), mount.text, mount.target, chosen.file, chosen.prefix)
            if mount.file.endswith(".py") and "include(" not in mount.text:
                change = mounting_python.mount_beside(workspace, *given)
            else:
                change = _clone(workspace, mount, chosen) or mount_beside(workspace, *given)
            if change is not None:
                title = f"Mount {router.file} in {mount.file} as {mount.target} is"
                remedy = Remedy("mount_router", title, (change,), "server", asked=path, asked_method=method)
                return Cause("not_mounted", sentence, place, (remedy,), application=application)
    return recommend(
        "not_mounted",
        sentence,
        f"Mount {router.file} in the application, as its other routers are, so that it answers {path}.",
        place,
    )


def _routers(contract: Contract, application: Application, path: str, method: str) -> Iterator[_Router]:
    workspace = contract.workspace
    known = {served.route.file for served in contract.served}
    kind = application.ecosystem
    inside = f"{application.root}/" if application.root else ""
    needles = ("Router(",) if kind == "npm" else ("Blueprint(", "APIRouter(", "urlpatterns")
    for file in workspace.search(*needles, suffixes=_JAVASCRIPT if kind == "npm" else (".py",)):
        if file in known or not file.startswith(inside) or TESTS.search(file) or file == application.source:
            continue
        try:
            text = workspace.read(file)
        except WorkspaceError:
            continue
        if not _MAKES_ROUTER.search(text) or ("urlpatterns" in text) != (application.framework == "django"):
            continue
        own = _OWN_PREFIX.search(text)
        for match in _LOCAL[kind].finditer(text):
            local = _local(match, own[1] if own else "")
            if local is None or not _answers(match, method):
                continue
            prefix = _prefix_for(path, local)
            if prefix is not None and (_has_words(local) or _is_named(file, prefix)):
                yield _Router(file, line_of(text, match.start()), prefix)


def _has_words(local: str) -> bool:
    return any(not is_parameter(part) for part in segments(local))


def _is_named(file: str, prefix: str) -> bool:
    """Whether a router whose route says nothing is called as the path it would be mounted under, and no other thing."""
    *folders, base = posixpath.splitext(file)[0].split("/")
    names = {plain_word(re.sub(_ROLE, "", part, flags=re.I)) for part in (base, *folders[-1:])}
    return any(plain_word(part) in names for part in segments(prefix)[-1:])


def _local(match: re.Match[str], own: str) -> str | None:
    named = match.groupdict()
    if named.get("set") is not None:
        return plain_path(named["set"])
    inner = named.get("django") if named.get("path") is None else named["path"]
    return plain_path(own + "/" + (inner or ""))


def _answers(match: re.Match[str], method: str) -> bool:
    verb = (match.groupdict().get("verb") or "").upper()
    if not method or not verb or verb == "ALL":
        return True
    if verb == "ROUTE":
        listed = re.search(r"methods\s*=\s*[\[(]([^\])]*)", match["rest"] or "")
        return method in listed[1].upper() if listed else method in ("GET", "HEAD")
    return verb == method


def _prefix_for(path: str, local: str) -> str | None:
    """What ``path`` has in front of ``local``; None where it does not end with it."""
    asked, wanted = segments(path), segments(local)
    if len(wanted) > len(asked):
        return None
    tail = asked[len(asked) - len(wanted) :]
    if all(is_parameter(w) or a == w for a, w in zip(tail, wanted, strict=True)):
        return "/" + "/".join(asked[: len(asked) - len(wanted)])
    return None


def _mounts(workspace: Workspace, application: Application) -> Iterator[_Mount]:
    kind = application.ecosystem
    needles = (".use(", ".register(") if kind == "npm" else ("register_blueprint(", "include_router(", "include(")
    for file in workspace.search(*needles, suffixes=_JAVASCRIPT if kind == "npm" else (".py",)):
        if TESTS.search(file):
            continue
        text = workspace.read(file)
        for match in _MOUNTS[kind].finditer(text):
            prefix = match.groupdict().get("prefix") or match.groupdict().get("django") or ""
            if kind == "pip" and not match["django"]:
                given = _GIVEN_PREFIX.search(match["whole"])
                prefix = given["prefix"] if given else ""
            target = target_of(workspace, file, text, match["whole"])
            if target:
                whole = match["whole"].rstrip()
                end = match.start("whole") + len(whole)
                yield _Mount(file, match.start(), end, whole, prefix, target)


def _base(contract: Contract, mount: _Mount) -> str:
    """What the file of a mount is mounted under itself, as the routes of the mounted sibling show."""
    own = segments(mount.prefix)
    for served in contract.served:
        if served.route.file != mount.target:
            continue
        parts = segments(served.route.path)
        if not own:
            # Mounted under nothing: what is ahead of the router's own words comes from where the file is mounted.
            local = _own_path(contract.workspace, served.route)
            if local and served.route.path.endswith(local):
                return served.route.path[: -len(local)]
        for at in range(len(parts) - len(own) + 1):
            if own and parts[at : at + len(own)] == own:
                return "/" + "/".join(parts[:at])
    return ""


def _own_path(workspace: Workspace, route: Route) -> str:
    """The path of a route as its own file says it; empty where that cannot be read."""
    literal, own = route_literal(workspace, route), _OWN_PREFIX.search(workspace.read(route.file))
    return plain_path((own[1] if own else "") + "/" + literal.text).rstrip("/") if literal is not None else ""


def _below(mount: _Mount, router: _Router) -> _Router | None:
    """``router`` with its prefix as the mount's file says it; None where that is no neighbour of the mount's."""
    base = segments(mount.base)
    old, new = segments(mount.prefix), segments(router.prefix)
    if new[: len(base)] != base:
        return None
    new = new[len(base) :]
    below = replace(router, prefix="/" + "/".join(new))
    if old == new or (not new and "include(" in mount.text):
        return below
    return below if len(old) == len(new) and old[:-1] == new[:-1] and old else None


def _clone(workspace: Workspace, mount: _Mount, router: _Router) -> Change | None:
    """The sibling's mount and import, written for ``router``."""
    cores = _cores(mount.target, router.file)
    if cores is None:
        return None
    text = workspace.read(mount.file)
    indent = re.match(r"[ \t]*", text[mount.start : mount.end])
    said = re.sub(r"(['\"`])[^'\"`\n]*\1", lambda m: "\0", mount.text, count=1) if mount.prefix else mount.text
    literal = re.search(r"(['\"`])([^'\"`\n]*)\1", mount.text)
    line = _renamed(mount.text, cores)
    if mount.prefix and literal:
        line = re.sub(
            rf"(['\"`]){re.escape(_renamed(mount.prefix, cores))}\1",
            lambda m: f"{m[1]}{_like(mount.prefix, router.prefix)}{m[1]}",
            line,
            count=1,
        )
    if line == mount.text or not said:
        return None
    ahead = "" if not mount.text.startswith(("path(", "re_path(")) or mount.text.endswith(",") else ","
    at = line_end(text, mount.end)
    edits = [Edit(mount.end, mount.end, ahead)] if ahead else []
    edits.append(Edit(at, at, f"\n{indent[0] if indent else ''}{line}"))
    names = re.findall(r"[A-Za-z_]\w*", re.sub(r"(['\"`])[^'\"`\n]*\1", "", mount.text))
    for name in reversed(names):
        imported = import_line(text, name)
        if imported is None or not _names_core(imported[2], cores[0]):
            continue
        new_name = _renamed(name, cores)
        if import_line(text, new_name) is not None and new_name != name:
            break
        _, end, written = imported
        fresh = _renamed(written, cores)
        if fresh == written or new_name == name or "," in re.sub(r"\([^()]*\)", "", written):
            return None
        if re.search(rf"\{{[^{{}}]*\b{name}\b", written) and new_name not in workspace.exports(router.file).names:
            return None
        edits.append(
            Edit(end, end, "\n" + fresh) if text[end - 1 : end] != "\r" else Edit(end - 1, end - 1, "\n" + fresh)
        )
        break
    else:
        if "require(" not in line and "include(" not in line:
            return None
    return Change(mount.file, Action.MODIFY, f"Mount {router.file}", tuple(sorted(edits, key=lambda e: e.start)))


def _cores(sibling: str, router: str) -> tuple[str, str] | None:
    """The words in which two paths of routers differ."""
    first, second = sibling.split("/"), router.split("/")
    if len(first) != len(second):
        return None
    differing = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    if len(differing) != 1:
        return None
    one, other = (part.rpartition(".")[0] or part if "." in part else part for part in differing[0])
    behind = 0
    while behind < min(len(one), len(other)) and one[-1 - behind] == other[-1 - behind]:
        behind += 1
    # An ending in common is a word of its own (`user.routes`, `userRoutes`), never the plural's letter.
    ending = one[len(one) - behind :]
    word = re.search(r"[._-]?(?:[rR]out(?:es|er|ers|e)|[cC]ontroller|[aA]pi|[bB]p|[bB]lueprint|[vV]iews?)$", ending)
    cut = len(word[0]) if word else 0
    one, other = one[: len(one) - cut], other[: len(other) - cut]
    return (one, other) if len(one) > 2 and len(other) > 1 else None


def _names_core(text: str, core: str) -> bool:
    single = core[:-1] if core.endswith("s") else core
    return single.lower() in text.lower()


def _renamed(text: str, cores: tuple[str, str]) -> str:
    """``text`` with the one word put for the other, in its case and number."""
    one, other = cores
    single, other_single = (word[:-1] if word.endswith("s") and not word.endswith("ss") else word for word in cores)
    made = text
    for old, new in ((one, other), (single, other_single)):
        for shape in (str, _capital):
            made = re.sub(
                rf"(?<![a-z]){re.escape(shape(old))}(?![a-z])|{re.escape(shape(old))}(?=[A-Z_.])", shape(new), made
            )
    return made


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def _like(old: str, new: str) -> str:
    """``new`` with the slashes at both ends that ``old`` has."""
    body = new.strip("/")
    if not body:
        return ""
    return ("/" if old.startswith("/") else "") + body + ("/" if old.endswith("/") and len(old) > 1 else "")

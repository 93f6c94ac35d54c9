"""Packages of npm that cannot be had together, and versions of them that do not exist."""

from __future__ import annotations

import re

from autofix.sdk import Action, Change, Dependency, Location, Package, Problem, Workspace
from plugins.build.cause import Cause, Remedy, Spot, recommend
from plugins.build.known_npm import fitting_versions, published_together
from plugins.build.locate import package_folder
from plugins.build.manifest import declared, line_of, set_range
from plugins.build.packages import PYTHON_TOOLS
from plugins.build.packages_versions import known_range, locked_versions, major, majors_of, npm_siblings

CONFLICT = "dependency_conflict"
VERSION = "dependency_version"
# The rest of an application is written against these: a plugin gives way to them, not they to it.
_FRAMEWORKS = frozenset(
    "react react-dom vue next nuxt svelte @angular/core express @nestjs/core @nestjs/common typescript eslint vite "
    "webpack jest vitest graphql tailwindcss node".split()
)
_PLAIN = re.compile(r"[\^~]?\d{1,4}(?:\.\d{1,5}){0,2}")
_LATEST = re.compile(r'The latest release of (?P<name>\S{1,200}) is "(?P<version>[\d.]{1,40})"')


def find_conflict(workspace: Workspace, spot: Spot, problem: Problem) -> Cause | None:
    """Which one package has to be raised or lowered so that the peers fit; None for a conflict of pip."""
    if spot.finding.tool in PYTHON_TOOLS:
        return None
    name, wanted = spot.value, spot.finding.hint or ""
    source = (spot.finding.source or "").rpartition("@")[0] or (spot.finding.source or "")
    packages = [p for p in workspace.packages() if p.ecosystem == "npm" and source in declared(p)]
    sentence = f"{spot.finding.source or 'A package'} needs {name}@{wanted}, and another version of it is asked for."
    reason = (
        f"Raise {source or 'the one'} to a version that takes the {name} you use, or {name} to what it wants; "
        "--legacy-peer-deps only hides that they do not fit."
    )
    if len(packages) != 1:
        return recommend(CONFLICT, sentence, reason)
    package = packages[0]
    place = Location(package.path, line_of(workspace, package, source))
    if name not in declared(package):
        return recommend(CONFLICT, sentence, reason, place)
    accepted, asked = majors_of(wanted), majors_of(declared(package)[name])
    if not accepted or not asked or accepted & asked:
        return recommend(CONFLICT, sentence, reason, place)
    remedy = _raise(workspace, package, source, name) or _follow(workspace, package, name, wanted)
    return Cause(CONFLICT, sentence, place, (remedy,)) if remedy else recommend(CONFLICT, sentence, reason, place)


def find_version(workspace: Workspace, spot: Spot, problem: Problem) -> Cause | None:
    """What a version or a package that the registry does not have should be; None for one of pip."""
    if spot.finding.tool in PYTHON_TOOLS:
        return None
    name, _, wanted = spot.value.rpartition("@") if "@" in spot.value[1:] else (spot.value, "", "")
    name, wanted = name.removesuffix("@npm"), wanted.removeprefix("npm:")
    holders = [p for p in workspace.packages() if p.ecosystem == "npm" and name in declared(p)]
    holders = [p for p in holders if not wanted or declared(p)[name] == wanted] or holders
    sentence = f"The registry has no {spot.value}."
    reason = (
        f"Ask for a version of {name} that exists ('npm view {name} versions'). If it was published to a private "
        "registry, the install needs that registry's address and access."
    )
    if len(holders) != 1:
        return recommend(VERSION, sentence, f"No one manifest here asks for it. {reason}")
    package = holders[0]
    place = Location(package.path, line_of(workspace, package, name))
    better = _existing(workspace, package, name, wanted, problem)
    if not better:
        return recommend(VERSION, sentence, reason, place)
    change = set_range(workspace, package, name, better, f"Ask for a version of {name} that exists.")
    if change is None:
        return recommend(VERSION, sentence, reason, place)
    remedy = Remedy("build_version", f"{name} {better}", (change,), (Dependency("npm", name, package.path),))
    return Cause(VERSION, sentence, place, (remedy,))


def _existing(workspace: Workspace, package: Package, name: str, wanted: str, problem: Problem) -> str:
    """A version that there is: in the lock, in another manifest, as printed, or as it is widely used."""
    locked = [version for version in locked_versions(workspace, package, name) if version not in wanted]
    if len(locked) == 1:
        return f"^{locked[0]}"
    others = {declared(other)[name] for other in npm_siblings(workspace, package) if name in declared(other)}
    others = {other for other in others - {wanted} if _PLAIN.fullmatch(other)}
    if others:
        return others.pop() if len(others) == 1 else ""
    printed = _LATEST.search(problem.text)
    if printed and printed["name"] == name and major(printed["version"]) == major(wanted):
        return f"^{printed['version']}"
    known = known_range(package, name)
    return known if known and _PLAIN.fullmatch(known) and major(known) == major(wanted) else ""


def _raise(workspace: Workspace, package: Package, source: str, name: str) -> Remedy | None:
    """Take the version of the plugin, and of what is published with it, that fits the major of its framework."""
    known = declared(package)
    number = major(known[name])
    raised: dict[str, str] = {}
    for one in (source, published_together().get(source, "")):
        framework, ranges = fitting_versions().get(one, ("", {}))
        wanted = ranges.get(number) if framework == name and number is not None else None
        if one in known and wanted is not None and _order(wanted) > _order(known[one]):
            raised[one] = wanted
    if source not in raised:
        return None
    why = f"Take what fits {name} {known[name]}."
    changes = [set_range(workspace, package, one, wanted, why) for one, wanted in raised.items()]
    edits = tuple(edit for change in changes if change is not None for edit in change.edits)
    named = tuple(Dependency("npm", one, package.path) for one in raised)
    title = f"{source} {raised[source]}"
    return Remedy("build_peer", title, (Change(package.path, Action.MODIFY, why, edits),), named) if edits else None


def _follow(workspace: Workspace, package: Package, name: str, wanted: str) -> Remedy | None:
    """Give the package the range that npm printed, where nothing else rests upon it."""
    plain = wanted.split("||")[-1].strip()
    if name in _FRAMEWORKS or not _PLAIN.fullmatch(plain) or len(plain.split(".")) != 3:
        return None
    own = fitting_versions().get(name)
    if own is not None and own[0] in declared(package):
        ranges = own[1]
        framework = major(declared(package)[own[0]])
        # A package that follows its framework's major must not be taken off it.
        if framework is not None and framework in ranges and major(ranges[framework]) != major(plain):
            return None
    change = set_range(workspace, package, name, plain, f"Ask for the {name} that its dependents take.")
    if change is None:
        return None
    return Remedy("build_peer", f"{name} {plain}", (change,), (Dependency("npm", name, package.path),))


def _order(wanted: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", wanted)[:3])


def folder_package(workspace: Workspace, problem: Problem) -> Package | None:
    """The manifest of npm whose script printed the report, else the only one, else that of the top."""
    packages = [package for package in workspace.packages() if package.ecosystem == "npm"]
    folder = package_folder(workspace, problem)
    named = [package for package in packages if package.root == folder]
    if folder and named:
        return named[0]
    return packages[0] if len(packages) == 1 else next(iter(named), None)

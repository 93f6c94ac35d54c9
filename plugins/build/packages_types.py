"""Type declarations of a package that are not declared: TS7016, TS2688, and the names of Node and of test runners."""

from __future__ import annotations

import re

from autofix.sdk import Location, Package, Problem, Workspace
from plugins.build.cause import Cause, Spot, not_code, recommend
from plugins.build.manifest import declared, line_of
from plugins.build.packages import declaring, owner, package_name
from plugins.build.packages_outside import BUILTINS
from plugins.build.packages_versions import choose_version

CODE = "types_undeclared"
_LIBRARY = re.compile(r"Cannot find type definition file for '(?P<name>[^'\n]{1,200})'")
_TYPES = re.compile(r"@types/[\w.-]{1,100}")
# A part of Node is always there; what the compiler lacks are its types.
_UNTYPED = "or its corresponding type declarations"
_OF_NODE = frozenset(("__dirname", "__filename"))
_RUNNERS = {"@types/jest": ("jest", "ts-jest", "react-scripts"), "@types/mocha": ("mocha",)}


def find_types(workspace: Workspace, spot: Spot, problem: Problem) -> Cause | None:
    """Which ``@types`` package lacks; None when the message is about something else."""
    asked = _asked(workspace, spot)
    if not asked:
        return None
    package = owner(workspace, spot, problem)
    if package is None:
        return None
    name = _of_runner(package) if asked in _RUNNERS else asked
    place = spot.place or Location(package.path, 1)
    if not name:
        return recommend(CODE, "The types of the test runner are missing.", "Say which test runner is used.", place)
    sentence = f"{name} is not declared in {package.path}."
    if name in declared(package):
        return not_code(
            CODE,
            f"{name} is declared in {package.path} and was not installed where the report comes from.",
            f"Install the dependencies of {package.path} again, those for development included.",
            Location(package.path, line_of(workspace, package, name)),
        )
    wanted = choose_version(workspace, package, name)
    remedy = declaring(workspace, package, name, wanted, is_dev=True) if wanted else None
    if remedy is None:
        return recommend(
            CODE,
            sentence,
            f"Nothing here says whether {name} exists and at which version: declare it, or declare the module in a "
            ".d.ts file of your own.",
            place,
        )
    return Cause(CODE, sentence, place, (remedy,))


def _asked(workspace: Workspace, spot: Spot) -> str:
    """The package that the message asks for; empty where it asks for none."""
    hint = _TYPES.fullmatch(spot.finding.hint or "")
    if _UNTYPED in spot.finding.message and spot.value.split("/")[0].removeprefix("node:") in BUILTINS:
        return "@types/node"
    if spot.finding.tool == "tsc" and spot.value in _OF_NODE and _runs_on_node(workspace, spot):
        return "@types/node"
    if spot.value == "TS7016":
        name = package_name(spot.finding.source or "")
        if hint is None and name is None:
            return ""
        return hint[0] if hint else types_of(name or "")
    library = _LIBRARY.search(spot.finding.message)
    if library:
        name = package_name(library["name"])
        return types_of(name) if name and "/" not in name else ""
    return hint[0] if hint and spot.finding.code == "build.name_undefined" else ""


def _runs_on_node(workspace: Workspace, spot: Spot) -> bool:
    """Whether the file is Node's: in a page's own code the name is wrong, and types would only hide it."""
    if spot.place is None:
        return False
    file = spot.place.file
    imported = (one.specifier.removeprefix("node:").split("/")[0] for one in workspace.imports(file))
    return ".config." in file or any(name in BUILTINS for name in imported)


def types_of(name: str) -> str:
    """The name that DefinitelyTyped gives the types of a package."""
    return "@types/" + name.removeprefix("@").replace("/", "__")


def _of_runner(package: Package) -> str:
    found = [types for types, runners in _RUNNERS.items() if any(runner in declared(package) for runner in runners)]
    return found[0] if len(found) == 1 and "vitest" not in declared(package) else ""

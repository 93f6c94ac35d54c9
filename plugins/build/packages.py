"""An import of a package of npm that no manifest declares."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from functools import partial
from pathlib import PurePosixPath

from autofix.sdk import Action, Change, Dependency, Edit, Import, Location, Package, Problem, Workspace
from plugins.build.cause import Cause, Remedy, Spot, not_code, recommend
from plugins.build.imports import statements
from plugins.build.imports_neighbours import STOPS_AT_FIRST
from plugins.build.imports_specifier import SUFFIXES, target_of
from plugins.build.known_npm import is_known, is_tool
from plugins.build.locate import package_folder
from plugins.build.manifest import GROUPS, declare, declared, groups, line_of
from plugins.build.packages_outside import BUILTINS, find_outside
from plugins.build.packages_versions import choose_version, locked_versions, npm_siblings

CODE = "dependency_undeclared"
PYTHON_TOOLS = frozenset(
    {"python", "pip", "pytest", "flask", "uvicorn", "django", "alembic", "pyflakes", "flake8", "ruff", "mypy"}
)
_NAME = re.compile(r"@[a-z0-9~-][a-z0-9._~-]*/[a-z0-9~-][a-z0-9._~-]*|[a-z0-9~-][a-z0-9._~-]*")
_TESTS = re.compile(
    r"(?:^|/)(?:__tests__|__mocks__|tests?|e2e|cypress|spec|\.storybook|stories)/|\.(?:test|spec|stories|e2e)\.\w+$|"
    r"(?:^|/)(?:[\w.-]+\.config|setupTests|jest\.setup|vitest\.setup)\.\w+$"
)
ALIKE = 0.85
# What popular packages need and leave to whoever installs them.
PEERS = {
    "ts-node": ("typescript",),
    "ts-jest": ("typescript", "jest"),
    "ts-loader": ("typescript", "webpack"),
    "babel-loader": ("@babel/core", "webpack"),
    "sass-loader": ("sass", "webpack"),
    "less-loader": ("less", "webpack"),
    "@babel/cli": ("@babel/core",),
    "babel-jest": ("@babel/core", "jest"),
    "postcss-loader": ("postcss", "webpack"),
    "autoprefixer": ("postcss",),
    "tailwindcss": ("postcss",),
    "vue-loader": ("vue-template-compiler",),
    "react-chartjs-2": ("chart.js",),
    "react-redux": ("redux",),
    "typeorm": ("reflect-metadata",),
    "@nestjs/cli": ("typescript",),
    "@nestjs/passport": ("passport",),
    "@mui/material": ("@emotion/react", "@emotion/styled"),
    "next-auth": ("nodemailer",),
    "vitest": ("jsdom",),
}


def find_package(workspace: Workspace, spot: Spot, problem: Problem) -> Cause | None:
    """Why a package is not found; None when the message is not about a package of npm."""
    if spot.finding.tool in PYTHON_TOOLS or spot.file.endswith(".py"):
        return None
    specifier = spot.value.split("?")[0].split("!")[-1]
    name = package_name(specifier)
    if name is None or _is_inside(workspace, spot, specifier):
        return None
    outside = find_outside(spot, name, specifier)
    if outside is not None:
        return outside
    package = owner(workspace, spot, problem)
    if package is None or _is_folder(workspace, package, specifier.split("/")[0]):
        return None
    if "node_modules/" in (spot.finding.file or "").replace("\\", "/") and not spot.file:
        return _within(workspace, spot, package, name)
    return _undeclared(workspace, spot, package, name)


def package_name(specifier: str) -> str | None:
    """The package that a specifier is of; None for a path or an alias."""
    if specifier.startswith((".", "/", "#", "~", "@/", "$", "virtual:", "data:", "http:", "https:")):
        return None
    parts = specifier.removeprefix("node:").split("/")
    name = "/".join(parts[:2]) if specifier.startswith("@") else parts[0]
    return name if _NAME.fullmatch(name) and len(name) <= 214 else None


def owner(workspace: Workspace, spot: Spot, problem: Problem) -> Package | None:
    """The manifest that what is imported at ``spot`` has to be declared in; None where several may be meant."""
    if spot.file:
        package = workspace.package_of(spot.file)
        return package if package is not None and package.ecosystem == "npm" else None
    found = {made.file for made in statements(workspace, spot)}
    owners = {package.path: package for file in found if (package := workspace.package_of(file)) is not None}
    if len(owners) == 1:
        return next(iter(owners.values()))
    folder = package_folder(workspace, problem)
    packages = [package for package in workspace.packages() if package.ecosystem == "npm"]
    named = [package for package in packages if package.root == folder]
    return named[0] if (folder and named) or (len(packages) == 1 and named) else None


def _is_inside(workspace: Workspace, spot: Spot, specifier: str) -> bool:
    """Whether the specifier stands for a file of this repository, by an alias that it has."""
    return bool(spot.file) and (
        workspace.resolve_import(spot.file, specifier) is not None
        or target_of(workspace, spot.file, specifier) is not None
    )


def _is_folder(workspace: Workspace, package: Package, first: str) -> bool:
    """Whether a specifier starts with a folder of the sources: then a path is meant, not a package."""
    root = f"{package.root}/" if package.root else ""
    return any(path.startswith((f"{root}{first}/", f"{root}src/{first}/")) for path in workspace.files())


def _undeclared(workspace: Workspace, spot: Spot, package: Package, name: str) -> Cause:
    place = spot.place or Location(package.path, 1)
    known = declared(package)
    if name in known:
        group = groups(package)[name]
        hint = " (an install with NODE_ENV=production or --omit=dev leaves it out)" if group == GROUPS[1] else ""
        return not_code(
            CODE,
            f"{name} is declared in {package.path} and was not installed where the report comes from.",
            f"{package.path} declares {name} among its {group}{hint}: install the dependencies there again "
            f"('{_install(package)}').",
            Location(package.path, line_of(workspace, package, name)),
        )
    above = _declared_above(workspace, package, name)
    if above is not None and package.manager != "pnpm" and spot.finding.tool not in known:
        return not_code(
            CODE,
            f"{name} is declared in {above.path}, from where {package.path} has it too.",
            f"Install the dependencies at {above.root or 'the top'} ('{_install(above)}').",
            Location(above.path, line_of(workspace, above, name)),
        )
    sentence = f"{name} is imported, and {package.path} does not declare it."
    spelled = _misspelt(workspace, package, name)
    if spelled:
        return Cause(CODE, sentence, place, _respelt(workspace, spot, name, spelled))
    wanted = declared(above)[name] if above else choose_version(workspace, package, name)
    if wanted is None:
        return recommend(
            CODE,
            sentence,
            f"Nothing in the repository says which version of {name} is meant. If it is the package you want, "
            f"declare it in {package.path}.",
            place,
        )
    remedy = declaring(workspace, package, name, wanted, is_dev=_is_dev(workspace, spot, name))
    if remedy is None:
        return Cause(CODE, sentence, place)
    others = _companions(workspace, spot, package, name) if spot.finding.tool in STOPS_AT_FIRST else []
    return Cause(CODE, sentence, place, (_together([remedy, *others]),))


def _companions(workspace: Workspace, spot: Spot, package: Package, name: str) -> list[Remedy]:
    """The other packages that the file imports undeclared, which the tool would stop at next."""
    names = {
        other: None
        for made in (workspace.imports(spot.file) if spot.file.endswith(SUFFIXES) else ())
        if (other := package_name(made.specifier)) not in (None, name)
        and not made.is_type
        and not _is_inside(workspace, spot, made.specifier)
    }
    found = []
    for other in names:
        is_here = other in declared(package) or _declared_above(workspace, package, other or "") is not None
        if other is None or is_here or other in BUILTINS or _is_folder(workspace, package, other.split("/")[0]):
            continue
        if locked_versions(workspace, package, other):
            # Another package brings it along: it is found, if by chance.
            continue
        wanted = choose_version(workspace, package, other)
        is_slip = bool(_misspelt(workspace, package, other))
        remedy = declaring(workspace, package, other, wanted, is_dev=is_tool(other)) if wanted and not is_slip else None
        if remedy is not None:
            found.append(remedy)
    return found


def _together(remedies: Sequence[Remedy]) -> Remedy:
    """One remedy that declares all of them in the manifest."""
    first = remedies[0].changes[0]
    edits = dict.fromkeys(edit for remedy in remedies for change in remedy.changes for edit in change.edits)
    said = "\n".join(change.description for remedy in remedies for change in remedy.changes)
    change = Change(first.file, first.action, said, tuple(edits))
    needed = tuple(dependency for remedy in remedies for dependency in remedy.dependencies)
    return Remedy(remedies[0].recipe, remedies[0].title, (change,), needed)


def declaring(workspace: Workspace, package: Package, name: str, wanted: str, *, is_dev: bool) -> Remedy | None:
    """The remedy that declares a package; None where the manifest cannot be edited."""
    change = declare(workspace, package, name, wanted, is_dev=is_dev)
    if change is None:
        return None
    return Remedy("build_declare", f"declare {name}", (change,), (Dependency("npm", name, package.path),))


def _within(workspace: Workspace, spot: Spot, package: Package, name: str) -> Cause:
    """What an installed package lacks: it is the repository's to declare only where that one leaves it to others."""
    importer = package_name((spot.finding.file or "").replace("\\", "/").rpartition("node_modules/")[2]) or ""
    if name in declared(package) or importer not in declared(package) or name not in PEERS.get(importer, ()):
        return not_code(
            CODE,
            f"The installed {importer or 'package'} does not find {name}, which is not imported by this repository.",
            "The installation is incomplete: remove node_modules and install the dependencies again.",
            Location(package.path, line_of(workspace, package, importer)),
        )
    return _undeclared(workspace, spot, package, name)


def _declared_above(workspace: Workspace, package: Package, name: str) -> Package | None:
    """The top of the monorepo, where it declares the package for its members."""
    for other in npm_siblings(workspace, package):
        if package.root in other.workspaces and name in declared(other):
            return other
    return None


def _is_dev(workspace: Workspace, spot: Spot, name: str) -> bool:
    """Whether the package serves tests and tools alone."""
    made = [one for one in statements(workspace, spot) if one.specifier == spot.value]
    if is_tool(name) or (made and all(one.is_type for one in made)):
        return True
    return bool(spot.file) and _TESTS.search(spot.file) is not None


def _misspelt(workspace: Workspace, package: Package, name: str) -> str:
    """The one declared package whose name is nearly ``name``, which is none that is known; else empty."""
    if is_known(name) or locked_versions(workspace, package, name):
        return ""
    if any(name in declared(other) or other.name == name for other in npm_siblings(workspace, package)):
        return ""
    alike = [other for other in declared(package) if is_alike(name, other)]
    return alike[0] if len(alike) == 1 else ""


def is_alike(one: str, other: str) -> bool:
    """Whether one name is the other with a slip of the fingers: never another ending, such as a plugin's."""
    if abs(len(one) - len(other)) > 2 or one == other or min(len(one), len(other)) < 4:
        return False
    if (one.startswith("@"), one.count("/")) != (other.startswith("@"), other.count("/")):
        return False
    if re.sub(r"[\W_]", "", one) == re.sub(r"[\W_]", "", other) or sorted(one) == sorted(other):
        return True
    return difflib.SequenceMatcher(None, one, other).ratio() >= ALIKE and not (
        re.search(r"\d", one + other) and re.sub(r"\d", "", one) == re.sub(r"\d", "", other)
    )


def _respelt(workspace: Workspace, spot: Spot, name: str, spelled: str) -> tuple[Remedy, ...]:
    files = [spot.file] if spot.file else []
    files += [file for file in workspace.search(name, suffixes=SUFFIXES) if file not in files][:30]
    edits: dict[str, list[Edit]] = {}
    for made in _imports_of(workspace, files, name):
        end = made.specifier_start + len(name)
        edits.setdefault(made.file, []).append(Edit(made.specifier_start, end, spelled))
    change = partial(Change, action=Action.MODIFY, description=f"Import {spelled}, which is declared.")
    changes = tuple(change(file, edits=tuple(made)) for file, made in edits.items())
    return (Remedy("build_package_name", f"import {spelled}", changes),) if changes else ()


def _imports_of(workspace: Workspace, files: Sequence[str], name: str) -> list[Import]:
    return [
        made
        for file in files
        if PurePosixPath(file).suffix in SUFFIXES
        for made in workspace.imports(file)
        if package_name(made.specifier) == name
    ]


def _install(package: Package) -> str:
    return "npm ci" if package.manager == "npm" and package.lock else f"{package.manager} install"

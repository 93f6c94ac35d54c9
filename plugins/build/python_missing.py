"""A module of Python that is not found: a distribution that nothing asks for, or a file of this repository."""

from __future__ import annotations

import posixpath
import re
import sys

from autofix.sdk import Action, Change, Dependency, Edit, Location, Package, Problem, Workspace, WorkspaceError
from plugins.build.cause import Cause, Remedy, Spot, not_code, recommend
from plugins.build.known_drivers import driver_of
from plugins.build.known_python import REMOVED, distribution_of, distributions
from plugins.build.manifest_installed import installed_first
from plugins.build.manifest_python import (
    declare_distribution,
    is_for_development,
    main_manifest,
    names_of,
    plain,
    python_manifests,
)
from plugins.build.packages import PYTHON_TOOLS, is_alike
from plugins.build.python_edits import importers, names_of_import
from plugins.build.python_local import find_local, is_local

CODE = "module_undeclared"
_TESTS = re.compile(r"(?:^|/)(?:tests?/|test_[^/]*\.py$|conftest\.py$|[^/]*_test\.py$)")
# An application that fails without one of these is to do without it, not to ask for it.
_TOOLS = frozenset("django-debug-toolbar django-silk faker factory-boy model-bakery freezegun ipython pytest".split())
_DEVELOPMENT = re.compile(_TESTS.pattern + r"|(?:^|/)(?:dev|local|test|ci|debug)[\w-]*(?:/|\.py$)|(?:^|/)docs?/")
_DEV_FILES = ("requirements-dev.txt", "requirements_dev.txt", "dev-requirements.txt", "requirements-test.txt")
# As many distributions in common as no two unrelated lists have.
_SHARED = 3
_MODULE = re.compile(r"[A-Za-z_]\w*(?:\.\w+)*")


def find_python_module(workspace: Workspace, spot: Spot, problem: Problem) -> Cause | None:
    """Why a module is not found; None where the message is not one of Python's."""
    if spot.finding.tool not in PYTHON_TOOLS and not spot.file.endswith(".py"):
        return None
    module = spot.value
    if spot.finding.code == "build.dependency_missing":
        return _asked_for(workspace, spot)
    if not _MODULE.fullmatch(module):
        return None
    top = module.split(".")[0]
    if is_local(workspace, module, spot.file):
        return find_local(workspace, spot, module, problem.text)
    if top in sys.stdlib_module_names and top not in REMOVED:
        return not_code(
            CODE,
            f"{module} belongs to Python itself, and the Python that ran does not have it.",
            "Run it with a Python that was built with the module, at the version the project asks for.",
            spot.place,
        )
    return _third_party(workspace, spot, module, top, problem)


def _asked_for(workspace: Workspace, spot: Spot) -> Cause | None:
    """A library that says by itself which distribution it lacks."""
    # Django names both generations of the driver: the one of most projects is meant.
    value = "psycopg2" if "psycopg2" in spot.finding.message else spot.value
    name = distribution_of(value) or re.sub(r"\[.*", "", value)
    if plain(name) not in {plain(known) for known in distributions().values()}:
        return None
    return _undeclared(workspace, spot, name, f"{name} is needed, and")


def _third_party(workspace: Workspace, spot: Spot, module: str, top: str, problem: Problem) -> Cause:
    made = [one for one in importers(workspace, top, spot.file) if one.specifier.split(".")[0] == top]
    named = _mentions(workspace, top) if not made else []
    # A frame of this repository may lead into a library that lacks something of its own.
    driver = None if made or named else driver_of(problem.text, top)
    if driver is not None:
        return _undeclared(workspace, spot, driver, f"The code names a store that is reached by {driver}, and")
    if not made and not named and top == "pkg_resources":
        return _undeclared(workspace, spot, "setuptools", "A library reads pkg_resources, and", spec="<81")
    if not made and not named:
        return not_code(
            CODE,
            f"{top} is not imported here: a library that is installed lacks it.",
            f"Install the requirements again; if it stays so, the library that imports {top} needs an extra or "
            "another version.",
            spot.place,
        )
    place = spot.place or (Location(made[0].file, made[0].line) if made else named[0])
    name = distribution_of(module) or _declared_as(workspace, spot, top)
    if name is None:
        spelled = _misspelt(workspace, spot, top)
        if spelled:
            return _respelt(workspace, spot, top, spelled, place)
        return recommend(
            CODE,
            f"{top} is imported and is neither here nor in the requirements.",
            f"Which distribution brings {top} is not certain: add it to the requirements, or correct the import.",
            place,
        )
    return _undeclared(workspace, spot, name, f"{top} is imported, and", place)


def _undeclared(
    workspace: Workspace,
    spot: Spot,
    name: str,
    begins: str,
    place: Location | None = None,
    spec: str | None = None,
) -> Cause:
    file = spot.file or (place.file if place else "")
    manifests = installed_first(workspace, python_manifests(workspace, file))
    holders = [manifest for manifest in manifests if _has(manifest, name)]
    # What only the development's list has is not there where the application runs, unless it is for that alone.
    is_running = bool(file) and not _DEVELOPMENT.search(file) and plain(name) not in _TOOLS
    main = main_manifest(workspace, file) if is_running and holders and all(map(is_for_development, holders)) else None
    holder = holders[0] if holders and main is None else None
    behind = _behind(manifests, holder, name) if holder is not None else None
    if holder is not None and behind is None:
        return not_code(
            CODE,
            f"{name} is asked for in {holder.path} and was not installed where this ran.",
            f"Install {holder.path} in the environment that runs it, and check that it is the one that is active.",
            place or spot.place,
        )
    manifest = behind or _manifest(workspace, file, manifests)
    sentence = f"{begins} {manifest.path if manifest else 'no manifest'} does not ask for {name}."
    change = declare_distribution(workspace, manifest, name, spec) if manifest else None
    if manifest is None or change is None:
        where = manifest.path if manifest else "the manifest that the application is installed from"
        return recommend(CODE, sentence, f"Add {name} to {where}, and compile what is made from it.", place)
    remedy = Remedy("build_declare", f"ask for {name}", (change,), (Dependency("pip", name, manifest.path),))
    return Cause(CODE, sentence, place or spot.place, (remedy,))


def _behind(manifests: list[Package], holder: Package, name: str) -> Package | None:
    """The requirements that were made from ``holder`` once and lack what it has got since: they were installed."""
    if holder.path.endswith((".txt", ".in")):
        return None
    folder = posixpath.dirname(holder.path)
    found = [
        package
        for package in manifests
        if package.path == posixpath.join(folder, "requirements.txt")
        if not _has(package, name) and len(names_of(package) & names_of(holder)) >= _SHARED
    ]
    return found[0] if len(found) == 1 else None


def _has(manifest: Package, name: str) -> bool:
    """Whether a manifest asks for the distribution, or for the same under another of its names."""
    same = {
        "psycopg2-binary": ("psycopg2", "psycopg"),
        "opencv-python": ("opencv-python-headless", "opencv-contrib-python"),
    }
    wanted = {plain(name), *same.get(plain(name), ())}
    return bool(wanted & names_of(manifest))


def _manifest(workspace: Workspace, file: str, manifests: list[Package]) -> Package | None:
    if file and _TESTS.search(file):
        dev = [package for package in manifests if package.path.rpartition("/")[2] in _DEV_FILES]
        if len(dev) == 1:
            return dev[0]
    main = main_manifest(workspace, file)
    running = [package for package in manifests if not is_for_development(package)]
    # One that is made from another, or stands beside it unused, brings nothing.
    return running[0] if main not in manifests and len(running) == 1 else main


def _declared_as(workspace: Workspace, spot: Spot, top: str) -> str | None:
    """The distribution of the same name that another manifest or a lock file knows."""
    wanted = plain(top)
    for package in workspace.packages():
        if package.ecosystem != "pip":
            continue
        for name, _, _ in package.dependencies:
            if plain(name) == wanted:
                return name
        if package.lock and re.search(rf'(?m)^name = "{re.escape(wanted)}"$', _text(workspace, package.lock)):
            return wanted
    return None


def _mentions(workspace: Workspace, top: str) -> list[Location]:
    """Where the module is named in a string, as in Django's settings."""
    found = []
    for path in workspace.search(f'"{top}', f"'{top}", suffixes=(".py",))[:20]:
        text = _text(workspace, path)
        # A bare word elsewhere may be anything: a label, a table, a name of the same spelling.
        if "INSTALLED_APPS" not in text:
            continue
        match = re.search(rf"""["']{re.escape(top)}(?:\.[\w.]+)?["']""", text)
        if match:
            found.append(Location(path, text[: match.start()].count("\n") + 1))
    return found


def _misspelt(workspace: Workspace, spot: Spot, top: str) -> str:
    """The one module that ``top`` is a slip for: of a declared distribution, of Python, or of an app here."""
    asked = {name for package in python_manifests(workspace, spot.file) for name in names_of(package)}
    known = {module.split(".")[0] for module, name in distributions().items() if plain(name) in asked}
    known |= {name.replace("-", "_") for name in asked if not any(plain(d) == name for d in distributions().values())}
    tops = {path.split("/")[0].removesuffix(".py") for path in workspace.files() if path.endswith(".py")}
    roots = {path.rpartition("/")[0].rpartition("/")[2] for path in workspace.files() if path.endswith("/apps.py")}
    folder = posixpath.dirname(spot.file)
    tops |= {posixpath.basename(path).removesuffix(".py") for path in workspace.files() if _is_beside(path, folder)}
    alike = [name for name in known | tops | roots | set(sys.stdlib_module_names) if is_alike(top, name)]
    return alike[0] if len(alike) == 1 else ""


def _is_beside(path: str, folder: str) -> bool:
    return path.endswith(".py") and posixpath.dirname(path) == folder


def _respelt(workspace: Workspace, spot: Spot, top: str, spelled: str, place: Location) -> Cause:
    edits: dict[str, list[Edit]] = {}
    for made in importers(workspace, top, spot.file):
        if any(name.split(".")[0] == top for name in names_of_import(made)) and not made.specifier.startswith("."):
            start = made.specifier_start
            is_plain = _text(workspace, made.file)[made.start : made.start + 6] == "import"
            # "import reqeusts" makes a name that the rest of the file uses as it is spelt there.
            if is_plain and made.names[0][1] == top and top in _uses(workspace, made.file, made.end):
                edits.setdefault(made.file, []).extend(_all(workspace, made.file, top, spelled, made.end))
            edits.setdefault(made.file, []).append(Edit(start, start + len(top), spelled))
    for mention in _mentions(workspace, top):
        text = _text(workspace, mention.file)
        edits.setdefault(mention.file, []).extend(
            Edit(match.start(1), match.end(1), spelled)
            for match in re.finditer(rf"""["']({re.escape(top)})(?=[."'])""", text)
        )
    changes = tuple(
        Change(file, Action.MODIFY, f"Name {spelled}, which is what there is.", tuple(dict.fromkeys(found)))
        for file, found in edits.items()
    )
    remedy = Remedy("build_module_name", f"import {spelled}", changes)
    return Cause(CODE, f"There is no module {top}.", place, (remedy,) if changes else ())


def _uses(workspace: Workspace, file: str, start: int) -> frozenset[str]:
    return frozenset(re.findall(r"[A-Za-z_]\w*", _text(workspace, file)[start:]))


def _all(workspace: Workspace, file: str, name: str, spelled: str, start: int) -> list[Edit]:
    text = _text(workspace, file)
    found = re.finditer(rf"(?<![\w.\"']){re.escape(name)}(?=\.)", text[start:])
    return [Edit(start + match.start(), start + match.end(), spelled) for match in found]


def _text(workspace: Workspace, path: str) -> str:
    try:
        return workspace.read(path)
    except WorkspaceError:
        return ""

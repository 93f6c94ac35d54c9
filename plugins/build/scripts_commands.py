"""Programs that a script calls and that nothing brings."""

from __future__ import annotations

import re

from autofix.sdk import Dependency, Location, Package, Problem, Workspace
from plugins.build.cause import Cause, Remedy, Spot, not_code, recommend
from plugins.build.known_commands import npm_commands, python_commands
from plugins.build.locate import package_folder
from plugins.build.manifest import declared, groups, line_of
from plugins.build.manifest_python import declare_distribution, main_manifest, names_of
from plugins.build.packages import declaring
from plugins.build.packages_versions import choose_version

CODE = "command_missing"
# What an application is served with, and how hosts say that the process they start is what failed.
_SERVERS = frozenset({"gunicorn", "uvicorn", "hypercorn", "daphne", "waitress-serve", "celery"})
_START = re.compile(r"==> Running '|[Ee]xited with status 127|exec: \"|OCI runtime|command not found\s*\Z")


def find_command(workspace: Workspace, spot: Spot, problem: Problem) -> Cause | None:
    """Which package brings the program, and whether it is declared."""
    program = spot.value.rpartition("/")[2].removesuffix(".cmd")
    if not program:
        return None
    users = _users(workspace, problem, program)
    if not users and program in python_commands():
        return _python(workspace, problem, program)
    if len(users) != 1:
        return not_code(
            CODE,
            f"The program {program} is not installed where this ran.",
            f"Install {program} on the machine or in the image that runs this.",
        )
    package = users[0]
    name = npm_commands().get(program, program)
    place = Location(package.path, line_of(workspace, package, "scripts"))
    if name in declared(package):
        group = groups(package).get(name, "dependencies")
        hint = (
            " An install with NODE_ENV=production, --omit=dev or --production leaves it out: the build needs the "
            "dependencies for development too."
            if group == "devDependencies"
            else ""
        )
        return not_code(
            CODE,
            f"{name} is declared in {package.path} and was not installed where this ran.",
            f"Install the dependencies before the script runs.{hint}",
            Location(package.path, line_of(workspace, package, name)),
        )
    sentence = f"A script of {package.path} calls {program}, and {name} is not declared there."
    top = next((p for p in workspace.packages() if package.root in p.workspaces and name in declared(p)), None)
    if top is not None:
        return not_code(
            CODE,
            f"{name} is declared in {top.path} for its members and was not installed where this ran.",
            f"Install the dependencies at {top.root or 'the top'}, not in {package.root} alone.",
            place,
        )
    wanted = choose_version(workspace, package, name) if program in npm_commands() else None
    remedy = declaring(workspace, package, name, wanted, is_dev=True) if wanted else None
    if remedy is None:
        return recommend(CODE, sentence, f"Declare the package that brings {program} in {package.path}.", place)
    return Cause(CODE, sentence, place, (remedy,))


def _users(workspace: Workspace, problem: Problem, program: str) -> list[Package]:
    """The manifests with a script that calls the program; the one that was run, where the report names it."""
    pattern = re.compile(rf"(?:^|[\s;&|(\"'/]){re.escape(program)}(?=$|[\s;&|)\"'])")
    found = [
        package
        for package in workspace.packages()
        if package.ecosystem == "npm" and any(pattern.search(command) for _, command in package.scripts)
    ]
    folder = package_folder(workspace, problem)
    named = [package for package in found if package.root == folder]
    return named if folder and named else found


def _python(workspace: Workspace, problem: Problem, program: str) -> Cause:
    name = python_commands()[program]
    manifest = main_manifest(workspace)
    sentence = f"{program} is not installed where this ran."
    if manifest is None or name.lower() in names_of(manifest):
        return not_code(
            CODE, sentence, f"Install the requirements there, or put the environment that has {program} on the path."
        )
    starters = [
        path
        for path in workspace.search(program)
        if re.search(
            r"(?:^|/)(?:Procfile\w*|[\w.-]*Dockerfile[\w.-]*|render\.yaml|[\w.-]*compose[\w.-]*\.ya?ml|[\w.-]+\.sh)$",
            path,
        )
    ]
    is_start = program in _SERVERS and _START.search(problem.text) is not None
    change = declare_distribution(workspace, manifest, name) if starters or is_start else None
    if change is None:
        return recommend(CODE, sentence, f"If {program} belongs to the application, add {name} to {manifest.path}.")
    from_file = Location(starters[0], 1) if starters else Location(manifest.path, 1)
    remedy = Remedy("build_declare", f"declare {name}", (change,), (Dependency("pip", name, manifest.path),))
    who = starters[0] if starters else "The host"
    return Cause(CODE, f"{who} starts {program}, and {manifest.path} does not ask for it.", from_file, (remedy,))

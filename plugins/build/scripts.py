"""Scripts of a ``package.json`` that are not there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from autofix.sdk import Action, Change, Edit, Location, Package, Problem, Workspace, WorkspaceError
from plugins.build.cause import Cause, Remedy, Spot, not_code
from plugins.build.known_commands import usual_commands
from plugins.build.manifest import declared, line_of, nested_edit, script_edit, script_key_edit
from plugins.build.packages import is_alike
from plugins.build.packages_conflicts import folder_package

CODE = "script_missing"
_CALLS = (
    r"(?P<call>\b(?:npm run(?:-script)? |npm |yarn (?:run )?|pnpm (?:run )?|bun run |run-[sp] ))"
    r"(?P<name>{name})(?![\w:-])"
)


def find_script(workspace: Workspace, spot: Spot, problem: Problem) -> Cause:
    """What the script that was called is named here, or which command it was to run."""
    name = spot.value
    package = folder_package(workspace, problem)
    if package is None:
        return not_code(CODE, f"There is no script {name}.", "Run it in the folder whose package.json has the script.")
    place = Location(package.path, line_of(workspace, package, "scripts"))
    scripts = dict(package.scripts)
    sentence = f"{package.path} has no script {name}."
    if name in scripts:
        return not_code(
            CODE,
            f"{package.path} has the script {name}.",
            "The report is of another commit or another folder: run the commit that is here.",
            place,
        )
    remedies = _renamed(workspace, package, name) or _usual(workspace, package, name)
    if remedies:
        return Cause(CODE, sentence, place, remedies)
    owners = [p.path for p in workspace.packages() if p.ecosystem == "npm" and name in dict(p.scripts)]
    where = f" {', '.join(owners[:3])} has it: run it there." if owners else ""
    listed = ", ".join(list(scripts)[:8]) or "none"
    return not_code(CODE, sentence, f"The scripts there are: {listed}.{where} Call one of those.", place)


def _renamed(workspace: Workspace, package: Package, name: str) -> tuple[Remedy, ...]:
    """The one script that is nearly called so: the misspelt side is put right."""
    alike = [script for script, _ in package.scripts if is_alike(script, name)]
    if len(alike) != 1:
        return ()
    calls = _calls(workspace, package, name)
    if usual_commands(name) or name in ("build", "start", "test", "dev", "lint", "serve"):
        edit = script_key_edit(workspace, package, alike[0], name)
        if edit is None or usual_commands(alike[0]) or _calls(workspace, package, alike[0]):
            return ()
        change = Change(package.path, Action.MODIFY, f"Call the script {name}, as it is called for.", (edit,))
        return (Remedy("build_script_name", f"name the script {name}", (change,)),)
    edits = []
    for script, call in calls:
        command = dict(package.scripts)[script]
        start = call.start("name")
        spelled = command[:start] + alike[0] + command[call.end("name") :]
        edit = nested_edit(
            workspace, package.path, "scripts", script, spelled.replace("\\", "\\\\").replace('"', '\\"')
        )
        if edit:
            edits.append(edit)
    if not edits:
        return ()
    change = Change(package.path, Action.MODIFY, f"Call {alike[0]}, which is the script there is.", tuple(edits))
    return (Remedy("build_script_call", f"call {alike[0]}", (change,)),)


def _calls(workspace: Workspace, package: Package, name: str) -> Sequence[tuple[str, re.Match[str]]]:
    """The scripts of the manifest that call the script ``name``, each with the call."""
    pattern = re.compile(_CALLS.format(name=re.escape(name)))
    return [(script, call) for script, command in package.scripts if (call := pattern.search(command))]


def _usual(workspace: Workspace, package: Package, name: str) -> tuple[Remedy, ...]:
    known = declared(package)
    commands = [command for owner, command in usual_commands(name) if owner in known]
    if name == "start" and not commands:
        commands = _main(workspace, package)
    # Without a framework, a project of TypeScript with an output folder is built by its compiler.
    if name == "build" and not commands and "typescript" in known and _compiles(workspace, package):
        commands = ["tsc"]
    if not commands:
        return ()
    edit = script_edit(workspace, package, name, commands[0])
    if edit is None:
        return ()
    change = Change(package.path, Action.MODIFY, f"Add the script {name}.", (edit,))
    return (Remedy("build_script", f"add the script {name}", (change,)),)


def _main(workspace: Workspace, package: Package) -> list[str]:
    """How the one server of the folder is started."""
    found = {app.entry for app in workspace.applications() if app.ecosystem == "npm" and app.root == package.root}
    if len(found) != 1:
        return []
    entry = found.pop()
    inner = entry.removeprefix(package.root + "/") if package.root else entry
    return [f"node {inner}"] if inner.endswith((".js", ".mjs", ".cjs")) else []


def _compiles(workspace: Workspace, package: Package) -> bool:
    path = f"{package.root}/tsconfig.json" if package.root else "tsconfig.json"
    try:
        text = workspace.read(path)
    except WorkspaceError:
        return False
    return re.search(r'^\s*"outDir"\s*:', text, re.M) is not None and '"noEmit": true' not in text


def replaced(workspace: Workspace, package: Package, commands: dict[str, str], why: str) -> Change | None:
    """The change that gives scripts other commands; None where one cannot be edited."""
    edits: list[Edit] = []
    for name, command in commands.items():
        edit = script_edit(workspace, package, name, command)
        if edit is None:
            return None
        edits.append(edit)
    return Change(package.path, Action.MODIFY, why, tuple(edits)) if edits else None

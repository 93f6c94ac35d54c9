"""The command that showed the failure, to be run again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from autofix.sdk import CommandProbe, CommandRun, Finding, Judgement, Package, Problem, Seen, Workspace
from autofix.sdk.commands import SCRIPT_LINE, YARN_LINE
from autofix.sdk.places import folders_above
from plugins.build.cause import Spot
from plugins.build.locate import package_folder

# The scripts that run a tool, the likeliest first, and the tool's own command where there is none.
_SCRIPTS = {
    "eslint": ("lint", "eslint", "lint:js", "build"),
    "tsc": ("build", "typecheck", "type-check", "tsc", "check", "compile"),
    "vue-tsc": ("build", "type-check", "typecheck"),
}
# A script that goes on running until it is ended shows nothing by how it ends.
STAYS = re.compile(
    r"(?:^|[;&|\s])(?:vite(?! build)(?: (?:dev|serve|preview|--\S+))*$|next (?:dev|start)|nodemon|ts-node-dev|"
    r"webpack(?:-dev-server| serve)|react-scripts start|vue-cli-service serve|nuxt (?:dev|start)|nest start|node |"
    r"ng serve|astro dev)|--watch|\bwatch\b"
)
_COMMANDS = {"eslint": "eslint .", "tsc": "tsc --noEmit", "vue-tsc": "vue-tsc --noEmit"}


def command_probe(problem: Problem, workspace: Workspace, spots: Sequence[Spot]) -> CommandProbe | None:
    """The script that printed the report, judged by whether it says the same again; None where none can be told."""
    package = package_of(problem, workspace, spots)
    if package is None or package.ecosystem != "npm" or not spots:
        return None
    command = _command(problem, package, spots[0].finding.tool)
    if not command:
        return None
    wanted = {_identity(spot.finding) for spot in spots}

    def judge(run: CommandRun) -> Judgement:
        said = {_identity(finding) for finding in run.findings if finding.code.startswith("build.")}
        if wanted & said:
            return Judgement(Seen.REPORTED, f"it says so again: {_shown(wanted & said)}")
        other = f"it fails with {_shown(said)}" if said else f"it exits with status {run.exit_code}"
        return Judgement(Seen.OTHER, other)

    test = dict(package.scripts).get("test", "")
    is_test = bool(test) and "no test specified" not in test and "watch" not in test
    return CommandProbe(
        f"'{command}' in {package.root or 'the repository'}",
        package.ecosystem,
        package.root,
        command,
        judge,
        "npm test" if is_test else "",
    )


def package_of(problem: Problem, workspace: Workspace, spots: Sequence[Spot]) -> Package | None:
    """The package whose command printed the report."""
    by_root = {package.root: package for package in workspace.packages() if package.ecosystem == "npm"}
    named = package_folder(workspace, problem)
    if named in by_root and named:
        return by_root[named]
    file = next((spot.file for spot in spots if spot.file), "")
    return next((by_root[folder] for folder in folders_above(file or "package.json") if folder in by_root), None)


def _command(problem: Problem, package: Package, tool: str) -> str:
    scripts = dict(package.scripts)
    for match in SCRIPT_LINE.finditer(problem.text):
        if match["script"] in scripts and not STAYS.search(scripts[match["script"]]):
            return f"npm run {match['script']}"
    for match in YARN_LINE.finditer(problem.text):
        script = next((name for name, command in package.scripts if command.strip() == match["command"].strip()), "")
        if script and not STAYS.search(scripts[script]):
            return f"npm run {script}"
    for name in _SCRIPTS.get(tool, ("build",)):
        if name in scripts and not STAYS.search(scripts[name]) and _runs(scripts[name], tool, name):
            return f"npm run {name}"
    return _COMMANDS.get(tool, "")


def _runs(command: str, tool: str, name: str) -> bool:
    """Whether a script may run the tool: a build may do so through anything, unless it plainly checks no types."""
    if tool not in ("tsc", "vue-tsc") or name != "build":
        return True
    return not re.fullmatch(r"(?:cross-env \S+ )?(?:vite build|rollup -c|esbuild .*|tsup)(?: --\S+)*", command.strip())


def _identity(finding: Finding) -> tuple[str, str]:
    return finding.code, finding.value or ""


def _shown(identities: set[tuple[str, str]]) -> str:
    return ", ".join(sorted(f"{code} {value}".strip() for code, value in identities)[:3])

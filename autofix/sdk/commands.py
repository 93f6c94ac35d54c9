"""Commands that a report says were run, as far as they can be run again: tests, builds, scripts of the repository."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from autofix.sdk.places import folders_above
from autofix.sdk.problem import Problem
from autofix.sdk.proof import CommandProbe, CommandRun, Judgement
from autofix.sdk.workspace import Package, Workspace, WorkspaceError

MAX_COMMANDS = 20
# How shells, CI services and image builds print what they are about to run.
_SAID = re.compile(
    r"^(?:#\d{1,4} )?[^\n]{0,60}?(?:[$+>%\u276f]|\bRun|\bRUN) {1,4}(?P<command>"
    r"(?:npm |pnpm |yarn |npx |node |python3? |pytest\b|python3? -m )[^\n]{0,200})$",
    re.M,
)
# What npm, pnpm and yarn (1) print ahead of a script's output.
SCRIPT_LINE = re.compile(
    r"^> (?P<package>(?:@[\w.-]{1,80}/)?[\w.-]{1,80})@\S{1,40} (?P<script>[\w:.-]{1,60})(?: /\S{0,400})?[ \t]*$", re.M
)
YARN_LINE = re.compile(r"^\$ (?P<command>\S[^\n]{0,200})$", re.M)
# What such a command may be made of: words, options and paths; nothing that a shell would take for more.
_PLAIN = re.compile(r"[\w./:=,@+\[\]-]+")
# A command that goes on running until it is ended shows nothing by how it ends.
_STAYS = re.compile(
    r"(?:^|[;&|\s])(?:vite(?! build)(?: (?:dev|serve|preview|--\S+))*$|next (?:dev|start)|nodemon|ts-node-dev|"
    r"webpack(?:-dev-server| serve)|react-scripts start|vue-cli-service serve|nuxt (?:dev|start)|nest start|"
    r"ng serve|astro dev|serve\b|gunicorn|uvicorn|flask run)|runserver|--watch(?:All)?(?!=false)\b|\bwatch\b|--reload"
)
_RUN_SCRIPT = re.compile(
    r"(?:(?:npm|pnpm)(?: run(?:-script)?)?|yarn(?: run)?) (?P<script>[\w:.-]{1,60})(?P<rest>(?: \S+)*)$"
)
_PYTHON_SERVES = re.compile(r"^(?:\w+\.)*(?:run|serve_forever|run_forever|mainloop)\(|uvicorn\.run", re.M)
_NODE_SERVES = re.compile(r"\.listen\s*\(|\bserve\s*\(")


@dataclass(frozen=True)
class SaidCommand:
    """A command by the shell in the folder ``root``. ``ecosystem`` is ``npm`` or ``pip``.

    ``script`` is the command behind a script of a manifest, else the command itself.
    ``tools`` are distributions that it needs, whether a manifest declares them or not.
    """

    ecosystem: str
    root: str
    command: str
    script: str
    tools: tuple[str, ...] = ()

    def probe(self, judge: Callable[[CommandRun], Judgement], test: str = "") -> CommandProbe:
        """It as a probe. Passing here says only that the failure needs something of where it was reported."""
        return CommandProbe(
            f"'{self.command}' in {self.root or 'the repository'}",
            *(self.ecosystem, self.root, self.command, judge, test),
            is_guess=True,
            tools=self.tools,
        )


def said_commands(problem: Problem, workspace: Workspace, near: str = "") -> Iterator[SaidCommand]:
    """What the report says was run and ends by itself, the last first, for it is the one that failed.

    ``near`` is a file of the repository that the failure is about: it tells which of several packages is meant.
    """
    packages = [package for package in workspace.packages() if package.ecosystem == "npm"]
    found: dict[SaidCommand, int] = {}
    for at, package, name in _scripts(problem.text, packages, near):
        command = dict(package.scripts)[name]
        if not _STAYS.search(command) and not _serves(workspace, package.root, command):
            said = SaidCommand("npm", package.root, f"npm run {name}", command)
            found[said] = max(at, found.get(said, 0))
    for match in _SAID.finditer(problem.text):
        plain = _plain(match["command"])
        if not plain or _RUN_SCRIPT.fullmatch(plain) or plain in {said.script.strip() for said in found}:
            continue
        if other := _direct(workspace, plain, near):
            found[other] = max(match.start(), found.get(other, 0))
    yield from sorted(found, key=lambda said: -found[said])[:MAX_COMMANDS]


def plain_words(command: str) -> list[str]:
    """The words of a command by the shell; none where it has more than words, options and paths."""
    try:
        words = shlex.split(command.strip())
    except ValueError:
        return []
    return words if all(_PLAIN.fullmatch(word) for word in words) else []


def _scripts(text: str, packages: list[Package], near: str) -> Iterator[tuple[int, Package, str]]:
    """Where a script is said to be run, of which package, and its name there."""
    for match in SCRIPT_LINE.finditer(text):
        for package in packages:
            if package.name == match["package"] and match["script"] in dict(package.scripts):
                yield match.start(), package, match["script"]
                break
    nearest = _nearest(packages, near)
    if nearest is None:
        return
    scripts = dict(nearest.scripts)
    for match in YARN_LINE.finditer(text):
        for name, command in scripts.items():
            if command.strip() == match["command"].strip():
                yield match.start(), nearest, name
    for match in _SAID.finditer(text):
        said = _RUN_SCRIPT.fullmatch(_plain(match["command"]))
        if said and not said["rest"] and said["script"] in scripts:
            yield match.start(), nearest, said["script"]


def _nearest(packages: list[Package], near: str) -> Package | None:
    """The package whose folder ``near`` lies deepest in; without it the one of the top, or the only one."""
    above = [package for package in packages if not package.root or near.startswith(f"{package.root}/")]
    if above:
        return max(above, key=lambda package: len(package.root))
    return packages[0] if len(packages) == 1 else None


def _plain(command: str) -> str:
    """The command in plain words; empty where it has more than these, or goes on running."""
    words = plain_words(command)
    if not words or _STAYS.search(command):
        return ""
    words[0] = "python" if words[0] == "python3" else words[0]
    return " ".join(["python", "-m", *words] if words[0] == "pytest" else words)


def _direct(workspace: Workspace, command: str, near: str) -> SaidCommand | None:
    """A command that is no script of a manifest, in the folder where what it names stands."""
    words = command.split()
    if words[0] in ("npm", "pnpm", "yarn", "npx"):
        return None
    ecosystem = "npm" if words[0] == "node" else "pip"
    named = [word for word in words[1:] if PurePosixPath(word).suffix in (".py", ".js", ".mjs", ".cjs")]
    is_module = words[1:2] == ["-m"] and words[2:3] in (["pytest"], ["unittest"])
    if not named and not is_module and words[1:2] != ["--test"]:
        return None
    # The top first: that is where people and CI services start.
    for folder in reversed([*folders_above(near)] if near else [""]):
        joined = [f"{folder}/{word}" if folder else word for word in named]
        if all(workspace.has(path) for path in joined):
            script = "" if is_module or words[1].endswith("manage.py") or words[1] == "--test" else joined[0]
            if script and _is_server(workspace, script):
                return None
            return SaidCommand(ecosystem, folder, command, command, ("pytest",) if words[2:3] == ["pytest"] else ())
    return None


def _serves(workspace: Workspace, root: str, command: str) -> bool:
    """Whether a script starts a server that goes on running, as ``node server.js`` does."""
    found = re.fullmatch(r"(?:cross-env )?(?:\w+=\S+ )*node (?:--\S+ )*(?P<file>[\w./-]+)", command.strip())
    if found is None:
        return False
    path = str(PurePosixPath(root) / found["file"])
    return next((_is_server(workspace, each) for each in (path, f"{path}.js") if workspace.has(each)), True)


def _is_server(workspace: Workspace, path: str) -> bool:
    try:
        text = workspace.read(path)
    except WorkspaceError:
        return True
    return bool((_PYTHON_SERVES if path.endswith(".py") else _NODE_SERVES).search(text))

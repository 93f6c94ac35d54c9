"""Which Python command shows a failure: the one that was run, else tests, checks, migrations or an import."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from autofix.sdk import Problem, Workspace, WorkspaceError
from autofix.sdk.commands import plain_words
from autofix.sdk.places import folders_above
from plugins.build.cause import Spot

_MANIFESTS = ("requirements.txt", "pyproject.toml", "Pipfile", "setup.py", "manage.py")
# How shells, CI and image builds print what they are about to run.
_SAID = re.compile(
    r"^(?:#\d+ )?[^\n]{0,60}?(?:[$+>%❯]|\bRun|\bRUN|Error while running '\$) *"
    r"(?P<command>(?:python3? |pytest\b|alembic |flask db |ruff |flake8\b|mypy |black |isort )[^\n']{0,200})",
    re.M,
)
_TOOLS = {
    "ruff": "ruff check .",
    "flake8": "flake8 .",
    "mypy": "mypy .",
    "black": "black --check .",
    "isort": "isort -c .",
}
_SERVES = re.compile(r"\b(?:runserver|run|shell|serve|--watch|--reload)\b")
_DJANGO = re.compile(r"django/core/management/commands/(?P<name>check|migrate|makemigrations|collectstatic|test)\.py")
_BY_CODE = {"build.migration": "makemigrations", "build.static": "collectstatic"}
_OPTIONS = {"makemigrations": "makemigrations --check --dry-run", "collectstatic": "collectstatic --noinput"}
_TEST_FILE = re.compile(r"^(?:_+ )?(?:ERROR collecting|ERROR|FAILED) (?P<file>[\w./-]{1,200}\.py)\b", re.M)
_FRAME = re.compile(r'^\s*File "(?P<file>[^"\n]{1,300})", line \d+(?:, in (?P<name>\S{1,100}))?', re.M)
_LIBRARY = re.compile(r"/(?:site|dist)-packages/|/lib/python3|^<frozen")
_BLOCKS = re.compile(r"^(?:\w+\.)*(?:run|serve_forever|run_forever|mainloop)\(", re.M)


@dataclass(frozen=True)
class Chosen:
    """A command in a folder; ``is_guess`` where the report does not say that it was run."""

    root: str
    command: str
    is_guess: bool = True
    tools: tuple[str, ...] = ()


def choices(problem: Problem, workspace: Workspace, spots: Sequence[Spot]) -> Iterator[Chosen]:
    """Whatever fits, the surest first; what the report itself names goes before what is guessed."""
    file = next((spot.file for spot in spots if spot.file.endswith(".py")), "")
    tool = spots[0].finding.tool
    is_django = tool == "django" or "manage.py" in problem.text or "/django/" in problem.text
    root = _root(workspace, file, "manage.py" if is_django else "")
    for match in _SAID.finditer(problem.text):
        command = _cleaned(match["command"])
        if command and _is_here(workspace, root, command):
            yield Chosen(root, command, is_guess=False, tools=_tools_of(command))
    if tool in _TOOLS:
        yield Chosen(root, _TOOLS[tool], is_guess=False, tools=(tool,))
    tests = _test_files(problem, workspace, root)
    if tests:
        options = " --collect-only -q" if "ERROR collecting" in problem.text else ""
        yield Chosen(root, f"python -m pytest{options} {' '.join(tests)}", is_guess=False, tools=("pytest",))
    if tool == "alembic" and workspace.has(_join(root, "alembic.ini")):
        # Without a database: the heads follow from the files alone, and so does the SQL of an upgrade.
        yield Chosen(root, "alembic upgrade head --sql" if "head" in (spots[0].value or "") else "alembic heads")
    if is_django and workspace.has(_join(root, "manage.py")):
        yield Chosen(root, f"python manage.py {_subcommand(problem, spots)}")
    if imported := _import(problem, workspace, file, root):
        yield imported


def _cleaned(command: str) -> str:
    """The command as it can be run again; empty where it is no plain one, or one that goes on running."""
    words = [word for word in plain_words(command) if not word.startswith("--output-format")]
    if not words or _SERVES.search(command):
        return ""
    if words[0] in ("python", "python3"):
        words[0] = "python"
        is_module = words[1:2] == ["-m"] and words[2:3] in (["pytest"], ["unittest"], ["ruff"], ["flake8"], ["mypy"])
        if not is_module and not (len(words) > 2 and words[1].endswith("manage.py")):
            return ""
    if words[0] == "pytest":
        words = ["python", "-m", *words]
    return " ".join(words)


def _tools_of(command: str) -> tuple[str, ...]:
    words = command.split()
    name = words[2] if words[:2] == ["python", "-m"] else words[0]
    return (name,) if name in (*_TOOLS, "pytest") else ()


def _is_here(workspace: Workspace, root: str, command: str) -> bool:
    """Whether the files that a command names stand in ``root``."""
    named = [word for word in command.split() if word.endswith(".py")]
    return all(workspace.has(_join(root, word)) for word in named)


def _root(workspace: Workspace, file: str, wanted: str) -> str:
    """The nearest folder above ``file`` that is a project of its own; for no file, the one that has ``wanted``."""
    names = (wanted,) if wanted else _MANIFESTS
    for folder in folders_above(file) if file else ():
        if any(workspace.has(_join(folder, name)) for name in names):
            return folder
    found = [str(PurePosixPath(path).parent) for path in workspace.files() if PurePosixPath(path).name in names]
    return "" if not found or file else min(found, key=lambda folder: (folder.count("/"), folder)).removeprefix(".")


def _test_files(problem: Problem, workspace: Workspace, root: str) -> list[str]:
    named = dict.fromkeys(match["file"] for match in _TEST_FILE.finditer(problem.text))
    return [file for file in named if workspace.has(_join(root, file))][:10]


def _subcommand(problem: Problem, spots: Sequence[Spot]) -> str:
    match = _DJANGO.search(problem.text)
    name = match["name"] if match else _BY_CODE.get(spots[0].finding.code, "check")
    return _OPTIONS.get(name, name)


def _import(problem: Problem, workspace: Workspace, file: str, root: str) -> Chosen | None:
    """Importing what the traceback begins with: the script itself as it was started, else the module that fails."""
    first = next(iter(_FRAME.finditer(problem.text)), None)
    script = ""
    if first is not None and first["name"] == "<module>" and not _LIBRARY.search(first["file"]):
        script = _ending(workspace, first["file"], root)
    if script.endswith(".py") and not script.endswith("__init__.py"):
        # A script's own folder is the first place of its imports.
        folder, name = _relative(str(PurePosixPath(script).parent), root), PurePosixPath(script).stem
        return _importing(workspace, script, root, folder, name)
    if not file:
        return None
    inside = _relative(file, root).removesuffix(".py").removesuffix("/__init__")
    folder = "src" if inside.startswith("src/") and not workspace.has(_join(root, "src/__init__.py")) else ""
    return _importing(workspace, file, root, folder, _relative(inside, folder).replace("/", "."))


def _importing(workspace: Workspace, file: str, root: str, folder: str, name: str) -> Chosen | None:
    """Importing ``name`` from ``folder``; None where that would start a server, or is no name."""
    if _blocks(workspace, file) or not all(part.isidentifier() for part in name.split(".")):
        return None
    path = f'PYTHONPATH={shlex.quote(folder)}:"$PYTHONPATH" ' if folder else ""
    return Chosen(root, f'{path}python -c "import {name}"')


def _ending(workspace: Workspace, printed: str, root: str) -> str:
    """The file of the repository that a printed path ends in."""
    parts = PurePosixPath(printed).parts
    tails = ("/".join(parts[at:]) for at in range(1 if printed.startswith("/") else 0, len(parts)))
    return next((path for tail in tails for path in (tail, _join(root, tail)) if workspace.has(path)), "")


def _blocks(workspace: Workspace, file: str) -> bool:
    """Whether importing the file would start a server that goes on running."""
    try:
        return bool(_BLOCKS.search(workspace.read(file)))
    except WorkspaceError:
        return True


def _relative(path: str, root: str) -> str:
    return path.removeprefix(f"{root}/" if root else "").removeprefix("./") if path != root and path != "." else ""


def _join(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name

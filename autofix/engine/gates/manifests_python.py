"""What a fix may change in the manifests of Python: plain declarations of the packages it names, nothing else."""

from __future__ import annotations

import itertools
import json
import re
import tomllib
from collections.abc import Callable

from autofix.engine.patch import FilePatch
from autofix.engine.workspace.text import BOM

# PEP 508 without comments and addresses; of the markers the one that keeps a row to its system.
_REQUIREMENT = re.compile(
    r"(?P<name>[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9])?)(?:\[[A-Za-z0-9._, -]{1,80}\])?"
    r"[ \t]{0,4}(?:(?:[<>=!~]=|[<>=])[ \t]{0,4}[0-9A-Za-z.*+!-]{1,40}[ \t]{0,4},?[ \t]{0,4}){0,5}"
    r"(?:;[ \t]{0,4}sys_platform[ \t]{0,4}==[ \t]{0,4}(?:\"(?:win32|darwin)\"|'(?:win32|darwin)'))?"
)
_MARK = re.compile(r"(?:<{7}|>{7}) [\w./-]{1,200}|={7}")
# A version as Poetry and Pipenv write it: a number with a sign, several of them, or any.
_NUMBER = r"(?:\^|~=?|[=!<>]=|[<>])?[ ]?\d[0-9A-Za-z.*+!-]{0,39}"
_VERSION = re.compile(rf"\*|{_NUMBER}(?:,[ ]?{_NUMBER}){{0,4}}")
_PIPENV_TABLES = ("packages", "dev-packages")
_Reduce = Callable[[dict[str, object], frozenset[str]], dict[str, object]]


def judge_requirements(file: FilePatch, named: frozenset[str]) -> str:
    """Why the rows of a requirements file may not change so; empty where they may."""
    texts = ((data or b"").decode(errors="replace") for data in (file.before, file.after))
    old, new = (text.removeprefix(BOM).splitlines() for text in texts)
    # With git's marks of a merge pip reads nothing at all: without them every row stands as it stood.
    old = [line for line in old if not _MARK.fullmatch(line)]
    kept_old, kept_new = ([line for line in lines if not _declares(line, named)] for lines in (old, new))
    if kept_old != kept_new:
        other = next((line for line in kept_new if line not in kept_old), "a line less")
        return f"{other[:80]!a} is not the plain declaration of a package that the candidate names"
    continued = any(first.rstrip().endswith("\\") and _declares(then, named) for first, then in itertools.pairwise(new))
    return "a declaration would continue the line above it" if continued else ""


def judge_pyproject(file: FilePatch, named: frozenset[str]) -> str:
    """Why ``pyproject.toml`` may not change so; empty where only plain declarations of ``named`` do."""
    return _judge_toml(file, named, _of_project)


def judge_pipfile(file: FilePatch, named: frozenset[str]) -> str:
    """Why a ``Pipfile`` may not change so: where packages come from stays as it is."""
    return _judge_toml(file, named, lambda table, names: _without(table, names, *((key,) for key in _PIPENV_TABLES)))


def python_name(name: str) -> str:
    """A project's name as PEP 503 compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _declares(line: str, named: frozenset[str]) -> bool:
    match = _REQUIREMENT.fullmatch(line.strip(" \t")) if len(line) <= 200 else None
    return match is not None and python_name(match["name"]) in named


def _judge_toml(file: FilePatch, named: frozenset[str], reduce: _Reduce) -> str:
    try:
        old, new = (tomllib.loads((data or b"").decode().removeprefix(BOM)) for data in (file.before, file.after))
    except (ValueError, RecursionError) as error:
        return f"it cannot be compared with what it was: {str(error)[:120]}"
    if _written(reduce(old, named)) != _written(reduce(new, named)):
        return "something else than a package that the candidate names would change"
    return ""


def _of_project(table: dict[str, object], named: frozenset[str]) -> dict[str, object]:
    """Without the plain declarations of ``named`` among the project's own dependencies, PEP 621's and Poetry's."""
    project = table.get("project")
    listed = project.get("dependencies") if isinstance(project, dict) else None
    if isinstance(project, dict) and isinstance(listed, list):
        kept = [line for line in listed if not (isinstance(line, str) and _declares(line, named))]
        table = {**table, "project": {**project, "dependencies": kept}}
    return _without(table, named, ("tool", "poetry", "dependencies"), ("tool", "poetry", "dev-dependencies"))


def _without(table: dict[str, object], named: frozenset[str], *paths: tuple[str, ...]) -> dict[str, object]:
    """``table`` without the rows ``name = "version"`` of ``named`` in the tables at ``paths``."""
    for path in paths:
        table = _reduced(table, named, path)
    return table


def _reduced(table: dict[str, object], named: frozenset[str], path: tuple[str, ...]) -> dict[str, object]:
    if not path:
        return {key: value for key, value in table.items() if not _is_plain(key, value, named)}
    inner = table.get(path[0])
    return {**table, path[0]: _reduced(inner, named, path[1:])} if isinstance(inner, dict) else table


def _is_plain(key: str, value: object, named: frozenset[str]) -> bool:
    """A version of the registry; a table may name an address, a folder or another registry."""
    return python_name(key) in named and isinstance(value, str) and _VERSION.fullmatch(value) is not None


def _written(value: object) -> str:
    """``value`` so that equal means the same: in Python 1 and True are equal."""
    return json.dumps(value, sort_keys=True, default=repr)

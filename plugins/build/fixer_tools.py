"""The ecosystem's own fixers: TypeScript's code fixes, ESLint's and ruff's, for what they themselves reported."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import PurePosixPath

from autofix.sdk import Fixer, Problem, Risk, Verdict, Workspace
from plugins.build.cause import Cause, Spot
from plugins.build.locate import spots
from plugins.build.probe import package_of
from plugins.build.python_commands import choices

_TYPESCRIPT = frozenset((".ts", ".tsx", ".mts", ".cts"))
_COMPILERS = frozenset(("tsc", "next"))


def find_fixers(problem: Problem, workspace: Workspace, causes: Sequence[Cause]) -> Iterator[Fixer]:
    """Those of the tools that speak in the report, where nothing but a recipe is lacking."""
    if not causes or not all(cause.is_open or cause.verdict is Verdict.CODE_FIX for cause in causes):
        return
    found = [spot for spot in spots(workspace, problem, "build") if spot.file]
    for make in (_typescript, _eslint, _ruff):
        fixer = make(problem, workspace, found)
        if fixer is not None:
            yield fixer


def _typescript(problem: Problem, workspace: Workspace, found: Sequence[Spot]) -> Fixer | None:
    spoken = [one for one in found if one.finding.tool in _COMPILERS and _suffix(one) in _TYPESCRIPT]
    root = _npm_root(problem, workspace, spoken)
    own = [one for one in spoken if root is not None and _is_below(root, one)]
    if root is None or not own:
        return None
    plan = [{"file": _below(root, one), "line": one.line, "column": one.finding.column} for one in own]
    title = "do as TypeScript's own code fix does"
    return _node_fixer("typescript", title, root, own, plan, Risk.FULL_REVIEW)


def _eslint(problem: Problem, workspace: Workspace, found: Sequence[Spot]) -> Fixer | None:
    spoken = [one for one in found if one.finding.tool == "eslint" and one.finding.code == "build.lint" and one.value]
    root = _npm_root(problem, workspace, spoken)
    own = [one for one in spoken if root is not None and _is_below(root, one)]
    if root is None or not own:
        return None
    plan: dict[str, list[str]] = {}
    for one in own:
        rules = plan.setdefault(_below(root, one), [])
        if one.value not in rules:
            rules.append(one.value)
    title = f"do as ESLint's own fix of {_listed(own)} does"
    return _node_fixer("eslint", title, root, own, plan, Risk.CURSORY_REVIEW)


def _ruff(problem: Problem, workspace: Workspace, found: Sequence[Spot]) -> Fixer | None:
    spoken = [one for one in found if one.finding.tool == "ruff" and one.finding.code == "build.lint" and one.value]
    chosen = next(choices(problem, workspace, spoken), None) if spoken else None
    own = [one for one in spoken if chosen is not None and _is_below(chosen.root, one)]
    if chosen is None or not own:
        return None
    codes = ",".join(dict.fromkeys(one.value for one in own))
    command = ("ruff", "check", "--fix", "--no-unsafe-fixes", "--no-cache", "--select", codes, "--")
    return Fixer(
        "ruff",
        f"do as ruff's own safe fix of {_listed(own)} does",
        "pip",
        chosen.root,
        (*command, *dict.fromkeys(_below(chosen.root, one) for one in own)),
        tuple(dict.fromkeys(one.file for one in own)),
        tools=("ruff",),
    )


def _node_fixer(name: str, title: str, root: str, own: Sequence[Spot], plan: object, risk: Risk) -> Fixer:
    script = files(__package__).joinpath(f"fixer_{name}.cjs").read_text(encoding="utf-8")
    return Fixer(
        name,
        title,
        "npm",
        root,
        ("node", "--input-type=commonjs", "-e", script),
        tuple(dict.fromkeys(one.file for one in own)),
        json.dumps(plan).encode(),
        risk=risk,
    )


def _npm_root(problem: Problem, workspace: Workspace, spoken: Sequence[Spot]) -> str | None:
    package = package_of(problem, workspace, spoken) if spoken else None
    return package.root if package is not None else None


def _listed(own: Sequence[Spot]) -> str:
    return ", ".join(sorted({one.value for one in own})[:3])


def _suffix(one: Spot) -> str:
    return PurePosixPath(one.file).suffix


def _is_below(root: str, one: Spot) -> bool:
    return not root or one.file.startswith(f"{root}/")


def _below(root: str, one: Spot) -> str:
    """The file as it is called in the folder ``root``."""
    return one.file.removeprefix(f"{root}/") if root else one.file

"""Commands that read code and load nothing of it: they pass an import of what is not there."""

from __future__ import annotations

import re

from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk.proof import CommandProbe

_LINTS = re.compile(
    r"\b(?:eslint|lint|tslint|biome|oxlint|stylelint|prettier|ruff|flake8|pylint|black|isort|standard)\b"
)
_LOADS = re.compile(r"\b(?:build|tsc|vue-tsc|mypy|pytest|jest|vitest|webpack|rollup|node|python)\b")


def is_linting(workspace: Snapshot, probe: CommandProbe) -> bool:
    """Whether ``probe`` runs linters and formatters alone."""
    command = probe.command.removeprefix("python -m ")
    if script := re.fullmatch(r"npm run (\S+)", command):
        package = next((p for p in workspace.packages() if p.ecosystem == "npm" and p.root == probe.root), None)
        command = dict(package.scripts).get(script[1], command) if package is not None else command
    return bool(_LINTS.search(command)) and not _LOADS.search(command)

"""What the subcommands share: the report, the folder, the plugins."""

from __future__ import annotations

import sys
from pathlib import Path

from autofix import workbench
from autofix.adapters.folder import FolderSource
from autofix.adapters.git.command import GitError
from autofix.adapters.git.commit import CommitSource
from autofix.engine.plugins import Plugins
from autofix.engine.report import MAX_CHARACTERS, read_report
from autofix.engine.workspace.snapshot import Snapshot
from autofix.env import Environment
from autofix.sdk.problem import Problem

ALIASES = {"cors": "cors_error", "cors_policy_blocked": "cors_error"}


class UsageError(Exception):
    """The command was called with something it cannot use; says what and what it wants."""


def read_problem(error: str, family: str | None) -> Problem:
    """The problem that ``error``, a file or ``-``, reports; raises ``UsageError``."""
    try:
        if error == "-":
            data = sys.stdin.buffer.read(MAX_CHARACTERS * 4)
        else:
            with Path(error).open("rb") as file:
                data = file.read(MAX_CHARACTERS * 4)
    except OSError as problem:
        raise UsageError(f"the report {error} cannot be read: {problem.strerror}") from None
    text = data.decode(errors="replace")
    if not text.strip():
        raise UsageError("the report is empty; give the error as the tool or browser printed it")
    return read_report(text, ALIASES.get(family, family) if family else None)


def open_workspace(path: str, commit: str | None = None) -> Snapshot:
    """The folder, or a commit of its repository; raises ``UsageError``."""
    try:
        if commit is not None:
            return Snapshot(CommitSource(Path(path), commit))
        return Snapshot(FolderSource(Path(path)))
    except (NotADirectoryError, GitError) as error:
        raise UsageError(str(error)) from None


def open_plugins(environment: Environment, problem: Problem) -> Plugins:
    """The plugins in force; raises ``UsageError`` when the problem's family is nobody's."""
    plugins = workbench.open_plugins(environment)
    families = sorted({family for plugin in plugins.described.values() for family in plugin.families})
    if problem.family and problem.family not in families:
        known = ", ".join(families) or "none: every plugin is disabled"
        raise UsageError(f"no plugin works on the family {problem.family!r}; known are {known}")
    return plugins

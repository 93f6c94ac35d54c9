"""What a build's report is about, as files and folders of this repository."""

from __future__ import annotations

import re

from autofix.sdk import Problem, Workspace
from autofix.sdk.places import locate
from plugins.build.cause import Spot

# npm and yarn print "> name@version script folder"; pnpm "folder script$"; turbo and lerna "name:script:".
_PACKAGE = re.compile(r"^> (?P<name>(?:@[\w.-]{1,80}/)?[\w.-]{1,80})@\S{1,40} \S", re.M)


def spots(workspace: Workspace, problem: Problem, prefix: str) -> tuple[Spot, ...]:
    """The findings whose code stands below ``prefix``, each with its file."""
    hint = package_folder(workspace, problem)
    return tuple(
        Spot(finding, locate(workspace, finding.file, finding, hint) if finding.file else "")
        for finding in problem.of_code(prefix)
    )


def package_folder(workspace: Workspace, problem: Problem) -> str:
    """The folder of the package whose script printed the report; empty for the top, or where nothing says so."""
    names = {match["name"] for match in _PACKAGE.finditer(problem.text)}
    found = {package.root for package in workspace.packages() if package.name in names and package.name}
    return found.pop() if len(found) == 1 else ""

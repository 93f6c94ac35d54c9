"""Reports that do not fit the repository as it is: of another project, or of a commit before or after this one."""

from __future__ import annotations

import posixpath
import re

from autofix.sdk import Workspace, WorkspaceError
from plugins.build.cause import Cause, Spot, not_code
from plugins.build.imports_specifier import SUFFIXES, stem

CODE = "another_commit"
IMPORTS = frozenset(("build.module_not_found", "build.case_mismatch", "module_missing"))
NAMES = frozenset(("build.export_missing", "build.name_undefined"))
_LIBRARY = re.compile(r"(?:site|dist)-packages/|/lib/python\d")
_WORD = re.compile(r"[A-Za-z_$][\w$]*")


def find_stale(workspace: Workspace, spot: Spot) -> Cause | None:
    """What the report names and the repository does not have; None where it may well be of this commit."""
    printed = (spot.finding.file or "").replace("\\", "/")
    if printed and not spot.file:
        name = posixpath.basename(printed.split("?")[0])
        is_strange = "node_modules/" in printed or not posixpath.splitext(name)[1] or ".timestamp-" in name
        if is_strange or any(posixpath.basename(path).lower() == name.lower() for path in workspace.files()):
            return None
        return not_code(
            CODE,
            f"The report is about {printed[-160:]}, and this repository has no file of that name.",
            f"There is no {name} here: the report is of another project or another commit. "
            "Run it on the commit that failed.",
        )
    if spot.finding.code in IMPORTS and spot.value:
        return _import(workspace, spot)
    if spot.finding.code in NAMES and spot.file and _WORD.fullmatch(spot.value) and spot.value != "default":
        return not_named(workspace, spot, spot.value)
    return None


def not_named(workspace: Workspace, spot: Spot, name: str) -> Cause | None:
    """A name that its file does not hold; None where it does."""
    text = _read(workspace, spot.file)
    if not text or name in text:
        return None
    return not_code(
        CODE,
        f"The report says {spot.file} has {name}, and it has not.",
        f"{spot.file} does not hold {name}: the report is of another commit. Build the commit that is here.",
        spot.place,
    )


def named_nowhere(workspace: Workspace, spot: Spot, name: str) -> Cause | None:
    """A name of a file that is not here and that nothing here names; None where a library's own file says it."""
    printed = (spot.finding.file or "").replace("\\", "/")
    if (
        not printed
        or spot.file
        or re.search(r"(?:site|dist)-packages/|/lib/python\d", printed)
        or workspace.search(name)
    ):
        return None
    return not_code(
        CODE,
        f"The report is about {printed[-160:]} and {name}, and this repository has neither.",
        f"No file here names {name}, and none has the printed path: the report is of another project or another "
        "commit. Run it on the commit that failed.",
    )


def _import(workspace: Workspace, spot: Spot) -> Cause | None:
    # Node prints the path it looked at, bundlers what is written.
    written = spot.value.split("?")[0].rstrip("/")
    name = written if written.startswith((".", "@/", "~/")) else posixpath.basename(stem(written))
    if not name.strip("."):
        return None
    if spot.file:
        return not_named(workspace, spot, name) if spot.file.endswith(SUFFIXES) else None
    if workspace.search(name):
        return None
    return not_code(
        CODE,
        f"The report misses {spot.value}, which nothing in this repository imports.",
        f"No file here names {name}: the report is of another project or another commit. "
        "Run it on the commit that failed.",
    )


def _read(workspace: Workspace, file: str) -> str:
    try:
        return workspace.read(file)
    except WorkspaceError:
        return ""

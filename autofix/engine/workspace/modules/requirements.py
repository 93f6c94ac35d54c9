"""Reading requirements files: https://pip.pypa.io/en/stable/reference/requirements-file-format/."""

from __future__ import annotations

import posixpath
import re

from autofix.engine.workspace.modules.documents import read_text
from autofix.engine.workspace.modules.index import inside
from autofix.sdk.workspace import Workspace

MAX_FILES = 30
MAX_LINES = 10_000

Requirement = tuple[str, str]

_REQUIREMENT = re.compile(r"\s*([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*(?:\(([^)]*)\)|(@\s*\S+)|([^;#@]*))")
_INCLUDED = re.compile(r"\s*(?:-r|--requirement)[ =]?\s*(\S+)")
_EGG = re.compile(r"#egg=([A-Za-z0-9][\w.-]*)")


def parse_requirement(text: str) -> Requirement | None:
    """The name, as written, and the range or address of one requirement; extras and markers are left out."""
    found = _REQUIREMENT.match(text[:2_000])
    if found is None:
        return None
    wanted = next((part for part in found.groups()[1:] if part is not None), "")
    return found[1], re.sub(r"\s+", "", wanted) if not wanted.startswith("@") else wanted


def read_requirements(workspace: Workspace, path: str) -> list[Requirement]:
    """The requirements of a file and of those it includes by ``-r``, each name once."""
    found: dict[str, Requirement] = {}
    pending = [path]
    seen: set[str] = set()
    while pending and len(seen) < MAX_FILES:
        file = pending.pop()
        if file in seen:
            continue
        seen.add(file)
        text = read_text(workspace, file).replace("\\\r\n", " ").replace("\\\n", " ")
        for line in text.splitlines()[:MAX_LINES]:
            included = _INCLUDED.match(line)
            if included is not None:
                target = inside(posixpath.join(posixpath.dirname(file), included[1]))
                pending += [target] if target else []
                continue
            requirement = _requirement(line)
            if requirement is not None:
                found.setdefault(requirement[0].lower(), requirement)
    return list(found.values())


def _requirement(line: str) -> Requirement | None:
    plain = line.strip()
    if not plain or plain.startswith("#"):
        return None
    if plain.startswith("-e") or "://" in plain.partition("@")[0]:
        egg = _EGG.search(plain)
        return (egg[1], plain.removeprefix("-e").strip()) if egg is not None else None
    return None if plain.startswith(("-", ".", "/")) else parse_requirement(plain.partition(" --")[0])

"""Finds the interpreters jobs run, and the folders they need beyond /usr."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_ASK_SECONDS = 20.0


@dataclass(frozen=True)
class Toolchain:
    """The tools of this machine.

    ``tools`` maps a tool's name to its path. ``folders`` are what to show a
    job read-only, at the same path, besides the system's own. ``path`` is
    what to put in front of PATH.
    """

    tools: Mapping[str, str]
    folders: tuple[Path, ...]
    path: tuple[str, ...]


@cache
def find_toolchain() -> Toolchain:
    """Look for python, node and npm once per process; a missing one is left out."""
    python = Path(getattr(sys, "_base_executable", sys.executable)).resolve()
    tools = {"python": str(python)}
    folders = [Path(sys.base_prefix).resolve()]
    node = _find_node()
    if node is not None:
        tools["node"] = str(node)
        folders.append(node.parent.parent if node.parent.name == "bin" else node.parent)
        npm = _find_npm(node)
        if npm is not None:
            tools["npm"] = str(npm)
            folders += [_package_folder(npm.resolve()), npm.parent]
    path = dict.fromkeys(str(Path(tool).parent) for tool in tools.values())
    return Toolchain(tools, _outside_system(folders), tuple(path))


def _find_node() -> Path | None:
    """Return node's real path; version managers put a script of theirs on PATH, so node is asked."""
    found = shutil.which("node")
    if found is None:
        return None
    try:
        answer = subprocess.run(
            [found, "-p", "process.execPath"],
            capture_output=True,
            text=True,
            timeout=_ASK_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return Path(answer.stdout.strip()).resolve()


def _find_npm(node: Path) -> Path | None:
    """Return the npm that came with ``node``, else the one on PATH.

    It stays the link in a ``bin`` folder: the name decides what npm's script does.
    """
    beside = node.parent / "npm"
    if beside.exists():
        return beside
    found = shutil.which("npm")
    return Path(found) if found is not None else None


def _package_folder(script: Path) -> Path:
    """Return the folder of the package that ``script``, a file in it, belongs to."""
    for folder in script.parents:
        if (folder / "package.json").exists():
            return folder
    return script.parent


def _outside_system(folders: list[Path]) -> tuple[Path, ...]:
    """Drop what /usr shows already and what lies in a folder that is shown anyway."""
    kept: list[Path] = []
    for folder in sorted(set(folders), key=lambda one: len(one.parts)):
        if not any(folder.is_relative_to(shown) for shown in (Path("/usr"), *kept)):
            kept.append(folder)
    return tuple(kept)

"""Finds the interpreters jobs run, and what of them to show beyond /usr: never a home, nor a folder that holds one."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

_ASK_SECONDS = 20.0
_SYSTEM = Path("/usr")
_HOME_PARENTS = (Path("/home"), Path("/root"), Path("/Users"))
# Folders of a home that hold what a person keeps to themselves; version managers have dot-folders of their own.
_PRIVATE = frozenset({".ssh", ".gnupg", ".aws", ".azure", ".kube", ".password-store"})


@dataclass(frozen=True)
class Toolchain:
    """The tools of this machine.

    ``tools`` maps a tool's name to its path. ``folders`` are the folders and
    single files to show a job read-only, at the same path, besides the
    system's own. ``path`` is what to put in front of PATH. ``left_out`` says
    why a tool that is installed cannot be used.
    """

    tools: Mapping[str, str]
    folders: tuple[Path, ...]
    path: tuple[str, ...]
    left_out: Mapping[str, str] = field(default_factory=dict)


@cache
def find_toolchain() -> Toolchain:
    """Look for python, node and npm once per process; a missing one is left out."""
    python = Path(getattr(sys, "_base_executable", sys.executable)).resolve()
    return make_toolchain(python, Path(sys.base_prefix).resolve(), _find_node())


def make_toolchain(python: Path, prefix: Path, node: Path | None) -> Toolchain:
    """The toolchain of these interpreters; python is always named, as nothing works without it."""
    tools, left_out = {"python": str(python)}, {}
    shown = python_places(python, prefix)
    if refusal := exposed(shown):
        left_out["python"] = refusal
        shown = []
    if node is not None:
        if refusal := exposed(node_places(node)):
            left_out["node"] = refusal
        else:
            tools["node"] = str(node)
            shown += node_places(node)
    npm = _find_npm(node) if node is not None and "node" in tools else None
    if npm is not None:
        package = npm_package(npm)
        refusal = exposed([package]) if package is not None else f"{npm} belongs to no package called npm"
        if package is None or refusal:
            left_out["npm"] = refusal
        else:
            # A link of its own folder would be shown as the file it leads to, which does not find its package there.
            tools["npm"] = str(npm if npm.is_relative_to(_SYSTEM) else package / "bin" / "npm-cli.js")
            shown.append(package)
    path = dict.fromkeys(str(Path(tool).parent) for tool in tools.values())
    return Toolchain(tools, _outside_system(shown), tuple(path), left_out)


def python_places(python: Path, prefix: Path) -> list[Path]:
    """What an interpreter needs of its prefix: itself, its standard library and its shared library."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    library = prefix / "lib" / version
    standard = library if library.is_dir() else Path(sysconfig.get_path("stdlib")).resolve()
    shared = sorted((prefix / "lib").glob(f"libpython{sys.version_info.major}*.so*"))
    names = (prefix / "bin" / name for name in (version, "python3", "python"))
    return [python, standard, *shared, *(name for name in names if name.exists())]


def node_places(node: Path) -> list[Path]:
    """What node needs: itself, and where it has one, its own prefix's shared library."""
    shared = sorted((node.parent.parent / "lib").glob("libnode.so*")) if node.parent.name == "bin" else []
    return [node, *shared]


def npm_package(npm: Path) -> Path | None:
    """The folder of the package ``npm`` that the script ``npm`` belongs to; None for a script of something else."""
    for folder in npm.resolve().parents:
        if folder.name == "npm" and (folder / "bin" / "npm-cli.js").is_file():
            return folder
    beside = npm.parent.parent / "lib" / "node_modules" / "npm"
    return beside.resolve() if (beside / "bin" / "npm-cli.js").is_file() else None


def exposed(places: Iterable[Path]) -> str:
    """Why ``places`` may not be shown to a job: one is, or holds, a home or a private folder; else empty."""
    homes = known_homes()
    for place in places:
        real = place.resolve()
        if not real.is_dir():
            continue
        home = next((home for home in homes if home.is_relative_to(real)), None)
        if home is not None:
            return f"{real} is or holds the home {home}"
        if any(part in _PRIVATE for part in real.parts) or any((real / name).exists() for name in _PRIVATE):
            return f"{real} is or holds a private folder"
    return ""


def known_homes() -> frozenset[Path]:
    """The homes of people on this machine."""
    named = [Path(user.pw_dir) for user in pwd.getpwall() if user.pw_uid == 0 or user.pw_uid >= 1000]
    named += [Path(os.environ[name]) for name in ("HOME",) if os.environ.get(name, "").startswith("/")]
    return frozenset(
        {home.resolve() for home in (*named, *_HOME_PARENTS) if home not in (Path("/"), Path("/nonexistent"))}
    )


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
    """Return the npm that came with ``node``, else the one on PATH, as the link in a ``bin`` folder that it is."""
    beside = node.parent / "npm"
    if beside.exists():
        return beside
    found = shutil.which("npm")
    return Path(found) if found is not None else None


def _outside_system(places: list[Path]) -> tuple[Path, ...]:
    """Drop what /usr shows already and what lies in a folder that is shown anyway."""
    kept: list[Path] = []
    for place in sorted(set(places), key=lambda one: len(one.parts)):
        if not any(place.is_relative_to(shown) for shown in (_SYSTEM, *kept)):
            kept.append(place)
    return tuple(kept)

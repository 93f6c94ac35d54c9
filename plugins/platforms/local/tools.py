"""Finds the interpreters that servers are run with, and what of this machine to show for them."""

from __future__ import annotations

import os
import pwd
import shutil
import stat
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

_SYSTEM = Path("/usr")
_SYSTEM_PATH = ("/usr/local/bin", "/usr/bin", "/bin")
_HOME_PARENTS = (Path("/home"), Path("/root"), Path("/Users"))
_ASK_SECONDS = 20.0


@dataclass(frozen=True)
class Tools:
    """The interpreters of this machine.

    ``path`` is the servers' PATH. ``shown`` are the folders and files outside the system's own that
    a private view has to hold. ``left_out`` says, by tool, why an installed one cannot be used.
    """

    path: tuple[str, ...]
    shown: tuple[Path, ...] = ()
    left_out: Mapping[str, str] = field(default_factory=dict)


def find_tools(links: Path, *, has_private_view: bool, is_other_user: bool) -> Tools:
    """Look for python and node.

    With a private view, an installation outside the system is shown; else another user can run
    only what every folder on the way lets others through to. ``links`` is a folder for the plain name ``python``,
    which a start command says and many systems have not.
    """
    path: list[str] = []
    shown: list[Path] = []
    left_out: dict[str, str] = {}
    for name, program in (("python", _find_python()), ("node", _find_node())):
        if program is None:
            continue
        if name == "python" and not (program.parent / name).exists():
            path.append(str(_named_plainly(program, links)))
            shown.append(links)
        if program.is_relative_to(_SYSTEM):
            continue
        closed = closed_folder(program)
        if not has_private_view and is_other_user and closed is not None:
            left_out[name] = (
                f"{name} at {program} cannot be reached by the servers' users: {closed} is closed to others; "
                f"install {name} below /usr or /opt, or install bubblewrap"
            )
            continue
        path.append(str(program.parent))
        shown += _installation(program)
    return Tools(tuple(dict.fromkeys((*path, *_SYSTEM_PATH))), tuple(shown), left_out)


def _named_plainly(program: Path, links: Path) -> Path:
    """A folder in which ``python`` and ``python3`` are ``program``."""
    links.mkdir(mode=0o755, parents=True, exist_ok=True)
    for name in ("python", "python3"):
        made = links / f".{name}"
        made.unlink(missing_ok=True)
        made.symlink_to(program)
        made.replace(links / name)
    return links


def closed_folder(path: Path) -> Path | None:
    """The first folder on the way to ``path`` that others may not pass."""
    return next((one for one in reversed(path.parents) if not one.stat().st_mode & stat.S_IXOTH), None)


def _installation(program: Path) -> list[Path]:
    """The folder above ``bin``, where it is the interpreter's own; else the program alone."""
    prefix = program.parent.parent
    is_own = program.parent.name == "bin" and prefix != Path("/")
    if is_own and not any(home.is_relative_to(prefix) for home in _homes()):
        return [prefix]
    return [program]


def _homes() -> set[Path]:
    named = [Path(user.pw_dir) for user in pwd.getpwall() if user.pw_uid == 0 or user.pw_uid >= 1000]
    named += [Path(os.environ["HOME"])] if os.environ.get("HOME", "").startswith("/") else []
    return {home.resolve() for home in (*named, *_HOME_PARENTS) if home not in (Path("/"), Path("/nonexistent"))}


def _find_python() -> Path:
    return Path(getattr(sys, "_base_executable", sys.executable)).resolve()


def _find_node() -> Path | None:
    """Node's real path; version managers put a script of theirs on PATH, so node is asked."""
    found = shutil.which("node")
    if found is None:
        return None
    try:
        answer = subprocess.run(
            [found, "-p", "process.execPath"], capture_output=True, text=True, timeout=_ASK_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return Path(answer.stdout.strip()).resolve()

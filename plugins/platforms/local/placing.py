"""Places releases in an environment's folder and takes them away; whatever is interrupted is cleared by the next."""

from __future__ import annotations

import contextlib
import fcntl
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from autofix.sdk.platform import Artifact, PlatformError, State
from plugins.platforms.local.copying import Bounds, copy_tree
from plugins.platforms.local.layout import TEMPORARY, EnvironmentFolder
from plugins.platforms.local.records import Release, read_observed, read_release, write_release

ENDED = (State.STOPPED, State.FAILED)


def make_folders(top: Path, folder: EnvironmentFolder) -> None:
    """Make what is missing; every user may pass through the upper ones, the environment's own is closed."""
    for place, mode in ((top, 0o711), (folder.path.parent, 0o711), (folder.path, 0o700)):
        if not place.exists():
            place.mkdir(parents=True, exist_ok=True)
            place.chmod(mode)
    folder.releases.mkdir(exist_ok=True)
    folder.releases.chmod(0o755)
    folder.wanted.mkdir(mode=0o700, exist_ok=True)


def place_release(folder: EnvironmentFolder, release_id: str, artifact: Artifact, bounds: Bounds) -> None:
    """Copy the artifact under a temporary name, then give it its own; raises ``PlatformError`` or ``OSError``."""
    made = folder.releases / f"{TEMPORARY}{release_id}.{secrets.token_hex(4)}"
    try:
        made.mkdir()
        made.chmod(0o755)
        copy_tree(artifact.folder, made / "tree", bounds)
        if not (made / "tree" / artifact.cwd).is_dir():
            raise PlatformError(f"the artifact has no folder {artifact.cwd} to run in", permanent=True)
        release = Release(
            artifact.command,
            PurePosixPath(artifact.cwd).as_posix(),
            dict(artifact.env),
            artifact.port_variables,
            artifact.commit,
            time.time(),
        )
        write_release(made / "release.json", release)
        made.rename(folder.releases / release_id)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise


def is_idle(folder: EnvironmentFolder, release_id: str) -> bool:
    """Whether the release neither runs nor shall run; one that failed is not tried again."""
    seen = read_observed(folder.state(release_id))
    wish = folder.wishes().get(release_id)
    if seen is not None and seen.state is State.FAILED:
        return wish in (None, seen.token)
    return wish is None and (seen is None or seen.state in ENDED)


def newest_first(folder: EnvironmentFolder) -> list[tuple[str, Release]]:
    """The placed releases of the environment."""
    found = [(name, release) for name in folder.placed() if (release := read_release(folder.record(name)))]
    return sorted(found, key=lambda pair: (pair[1].placed_at, pair[0]), reverse=True)


def remove_release(folder: EnvironmentFolder, release_id: str) -> None:
    """Delete the release with its wish, its state and its log."""
    (folder.wanted / release_id).unlink(missing_ok=True)
    with contextlib.suppress(FileNotFoundError):
        gone = folder.releases / f"{TEMPORARY}{release_id}.{secrets.token_hex(4)}"
        (folder.releases / release_id).rename(gone)
        shutil.rmtree(gone)
    log = folder.log(release_id)
    for path in (folder.state(release_id), log, log.with_name(f"{log.name}.1")):
        path.unlink(missing_ok=True)


@contextlib.contextmanager
def only_one(folder: EnvironmentFolder) -> Iterator[None]:
    """Hold the environment's lock; what an interrupted call left behind is removed first."""
    descriptor = os.open(folder.path / "place.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        for path in folder.releases.glob(f"{TEMPORARY}*"):
            shutil.rmtree(path)
        yield
    finally:
        os.close(descriptor)

"""The worker's side: it writes what shall be, and reads what the keeper says is.

It starts no process and holds nothing open, so that it can end at any moment.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from autofix.sdk.platform import Artifact, PlatformError, Probe, ReleaseStatus, State, Target
from plugins.platforms.local.copying import Bounds, copy_tree
from plugins.platforms.local.layout import (
    TEMPORARY,
    EnvironmentFolder,
    check_name,
    environment_folder,
    write_whole,
)
from plugins.platforms.local.probing import send_probe
from plugins.platforms.local.records import (
    KeeperRecord,
    Observed,
    Release,
    read_keeper,
    read_observed,
    read_release,
    write_release,
)
from plugins.platforms.local.checking import check_artifact

_POLL_SECONDS = 0.05
# The keeper touches its file every second.
_SILENT_SECONDS = 10.0
_ENDED = (State.STOPPED, State.FAILED)


class LocalPlatform:
    """Runs releases on this machine, through the keeper that serves ``folder``.

    ``keep`` is how many releases of an environment stay placed; the oldest ones that do not run
    go first. Worker and keeper run as the same user.
    """

    name = "local"

    def __init__(self, folder: Path, keep: int = 5, bounds: Bounds | None = None) -> None:
        self._folder = folder.absolute()
        self._keep = max(keep, 2)
        self._bounds = bounds or Bounds()

    def place(self, target: Target, release_id: str, artifact: Artifact) -> None:
        """Copy the artifact to where it will run; a release that is there already stays as it is."""
        folder = self._environment(target, release_id)
        check_artifact(artifact)
        with _reported(f"release {release_id} could not be placed"):
            self._make(folder)
            with _only_one(folder):
                if release_id not in folder.placed():
                    self._place(folder, release_id, artifact)
                self._prune(folder, release_id)

    def start(self, target: Target, release_id: str, seconds: float) -> None:
        """Run the release beside the current one, and answer when it takes connections."""
        folder = self._placed(target, release_id)
        token = folder.wishes().get(release_id)
        seen = read_observed(folder.state(release_id))
        has_failed = seen is not None and seen.state is State.FAILED and seen.token == token
        if token is None or has_failed:
            token = secrets.token_hex(8)
            with _reported(f"release {release_id} could not be started"):
                write_whole(folder.wanted / release_id, token)

        def settled() -> bool:
            now = read_observed(folder.state(release_id))
            return now is not None and now.token == token and now.state in (State.RUNNING, State.FAILED)

        in_time = self._wait(settled, seconds)
        seen = read_observed(folder.state(release_id)) or Observed(State.STOPPED)
        if in_time and seen.state is State.RUNNING and self._has_keeper():
            return
        log = folder.log_end(release_id)
        if in_time and seen.state is State.FAILED:
            raise PlatformError(f"release {release_id} failed to start: {seen.detail}", permanent=False, log=log)
        if folder.current() != release_id:
            (folder.wanted / release_id).unlink(missing_ok=True)
        why = seen.detail if seen.token == token else self._silence()
        raise PlatformError(
            f"release {release_id} took no connections within {seconds:g} s: {why}", permanent=False, log=log
        )

    def probe(self, target: Target, release_id: str, path: str, seconds: float) -> Probe:
        """Send one GET to ``path`` of a running release, current or not."""
        folder = self._placed(target, release_id)
        seen = self._observed(folder, release_id)
        if seen.state is not State.RUNNING or seen.port is None:
            return Probe(path, None, 0.0, f"release {release_id} does not run ({seen.state.value}). {seen.detail}")
        return send_probe(seen.host, seen.port, path, seconds)

    def switch(self, target: Target, release_id: str) -> None:
        """Make the release the current one, in one step: no request meets none or both."""
        folder = self._placed(target, release_id)
        if folder.current() == release_id:
            return
        seen = self._observed(folder, release_id)
        if seen.state is not State.RUNNING:
            raise PlatformError(
                f"release {release_id} cannot become current: it is {seen.state.value}; start it first",
                permanent=False,
                log=folder.log_end(release_id),
            )
        made = folder.path / f"{TEMPORARY}current.{secrets.token_hex(4)}"
        with _reported(f"release {release_id} could not become current"):
            made.symlink_to(Path("releases") / release_id)
            made.rename(folder.current_link)

    def stop(self, target: Target, release_id: str, seconds: float) -> None:
        """End a release's processes, all of them; a release that does not run is no error."""
        folder = self._environment(target, release_id)
        wish = folder.wanted / release_id
        with _reported(f"release {release_id} could not be stopped"):
            wish.unlink(missing_ok=True)

        def ended() -> bool:
            seen = read_observed(folder.state(release_id))
            return seen is None or seen.state in _ENDED

        if not self._wait(ended, seconds):
            raise PlatformError(
                f"release {release_id} has not ended within {seconds:g} s. {self._silence()}",
                permanent=False,
                log=folder.log_end(release_id),
            )

    def releases(self, target: Target) -> Sequence[ReleaseStatus]:
        """Every placed release, the newest first."""
        folder = environment_folder(self._folder, target)
        current = folder.current()
        return [self._status(folder, name, release, name == current) for name, release in _newest_first(folder)]

    def remove(self, target: Target, release_id: str) -> None:
        """Delete a stopped release that is not current."""
        folder = self._environment(target, release_id)
        if not folder.path.exists():
            return
        if folder.current() == release_id:
            raise PlatformError(
                f"release {release_id} is the current one of {target.environment}; switch to another one first",
                permanent=True,
            )
        if not self._is_idle(folder, release_id):
            raise PlatformError(f"release {release_id} still runs; stop it first", permanent=False)
        with _reported(f"release {release_id} could not be removed"), _only_one(folder):
            _remove(folder, release_id)

    def address(self, target: Target) -> str | None:
        """The address at which the current release is reached; None while there is none."""
        folder = environment_folder(self._folder, target)
        keeper = self._keeper()
        if keeper is None or not self._has_keeper() or folder.current() is None:
            return None
        host = "127.0.0.1" if keeper.bind == "0.0.0.0" else keeper.bind  # noqa: S104
        with contextlib.suppress(OSError, ValueError):
            return f"http://{host}:{int(folder.port.read_text())}"
        return None

    def _environment(self, target: Target, release_id: str) -> EnvironmentFolder:
        check_name(release_id, "release")
        return environment_folder(self._folder, target)

    def _placed(self, target: Target, release_id: str) -> EnvironmentFolder:
        folder = self._environment(target, release_id)
        if read_release(folder.record(release_id)) is None:
            raise PlatformError(
                f"release {release_id} is not placed in {target.environment} of {target.project_id}", permanent=True
            )
        return folder

    def _make(self, folder: EnvironmentFolder) -> None:
        for place, mode in ((self._folder, 0o711), (folder.path.parent, 0o711), (folder.path, 0o700)):
            if not place.exists():
                place.mkdir(parents=True, exist_ok=True)
                place.chmod(mode)
        folder.releases.mkdir(exist_ok=True)
        folder.releases.chmod(0o755)
        folder.wanted.mkdir(mode=0o700, exist_ok=True)

    def _place(self, folder: EnvironmentFolder, release_id: str, artifact: Artifact) -> None:
        made = folder.releases / f"{TEMPORARY}{release_id}.{secrets.token_hex(4)}"
        try:
            made.mkdir()
            made.chmod(0o755)
            copy_tree(artifact.folder, made / "tree", self._bounds)
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

    def _prune(self, folder: EnvironmentFolder, placed: str) -> None:
        current = folder.current()
        for name, _ in _newest_first(folder)[self._keep :]:
            if name not in (current, placed) and self._is_idle(folder, name):
                _remove(folder, name)

    def _is_idle(self, folder: EnvironmentFolder, release_id: str) -> bool:
        seen = read_observed(folder.state(release_id))
        has_ended = seen is None or seen.state in _ENDED
        return has_ended and (release_id not in folder.wishes() or (seen is not None and seen.state is State.FAILED))

    def _status(
        self, folder: EnvironmentFolder, release_id: str, release: Release, is_current: bool
    ) -> ReleaseStatus:
        seen = self._observed(folder, release_id)
        host = f"[{seen.host}]" if ":" in seen.host else seen.host
        address = f"http://{host}:{seen.port}" if seen.state is State.RUNNING and seen.port else None
        log = folder.log_end(release_id)
        if seen.state is State.FAILED and seen.detail:
            log = f"{log}[autofix] {seen.detail}\n"
        return ReleaseStatus(release_id, seen.state, is_current, address, release.commit, log)

    def _observed(self, folder: EnvironmentFolder, release_id: str) -> Observed:
        """What the keeper saw last. Servers die with their keeper, so without one nothing runs."""
        seen = read_observed(folder.state(release_id)) or Observed(State.STOPPED)
        if seen.state not in _ENDED and not self._has_keeper():
            return Observed(State.STOPPED, seen.token, detail=self._silence())
        return seen

    def _keeper(self) -> KeeperRecord | None:
        return read_keeper(self._folder / "keeper.json")

    def _has_keeper(self) -> bool:
        try:
            return time.time() - (self._folder / "keeper.json").stat().st_mtime < _SILENT_SECONDS
        except OSError:
            return False

    def _silence(self) -> str:
        """Why nothing has happened yet."""
        keeper = self._keeper()
        if keeper is None or not self._has_keeper():
            return f"no keeper serves {self._folder}; start one: python -m plugins.platforms.local.keeper {self._folder}"
        return "; ".join(("the keeper has not finished", *keeper.problems))

    def _wait(self, is_done: Callable[[], bool], seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        while not is_done():
            if time.monotonic() > deadline:
                return False
            time.sleep(_POLL_SECONDS)
        return True


def _newest_first(folder: EnvironmentFolder) -> list[tuple[str, Release]]:
    found = [(name, release) for name in folder.placed() if (release := read_release(folder.record(name)))]
    return sorted(found, key=lambda pair: (pair[1].placed_at, pair[0]), reverse=True)


def _remove(folder: EnvironmentFolder, release_id: str) -> None:
    (folder.wanted / release_id).unlink(missing_ok=True)
    with contextlib.suppress(FileNotFoundError):
        gone = folder.releases / f"{TEMPORARY}{release_id}.{secrets.token_hex(4)}"
        (folder.releases / release_id).rename(gone)
        shutil.rmtree(gone)
    log = folder.log(release_id)
    for path in (folder.state(release_id), log, log.with_name(f"{log.name}.1")):
        path.unlink(missing_ok=True)


@contextlib.contextmanager
def _only_one(folder: EnvironmentFolder) -> Iterator[None]:
    """Hold the environment's lock; what an interrupted call left behind is removed first."""
    descriptor = os.open(folder.path / "place.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        for path in folder.releases.glob(f"{TEMPORARY}*"):
            shutil.rmtree(path)
        yield
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _reported(what: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise PlatformError(f"{what}: {error.strerror} ({error.filename})", permanent=False) from error

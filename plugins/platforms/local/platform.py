"""The worker's side: it writes what shall be, and reads what the keeper says is.

It starts no process and holds nothing open, so that it can end at any moment.
"""

from __future__ import annotations

import contextlib
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from autofix.sdk.platform import Artifact, PlatformError, Probe, ReleaseStatus, State, Target
from plugins.platforms.local.checking import check_artifact
from plugins.platforms.local.copying import Bounds
from plugins.platforms.local.layout import (
    KEEPER_FILE,
    KEEPER_LOCK,
    TEMPORARY,
    EnvironmentFolder,
    check_name,
    environment_folder,
    is_locked,
    write_whole,
)
from plugins.platforms.local.placing import (
    ENDED,
    is_idle,
    make_folders,
    newest_first,
    only_one,
    place_release,
    remove_release,
)
from plugins.platforms.local.probing import send_probe
from plugins.platforms.local.processes import start_time
from plugins.platforms.local.records import (
    KeeperRecord,
    Observed,
    Release,
    read_keeper,
    read_observed,
    read_release,
)

_POLL_SECONDS = 0.05
# Longer than the keeper takes from reading a wish to writing what it made of it.
_NOTICE_SECONDS = 0.5


class LocalPlatform:
    """Runs releases on this machine, through the keeper that serves ``folder``.

    Worker and keeper run as the same user.
    """

    name = "local"

    def __init__(self, folder: Path, bounds: Bounds | None = None) -> None:
        self._folder = folder.absolute()
        self._bounds = bounds or Bounds()

    def place(self, target: Target, release_id: str, artifact: Artifact) -> None:
        """Copy the artifact to where it will run; a release that is there already stays as it is."""
        folder = self._environment(target, release_id)
        check_artifact(artifact)
        with _reported(f"release {release_id} could not be placed"):
            make_folders(self._folder, folder)
            with only_one(folder):
                if release_id not in folder.placed():
                    place_release(folder, release_id, artifact, self._bounds)

    def start(self, target: Target, release_id: str, seconds: float) -> None:
        """Run the release beside the current one, and answer when it takes connections."""
        folder = self._placed(target, release_id)
        token = folder.wishes().get(release_id)
        seen = self._observed(folder, release_id)
        has_failed = seen.state is State.FAILED and seen.token == token
        if token is None or has_failed:
            token = secrets.token_hex(8)
            with _reported(f"release {release_id} could not be started"):
                write_whole(folder.wanted / release_id, token)

        def settled() -> bool:
            now = self._observed(folder, release_id)
            return now.token == token and now.state in (State.RUNNING, State.FAILED)

        in_time = self._wait(settled, seconds)
        seen = self._observed(folder, release_id)
        if in_time and seen.state is State.RUNNING:
            return
        log = folder.log_end(release_id)
        if in_time and seen.state is State.FAILED:
            raise PlatformError(f"release {release_id} failed to start: {seen.detail}", permanent=False, log=log)
        if folder.current() != release_id:
            (folder.wanted / release_id).unlink(missing_ok=True)
        why = (seen.detail if seen.token == token else "") or self._silence()
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
            token = folder.wishes().get(release_id)
            wish.unlink(missing_ok=True)
        seen = read_observed(folder.state(release_id))
        if token is not None and (seen is None or seen.token != token) and self._has_keeper():
            time.sleep(_NOTICE_SECONDS)

        def ended() -> bool:
            seen = read_observed(folder.state(release_id))
            if seen is None or seen.state in ENDED:
                return True
            # Servers die with their keeper, a moment later.
            is_alive = seen.pid is not None and start_time(seen.pid) == seen.start_time
            return not self._has_keeper() and not is_alive

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
        return [self._status(folder, name, release, name == current) for name, release in newest_first(folder)]

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
        if not is_idle(folder, release_id):
            raise PlatformError(f"release {release_id} still runs; stop it first", permanent=False)
        with _reported(f"release {release_id} could not be removed"), only_one(folder):
            remove_release(folder, release_id)

    def address(self, target: Target) -> str | None:
        """The address at which the current release is reached; None while there is none."""
        folder = environment_folder(self._folder, target)
        keeper = self._keeper()
        if keeper is None or folder.current() is None:
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

    def _status(self, folder: EnvironmentFolder, release_id: str, release: Release, is_current: bool) -> ReleaseStatus:
        seen = self._observed(folder, release_id)
        host = f"[{seen.host}]" if ":" in seen.host else seen.host
        address = f"http://{host}:{seen.port}" if seen.state is State.RUNNING and seen.port else None
        log = folder.log_end(release_id)
        if seen.state is State.FAILED and seen.detail:
            log = f"{log}[autofix] {seen.detail}\n"
        return ReleaseStatus(release_id, seen.state, is_current, address, release.commit, log, seen.restarts)

    def _observed(self, folder: EnvironmentFolder, release_id: str) -> Observed:
        """What the keeper saw last. Servers die with their keeper, so without one nothing runs."""
        seen = read_observed(folder.state(release_id)) or Observed(State.STOPPED)
        keeper = self._keeper()
        if seen.state not in ENDED and (keeper is None or keeper.run != seen.run):
            return Observed(State.STOPPED, detail=self._silence())
        return seen

    def _has_keeper(self) -> bool:
        return is_locked(self._folder / KEEPER_LOCK)

    def _keeper(self) -> KeeperRecord | None:
        return read_keeper(self._folder / KEEPER_FILE) if self._has_keeper() else None

    def _silence(self) -> str:
        """Why nothing has happened yet."""
        keeper = self._keeper()
        if keeper is None:
            return (
                f"no keeper serves {self._folder}; start one: python -m plugins.platforms.local.keeper {self._folder}"
            )
        return "; ".join(("the keeper has not finished", *keeper.problems))

    def _wait(self, is_done: Callable[[], bool], seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        while not is_done():
            if time.monotonic() > deadline:
                return False
            time.sleep(_POLL_SECONDS)
        return True


@contextlib.contextmanager
def _reported(what: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise PlatformError(f"{what}: {error.strerror} ({error.filename})", permanent=False) from error

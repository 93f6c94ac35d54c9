"""Brings one environment from what is to what shall be, a small step at a time."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace

from autofix.sdk.platform import State
from plugins.platforms.local.door import Door, Place
from plugins.platforms.local.isolation import Confinement
from plugins.platforms.local.layout import EnvironmentFolder, write_whole
from plugins.platforms.local.ports import NoPort, free_port
from plugins.platforms.local.records import Observed, read_observed, read_release, write_observed
from plugins.platforms.local.running import Running

_DRAIN_SECONDS = 10.0
_BACKOFF_SECONDS = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
# A server that has run for so long starts again from the shortest pause.
_STEADY_SECONDS = 60.0


@dataclass
class Kept:
    """A release that was wanted: its server while it runs, when to try again, and since when it shall end."""

    token: str
    running: Running | None = None
    retry_at: float = 0.0
    tries: int = 0
    has_given_up: bool = False
    restarts: int = 0
    began: float = field(default_factory=time.monotonic)
    ending_since: float | None = None


class Environment:
    """One environment of the keeper; ``taken`` are the ports that it and its neighbours use."""

    def __init__(self, folder: EnvironmentFolder, confinement: Confinement, taken: set[int], run: str) -> None:
        self.folder = folder
        self.problem = ""
        self._confinement = confinement
        self._taken = taken
        self._run = run
        self._kept: dict[str, Kept] = {}
        self._seen: dict[str, Observed] = {}
        self.door = Door(folder.current, self._place)
        for part in (folder.states, folder.logs):
            part.mkdir(mode=0o700, exist_ok=True)
        self._remember()

    def step(self) -> None:
        """Look at what is wanted and at every server once."""
        wishes = self.folder.wishes()
        current = self.folder.current()
        for release_id in list(self._kept):
            if wishes.get(release_id) != self._kept[release_id].token:
                self._end(release_id, is_current=release_id == current)
        for release_id, token in wishes.items():
            if release_id not in self._kept and not self._has_failed(release_id, token, current):
                self._kept[release_id] = Kept(token)
        for release_id, kept in self._kept.items():
            if kept.ending_since is None:
                self._keep(release_id, kept, is_current=release_id == current)
        for release_id in self._seen.keys() - self._kept.keys():
            if not self.folder.record(release_id).exists():
                del self._seen[release_id]

    async def open_door(self, bind: str) -> None:
        """Listen on the public port, always the same one, as soon as a release is wanted."""
        if self.door.is_open or not self._kept:
            return
        try:
            port = self._public_port(bind)
            await self.door.open(bind, port)
            self.problem = ""
        except (OSError, NoPort, ValueError) as error:
            self.problem = f"{self.folder.path}: the public port cannot be opened: {error}"

    def end_all(self) -> bool:
        """Ask every server to end; true when none is left."""
        for release_id, kept in list(self._kept.items()):
            if kept.running is None or kept.running.end():
                self._forget(release_id, kept)
        return not self._kept

    def _remember(self) -> None:
        """Read what an earlier keeper saw: what ran then has ended with it."""
        for release_id in self.folder.placed():
            seen = read_observed(self.folder.state(release_id))
            if seen is None:
                continue
            self._seen[release_id] = seen
            if seen.state is not State.FAILED:
                self._write(release_id, Observed(State.STOPPED, seen.token, exit=seen.exit))

    def _has_failed(self, release_id: str, token: str, current: str | None) -> bool:
        """Whether this very wish has failed already; a current release is tried again all the same."""
        seen = self._seen.get(release_id)
        return release_id != current and seen is not None and seen.state is State.FAILED and seen.token == token

    def _keep(self, release_id: str, kept: Kept, *, is_current: bool) -> None:
        now = time.monotonic()
        if kept.running is None:
            if now < kept.retry_at or (kept.has_given_up and not is_current):
                return
            self._start(release_id, kept)
        if kept.running is None:
            return
        seen = kept.running.watch()
        if seen.state is State.RUNNING and now - kept.began > _STEADY_SECONDS:
            kept.tries = 0
        if seen.state is not State.FAILED:
            self._write(release_id, replace(seen, token=kept.token, restarts=kept.restarts))
            return
        self._let_go(kept)
        if not is_current:
            kept.has_given_up = True
            self._write(release_id, replace(seen, token=kept.token, restarts=kept.restarts))
            return
        pause = _BACKOFF_SECONDS[min(kept.tries, len(_BACKOFF_SECONDS) - 1)]
        kept.tries += 1
        kept.restarts += 1
        kept.retry_at = now + pause
        detail = f"{seen.detail}; it is started again after {pause:g} s"
        self._write(release_id, replace(seen, token=kept.token, restarts=kept.restarts, detail=detail))

    def _start(self, release_id: str, kept: Kept) -> None:
        kept.began = time.monotonic()
        release = read_release(self.folder.record(release_id))
        try:
            if release is None:
                raise NoPort(f"{self.folder.record(release_id)} cannot be read")
            port = free_port(self._taken)
        except NoPort as error:
            kept.retry_at = kept.began + _BACKOFF_SECONDS[-1]
            self._write(release_id, Observed(State.FAILED, kept.token, detail=f"it could not be started: {error}"))
            return
        self._taken.add(port)
        kept.running = Running(self.folder, release_id, release, self._confinement, port)

    def _end(self, release_id: str, *, is_current: bool) -> None:
        kept = self._kept[release_id]
        now = time.monotonic()
        if kept.ending_since is None:
            kept.ending_since = now
        is_drained = is_current or self.door.has_drained(release_id) or now - kept.ending_since > _DRAIN_SECONDS
        if kept.running is None or (is_drained and kept.running.end()):
            self._forget(release_id, kept)

    def _forget(self, release_id: str, kept: Kept) -> None:
        self._let_go(kept)
        del self._kept[release_id]
        if self.folder.record(release_id).exists():
            self._write(release_id, Observed(State.STOPPED, kept.token, restarts=kept.restarts))

    def _let_go(self, kept: Kept) -> None:
        if kept.running is not None and kept.running.observed.port is not None:
            self._taken.discard(kept.running.observed.port)
        kept.running = None

    def _write(self, release_id: str, seen: Observed) -> None:
        seen = replace(seen, run=self._run)
        if self._seen.get(release_id) != seen:
            write_observed(self.folder.state(release_id), seen)
            self._seen[release_id] = seen

    def _place(self, release_id: str) -> Place | None:
        """Where the release takes connections; the server itself is asked, not the file about it."""
        kept = self._kept.get(release_id)
        seen = kept.running.observed if kept is not None and kept.running is not None else None
        if seen is None or seen.state is not State.RUNNING or seen.port is None:
            return None
        return seen.host, seen.port

    def _public_port(self, bind: str) -> int:
        if self.folder.port.exists():
            return int(self.folder.port.read_text())
        port = free_port(self._taken, bind)
        self._taken.add(port)
        write_whole(self.folder.port, str(port))
        return port

"""One running server as the keeper sees it: started, watched until it listens, ended with all it has started."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

from autofix.sdk.platform import State
from plugins.platforms.local.isolation import Confinement
from plugins.platforms.local.layout import EnvironmentFolder
from plugins.platforms.local.processes import MARK, descendants, listening, start_time, sweep
from plugins.platforms.local.records import Observed, Release
from plugins.platforms.local.users import NoUser

_SUPERVISOR = Path(__file__).with_name("supervise.py")
# The supervisor kills what is left after its own grace; this is for when it hangs.
_SPARE_SECONDS = 10.0
_NOT_FOUND = (126, 127)


class Running:
    """One start of one release on ``port``; ``observed`` is what is known of it."""

    def __init__(
        self, folder: EnvironmentFolder, release_id: str, release: Release, confinement: Confinement, port: int
    ) -> None:
        self.release_id = release_id
        self._confinement = confinement
        self._folder = folder
        self._port = port
        self._process: subprocess.Popen[bytes] | None = None
        self._ask_again_at: float | None = None
        self.observed = Observed(State.STARTING, port=port, detail="it takes no connections yet")
        try:
            plan = confinement.plan(folder, release_id, release, port)
            self._start(plan)
        except (OSError, NoUser) as error:
            self.observed = Observed(State.FAILED, detail=f"it could not be started: {error}")

    def watch(self) -> Observed:
        """Look at the server once; the answer is ``FAILED`` when it has ended by itself."""
        process = self._process
        if process is None:
            return self.observed
        code = process.poll()
        if code is not None:
            why = self._why_ended(code)
            self._clear(code)
            self.observed = Observed(State.FAILED, port=self._port, exit=code, detail=why)
        elif self.observed.state is State.STARTING:
            self._look_for_port(process.pid)
        return self.observed

    def end(self) -> bool:
        """Ask the server to end, at the first call; true when nothing of it is left."""
        process = self._process
        if process is None:
            return True
        code = process.poll()
        if code is not None:
            self._clear(code)
            return True
        now = time.monotonic()
        if self._ask_again_at is None:
            process.terminate()
            self._ask_again_at = now + self._confinement.limits.grace_seconds + _SPARE_SECONDS
        elif now > self._ask_again_at:
            process.kill()
            self._ask_again_at = now + _SPARE_SECONDS
        return False

    def _start(self, plan: dict[str, object]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(_SUPERVISOR)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={MARK: str(self._folder.path / self.release_id), "PATH": "/usr/bin:/bin"},
            cwd="/",
            start_new_session=True,
        )
        pid = self._process.pid
        self.observed = replace(self.observed, pid=pid, start_time=start_time(pid))
        if self._process.stdin is not None:
            with self._process.stdin as stdin:
                stdin.write(json.dumps(plan).encode())

    def _look_for_port(self, pid: int) -> None:
        places = listening(descendants(pid))
        own = sorted(place for place in places if place[1] == self._port)
        if own:
            self.observed = replace(self.observed, state=State.RUNNING, host=own[0][0], detail="")
        elif places:
            others = ", ".join(str(port) for port in sorted({port for _, port in places}))
            detail = f"it listens on port {others}, not on the port {self._port} that its variables name"
            self.observed = replace(self.observed, detail=detail)

    def _why_ended(self, code: int) -> str:
        when = "before it took connections" if self.observed.state is State.STARTING else "while it was running"
        left_out = self._confinement.tools.left_out if code in _NOT_FOUND else {}
        return "; ".join((f"it ended with exit code {code} {when}", *left_out.values()))

    def _clear(self, code: int) -> None:
        """Let go of the process, and sweep what a supervisor that was itself killed may have left."""
        self._process = None
        if code < 0:
            sweep(lambda: self._confinement.orphans(self._folder, self.release_id))

"""One child's process as it is now: started, heard, ended, to be started again."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from typing import IO

from autofix.adapters.embedded.tethered import start_tethered
from autofix.supervisor.child import LIVED_LONG, Child, pause_before_restart
from autofix.supervisor.lines import Lines
from autofix.supervisor.log import Log
from autofix.supervisor.processes import end_session, start_time
from autofix.supervisor.record import Session

_PARTIAL_SECONDS = 0.5
_READ = 65536


class Process:
    """A child and the process it has, if it has one."""

    def __init__(self, child: Child, log: Log) -> None:
        self.child = child
        self.deaths = 0
        self.restart_at: float | None = None
        self.session: Session | None = None
        self._log = log
        self._lines = Lines()
        self._heard_at = 0.0
        self._is_silent = False
        self._started_at = 0.0
        self._running: subprocess.Popen[bytes] | None = None

    @property
    def is_running(self) -> bool:
        """Whether it has a process whose end has not been dealt with."""
        return self._running is not None

    @property
    def output(self) -> IO[bytes] | None:
        """What it says, to be waited for; nothing when it has closed it."""
        return self._running.stdout if self._running and not self._is_silent else None

    def start(self) -> None:
        """Prepare and start it; raises what ``prepare`` raises, and ``OSError``."""
        self.restart_at = None
        if self.child.prepare is not None:
            self.child.prepare()
        running = start_tethered(self.child.launch, subprocess.PIPE)
        if running.stdout is not None:
            os.set_blocking(running.stdout.fileno(), False)
        self._running, self._is_silent = running, False
        self._started_at = time.monotonic()
        self.session = Session(running.pid, start_time(running.pid) or 0, self.child.name)

    def hear(self) -> None:
        """Log what it has said since; half a line is logged when the rest lets wait for itself."""
        data = self._read()
        self._say(self._lines.feed(data))
        now = time.monotonic()
        if data:
            self._heard_at = now
        elif self._lines.is_partial and now - self._heard_at > _PARTIAL_SECONDS:
            self._say(self._lines.flush())

    def has_ended(self) -> int | None:
        """Its exit status, or minus its signal, once it has ended."""
        return self._running.poll() if self._running else None

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to it alone; what it started is its own to end."""
        if self._running is not None:
            with contextlib.suppress(ProcessLookupError):
                self._running.send_signal(number)

    def finish(self) -> None:
        """After its end: end what is left of its session, and log its last words."""
        if self._running is None:
            return
        if not end_session(self._running.pid):
            self._log.write(self.child.name, "some of its processes do not end")
        while data := self._read():
            self._say(self._lines.feed(data))
        self._say(self._lines.flush())
        if self._running.stdout is not None:
            self._running.stdout.close()
        self._running = self.session = None
        if time.monotonic() - self._started_at >= LIVED_LONG:
            self.deaths = 0

    def plan_restart(self) -> float:
        """Have it started again after a pause, whose seconds are the answer."""
        self.deaths += 1
        pause = pause_before_restart(self.deaths)
        self.restart_at = time.monotonic() + pause
        return pause

    def _read(self) -> bytes:
        if self.output is None:
            return b""
        try:
            data = os.read(self.output.fileno(), _READ)
        except BlockingIOError:
            return b""
        self._is_silent = not data
        return data

    def _say(self, lines: list[str]) -> None:
        for line in lines:
            self._log.write(self.child.name, line)

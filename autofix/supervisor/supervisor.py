"""Starts children one after the other, keeps them running, and stops them in reverse."""

from __future__ import annotations

import select
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from autofix.adapters.embedded import EmbeddedError
from autofix.supervisor.child import Child
from autofix.supervisor.log import Log
from autofix.supervisor.modules import module_argv, module_environment
from autofix.supervisor.process import Process
from autofix.supervisor.processes import adopt_orphans, kill_all, own_children, reap
from autofix.supervisor.record import write_record
from autofix.supervisor.signals import Wake, caught_signals

OURS = "autofix"
_TRIES = 5
_SOON, _LATER = 0.05, 0.5
_HURRY_SECONDS = 5.0
_ORPHAN_SECONDS = 5.0


class StartError(Exception):
    """A child did not come up; the others have been stopped."""


class _StopAsked(Exception):
    """Somebody asked for the end before all were up."""


class Supervisor:
    """Owns its children's lives. Used once, in the main thread of a process that does nothing else.

    ``record`` is the file that another process finds the children's sessions in.
    """

    def __init__(self, children: Sequence[Child], log: Log, record: Path) -> None:
        self._processes = [Process(child, log) for child in children]
        self._log = log
        self._record = record
        self._orphans: set[int] = set()
        self._is_up = self._is_stopping = False
        self._guard: subprocess.Popen[bytes] | None = None

    def run(self, when_ready: Callable[[], None]) -> None:
        """Run until somebody asks for the end (SIGINT, SIGTERM, SIGHUP); raises ``StartError``."""
        adopt_orphans()
        with caught_signals() as wake:
            self._write_record()
            self._guard = _start_guard(self._record)
            try:
                for process in self._processes:
                    self._bring_up(process, wake)
                self._is_up = True
                when_ready()
                while not wake.stops:
                    self._turn(wake)
            except _StopAsked:
                pass
            finally:
                self._stop_all(wake)

    def _bring_up(self, process: Process, wake: Wake) -> None:
        """Start a child and wait until it is ready, or, one that runs once, has done its work."""
        child = process.child
        self._start(process)
        until = time.monotonic() + child.ready_seconds
        while not _is_ready(process):
            if process.deaths >= _TRIES:
                raise StartError(
                    f"{child.name} ended {_TRIES} times before it was ready; its last words are in the log"
                )
            if time.monotonic() > until:
                raise StartError(f"{child.name} was not ready after {child.ready_seconds:g} s")
            self._turn(wake)
            if wake.stops:
                raise _StopAsked
        self._log.write(OURS, f"{child.name} {'is done' if child.is_once else 'is ready'}")

    def _turn(self, wake: Wake) -> None:
        """Wait for something to happen, for a short time, and deal with it."""
        outputs = [process.output.fileno() for process in self._processes if process.output is not None]
        is_busy = not self._is_up or self._is_stopping or any(process.restart_at for process in self._processes)
        select.select([wake.descriptor, *outputs], [], [], _SOON if is_busy else _LATER)
        wake.clear()
        for process in self._processes:
            process.hear()
        self._notice_deaths()
        for process in self._processes:
            if process.restart_at is not None and time.monotonic() >= process.restart_at:
                self._start(process)

    def _start(self, process: Process) -> None:
        try:
            process.start()
        except (EmbeddedError, OSError) as error:
            if not self._is_up and isinstance(error, EmbeddedError) and error.permanent:
                raise StartError(f"{process.child.name}: {error}") from error
            pause = process.plan_restart()
            self._log.write(OURS, f"{process.child.name} cannot be started: {error}; again in {pause:g} s")
        self._write_record()

    def _notice_deaths(self) -> None:
        for process in self._processes:
            status = process.has_ended()
            if status is None:
                continue
            process.finish()
            self._end_new_orphans()
            self._write_record()
            if process.child.is_once:
                if status and not self._is_stopping:
                    raise StartError(f"{process.child.name} failed with {_how(status)}; its last words are in the log")
            elif not self._is_stopping:
                pause = process.plan_restart()
                self._log.write(OURS, f"{process.child.name} ended with {_how(status)}; again in {pause:g} s")
        self._orphans = self._find_orphans()

    def _find_orphans(self) -> set[int]:
        known = {process.session.id for process in self._processes if process.session is not None}
        if self._guard is not None:
            known.add(self._guard.pid)
        orphans = own_children() - known
        reap(orphans)
        return orphans

    def _end_new_orphans(self) -> None:
        """End what a child has left in sessions of its own: it came to us when that child died."""
        kill_all(self._find_orphans() - self._orphans)

    def _stop_all(self, wake: Wake) -> None:
        self._is_stopping = True
        if wake.stops:
            self._log.write(OURS, "stopping")
        asked = wake.stops
        for process in reversed(self._processes):
            process.restart_at = None
            if process.is_running:
                self._stop(process, wake, asked)
        until = time.monotonic() + _ORPHAN_SECONDS
        while (orphans := self._find_orphans()) and time.monotonic() < until:
            kill_all(orphans)
            time.sleep(0.01)
        self._record.unlink(missing_ok=True)
        if self._guard is not None and self._guard.stdin is not None:
            self._guard.stdin.close()
            self._guard.wait()

    def _stop(self, process: Process, wake: Wake, asked: int) -> None:
        """Ask a child to end; make it, when its time is up. Who asks us twice is in a hurry."""
        child = process.child
        is_hurried = False
        process.signal(child.launch.stop_signal)
        until = time.monotonic() + child.stop_seconds
        while process.is_running:
            if wake.stops > asked and not is_hurried:
                is_hurried = True
                process.signal(child.launch.death_signal)
                until = min(until, time.monotonic() + _HURRY_SECONDS)
            if time.monotonic() > until:
                self._log.write(OURS, f"{child.name} did not end in time and is killed")
                process.signal(signal.SIGKILL)
                until += _HURRY_SECONDS
            self._turn(wake)

    def _write_record(self) -> None:
        write_record(self._record, [process.session for process in self._processes if process.session is not None])


def _is_ready(process: Process) -> bool:
    child = process.child
    if child.is_once:
        return not process.is_running and process.restart_at is None
    try:
        return process.is_running and (child.is_ready is None or child.is_ready())
    except EmbeddedError as error:
        raise StartError(f"{child.name}: {error}") from error


def _start_guard(record: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        module_argv("autofix.supervisor.guard", str(record)),
        env=module_environment({}),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _how(status: int) -> str:
    return f"signal {signal.Signals(-status).name}" if status < 0 else f"status {status}"

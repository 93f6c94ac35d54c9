"""Runs above one server: starts it confined, keeps the end of what it prints, and leaves nothing of it.

It is run as a file, alone (``python -I -S supervise.py``), reads its plan from standard input and
uses the standard library only. Every process of the server, orphans too, hangs below this one.
SIGTERM ends the server gently, SIGHUP at once; the kernel sends SIGHUP when the keeper dies.
Ends with the server's exit code, 128 and the signal's number for a signal.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import resource
import select
import signal
import sys
import time
from pathlib import Path
from typing import Any, NoReturn

_PR_SET_PDEATHSIG, _PR_SET_CHILD_SUBREAPER, _PR_SET_NO_NEW_PRIVS = 1, 36, 38
_PAGE = os.sysconf("SC_PAGE_SIZE")
_NOT_STARTED = 126
_KILL_SECONDS = 10.0
_LOOK_SECONDS = 1.0
# Each only waits for what it runs and ends at the first signal; the sandbox may end with it, and all that is inside.
_LAUNCHERS = ("sh", "dash", "bash", "npm", "yarn", "pnpm")
_WATCHED = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD)


class Log:
    """A file that holds at most twice ``most`` bytes: what is over goes to ``NAME.1``, once."""

    def __init__(self, path: str, most: int) -> None:
        self._path, self._most = path, most
        self._open()

    def _open(self) -> None:
        self._file = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        self._size = os.fstat(self._file).st_size

    def write(self, data: bytes) -> None:
        """Add ``data``; what cannot be written (a full disk) is lost, the server goes on."""
        if self._size + len(data) > self._most and self._size:
            os.close(self._file)
            Path(self._path).rename(f"{self._path}.1")
            self._open()
        with contextlib.suppress(OSError):
            self._size += os.write(self._file, data)

    def say(self, text: str) -> None:
        """Add a line of our own."""
        self.write(f"[autofix] {text}\n".encode())


def descendants(pid: int) -> list[int]:
    """The processes below ``pid``, the nearest first."""
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop(0)
        with contextlib.suppress(OSError):
            for task in Path(f"/proc/{one}/task").iterdir():
                with contextlib.suppress(OSError):
                    children = [int(word) for word in (task / "children").read_text().split()]
                    found += children
                    waiting += children
    return found


def private_bytes(pid: int) -> int:
    """The memory that only this process holds, near enough: resident less shared, see proc(5)."""
    with contextlib.suppress(OSError, ValueError):
        words = Path(f"/proc/{pid}/statm").read_text().split()
        return (int(words[1]) - int(words[2])) * _PAGE
    return 0


def is_launching(pid: int) -> bool:
    """Whether the process is a shell or a package manager that waits for what it has started."""
    with contextlib.suppress(OSError, IndexError):
        return Path(f"/proc/{pid}/comm").read_text().split()[0] in _LAUNCHERS and bool(descendants(pid))
    return False


class Supervisor:
    """One server from its start to its end."""

    def __init__(self, plan: dict[str, Any]) -> None:
        self._plan = plan
        self._log = Log(plan["log"], plan["log_bytes"])
        self._exit: int | None = None
        self._deadline: float | None = None
        self._to_ask: list[int] = []
        self._next_look = 0.0
        self._pid = 0

    def run(self) -> int:
        """Start the server and stay until nothing of it is left."""
        waking, woken = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
        signal.set_wakeup_fd(woken, warn_on_full_buffer=False)
        for number in _WATCHED:
            signal.signal(number, lambda *_: None)
        printed, prints = os.pipe2(os.O_CLOEXEC)
        os.set_blocking(printed, False)
        self._pid = self._start(prints)
        os.close(prints)
        try:
            self._watch(waking, printed)
        finally:
            self._kill_all()
            self._take(printed)
        return self._exit if self._exit is not None else 128 + signal.SIGKILL

    def _watch(self, waking: int, printed: int) -> None:
        reading = [waking, printed]
        while True:
            ready, _, _ = select.select(reading, [], [], 0.1 if self._deadline else 1.0)
            if printed in ready and not self._take(printed):
                reading.remove(printed)
            for number in os.read(waking, 64) if waking in ready else b"":
                if number == signal.SIGHUP:
                    return
                if number in (signal.SIGTERM, signal.SIGINT) and self._deadline is None:
                    self._begin_to_end()
            self._reap()
            self._ask_to_end()
            if self._deadline is None and (self._exit is not None or self._is_over_memory()):
                return
            if self._deadline is not None and (time.monotonic() > self._deadline or not descendants(os.getpid())):
                return

    def _start(self, prints: int) -> int:
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            try:
                self._become_server(parent, prints)
            except BaseException as error:  # noqa: BLE001 - this process must not go on as a second supervisor
                os.write(2, f"[autofix] the server could not be started: {error}\n".encode())
            os._exit(_NOT_STARTED)
        return pid

    def _become_server(self, parent: int, prints: int) -> NoReturn:
        plan = self._plan
        signal.set_wakeup_fd(-1)
        for number in _WATCHED:
            signal.signal(number, signal.SIG_DFL)
        os.setsid()
        argv = list(plan["argv"])
        nothing = os.open(os.devnull, os.O_RDONLY)
        for descriptor, place in ((nothing, 0), (prints, 1), (prints, 2)):
            os.dup2(descriptor, place)
        os.closerange(3, 256)
        if plan["options"]:
            argv[1:1] = ["--args", str(_memory_file(plan["options"]))]
        os.umask(0o077)
        for name, most in plan["limits"].items():
            _lower(getattr(resource, name), most)
        libc = ctypes.CDLL(None, use_errno=True)
        if plan["uid"] is not None:
            os.setgroups([])
            os.setresgid(plan["uid"], plan["uid"], plan["uid"])
            os.setresuid(plan["uid"], plan["uid"], plan["uid"])
        if plan["no_new_privileges"] and libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
            raise OSError(ctypes.get_errno(), "no_new_privs cannot be set")
        # A change of user clears it, so it comes after; and whoever is gone by now sends no signal.
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:
            raise OSError("the supervisor is gone")
        os.chdir(plan["cwd"])
        os.execvpe(argv[0], argv, plan["env"])  # noqa: S606

    def _take(self, printed: int) -> bool:
        """Move what was printed to the log; false when nobody can print any more."""
        for _ in range(16):
            try:
                data = os.read(printed, 65536)
            except BlockingIOError:
                return True
            if not data:
                return False
            self._log.write(data)
        return True

    def _begin_to_end(self) -> None:
        self._deadline = time.monotonic() + float(self._plan["grace_seconds"])
        # The sandbox's own processes come first, and its end would be everybody's.
        self._to_ask = descendants(os.getpid())[self._plan["carriers"] :]

    def _ask_to_end(self) -> None:
        """Ask everybody who is there and was not asked; who waits for others after these, for half of the time."""
        if self._deadline is None:
            return
        is_late = self._deadline - time.monotonic() < self._plan["grace_seconds"] / 2
        later = [] if is_late else [pid for pid in self._to_ask if is_launching(pid)]
        for pid in self._to_ask:
            if pid not in later:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGTERM)
        self._to_ask = later

    def _is_over_memory(self) -> bool:
        most, now = self._plan["memory_bytes"], time.monotonic()
        if now < self._next_look:
            return False
        self._next_look = now + _LOOK_SECONDS
        if sum(private_bytes(pid) for pid in descendants(os.getpid())) <= most:
            return False
        self._log.say(f"the server was ended: it used more than {most // 1024**2} MiB of memory")
        return True

    def _reap(self) -> bool:
        """Wait for what has ended; false when no child is left."""
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return False
            if pid == 0:
                return True
            if pid == self._pid:
                code = os.waitstatus_to_exitcode(status)
                self._exit = 128 - code if code < 0 else code

    def _kill_all(self) -> None:
        deadline = time.monotonic() + _KILL_SECONDS
        while self._reap() and time.monotonic() < deadline:
            for pid in descendants(os.getpid()):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            time.sleep(0.005)


def _lower(limit: int, most: int) -> None:
    _, hard = resource.getrlimit(limit)
    bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(limit, (bound, bound))


def _memory_file(words: list[str]) -> int:
    descriptor = os.memfd_create("autofix", 0)
    os.write(descriptor, b"".join(word.encode() + b"\0" for word in words))
    os.lseek(descriptor, 0, os.SEEK_SET)
    return descriptor


def main() -> int:
    """Read the plan, tie our life to the keeper's, run the server."""
    libc = ctypes.CDLL(None, use_errno=True)
    plan = json.load(sys.stdin)
    libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGHUP, 0, 0, 0)
    if os.getppid() != plan["keeper"]:
        return _NOT_STARTED
    os.chdir("/")
    Path("/proc/self/comm").write_text("autofix-server")
    return Supervisor(plan).run()


if __name__ == "__main__":
    sys.exit(main())

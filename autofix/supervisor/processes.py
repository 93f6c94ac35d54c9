"""What /proc says about processes, see proc(5)."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import time
from collections.abc import Iterable
from pathlib import Path

_PR_SET_CHILD_SUBREAPER = 36
# Positions after the name in parentheses, which may hold anything.
_STATE, _SESSION, _STARTED = 0, 3, 19


def start_time(pid: int) -> int | None:
    """When a living process started, in ticks since boot; nothing when there is none."""
    words = _stat(pid)
    return None if words is None or words[_STATE] in ("Z", "X") else int(words[_STARTED])


def session_members(session: int) -> list[int]:
    """The living processes of a session."""
    found = []
    for entry in os.listdir("/proc"):  # noqa: PTH208  thousands of entries, and only names are wanted
        if entry.isdigit():
            words = _stat(int(entry))
            if words is not None and int(words[_SESSION]) == session and words[_STATE] not in ("Z", "X"):
                found.append(int(entry))
    return found


def adopt_orphans() -> None:
    """Become the parent of every descendant whose own parent ends."""
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def own_children() -> set[int]:
    """Our children's ids, adopted and ended ones included."""
    found: set[int] = set()
    for task in Path("/proc/self/task").iterdir():
        with contextlib.suppress(OSError):
            found.update(int(word) for word in (task / "children").read_text().split())
    return found


def kill_all(pids: Iterable[int]) -> None:
    """Kill processes; those that have ended by now are no matter."""
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def reap(pids: Iterable[int]) -> None:
    """Take note of the end of adopted children."""
    for pid in pids:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)


def end_session(session: int, seconds: float = 5.0) -> bool:
    """Kill a session's processes until none is left; whether that came about within ``seconds``."""
    until = time.monotonic() + seconds
    while members := session_members(session):
        if time.monotonic() > until:
            return False
        kill_all(members)
        time.sleep(0.01)
    return True


def _stat(pid: int) -> list[str] | None:
    try:
        return Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None

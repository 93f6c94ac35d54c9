"""Finds processes: those below one, those of a release that were left behind, and who listens where."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Callable, Iterable
from pathlib import Path

# Every process of a release carries this variable; its value is the release's folder.
MARK = "AUTOFIX_RELEASE"
_PROC = Path("/proc")
_LISTENING = "0A"
_END_SECONDS = 5.0


def start_time(pid: int) -> int | None:
    """When the process began, in clock ticks since boot; with it an id is never mistaken for a later one."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        return int((_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[19])
    return None


def descendants(pid: int) -> list[int]:
    """The processes below ``pid``, without itself."""
    found: list[int] = []
    waiting = [pid]
    while waiting:
        one = waiting.pop()
        with contextlib.suppress(OSError):
            for task in (_PROC / str(one) / "task").iterdir():
                with contextlib.suppress(OSError):
                    children = [int(word) for word in (task / "children").read_text().split()]
                    found += children
                    waiting += children
    return found


def marked(prefix: str) -> set[int]:
    """The processes whose mark is ``prefix`` or begins with it and a slash."""
    exact, below = f"{MARK}={prefix}".encode(), f"{MARK}={prefix}/".encode()
    found = set()
    for pid in _all():
        with contextlib.suppress(OSError):
            for entry in (_PROC / str(pid) / "environ").read_bytes().split(b"\0"):
                if entry == exact or entry.startswith(below):
                    found.add(pid)
    return found


def of_users(uids: frozenset[int]) -> set[int]:
    """The processes of these users; dead ones that nobody has waited for are left out."""
    found = set()
    for pid in _all() if uids else ():
        with contextlib.suppress(OSError, ValueError, IndexError):
            status = (_PROC / str(pid) / "status").read_text()
            real = int(status.partition("\nUid:")[2].split()[0])
            if real in uids and "\nState:\tZ" not in status:
                found.add(pid)
    return found


def sweep(find: Callable[[], set[int]]) -> bool:
    """Kill the processes that ``find`` names until it names none; false when some do not die in time."""
    deadline = time.monotonic() + _END_SECONDS
    while alive := find():
        if time.monotonic() > deadline:
            return False
        for pid in alive:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.02)
    return True


def listening(pids: Iterable[int]) -> set[tuple[str, int]]:
    """Where these processes take connections, as (``127.0.0.1`` or ``::1``, port)."""
    inodes = _listening_inodes()
    found = set()
    for pid in pids:
        with contextlib.suppress(OSError):
            for link in (_PROC / str(pid) / "fd").iterdir():
                with contextlib.suppress(OSError):
                    name = str(link.readlink())
                    if name.startswith("socket:[") and (place := inodes.get(name[8:-1])):
                        found.add(place)
    return found


def _listening_inodes() -> dict[str, tuple[str, int]]:
    """Where each listening TCP socket can be reached from this machine, by inode; see proc(5)."""
    found: dict[str, tuple[str, int]] = {}
    for name, host in (("tcp", "127.0.0.1"), ("tcp6", "::1")):
        with contextlib.suppress(OSError):
            for line in (_PROC / "net" / name).read_text().splitlines()[1:]:
                words = line.split()
                if words[3] == _LISTENING:
                    found[words[9]] = (host, int(words[1].rpartition(":")[2], 16))
    return found


def _all() -> list[int]:
    return [int(path.name) for path in _PROC.iterdir() if path.name.isdigit()]

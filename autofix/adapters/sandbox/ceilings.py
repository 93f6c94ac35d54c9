"""Watches over what no kernel limit bounds; each names the limit that was passed, or nothing."""

from __future__ import annotations

import contextlib
import os
import stat
import time
from collections.abc import Iterable
from pathlib import Path

_PAGE = os.sysconf("SC_PAGE_SIZE")
# Less than this much room left means the job filled its file system.
_FULL_BELOW_BYTES = 4096
# A watch takes at most this share of one core.
_SHARE_OF_TIME = 0.1


class FolderCeiling:
    """Bounds the bytes in a folder of the host that a job writes to."""

    def __init__(self, folder: Path, most_bytes: int) -> None:
        self.folder = folder
        self.most_bytes = most_bytes
        self._next = 0.0

    def __call__(self) -> str:
        begun = time.monotonic()
        if begun < self._next:
            return ""
        size = folder_bytes(self.folder, self.most_bytes)
        now = time.monotonic()
        self._next = now + (now - begun) / _SHARE_OF_TIME
        return "disk" if size > self.most_bytes else ""


def folder_bytes(folder: Path, enough: int) -> int:
    """Sum the space used below ``folder`` following no link; stops counting above ``enough``."""
    total = 0
    with contextlib.suppress(FileNotFoundError):
        for _, folders, files, here in os.fwalk(folder):
            for name in (*folders, *files):
                with contextlib.suppress(FileNotFoundError):
                    found = os.stat(name, dir_fd=here, follow_symlinks=False)
                    total += max(found.st_blocks * 512, found.st_size if stat.S_ISREG(found.st_mode) else 0)
            if total > enough:
                break
    return total


class RootSpaceCeiling:
    """Tells when a job has filled the size-limited file system it lives on.

    The kernel refuses the write that would pass the limit; this ends the job
    and gives the reason.
    """

    def __init__(self) -> None:
        self._root: int | None = None

    def open(self, pids: Iterable[int]) -> None:
        """Hold the root folder of the first of these processes that may be looked at."""
        for pid in pids:
            with contextlib.suppress(OSError):
                self._root = os.open(f"/proc/{pid}/root", os.O_PATH | os.O_DIRECTORY)
                return

    def __call__(self) -> str:
        if self._root is None:
            return ""
        space = os.fstatvfs(self._root)
        return "disk" if space.f_bavail * space.f_frsize < _FULL_BELOW_BYTES else ""

    def close(self) -> None:
        """Let go of the file system, so that its memory is returned."""
        if self._root is not None:
            os.close(self._root)
            self._root = None


class TreeMemoryCeiling:
    """Bounds the memory of a process and all its descendants where no control group can."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.pid: int | None = None

    def __call__(self) -> str:
        if self.pid is None:
            return ""
        return "memory" if sum(private_bytes(pid) for pid in descendants(self.pid)) > self.most_bytes else ""


def descendants(pid: int) -> list[int]:
    """Return ``pid`` and every process below it that lives now."""
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        found.append(one)
        with contextlib.suppress(OSError):
            for task in Path(f"/proc/{one}/task").iterdir():
                with contextlib.suppress(OSError):
                    waiting += [int(word) for word in (task / "children").read_text().split()]
    return found


def private_bytes(pid: int) -> int:
    """Return the memory only this process holds, near enough: resident less shared, see proc(5)."""
    with contextlib.suppress(OSError, ValueError):
        _, resident, shared, *_ = Path(f"/proc/{pid}/statm").read_text().split()
        return (int(resident) - int(shared)) * _PAGE
    return 0

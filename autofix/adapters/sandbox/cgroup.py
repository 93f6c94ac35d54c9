"""A control group per job, where this process may make one."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autofix.adapters.sandbox.cgroup_hierarchies import (
    GROUP_PREFIX,
    numbers,
    remove_group_folder,
    usable_hierarchies,
)
from autofix.sdk.sandbox import SandboxError

_END_SECONDS = 5.0


@dataclass(frozen=True)
class JobGroup:
    """The folders of one job's group, by what they bound; empty where none can be made."""

    memory: Path | None = None
    pids: Path | None = None

    @property
    def folders(self) -> tuple[Path, ...]:
        """Every folder of the group, once."""
        return tuple(dict.fromkeys(folder for folder in (self.memory, self.pids) if folder is not None))

    @property
    def join_files(self) -> tuple[str, ...]:
        """The files a process writes ``0`` to, to be in the group with all it starts."""
        return tuple(str(folder / "cgroup.procs") for folder in self.folders)


def make_group(memory_bytes: int | None, processes: int | None) -> JobGroup:
    """Make a group with these bounds; what cannot be bounded here is left out of it."""
    usable = usable_hierarchies()
    name = f"{GROUP_PREFIX}{os.getpid()}-{next(numbers)}"
    folders: dict[str, Path] = {}
    for controller, wanted in (("memory", memory_bytes), ("pids", processes)):
        hierarchy = usable.get(controller)
        if hierarchy is None or wanted is None:
            continue
        folder = hierarchy.folder / name
        try:
            folder.mkdir(exist_ok=True)
            _bound(folder, controller, hierarchy.version, wanted)
        except OSError:
            if folder not in folders.values():
                with contextlib.suppress(OSError):
                    folder.rmdir()
            continue
        folders[controller] = folder
    return JobGroup(folders.get("memory"), folders.get("pids"))


@contextlib.contextmanager
def held_group(memory_bytes: int | None, processes: int | None) -> Iterator[JobGroup]:
    """Hold a group for one job; its processes are killed and it is removed at the end.

    Raises ``SandboxError`` when a process in it does not die.
    """
    group = make_group(memory_bytes, processes)
    try:
        yield group
    finally:
        if not end_group(group):
            raise SandboxError(f"processes of a job do not die, see {group.folders[0]}/cgroup.procs", permanent=False)


def _bound(folder: Path, controller: str, version: int, wanted: int) -> None:
    if controller == "pids":
        (folder / "pids.max").write_text(str(wanted))
    elif version == 2:
        (folder / "memory.max").write_text(str(wanted))
        (folder / "memory.oom.group").write_text("1")
        with contextlib.suppress(OSError):
            (folder / "memory.swap.max").write_text("0")
    else:
        (folder / "memory.limit_in_bytes").write_text(str(wanted))
        with contextlib.suppress(OSError):
            (folder / "memory.memsw.limit_in_bytes").write_text(str(wanted))


def was_out_of_memory(group: JobGroup) -> bool:
    """Tell whether the kernel has killed a process of the group for its memory."""
    if group.memory is None:
        return False
    for name in ("memory.events", "memory.oom_control"):
        with contextlib.suppress(OSError):
            for line in (group.memory / name).read_text().splitlines():
                if line.startswith("oom_kill "):
                    return line.split()[1] != "0"
    return False


class MemoryCeiling:
    """Names the memory limit once the kernel has enforced it on the group."""

    def __init__(self, group: JobGroup) -> None:
        self.group = group

    def __call__(self) -> str:
        return "memory" if was_out_of_memory(self.group) else ""


def members(group: JobGroup) -> set[int]:
    """Return the ids of the processes in the group, as seen from here."""
    found: set[int] = set()
    for folder in group.folders:
        with contextlib.suppress(OSError):
            found.update(int(pid) for pid in (folder / "cgroup.procs").read_text().split())
    return found


def end_group(group: JobGroup) -> bool:
    """Kill every process of the group and remove it; false when some would not die in time."""
    deadline = time.monotonic() + _END_SECONDS
    pause = 0.0005
    while alive := members(group):
        if time.monotonic() > deadline:
            return False
        for pid in alive:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(pause)
        pause = min(pause * 2, 0.05)
    for folder in group.folders:
        remove_group_folder(folder, deadline)
    return True

"""A control group per job, where this process may make one.

Version 2 (one hierarchy, its controllers delegated to us) and version 1 (one
hierarchy per controller) are both in use; see cgroups(7). A group is made
below our own where that is possible, so that whatever bounds the service
bounds its jobs as well.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from autofix.sdk.sandbox import SandboxError

_MOUNTS = Path("/proc/self/mountinfo")
_OWN = Path("/proc/self/cgroup")
_PREFIX = "autofix-job-"
_END_SECONDS = 5.0

_count = itertools.count()


@dataclass(frozen=True)
class Hierarchy:
    """A mounted hierarchy: its version, our own folder in it, and what it can bound."""

    version: int
    folder: Path
    controllers: frozenset[str]


@dataclass(frozen=True)
class JobGroup:
    """The folders of one job's group, by what they bound; empty where none can be made."""

    memory: Path | None = None
    pids: Path | None = None
    version: int = 0

    @property
    def folders(self) -> tuple[Path, ...]:
        """Every folder of the group, once."""
        return tuple(dict.fromkeys(folder for folder in (self.memory, self.pids) if folder is not None))

    @property
    def join_files(self) -> tuple[str, ...]:
        """The files a process writes ``0`` to, to be in the group with all it starts."""
        return tuple(str(folder / "cgroup.procs") for folder in self.folders)


def parse_hierarchies(mountinfo: str, own: str) -> list[Hierarchy]:
    """Read the memory and pids hierarchies out of the two /proc files' texts."""
    own_paths: dict[str, str] = {}
    for line in own.splitlines():
        _, controllers, path = line.split(":", 2)
        for controller in controllers.split(","):
            own_paths[controller] = path
    found = []
    for line in mountinfo.splitlines():
        before, _, after = line.partition(" - ")
        root, mount_point = before.split()[3:5]
        kind, _, options = after.split(" ", 2)
        if kind == "cgroup":
            names = frozenset({"memory", "pids"} & set(options.split(",")))
        elif kind == "cgroup2":
            names = frozenset({""})
        else:
            continue
        for name in names & own_paths.keys():
            # A container sees its own group as the mount's root, and its path from the host's.
            below = own_paths[name]
            relative = below.removeprefix(root) if root != "/" else below
            version = 2 if kind == "cgroup2" else 1
            found.append(Hierarchy(version, Path(mount_point + relative), frozenset({name})))
    return found


@cache
def _usable_hierarchies() -> dict[str, Hierarchy]:
    """Map each controller that can be used here to where its groups can be made, version 2 first."""
    try:
        hierarchies = parse_hierarchies(_MOUNTS.read_text(), _OWN.read_text())
    except (OSError, ValueError):
        return {}
    usable: dict[str, Hierarchy] = {}
    for hierarchy in sorted(hierarchies, key=lambda one: -one.version):
        found = choose_folder(hierarchy)
        if found is not None and _can_be_joined(found.folder):
            _sweep(found.folder)
            for name in found.controllers:
                usable.setdefault(name, found)
    return usable


def choose_folder(hierarchy: Hierarchy) -> Hierarchy | None:
    """Return where in ``hierarchy`` a job's group can be made and what it can bound there.

    That is our own group, and in version 2 mostly the one above: a group with
    processes in it, as ours is, cannot hand controllers down there.
    """
    folders = [hierarchy.folder]
    if hierarchy.version == 2:
        folders.append(hierarchy.folder.parent)
    for folder in folders:
        if not (os.access(folder, os.W_OK) and os.access(folder / "cgroup.procs", os.W_OK)):
            continue
        names = hierarchy.controllers
        if hierarchy.version == 2:
            names = frozenset({"memory", "pids"} & set(_delegated(folder)))
        if names:
            return Hierarchy(hierarchy.version, folder, names)
    return None


def _delegated(folder: Path) -> list[str]:
    """Return the controllers the children of a version 2 group can use."""
    with contextlib.suppress(OSError):
        return (folder / "cgroup.subtree_control").read_text().split()
    return []


def _can_be_joined(folder: Path) -> bool:
    """Try once whether a process of ours may move there: the rules differ by version and container."""
    trial = folder / f"{_PREFIX}{os.getpid()}-trial-{next(_count)}"
    try:
        trial.mkdir()
        join = subprocess.run(
            ("/bin/sh", "-c", 'echo 0 >"$1"', "autofix-trial", str(trial / "cgroup.procs")),
            stderr=subprocess.DEVNULL,
            timeout=_END_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    finally:
        _remove(trial, time.monotonic() + 1)
    return join.returncode == 0


def _sweep(folder: Path) -> None:
    """Remove groups left behind by processes that were killed before they could."""
    for left in folder.glob(f"{_PREFIX}*"):
        owner = left.name.removeprefix(_PREFIX).split("-")[0]
        if not Path("/proc", owner).exists():
            with contextlib.suppress(OSError):
                left.rmdir()


def make_group(memory_bytes: int | None, processes: int | None) -> JobGroup:
    """Make a group with these bounds; what cannot be bounded here is left out of it."""
    usable = _usable_hierarchies()
    name = f"{_PREFIX}{os.getpid()}-{next(_count)}"
    folders: dict[str, Path] = {}
    version = 0
    for controller, wanted in (("memory", memory_bytes), ("pids", processes)):
        hierarchy = usable.get(controller)
        if hierarchy is None or wanted is None:
            continue
        folder = hierarchy.folder / name
        try:
            folder.mkdir(exist_ok=True)
            _bound(folder, controller, hierarchy.version, wanted)
        except OSError:
            with contextlib.suppress(OSError):
                folder.rmdir()
            continue
        folders[controller] = folder
        version = hierarchy.version
    return JobGroup(folders.get("memory"), folders.get("pids"), version)


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
                os.kill(pid, 9)
        time.sleep(pause)
        pause = min(pause * 2, 0.05)
    for folder in group.folders:
        _remove(folder, deadline)
    return True


def _remove(folder: Path, deadline: float) -> None:
    """Remove an empty group; the kernel says busy for a moment after its last process is gone."""
    while True:
        try:
            folder.rmdir()
        except FileNotFoundError:
            return
        except OSError:
            if time.monotonic() > deadline:
                return
            time.sleep(0.001)
        else:
            return

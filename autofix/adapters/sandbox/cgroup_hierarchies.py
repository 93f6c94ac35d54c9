"""Finds where this process may make control groups, and what they can bound there.

Version 2 (one hierarchy, its controllers handed down) and version 1 (one
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
from dataclasses import dataclass
from functools import cache
from pathlib import Path

GROUP_PREFIX = "autofix-job-"

_MOUNTS = Path("/proc/self/mountinfo")
_OWN = Path("/proc/self/cgroup")
_BOUNDING = frozenset({"memory", "pids"})
# What /proc/self/cgroup names the version 2 hierarchy by.
_UNNAMED = ""
_TRIAL_SECONDS = 5.0

numbers = itertools.count()


@dataclass(frozen=True)
class Hierarchy:
    """A mounted hierarchy: its version, our own folder in it, and what it can bound."""

    version: int
    folder: Path
    controllers: frozenset[str]


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
            version, names = 1, _BOUNDING & set(options.split(","))
        elif kind == "cgroup2":
            version, names = 2, frozenset({_UNNAMED})
        else:
            continue
        for name in names & own_paths.keys():
            # A container sees its own group as the mount's root, and its path from the host's.
            below = own_paths[name]
            relative = below.removeprefix(root) if root != "/" else below
            found.append(Hierarchy(version, Path(mount_point + relative), frozenset({name}) & _BOUNDING))
    return found


@cache
def usable_hierarchies() -> dict[str, Hierarchy]:
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
            names = _BOUNDING & set(_delegated(folder))
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
    trial = folder / f"{GROUP_PREFIX}{os.getpid()}-trial-{next(numbers)}"
    try:
        trial.mkdir()
        join = subprocess.run(
            ("/bin/sh", "-c", 'echo 0 >"$1"', "autofix-trial", str(trial / "cgroup.procs")),
            stderr=subprocess.DEVNULL,
            timeout=_TRIAL_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    finally:
        remove_group_folder(trial, time.monotonic() + _TRIAL_SECONDS)
    return join.returncode == 0


def _sweep(folder: Path) -> None:
    """Remove groups left behind by processes that were killed before they could."""
    for left in folder.glob(f"{GROUP_PREFIX}*"):
        owner = left.name.removeprefix(GROUP_PREFIX).split("-")[0]
        if not Path("/proc", owner).exists():
            with contextlib.suppress(OSError):
                left.rmdir()


def remove_group_folder(folder: Path, deadline: float) -> None:
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

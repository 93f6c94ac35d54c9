"""The resource limits a job's processes run under, as a ``prlimit`` command line."""

from __future__ import annotations

from autofix.adapters.sandbox.defences import Defences
from autofix.sdk.sandbox import Limits

# Where a cgroup bounds the whole job, a process may reserve more than it ever touches.
_RESERVED_PER_TOUCHED = 4


def rlimit_command(limits: Limits, defences: Defences, *, has_memory_cgroup: bool) -> tuple[str, ...]:
    """Return the command prefix that lowers the limits of getrlimit(2) and runs what follows it.

    It has to run inside the job's user namespace: the kernel counts
    RLIMIT_NPROC per user and namespace, so that what the same user runs
    outside does not count. Memory is RLIMIT_DATA: RLIMIT_AS would stop
    JavaScript engines, which reserve address space by the gigabyte.
    """
    wanted = ["--core=0"]
    if defences.process_limit:
        wanted.append(f"--nproc={limits.processes}")
    if defences.file_limit:
        wanted.append(f"--nofile={limits.open_files}")
    if defences.disk_limit:
        wanted.append(f"--fsize={limits.disk_bytes}")
    if defences.memory_limit:
        share = _RESERVED_PER_TOUCHED if has_memory_cgroup else 1
        wanted.append(f"--data={limits.memory_bytes * share}")
    return ("prlimit", *wanted, "--")

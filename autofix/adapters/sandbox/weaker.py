"""What the two weaker backends share: a temporary folder as the root, and limits by watching."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from pathlib import Path

from autofix.adapters.sandbox.ceilings import FolderCeiling, TreeMemoryCeiling, descendants
from autofix.adapters.sandbox.cgroup import MemoryCeiling, held_group
from autofix.adapters.sandbox.entry import entry_command, job_environment, tar_command
from autofix.adapters.sandbox.installing import NO_PRIVATE_REGISTRIES, RegistryAccess, with_registries
from autofix.adapters.sandbox.runner import Ceiling, Launch, run_to_end
from autofix.adapters.sandbox.staging import launch_command
from autofix.adapters.sandbox.toolchain import find_toolchain
from autofix.sdk.sandbox import Job, Network, Outcome, SandboxError

_END_SECONDS = 5.0
# The processes that carry a job here count in its control group, not against the job.
_CARRIERS = 4


class Weaker(ABC):
    """A backend whose jobs see the host's file system; the subclasses say how one is started.

    When the service runs as root so does the job: another reason why an
    operator has to allow these by name.
    """

    is_strong = False
    shares_network = False

    def __init__(self, access: RegistryAccess = NO_PRIVATE_REGISTRIES) -> None:
        self.access = access
        self.toolchain = find_toolchain()
        self.tools: Mapping[str, str] = self.toolchain.tools

    @abstractmethod
    def command(self, job: Job, root: Path, inner: tuple[str, ...]) -> tuple[str, ...]:
        """Return the command that shows ``job`` its mounts and runs ``inner`` with its limits."""

    def run(self, job: Job) -> Outcome:
        """Run ``job`` to its end; no process of it is left when this returns.

        Raises ``SandboxError`` when the job could not be started at all.
        """
        if job.network is Network.REGISTRIES:
            with with_registries(job, self.toolchain, self.access) as prepared:
                return self._run(prepared)
        return self._run(job)

    def _run(self, job: Job) -> Outcome:
        limits = job.limits
        tree_memory = TreeMemoryCeiling(limits.memory_bytes)

        def started(pid: int) -> None:
            tree_memory.pid = pid

        processes = limits.processes + _CARRIERS
        with _temporary_root() as root, held_group(limits.memory_bytes, processes) as group:
            stdin = root / "stdin"
            stdin.write_bytes(job.stdin)
            command = self.command(job, root, entry_command(job, str(root), str(stdin)))
            ceilings: list[Ceiling] = [FolderCeiling(root, limits.disk_bytes)]
            ceilings.append(tree_memory if group.memory is None else MemoryCeiling(group))
            if job.output is not None:
                ceilings.append(FolderCeiling(job.output, limits.disk_bytes))
            return run_to_end(
                Launch(
                    argv=launch_command(command, group.join_files),
                    env=job_environment(job, str(root), self.toolchain.path),
                    tar=tar_command(job) if job.tree is not None else None,
                    ceilings=ceilings,
                    started=started,
                    end=end_tree,
                    seconds=limits.seconds,
                    output_bytes=limits.output_bytes,
                    has_shifted_signals=True,
                )
            )


@cache
def supervise_text() -> str:
    """Return the program that runs as a job's first process."""
    return resources.files(__package__).joinpath("supervise.py").read_text()


def mount_points(job: Job, root: Path) -> Iterator[tuple[Path, Path, bool]]:
    """Yield each host path to show, the place below ``root`` for it, and whether it is writable."""
    for mount in job.mounts:
        spot = root / mount.target
        spot.parent.mkdir(parents=True, exist_ok=True)
        yield mount.source.resolve(), spot, False
    if job.output is not None:
        yield job.output.resolve(), root / "out", True


def end_tree(process: subprocess.Popen[bytes]) -> None:
    """Kill everything below ``process``, which keeps adopting orphans meanwhile, and then it.

    Raises ``SandboxError`` when something does not die in time.
    """
    deadline = time.monotonic() + _END_SECONDS
    while below := descendants(process.pid)[1:]:
        if time.monotonic() > deadline:
            raise SandboxError(f"processes of a job do not die: {below}", permanent=False)
        for pid in below:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.002)
    process.kill()
    process.wait()


@contextlib.contextmanager
def _temporary_root() -> Iterator[Path]:
    root = Path(tempfile.mkdtemp(prefix="autofix-job-")).resolve()
    try:
        (root / "tmp" / "home").mkdir(parents=True)
        (root / "work").mkdir()
        yield root
    finally:
        _open_folders(root)
        shutil.rmtree(root, ignore_errors=True)


def _open_folders(root: Path) -> None:
    """Make every folder one we can empty: a job may have closed some to their owner."""
    for here, folders, _ in os.walk(root):
        for name in folders:
            folder = Path(here, name)
            if not folder.is_symlink():
                with contextlib.suppress(OSError):
                    folder.chmod(0o700)

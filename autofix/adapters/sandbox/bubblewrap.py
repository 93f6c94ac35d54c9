"""The strong backend: namespaces made by bubblewrap, a system call filter, and limits.

The system is shown read-only, what the job can write is one size-limited
memory file system, and the network is the job's own loopback interface.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping

from autofix.adapters.sandbox import staging
from autofix.adapters.sandbox.bubblewrap_argv import (
    ROOT,
    ROOT_ON_HOST,
    STDIN_FILE,
    SYSTEM_TEXTS,
    View,
    bubblewrap_options,
    system_options,
)
from autofix.adapters.sandbox.ceilings import FolderCeiling, RootSpaceCeiling, TreeMemoryCeiling, descendants
from autofix.adapters.sandbox.cgroup import JobGroup, MemoryCeiling, held_group
from autofix.adapters.sandbox.defences import ALL_UP, Defences
from autofix.adapters.sandbox.entry import entry_command, job_environment, tar_command
from autofix.adapters.sandbox.init_process import InitProcess
from autofix.adapters.sandbox.installing import NO_PRIVATE_REGISTRIES, RegistryAccess, with_registries
from autofix.adapters.sandbox.job_user import current_job_user, lent_folder
from autofix.adapters.sandbox.limits import rlimit_command
from autofix.adapters.sandbox.runner import Ceiling, Launch, run_to_end
from autofix.adapters.sandbox.seccomp import host_filter
from autofix.adapters.sandbox.staging import Bind, Staged
from autofix.adapters.sandbox.toolchain import find_toolchain
from autofix.sdk.sandbox import Job, Network, Outcome

# bubblewrap outside, and its first process inside.
_CARRIERS = 2
_HOST_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"


class Bubblewrap:
    """Runs jobs under bubblewrap, as a throwaway user when we are root.

    ``access`` names the registries of install jobs. ``job_user`` fixes that
    user, so that a test can put a victim beside the job.
    """

    name = "bubblewrap"
    is_strong = True
    shares_network = False

    def __init__(
        self,
        access: RegistryAccess = NO_PRIVATE_REGISTRIES,
        defences: Defences = ALL_UP,
        job_user: int | None = None,
    ) -> None:
        self.access = access
        self.defences = defences
        self.job_user = job_user
        self.toolchain = find_toolchain()
        self.tools: Mapping[str, str] = self.toolchain.tools

    def run(self, job: Job) -> Outcome:
        """Run ``job`` to its end; no process of it is left when this returns.

        Raises ``SandboxError`` when the job could not be started at all.
        """
        if job.network is Network.REGISTRIES:
            with with_registries(job, self.toolchain, self.access, self.defences) as prepared:
                return self._run(prepared)
        return self._run(job)

    def _run(self, job: Job) -> Outcome:
        user = self._user()
        with contextlib.ExitStack() as stack:
            if job.output is not None and user is not None:
                stack.enter_context(lent_folder(job.output, user))
            binds = self._binds(job)
            staged = Staged(binds, ())
            if user is not None:
                staged = stack.enter_context(staging.staged(binds))
            memory, processes = self._group_bounds(job)
            group = stack.enter_context(held_group(memory, processes))
            return self._run_staged(job, staged, group, user, stack)

    def _run_staged(
        self, job: Job, staged: Staged, group: JobGroup, user: int | None, stack: contextlib.ExitStack
    ) -> Outcome:
        init = InitProcess(*_pipe(stack))
        stack.callback(init.close)
        view = self._view(job, staged, init, stack)
        options = "\0".join(bubblewrap_options(view, self.defences)).encode(errors="surrogateescape")
        options_from = _memory_file(options, stack)
        stdin_path = STDIN_FILE if job.stdin else "/dev/null"
        command = (
            *("bwrap", "--args", str(options_from), "--"),
            *rlimit_command(job.limits, self.defences, has_memory_cgroup=group.memory is not None),
            *entry_command(job, self._root, stdin_path),
        )
        space, tree_memory = RootSpaceCeiling(), TreeMemoryCeiling(job.limits.memory_bytes)
        stack.callback(space.close)

        def started(pid: int) -> None:
            inside = init.learn() or pid
            space.open(descendants(inside))
            tree_memory.pid = inside

        return run_to_end(
            Launch(
                argv=staging.launch_command(command, group.join_files, staged.first, user),
                env=self._outer_environment(),
                pass_fds=(options_from, init.info, *view.texts.values(), *_known(view.seccomp)),
                tar=tar_command(job) if job.tree is not None else None,
                ceilings=self._ceilings(job, group, space, tree_memory),
                started=started,
                end=init.end,
                seconds=job.limits.seconds if self.defences.time_limit else None,
                output_bytes=job.limits.output_bytes if self.defences.output_limit else None,
                has_shifted_signals=True,
            )
        )

    @property
    def _root(self) -> str:
        return ROOT if self.defences.private_filesystem else ROOT_ON_HOST

    def _user(self) -> int | None:
        if not self.defences.non_root or os.geteuid() != 0:
            return None
        return self.job_user if self.job_user is not None else current_job_user()

    def _outer_environment(self) -> Mapping[str, str]:
        """Return bubblewrap's own environment; the job's comes as options and cannot steer bubblewrap."""
        path = {"PATH": f"{_HOST_PATH}:{os.environ.get('PATH', '')}"}
        return path if self.defences.clean_environment else {**os.environ, **path}

    def _group_bounds(self, job: Job) -> tuple[int | None, int | None]:
        if not self.defences.control_group:
            return None, None
        # bubblewrap's own processes count in the group, not against the job.
        return (
            job.limits.memory_bytes if self.defences.memory_limit else None,
            job.limits.processes + _CARRIERS if self.defences.process_limit else None,
        )

    def _binds(self, job: Job) -> tuple[Bind, ...]:
        binds = [Bind(mount.source, f"{self._root}/{mount.target}") for mount in job.mounts]
        if self.defences.private_filesystem:
            binds += [Bind(folder, str(folder)) for folder in self.toolchain.folders]
        if job.output is not None:
            binds.append(Bind(job.output, f"{self._root}/out", is_writable=True))
        return tuple(binds)

    def _view(self, job: Job, staged: Staged, init: InitProcess, stack: contextlib.ExitStack) -> View:
        texts = dict(SYSTEM_TEXTS) if self.defences.private_filesystem else {}
        if job.stdin:
            texts[STDIN_FILE] = job.stdin
        program = host_filter() if self.defences.seccomp else None
        return View(
            system=system_options(),
            binds=staged.binds,
            texts={path: _memory_file(text, stack) for path, text in texts.items()},
            env=job_environment(job, self._root, self.toolchain.path),
            disk_bytes=job.limits.disk_bytes,
            info=init.info,
            seccomp=_memory_file(program, stack) if program is not None else None,
            scratch=tuple(f"{self._root}/{mount.target}/{name}" for mount in job.mounts for name in mount.scratch),
        )

    def _ceilings(
        self, job: Job, group: JobGroup, space: RootSpaceCeiling, tree_memory: TreeMemoryCeiling
    ) -> tuple[Ceiling, ...]:
        ceilings: list[Ceiling] = []
        if self.defences.memory_limit:
            ceilings.append(tree_memory if group.memory is None else MemoryCeiling(group))
        if self.defences.disk_limit:
            ceilings.append(space)
            if job.output is not None:
                ceilings.append(FolderCeiling(job.output, job.limits.disk_bytes))
        return tuple(ceilings)


def _pipe(stack: contextlib.ExitStack) -> tuple[int, int]:
    reading, writing = os.pipe()
    stack.callback(os.close, reading)
    stack.callback(os.close, writing)
    return reading, writing


def _memory_file(content: bytes, stack: contextlib.ExitStack) -> int:
    """Return a descriptor that reads ``content`` from its start."""
    descriptor = os.memfd_create("autofix")
    stack.callback(os.close, descriptor)
    with open(descriptor, "wb", closefd=False) as stream:
        stream.write(content)
    os.lseek(descriptor, 0, os.SEEK_SET)
    return descriptor


def _known(descriptor: int | None) -> tuple[int, ...]:
    return () if descriptor is None else (descriptor,)

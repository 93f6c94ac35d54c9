"""The weakest backend: a clean environment, a temporary folder, limits, and an end to everything started.

It keeps an accident from spreading; it does not stop code that means harm,
which sees the host's files, network and processes.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from autofix.adapters.sandbox.defences import Defences
from autofix.adapters.sandbox.limits import rlimit_command
from autofix.adapters.sandbox.weaker import Weaker, mount_points, supervise_text
from autofix.sdk.sandbox import Job

# RLIMIT_NPROC counts all the user's processes here, which are not the job's.
_NO_PROCESS_LIMIT = Defences(process_limit=False)


class PlainProcess(Weaker):
    """Runs jobs as ordinary processes of the service's own user."""

    name = "process"
    shares_network = True

    def command(self, job: Job, root: Path, inner: tuple[str, ...]) -> tuple[str, ...]:
        """Link the mounts in, and return ``inner`` under the supervisor."""
        for source, spot, is_writable in mount_points(job, root):
            if spot.name == "node_modules" and source.name != spot.name and not is_writable:
                # Node looks for a package's own dependencies by the real path's folder names.
                shutil.copytree(source, spot, symlinks=True)
            else:
                spot.symlink_to(source)
        return (
            *(self.tools["python"], "-I", "-S", "-c", supervise_text(), "-"),
            *rlimit_command(job.limits, _NO_PROCESS_LIMIT, has_memory_cgroup=False),
            *inner,
        )

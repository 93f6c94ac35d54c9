"""A weaker backend from util-linux alone: namespaces, but the host's files and every system call."""

from __future__ import annotations

import shlex
from pathlib import Path

from autofix.adapters.sandbox.defences import ALL_UP
from autofix.adapters.sandbox.limits import rlimit_command
from autofix.adapters.sandbox.weaker import Weaker, mount_points, supervise_text
from autofix.sdk.sandbox import Job

_NAMESPACES = (
    *("unshare", "--user", "--map-root-user", "--mount", "--propagation", "private"),
    *("--net", "--ipc", "--uts", "--pid", "--fork", "--kill-child", "--mount-proc", "--"),
)
# Root of the fresh user namespace for no longer than the mounts take.
_DROP = ("setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs", "--")


class Unshare(Weaker):
    """Runs jobs in namespaces of their own, without a network and with read-only mounts."""

    name = "unshare"

    def command(self, job: Job, root: Path, inner: tuple[str, ...]) -> tuple[str, ...]:
        """Return the command that makes the namespaces, binds the mounts and runs ``inner``."""
        lines = ["set -e"]
        for source, spot, is_writable in mount_points(job, root):
            if source.is_dir():
                spot.mkdir(exist_ok=True)
            else:
                spot.touch()
            lines.append(f"mount --rbind {shlex.quote(str(source))} {shlex.quote(str(spot))}")
            if not is_writable:
                lines.append(f"mount -o remount,bind,ro {shlex.quote(str(spot))}")
        share = job.limits.disk_bytes // 8
        for spot in (root / mount.target / name for mount in job.mounts for name in mount.scratch):
            lines.append(f"mount -t tmpfs -o size={share},mode=1777 tmpfs {shlex.quote(str(spot))}")
        lines.append('exec "$@"')
        supervised = (self.tools["python"], "-I", "-S", "-c", supervise_text(), "loopback")
        rlimits = rlimit_command(job.limits, ALL_UP, has_memory_cgroup=False)
        script = ("/bin/sh", "-c", "\n".join(lines), "autofix-mounts")
        return (*_NAMESPACES, *script, *supervised, *_DROP, *rlimits, *inner)

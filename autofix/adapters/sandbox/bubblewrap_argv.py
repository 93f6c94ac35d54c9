"""Builds bubblewrap's options from what a job is to see; runs nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from autofix.adapters.sandbox.defences import Defences
from autofix.adapters.sandbox.staging import Bind
from autofix.sdk.sandbox import MIB

USER = 1000
ROOT = ""
# Where the job's files go when a test shows it the host's whole file system.
ROOT_ON_HOST = "/mnt"
STDIN_FILE = "/run/stdin"

_SYSTEM_FOLDERS = ("bin", "sbin", "lib", "lib32", "lib64", "libx32")
_SYSTEM_FILES = (
    "/etc/alternatives",
    "/etc/ld.so.cache",
    "/etc/ld.so.conf",
    "/etc/ld.so.conf.d",
    "/etc/localtime",
    "/etc/mime.types",
    "/etc/ssl/openssl.cnf",
)
_SHARED_MEMORY_BYTES = 64 * MIB

# Written into the job's own /etc: the host's files name users and machines that are none of its business.
SYSTEM_TEXTS: Mapping[str, bytes] = {
    "/etc/passwd": (
        b"root:x:0:0:root:/root:/usr/sbin/nologin\n"
        b"job:x:1000:1000:job:/tmp/home:/bin/sh\n"
        b"nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n"
    ),
    "/etc/group": b"root:x:0:\njob:x:1000:\nnogroup:x:65534:\n",
    "/etc/hosts": b"127.0.0.1 localhost\n::1 localhost\n",
    "/etc/nsswitch.conf": b"passwd: files\ngroup: files\nhosts: files dns\n",
}


@dataclass(frozen=True)
class View:
    """What one job sees.

    ``texts`` maps a path inside to the descriptor its content is read from.
    ``scratch`` are folders inside binds that are empty and writable; each gets an
    equal share of the disk. ``seccomp`` and ``info`` are descriptors too: the filter's program, and
    where bubblewrap writes the id of the process it started.
    """

    system: tuple[str, ...]
    binds: tuple[Bind, ...]
    texts: Mapping[str, int]
    env: Mapping[str, str]
    disk_bytes: int
    info: int
    seccomp: int | None
    scratch: tuple[str, ...] = ()


@cache
def system_options(host: Path = Path("/")) -> tuple[str, ...]:
    """Return the options that show the system's programs and libraries as they lie on ``host``."""
    options = ["--ro-bind", str(host / "usr"), "/usr"]
    for name in _SYSTEM_FOLDERS:
        folder = host / name
        if folder.is_symlink():
            options += ["--symlink", str(folder.readlink()), f"/{name}"]
        elif folder.is_dir():
            options += ["--ro-bind", str(folder), f"/{name}"]
    for path in _SYSTEM_FILES:
        options += ["--ro-bind-try", path, path]
    return tuple(options)


def namespace_options(defences: Defences) -> tuple[str, ...]:
    """Return the options that set the job apart from other processes."""
    options = ["--unshare-uts", "--hostname", "localhost", "--unshare-cgroup-try"]
    if defences.user_namespace:
        options += ["--unshare-user", "--uid", str(USER), "--gid", str(USER)]
    if defences.user_namespace and defences.nested_namespaces_refused:
        options.append("--disable-userns")
    if defences.ipc_namespace:
        options.append("--unshare-ipc")
    if defences.pid_namespace:
        options.append("--unshare-pid")
    if defences.network_namespace:
        options.append("--unshare-net")
    options += ["--die-with-parent", "--new-session"]
    return tuple(options)


def _file_system_options(view: View, defences: Defences) -> Iterable[str]:
    # A mount of /proc needs a process namespace of one's own.
    proc = ("--proc", "/proc") if defences.pid_namespace else ("--ro-bind", "/proc", "/proc")
    if not defences.private_filesystem:
        yield from ("--bind", "/", "/", "--dev", "/dev", *proc, "--tmpfs", ROOT_ON_HOST, "--tmpfs", "/run")
        yield from ("--dir", f"{ROOT_ON_HOST}/tmp/home", "--dir", f"{ROOT_ON_HOST}/work")  # noqa: S108
        return
    # One file system holds all the job can write, but for a share of it that is shared memory.
    shared = min(_SHARED_MEMORY_BYTES, view.disk_bytes // 4)
    yield from _size(view.disk_bytes - shared - len(view.scratch) * _scratch_bytes(view), defences)
    yield from ("--perms", "0755", "--tmpfs", "/")
    yield from view.system
    yield from proc
    yield from ("--dev", "/dev", *_size(shared, defences))
    yield from ("--perms", "1777", "--tmpfs", "/dev/shm")  # noqa: S108
    yield from ("--remount-ro", "/dev", "--perms", "1777", "--dir", "/tmp", "--dir", "/tmp/home", "--dir", "/work")  # noqa: S108


def _scratch_bytes(view: View) -> int:
    return view.disk_bytes // 2 // max(4, len(view.scratch))


def _size(size: int, defences: Defences) -> tuple[str, ...]:
    return ("--size", str(size)) if defences.disk_limit else ()


def bubblewrap_options(view: View, defences: Defences) -> Sequence[str]:
    """Return every option bubblewrap gets, in order."""
    options = [*namespace_options(defences), *_file_system_options(view, defences)]
    for path, descriptor in view.texts.items():
        if defences.private_filesystem or path == STDIN_FILE:
            options += ["--perms", "0444", "--file", str(descriptor), path]
    for bind in view.binds:
        options += ["--bind" if bind.is_writable else "--ro-bind", str(bind.source), bind.target]
    for path in view.scratch:
        options += [*_size(_scratch_bytes(view), defences), "--perms", "1777", "--tmpfs", path]
    if defences.clean_environment:
        options.append("--clearenv")
    for name, value in view.env.items():
        options += ["--setenv", name, value]
    options += ["--info-fd", str(view.info)]
    if view.seccomp is not None:
        options += ["--seccomp", str(view.seccomp)]
    return options

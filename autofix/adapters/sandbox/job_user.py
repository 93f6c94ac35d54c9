"""The throwaway user a job runs as when the service itself runs as root.

The kernel never applies RLIMIT_NPROC to the real root user, and a process of
root that finds a way out is root outside; so each job gets a user id of its
own that owns nothing and that no other job shares.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path

# Above the ranges systemd documents for containers (up to 0x6FFFFFFF), below 2**31.
_FIRST, _COUNT = 0x70000000, 0x0F000000
_ALL_IDS = 0xFFFFFFFF


def choose_job_user(uid_map: str) -> int | None:
    """Return a fresh user id to run a job as, or nothing when root here is nobody special outside.

    ``uid_map`` is the text of ``/proc/self/uid_map``. Inside a container with
    a short map the id comes from the upper half of the largest range.
    """
    ranges = [tuple(int(word) for word in line.split()) for line in uid_map.splitlines()]
    first, outside, count = max(ranges, key=lambda entry: entry[2])
    if count == _ALL_IDS:
        return _FIRST + secrets.randbelow(_COUNT)
    if count > 1:
        return first + count // 2 + secrets.randbelow(count // 2)
    return None if outside != 0 else first


def current_job_user() -> int | None:
    """Return the user to run the next job as; nothing means as ourselves."""
    if os.geteuid() != 0:
        return None
    return choose_job_user(Path("/proc/self/uid_map").read_text())


def give_folder(folder: Path, uid: int, gid: int) -> None:
    """Make everything in ``folder`` belong to ``uid``, following no link out of it.

    Raises ``OSError`` when the folder itself is not one or is a link.
    """
    top = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        os.fchown(top, uid, gid)
        for _, folders, files, here in os.fwalk(dir_fd=top):
            for name in (*folders, *files):
                os.chown(name, uid, gid, dir_fd=here, follow_symlinks=False)
    finally:
        os.close(top)


@contextlib.contextmanager
def lent_folder(folder: Path, user: int) -> Iterator[None]:
    """Let ``user`` own ``folder`` for a while; afterwards it is ours again, and others may read it.

    Others have to: the next job is another user, and this folder is what it will be shown.
    """
    give_folder(folder, user, user)
    try:
        yield
    finally:
        give_folder(folder, os.geteuid(), os.getegid())
        open_folder_to_readers(folder)


def open_folder_to_readers(folder: Path) -> None:
    """Let other users list ``folder`` itself, so that a later job can be shown it."""
    mode = stat.S_IMODE(folder.lstat().st_mode)
    folder.chmod(mode | 0o055)

"""The user an embedded server runs as when AutoFix itself runs as root.

PostgreSQL refuses to be root, and no server has a reason to be. Each server
gets a user id of its own, without a name, and the group of the same number.
Its folder stays root's and has that group, which is also where the id is kept:
the server owns some folders inside, and can put nothing beside them that root
would follow.
"""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path

from autofix.adapters.embedded.launch import EmbeddedError

# Right above the ids that sandboxed jobs get (adapters/sandbox/job_user.py), below 2**31.
_FIRST, _COUNT = 0x7F000000, 0x00100000
_ALL_IDS = 0xFFFFFFFF
# Below this a container's map holds no ids that are surely nobody's.
_FEWEST_IDS = 8192


def private_users(uid_map: str) -> range:
    """Return the ids that servers may have; empty when this user namespace has none to spare.

    ``uid_map`` is the text of ``/proc/self/uid_map``. In a container with a
    short map they are the second quarter of the largest range: jobs take
    theirs from its upper half, people have theirs at its beginning.
    """
    ranges = [tuple(int(word) for word in line.split()) for line in uid_map.splitlines()]
    first, _, count = max(ranges, key=lambda entry: entry[2])
    if count == _ALL_IDS:
        return range(_FIRST, _FIRST + _COUNT)
    if count < _FEWEST_IDS:
        return range(0)
    return range(first + count // 4, first + count // 2)


def user_of(folder: Path) -> int | None:
    """Return the user for the server whose folder this is; nothing means as ourselves.

    Raises ``EmbeddedError`` when the folder is somebody else's.
    """
    if os.geteuid() != 0:
        return None
    users = private_users(Path("/proc/self/uid_map").read_text())
    about = folder.stat() if folder.exists() else None
    if about is not None and about.st_gid in users and about.st_uid == 0:
        return about.st_gid
    if about is not None and about.st_uid != 0:
        raise EmbeddedError(
            f"{folder} belongs to user {about.st_uid}: run AutoFix as that user, or choose another data folder "
            "with --data or AUTOFIX_DATA",
            permanent=True,
        )
    return secrets.choice(users) if users else None


def closed_to(user: int, path: Path) -> Path | None:
    """Return the first folder on the way to ``path``, itself included, that ``user`` may not enter.

    Permission bits decide; access lists are not read, so a folder that only they open counts as closed.
    """
    real = path.resolve()
    for folder in (*reversed(real.parents), real):
        if not folder.exists():
            return None
        about = folder.stat()
        needed = stat.S_IXUSR if about.st_uid == user else stat.S_IXGRP if about.st_gid == user else stat.S_IXOTH
        if not about.st_mode & needed:
            return folder
    return None


def make_private_folder(folder: Path, user: int | None) -> None:
    """Make ``folder`` where it is missing: ours, and only ``user`` may pass through it.

    Raises ``EmbeddedError`` when ``user`` cannot get there.
    """
    try:
        make_parents(folder.parent)
        if user is not None and (closed := closed_to(user, folder.parent)):
            raise EmbeddedError(
                f"{folder} cannot be used: the server runs as a user of its own, to whom {closed} is closed. "
                f"Choose a data folder that others may pass through, with --data or AUTOFIX_DATA (as root "
                f"/var/lib/autofix is one), or run 'chmod o+x {closed}' if you want it open",
                permanent=True,
            )
        folder.mkdir(mode=0o700, exist_ok=True)
        if user is not None:
            os.chown(folder, 0, user)
            folder.chmod(0o710)
    except OSError as error:
        raise EmbeddedError(
            f"{folder} cannot be made: {error.strerror}. Choose another data folder with --data or AUTOFIX_DATA",
            permanent=True,
        ) from error


def make_parents(folder: Path) -> None:
    """Make ``folder`` and what is missing above it, passable for others but not readable."""
    if folder.exists():
        return
    make_parents(folder.parent)
    folder.mkdir(exist_ok=True)
    folder.chmod(0o711)

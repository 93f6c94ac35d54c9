"""A user id for each environment, so that no environment's server can touch another's files or processes."""

from __future__ import annotations

import json
import os
import pwd
import secrets
from pathlib import Path

from plugins.platforms.local.layout import EnvironmentFolder, write_whole

# Above the ids of sandboxed jobs and of AutoFix's own servers (from 0x70000000 to 0x7F0FFFFF), below 2**31.
_FIRST, _COUNT = 0x7F200000, 0x00C00000
_ALL_IDS = 0xFFFFFFFF
# Below this a container's map holds no ids that are surely nobody's.
_FEWEST_IDS = 8192


class NoUser(Exception):
    """No user id can be given to an environment; says why."""


def server_users(uid_map: str) -> range:
    """The ids that environments may have; empty when this user namespace has none to spare.

    ``uid_map`` is the text of ``/proc/self/uid_map``. In a container with a short map they are the
    second eighth of the largest range: jobs and our own servers have theirs above it.
    """
    ranges = [tuple(int(word) for word in line.split()) for line in uid_map.splitlines()]
    first, _, count = max(ranges, key=lambda entry: entry[2])
    if count == _ALL_IDS:
        return range(_FIRST, _FIRST + _COUNT)
    if count < _FEWEST_IDS:
        return range(0)
    return range(first + count // 8, first + count // 4)


def current_server_users() -> range:
    """The ids that environments may have on this machine."""
    if os.geteuid() != 0:
        return range(0)
    return server_users(Path("/proc/self/uid_map").read_text())


class Users:
    """The ids that environments have, kept in ``path``: an environment's files stay its own."""

    def __init__(self, path: Path, allowed: range) -> None:
        self._path = path
        self._allowed = allowed
        self._ids: dict[str, int] = {}
        if path.exists():
            try:
                self._ids = {str(name): int(uid) for name, uid in json.loads(path.read_text()).items()}
            except (ValueError, AttributeError, TypeError) as error:
                raise NoUser(f"{path} cannot be read ({error}); it keeps the user of each environment") from error

    def of(self, folder: EnvironmentFolder) -> int:
        """The environment's id, chosen the first time; raises ``NoUser``."""
        name = f"{folder.path.parent.name}/{folder.path.name}"
        if name not in self._ids:
            self._ids[name] = self._choose()
            write_whole(self._path, json.dumps(self._ids))
        uid = self._ids[name]
        if uid not in self._allowed:
            raise NoUser(f"{self._path} gives {name} the user {uid}, which is none of those kept for servers")
        return uid

    def all(self) -> frozenset[int]:
        """Every id that was given out and is one of those kept for servers."""
        return frozenset(uid for uid in self._ids.values() if uid in self._allowed)

    def _choose(self) -> int:
        if not self._allowed:
            raise NoUser("this user namespace has no user ids to spare")
        taken = {*self._ids.values(), *(entry.pw_uid for entry in pwd.getpwall())}
        while (uid := secrets.choice(self._allowed)) in taken:
            pass
        return uid

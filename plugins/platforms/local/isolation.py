"""How servers are kept apart from this machine and from each other, and the plan of one confined start."""

from __future__ import annotations

import enum
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from plugins.platforms.local.layout import LOG_BYTES, EnvironmentFolder, write_whole
from plugins.platforms.local.processes import MARK, descendants, marked, of_users
from plugins.platforms.local.records import Release
from plugins.platforms.local.tools import Tools, closed_folder, find_tools
from plugins.platforms.local.users import NoUser, Users, current_server_users
from plugins.platforms.local.view import CARRIERS, View, bubblewrap_options, inside_command

_HOST_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
_TRIAL_SECONDS = 20.0


class Isolation(enum.Enum):
    """What stands between a server and the machine; ``PROCESS`` is a time limit on trust and no more."""

    BUBBLEWRAP = "bubblewrap"
    UID = "uid"
    PROCESS = "process"


class CannotIsolate(Exception):
    """Servers cannot be kept apart as asked; says what is missing and how to get it."""


@dataclass(frozen=True)
class Limits:
    """Bounds of one server; ``memory_bytes`` is that of all its processes, ``data_bytes`` of each."""

    processes: int = 256
    open_files: int = 4096
    file_bytes: int = 1024**3
    memory_bytes: int = 1024**3
    data_bytes: int = 2 * 1024**3
    grace_seconds: float = 5.0

    def kernel(self, *, has_own_user: bool) -> Mapping[str, int]:
        """The limits of getrlimit(2); processes are counted by user, so not where the user is ours."""
        found = {
            "RLIMIT_CORE": 0,
            "RLIMIT_NOFILE": self.open_files,
            "RLIMIT_FSIZE": self.file_bytes,
            # Not RLIMIT_AS: JavaScript engines reserve addresses by the gigabyte.
            "RLIMIT_DATA": self.data_bytes,
        }
        return {**found, "RLIMIT_NPROC": self.processes} if has_own_user else found


@dataclass(frozen=True)
class Confinement:
    """The isolation of one keeper; ``users`` is None where servers run as the keeper's own user."""

    kind: Isolation
    users: Users | None
    tools: Tools
    limits: Limits = field(default_factory=Limits)

    def prepare(self, folder: EnvironmentFolder) -> int | None:
        """Make the environment's folders its server's own, once; return its user. Raises ``NoUser``."""
        uid = self.users.of(folder) if self.users is not None else None
        if uid is not None and folder.path.stat().st_gid != uid:
            os.chown(folder.path, -1, uid)
        folder.path.chmod(0o710 if uid is not None else 0o700)
        if not folder.data.exists():
            _make_data(folder.data, uid)
        if self.kind is Isolation.BUBBLEWRAP:
            _write_users(folder.etc, os.geteuid() if uid is None else uid)
        return uid

    def plan(self, folder: EnvironmentFolder, release_id: str, release: Release, port: int) -> dict[str, Any]:
        """What ``supervise.py`` reads to start the release on ``port``; raises ``NoUser`` or ``OSError``."""
        uid = self.prepare(folder)
        tree = folder.tree(release_id)
        env = self._environment(folder, release_id, release, port)
        command = release.command.replace("{root}", str(tree))
        cwd = tree / release.cwd
        has_own_user = uid is not None or self.kind is Isolation.BUBBLEWRAP
        limits = self.limits.kernel(has_own_user=has_own_user)
        common = {
            "keeper": os.getpid(),
            "log": str(folder.log(release_id)),
            "log_bytes": LOG_BYTES,
            "grace_seconds": self.limits.grace_seconds,
            "memory_bytes": self.limits.memory_bytes,
        }
        if self.kind is Isolation.BUBBLEWRAP:
            view = View(tree, folder.data, folder.etc, self.tools.shown, cwd, env, uid)
            return {
                **common,
                "argv": ["bwrap", "--", *inside_command(command, env, uid, limits)],
                "options": list(bubblewrap_options(view)),
                "env": {"PATH": _HOST_PATH, MARK: env[MARK]},
                "cwd": "/",
                "uid": None,
                "limits": {},
                "carriers": CARRIERS,
                "no_new_privileges": False,
            }
        return {
            **common,
            "argv": ["/bin/sh", "-c", command],
            "options": [],
            "env": env,
            "cwd": str(cwd),
            "uid": uid,
            "limits": limits,
            "carriers": 0,
            "no_new_privileges": True,
        }

    def orphans(self, folder: EnvironmentFolder, release_id: str) -> set[int]:
        """The processes of the release that hang below no supervisor any more."""
        uids = frozenset({self.users.of(folder)}) if self.users is not None else frozenset()
        return (marked(str(folder.path / release_id)) | of_users(uids)) - set(descendants(os.getpid()))

    def leftovers(self, folder: Path) -> set[int]:
        """What an earlier keeper of ``folder`` has left; to be asked before any server is started."""
        return marked(str(folder)) | of_users(self.users.all() if self.users is not None else frozenset())

    def _environment(self, folder: EnvironmentFolder, release_id: str, release: Release, port: int) -> dict[str, str]:
        tree = str(folder.tree(release_id))
        return {
            "HOME": str(folder.data),
            "LANG": "C.UTF-8",
            "PATH": ":".join(self.tools.path),
            "TMPDIR": str(folder.data / "tmp"),
            **{name: value.replace("{root}", tree) for name, value in release.env.items()},
            **dict.fromkeys(release.port_variables, str(port)),
            MARK: str(folder.path / release_id),
        }


def choose_confinement(
    folder: Path, wanted: Isolation | None, limits: Limits | None = None, *, may_be_weak: bool = False
) -> Confinement:
    """The strongest isolation that works here, or the ``wanted`` one alone; raises ``CannotIsolate``.

    With ``may_be_weak`` servers run with the keeper's own rights where nothing stronger works.
    """
    reasons = []
    strongest = (Isolation.BUBBLEWRAP, Isolation.UID, *((Isolation.PROCESS,) if may_be_weak else ()))
    for kind in strongest if wanted is None else (wanted,):
        try:
            return _try(kind, folder, limits or Limits())
        except (CannotIsolate, NoUser) as error:
            reasons.append(f"{kind.value}: {error}")
    raise CannotIsolate(
        f"servers cannot be kept apart from this machine. {'; '.join(reasons)}. Install bubblewrap and let it make "
        "namespaces, or run the keeper as root; --isolation process runs them with the keeper's own rights"
    )


def _try(kind: Isolation, folder: Path, limits: Limits) -> Confinement:
    allowed = current_server_users()
    users = Users(folder / "uids.json", allowed) if allowed and kind is not Isolation.PROCESS else None
    private = kind is Isolation.BUBBLEWRAP
    tools = find_tools(folder / ".tools", has_private_view=private, is_other_user=users is not None)
    if kind is Isolation.UID:
        if users is None:
            raise CannotIsolate("only root can give each environment a user of its own")
        if (closed := closed_folder(folder / "x")) is not None:
            raise CannotIsolate(f"servers' users cannot reach {folder}: {closed} is closed to others (chmod o+x)")
        _run_trial(["setpriv", f"--reuid={allowed[0]}", f"--regid={allowed[0]}", "--clear-groups", "--", "true"])
    if kind is Isolation.BUBBLEWRAP:
        if os.geteuid() == 0 and users is None:
            raise CannotIsolate("this user namespace has no user ids to spare for servers")
        _try_bubblewrap(folder, allowed[0] if users is not None else None, tools, limits)
    return Confinement(kind, users, tools, limits)


def _try_bubblewrap(folder: Path, uid: int | None, tools: Tools, limits: Limits) -> None:
    etc = folder / ".trial"
    _write_users(etc, os.geteuid() if uid is None else uid)
    view = View(etc, etc, etc, tools.shown, Path("/"), {"PATH": ":".join(tools.path)}, uid)
    inside = inside_command("true", view.env, uid, limits.kernel(has_own_user=True))
    _run_trial(["bwrap", *bubblewrap_options(view), "--", *inside])


def _run_trial(argv: list[str]) -> None:
    if shutil.which(argv[0], path=_HOST_PATH) is None:
        raise CannotIsolate(f"{argv[0]} is not installed")
    try:
        done = subprocess.run(
            argv, env={"PATH": _HOST_PATH}, stdin=subprocess.DEVNULL, capture_output=True, timeout=_TRIAL_SECONDS
        )
    except subprocess.TimeoutExpired:
        raise CannotIsolate(f"a trial run of {argv[0]} took longer than {_TRIAL_SECONDS:.0f} s") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()[-300:]
        raise CannotIsolate(f"a trial run ended with {done.returncode}: {said}")


def _make_data(data: Path, uid: int | None) -> None:
    made = data.with_name(".data")
    for part in (made, made / "tmp"):
        part.mkdir(mode=0o700, exist_ok=True)
        if uid is not None:
            os.chown(part, uid, uid)
    made.rename(data)


def _write_users(etc: Path, uid: int) -> None:
    if (etc / "passwd").exists() and (etc / "group").exists():
        return
    etc.mkdir(mode=0o755, exist_ok=True)
    write_whole(etc / "passwd", f"root:x:0:0:root:/root:/bin/false\nserver:x:{uid}:{uid}::/:/bin/sh\n")
    write_whole(etc / "group", f"root:x:0:\nserver:x:{uid}:\n")
    for name in ("passwd", "group"):
        (etc / name).chmod(0o644)

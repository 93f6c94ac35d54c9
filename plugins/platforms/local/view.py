"""Builds bubblewrap's options and the command inside; runs nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_SYSTEM_FOLDERS = ("bin", "sbin", "lib", "lib32", "lib64", "libx32")
# Names of hosts and certificates are shown, as a server calls others; names of users are not.
_SYSTEM_FILES = (
    "/etc/alternatives",
    "/etc/ca-certificates",
    "/etc/hosts",
    "/etc/ld.so.cache",
    "/etc/ld.so.conf",
    "/etc/ld.so.conf.d",
    "/etc/localtime",
    "/etc/mime.types",
    "/etc/nsswitch.conf",
    "/etc/resolv.conf",
    "/etc/ssl/certs",
    "/etc/ssl/openssl.cnf",
)
_TEMPORARY_BYTES = 256 * 1024**2
# Where the programs are found that run before the server does, some of them as root.
_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
# bubblewrap outside, and the first process of the namespace inside.
CARRIERS = 2


@dataclass(frozen=True)
class View:
    """What one server sees: ``shown`` and ``tree`` to read, ``data`` to write, ``etc`` as its users.

    ``uid`` is the user that it becomes; None where bubblewrap itself is started by nobody special,
    and the server stays that user.
    """

    tree: Path
    data: Path
    etc: Path
    shown: tuple[Path, ...]
    cwd: Path
    env: Mapping[str, str]
    uid: int | None


def bubblewrap_options(view: View, host: Path = Path("/")) -> Sequence[str]:
    """Every option bubblewrap gets, in order; the network is the host's, as the server has to listen there."""
    options = ["--unshare-pid", "--unshare-ipc", "--unshare-uts", "--hostname", "localhost", "--unshare-cgroup-try"]
    options += ["--die-with-parent", "--new-session", "--cap-drop", "ALL"]
    if view.uid is None:
        options += ["--unshare-user", "--disable-userns"]
    else:
        # Mounts are made as root, so that no folder on the way has to be open to the server's user.
        for capability in ("CAP_SETUID", "CAP_SETGID", "CAP_SETPCAP"):
            options += ["--cap-add", capability]
    options += ["--perms", "0755", "--tmpfs", "/", *_system(host), "--proc", "/proc", "--dev", "/dev"]
    options += ["--perms", "1777", "--size", str(_TEMPORARY_BYTES), "--tmpfs", "/tmp"]  # noqa: S108
    for name in ("passwd", "group"):
        options += ["--ro-bind", str(view.etc / name), f"/etc/{name}"]
    binds = [("--ro-bind", place) for place in (*view.shown, view.tree)] + [("--bind", view.data)]
    for kind, place in binds:
        options += [*_open_parents(place), kind, str(place), str(place)]
    options += ["--remount-ro", "/", "--chdir", str(view.cwd), "--clearenv", "--setenv", "PATH", _PATH]
    for name, carrier in _carriers(view.env).items():
        options += ["--setenv", carrier, view.env[name]]
    return options


def inside_command(command: str, env: Mapping[str, str], uid: int | None, limits: Mapping[str, int]) -> tuple[str, ...]:
    """The command that runs inside: it becomes the server's user, lowers the limits, takes on ``env``, then is the
    shell command.

    The variables come from the repository. A PATH or an LD_PRELOAD among them would bring its code into the programs
    that still run as root, so each value travels under a name that means nothing, and only the server has the real one.
    """
    drop: tuple[str, ...] = ()
    if uid is not None:
        identity = (f"--reuid={uid}", f"--regid={uid}", "--clear-groups")
        drop = ("setpriv", *identity, "--inh-caps=-all", "--bounding-set=-all", "--")
    bounds = (f"--{name.removeprefix('RLIMIT_').lower()}={most}" for name, most in limits.items())
    return (*drop, "prlimit", *bounds, "--", "/bin/sh", "-c", _taking_on(env), "sh", command)


def _carriers(env: Mapping[str, str]) -> dict[str, str]:
    """The name under which the value of each variable travels; no variable is called so itself."""
    prefix = "_"
    while any(name.startswith(prefix) for name in env):
        prefix += "_"
    return {name: f"{prefix}{number}" for number, name in enumerate(env)}


def _taking_on(env: Mapping[str, str]) -> str:
    """What a shell runs to give the variables their names and to become the command, which is its first argument."""
    carriers = _carriers(env)
    # With ``command`` a name that the shell keeps for itself is passed over, with a word in the log.
    exports = [f'command export {name}="${carrier}"' for name, carrier in carriers.items()]
    return "\n".join((*exports, f"unset {' '.join(carriers.values())}", 'exec /bin/sh -c "$1"'))


def _system(host: Path) -> list[str]:
    options = ["--ro-bind", str(host / "usr"), "/usr"]
    for name in _SYSTEM_FOLDERS:
        folder = host / name
        if folder.is_symlink():
            options += ["--symlink", str(folder.readlink()), f"/{name}"]
        elif folder.is_dir():
            options += ["--ro-bind", str(folder), f"/{name}"]
    for path in _SYSTEM_FILES:
        options += [*_open_parents(Path(path)), "--ro-bind-try", path, path]
    return options


def _open_parents(place: Path) -> list[str]:
    """Make the folders above ``place`` ourselves: bubblewrap would close them to others where the host does."""
    options = []
    for folder in list(reversed(place.parents))[1:]:
        options += ["--perms", "0755", "--dir", str(folder)]
    return options

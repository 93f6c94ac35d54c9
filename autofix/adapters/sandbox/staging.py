"""Shows a job's user the folders it could not reach by itself.

A folder below a private one (root's home, a temporary folder of mode 0700)
cannot be named by the job's user at all. As root we bind such a folder to a
reachable place first, in a mount namespace of our own that ends with the job;
bubblewrap then binds it from there.
"""

from __future__ import annotations

import contextlib
import shlex
import stat
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autofix.sdk.sandbox import SandboxError

# Binding the entries of a private folder one by one is for small folders.
_MOST_ENTRIES = 64


@dataclass(frozen=True)
class Bind:
    """A host path shown inside at ``target``, an absolute path there."""

    source: Path
    target: str
    is_writable: bool = False


@dataclass(frozen=True)
class Staged:
    """The binds bubblewrap is to make, and the (source, place) pairs to bind before it starts."""

    binds: tuple[Bind, ...]
    first: tuple[tuple[Path, Path], ...]


def is_reachable(path: Path) -> bool:
    """Tell whether any user can name ``path``: every folder above it lets others through."""
    return all(parent.stat().st_mode & stat.S_IXOTH for parent in path.parents)


def is_readable(path: Path) -> bool:
    """Tell whether any user can read ``path`` itself."""
    wanted = stat.S_IROTH | (stat.S_IXOTH if path.is_dir() else 0)
    return path.stat().st_mode & wanted == wanted


def reachable_temporary_folder() -> Path:
    """Return a folder for temporary files that every user can name."""
    for place in (tempfile.gettempdir(), "/tmp", "/var/tmp", "/run"):  # noqa: S108
        path = Path(place).resolve()
        if path.is_dir() and is_reachable(path / "x"):
            return path
    raise SandboxError(
        "no folder for temporary files that other users can enter; set TMPDIR to one of mode 1777",
        permanent=True,
    )


def stage(binds: Iterable[Bind], place: Path) -> Staged:
    """Prepare ``place``, a fresh folder every user can enter, for the binds that need it.

    Raises ``SandboxError`` when a source is missing or is a file only its owner can read.
    """
    made: list[Bind] = []
    first: list[tuple[Path, Path]] = []
    for number, bind in enumerate(binds):
        source = bind.source.resolve()
        if not source.exists():
            raise SandboxError(f"{source}, to be shown at {bind.target}, is missing", permanent=False)
        is_open = bind.is_writable or source.is_socket() or is_readable(source)
        if is_open and is_reachable(source):
            made.append(Bind(source, bind.target, bind.is_writable))
            continue
        spot = place / str(number)
        first += _pairs(source, spot) if is_open else _entry_pairs(source, spot)
        made.append(Bind(spot, bind.target, bind.is_writable))
    return Staged(tuple(made), tuple(first))


def _pairs(source: Path, spot: Path) -> list[tuple[Path, Path]]:
    if source.is_dir():
        spot.mkdir()
    else:
        spot.touch()
    return [(source, spot)]


def _entry_pairs(source: Path, spot: Path) -> list[tuple[Path, Path]]:
    """Stage the entries of a folder whose own mode keeps others out, as mkdtemp makes them."""
    entries = sorted(source.iterdir()) if source.is_dir() else []
    if not source.is_dir() or len(entries) > _MOST_ENTRIES:
        raise SandboxError(f"the job's user cannot read {source}; let others read it (chmod o+rX)", permanent=False)
    spot.mkdir(mode=0o755)
    pairs: list[tuple[Path, Path]] = []
    for entry in entries:
        if entry.is_symlink():
            (spot / entry.name).symlink_to(entry.readlink())
        else:
            pairs += _pairs(entry, spot / entry.name)
    return pairs


def launch_command(
    command: Sequence[str],
    join_files: Sequence[str] = (),
    first: Sequence[tuple[Path, Path]] = (),
    user: int | None = None,
) -> tuple[str, ...]:
    """Return the command that joins the groups, makes the first binds and runs ``command`` as ``user``.

    Each step replaces the one before, so that the process started is the one that becomes ``command``.
    """
    lines = [f"echo 0 >{shlex.quote(name)}" for name in join_files]
    lines += [f"mount --bind {shlex.quote(str(source))} {shlex.quote(str(spot))}" for source, spot in first]
    tie: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    if user is not None:
        # bubblewrap ties itself to us when it starts; whatever comes before it has to be tied as well, or a kill
        # in the first milliseconds leaves it behind. Changing the user cuts the tie, so it is made twice.
        tie = ("setpriv", "--pdeathsig", "KILL", "--")
        drop = (*tie[:-1], f"--reuid={user}", f"--regid={user}", "--clear-groups", "--")
    if not lines:
        return (*tie, *drop, *command)
    script = "\n".join(["set -e", *lines, 'exec "$@"'])
    namespace = ("unshare", "--mount", "--propagation", "private", "--") if first else ()
    return (*tie, *namespace, "/bin/sh", "-c", script, "autofix-launch", *drop, *command)


@contextlib.contextmanager
def staged(binds: Iterable[Bind]) -> Iterator[Staged]:
    """Stage ``binds`` for as long as a job runs."""
    place = Path(tempfile.mkdtemp(prefix="autofix-sandbox-", dir=reachable_temporary_folder()))
    try:
        place.chmod(0o711)
        yield stage(binds, place)
    finally:
        _clear(place)


def _clear(place: Path) -> None:
    """Remove what ``stage`` made, and that alone: were something still mounted there, this would fail."""
    for spot in place.iterdir():
        if spot.is_dir():
            for entry in spot.iterdir():
                entry.rmdir() if entry.is_dir() and not entry.is_symlink() else entry.unlink()
            spot.rmdir()
        else:
            spot.unlink()
    place.rmdir()

"""Makes PostgreSQL's data folder, and clears what a killed server left in the way of the next."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import time
from pathlib import Path

from autofix.adapters.embedded.launch import EmbeddedError
from autofix.adapters.embedded.postgresql_programs import Programs
from autofix.adapters.sandbox.job_user import give_folder

SUPERUSER = "postgres"
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}

_INITDB_SECONDS = 120
_LEFTOVER_SECONDS = 10.0
# The first with its own collations, which no update of the C library changes under an index.
_FIRST_WITH_BUILTIN_LOCALE = 17
# The folder of the socket is closed to everybody else: who gets there may be any role.
_ACCESS = "# TYPE  DATABASE  USER  METHOD\nlocal   all       all   trust\n"


def initdb_argv(programs: Programs, cluster: Path, *, is_durable: bool) -> tuple[str, ...]:
    """The command line that fills the empty folder ``cluster``."""
    builtin = ("--locale-provider=builtin",) if programs.major >= _FIRST_WITH_BUILTIN_LOCALE else ()
    return (
        str(programs.folder / "initdb"),
        f"--pgdata={cluster}",
        f"--username={SUPERUSER}",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        *builtin,
        "--no-instructions",
        *(() if is_durable else ("--no-sync",)),
    )


def cluster_major(folder: Path) -> int | None:
    """The major version that made the data in ``folder``, or nothing when there is none yet."""
    try:
        return int((folder / "cluster" / "PG_VERSION").read_text())
    except (FileNotFoundError, NotADirectoryError):
        return None


def make_cluster(programs: Programs, folder: Path, user: int | None, *, is_durable: bool) -> Path:
    """Return the data folder inside ``folder``, made for ``user`` when it is missing; raises ``EmbeddedError``.

    It gets its name when it is whole, so that a start cut short leaves nothing that looks like one.
    """
    cluster = folder / "cluster"
    if user is None and os.geteuid() == 0:
        raise EmbeddedError(
            "PostgreSQL refuses to run as root, and this container has no other user ids: run AutoFix as another "
            "user, give the container a map of user ids, or set DATABASE_URL",
            permanent=True,
        )
    if cluster.exists():
        _check_version(cluster, cluster_major(folder), programs)
        if user is not None and cluster.stat().st_uid != user:
            # Put back from a backup, for example.
            give_folder(cluster, user, user)
        return cluster
    making = folder / "cluster.making"
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(mode=0o700)
    if user is None:
        if _name_of(os.geteuid()) is None:
            raise EmbeddedError(
                f"user {os.geteuid()} has no entry in the password file, and PostgreSQL's initdb wants one: "
                "run AutoFix as a user with a name, or set DATABASE_URL",
                permanent=True,
            )
        _initdb(programs, making, None, None, is_durable=is_durable)
    else:
        # initdb wants a user with a name. The private group alone gets through the folder above, and it takes the
        # same group to trace a process: others who run as that user are kept out of both.
        helper = _named_user()
        os.chown(making, helper, user)
        _initdb(programs, making, helper, user, is_durable=is_durable)
        # Ours until it is finished, so that what is written into it goes nowhere else.
        give_folder(making, 0, 0)
    (making / "pg_hba.conf").write_text(_ACCESS)
    if user is not None:
        give_folder(making, user, user)
    making.rename(cluster)
    return cluster


def clear_leftovers(cluster: Path, sockets: Path) -> None:
    """End what is left of a killed server, and remove lock files whose process is none of PostgreSQL's.

    PostgreSQL takes any living process of its user with the recorded id for
    itself; after a crash that id may be somebody else's. Its processes are
    told by their user and by working in the data folder. Raises ``EmbeddedError``
    when a whole server is running there.
    """
    lock = cluster / "postmaster.pid"
    recorded = _first_line(lock)
    alive = _processes_of(cluster)
    if recorded in alive and _parent_of(recorded) not in alive:
        raise EmbeddedError(f"PostgreSQL is running on {cluster} already, as process {recorded}", permanent=False)
    for pid in alive:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    until = time.monotonic() + _LEFTOVER_SECONDS
    while _processes_of(cluster):
        if time.monotonic() > until:
            raise EmbeddedError(f"processes of a former server on {cluster} do not end", permanent=False)
        time.sleep(0.02)
    lock.unlink(missing_ok=True)
    for entry in sockets.glob(".s.PGSQL.*"):
        entry.unlink(missing_ok=True)


def says_ready(cluster: Path) -> bool:
    """Whether the server has written into its lock file that it takes connections, as ``pg_ctl --wait`` reads it."""
    try:
        return (cluster / "postmaster.pid").read_text().split("\n")[7].strip() == "ready"
    except (FileNotFoundError, IndexError):
        return False


def _initdb(programs: Programs, making: Path, user: int | None, group: int | None, *, is_durable: bool) -> None:
    try:
        done = subprocess.run(
            initdb_argv(programs, making, is_durable=is_durable),
            user=user,
            group=group,
            extra_groups=None if user is None else [],
            cwd="/",
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_INITDB_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise EmbeddedError(f"PostgreSQL's initdb could not be run for {making}: {error}", permanent=False) from error
    if done.returncode:
        said = (done.stderr or done.stdout).strip()[-800:]
        raise EmbeddedError(f"PostgreSQL's initdb failed for {making}: {said}", permanent=True)


def _check_version(cluster: Path, made_by: int | None, programs: Programs) -> None:
    if made_by != programs.major:
        raise EmbeddedError(
            f"{cluster} was made by PostgreSQL {made_by}, and the one found here is {programs.version}: "
            f"install PostgreSQL {made_by} again; to move on, dump the database with it (pg_dump) and load that into a "
            "new data folder",
            permanent=True,
        )


def _name_of(uid: int) -> str | None:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return None


def _named_user() -> int:
    """A user with a name and no rights: ``nobody``, or the last one that this user namespace knows."""
    ranges = [tuple(map(int, line.split())) for line in Path("/proc/self/uid_map").read_text().splitlines()]
    mapped = [
        entry.pw_uid
        for entry in sorted(pwd.getpwall(), key=lambda entry: (entry.pw_name == "nobody", entry.pw_uid))
        if entry.pw_uid != 0 and any(first <= entry.pw_uid < first + count for first, _, count in ranges)
    ]
    if not mapped:
        raise EmbeddedError(
            "PostgreSQL may not be made as root, and this container knows no other user: run AutoFix as a user "
            "with a name, or set DATABASE_URL",
            permanent=True,
        )
    return mapped[-1]


def _first_line(lock: Path) -> int:
    try:
        return abs(int(lock.read_text().split("\n", 1)[0]))
    except (FileNotFoundError, ValueError):
        return 0


def _processes_of(cluster: Path) -> set[int]:
    """The processes of the folder's owner that work in it, or, where we may not see that, that are PostgreSQL's."""
    owner, real = cluster.stat().st_uid, cluster.resolve()
    found = set()
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            if entry.stat().st_uid == owner and _works_in(entry, real):
                found.add(int(entry.name))
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


def _works_in(process: Path, cluster: Path) -> bool:
    try:
        return (process / "cwd").readlink() == cluster
    except PermissionError:
        # Root without the right to trace, as in many containers. The user is this folder's alone.
        return os.geteuid() == 0 and (process / "comm").read_text().strip() == "postgres"


def _parent_of(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0

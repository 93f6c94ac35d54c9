"""Where the service lives on this machine: its folder, its disk, its port, its key, its clock."""

from __future__ import annotations

import os
import secrets
import shutil
import time
from pathlib import Path

from autofix.adapters.embedded import EmbeddedError, PostgreSQL, Redis
from autofix.adapters.embedded.private_user import closed_to
from autofix.cli.checks.check import Check, State
from autofix.core.encryption import KEY_FILE
from autofix.env import Environment, SettingError
from autofix.supervisor.port import usable_port
from autofix.supervisor.service_file import read_service

_LOW, _SCARCE = 1_000_000_000, 5_000_000_000
# No clock that was ever set shows less: 2025-01-01.
_EARLIEST = 1_735_689_600


def check_folder(environment: Environment) -> Check:
    """It can be written by us, and entered by the users that embedded servers run as."""
    data = environment.data.absolute()
    there = nearest_existing(data)
    if not there.is_dir():
        return Check("data folder", State.MISSING, f"{there} is no folder", "name another with AUTOFIX_DATA")
    if data.exists():
        probe = data / f".doctor-{secrets.token_hex(8)}"
        try:
            probe.touch(exist_ok=False)
            probe.unlink()
        except OSError as error:
            found = f"{data} cannot be written: {error.strerror}"
            return Check("data folder", State.MISSING, found, "give it to this user, or name another with AUTOFIX_DATA")
    elif not os.access(there, os.W_OK | os.X_OK):
        found = f"{data} does not exist and cannot be made in {there}"
        return Check("data folder", State.MISSING, found, "make it for this user, or name another with AUTOFIX_DATA")
    try:
        users = [] if environment.database_url else [PostgreSQL(data / "postgresql").user]
        users += [] if environment.redis_url else [Redis(data / "redis").user]
    except EmbeddedError as error:
        why, _, remedy = str(error).partition(": ")
        return Check("data folder", State.MISSING, why, remedy)
    for user in users:
        if user is not None and (closed := closed_to(user, data)):
            return Check(
                "data folder",
                State.MISSING,
                f"embedded servers run as users of their own, to whom {closed} is closed",
                f"name a folder that others may pass through with AUTOFIX_DATA, or run 'chmod o+x {closed}'",
            )
    return Check("data folder", State.OK, f"{data}{'' if data.exists() else ' (will be made)'}")


def check_git_roots(environment: Environment) -> Check:
    """The folders of repositories that projects may name by path."""
    if not environment.git_roots:
        return Check("repositories", State.OK, "none on this machine; projects name theirs by https address")
    for root in environment.git_roots:
        fixed = next((parent for parent in (root, *root.parents) if "{" not in str(parent)), root)
        if not fixed.is_dir():
            return Check("repositories", State.WARNING, f"AUTOFIX_GIT_ROOTS names {fixed}, and there is no such folder",
                         "make it, or take it out of AUTOFIX_GIT_ROOTS")  # fmt: skip
    return Check("repositories", State.OK, ", ".join(str(root) for root in environment.git_roots))


def check_disk(environment: Environment) -> Check:
    """Checkouts, dependencies and the database all grow there."""
    there = nearest_existing(environment.data.absolute())
    free = shutil.disk_usage(there).free
    found = f"{free / 1e9:.1f} GB are free at {there}"
    if free < _LOW:
        return Check("disk", State.MISSING, found, "make room: the database stops when the disk is full")
    if free < _SCARCE:
        return Check("disk", State.WARNING, f"{found}; checkouts and dependencies need more", "make room")
    return Check("disk", State.OK, found)


def check_port(environment: Environment) -> Check:
    """Free, or used by the service itself."""
    service = read_service(environment.data)
    if service is not None:
        return Check("port", State.OK, f"AutoFix itself runs at {service.address}, as process {service.pid}")
    try:
        port = usable_port(environment.bind, environment.port)
    except SettingError as error:
        why, _, remedy = str(error).partition(". ")
        return Check("port", State.MISSING, why, remedy[:1].lower() + remedy[1:])
    return Check("port", State.OK, f"{environment.bind}:{port} is free")


def check_master_key(environment: Environment) -> Check:
    """Whoever reads it reads every stored secret; whoever loses it loses them."""
    if environment.master_keys:
        return Check("master key", State.OK, "given in AUTOFIX_MASTER_KEYS")
    path = environment.data / KEY_FILE
    try:
        about = path.stat()
    except FileNotFoundError:
        if (environment.data / "postgresql" / "cluster").exists() or environment.database_url:
            return Check(
                "master key",
                State.WARNING,
                f"{path} is not there: secrets that were stored before cannot be read",
                "put it back from the backup; at a first start it is made",
            )
        return Check("master key", State.OK, "will be made at the first start")
    except OSError as error:
        return Check("master key", State.MISSING, f"{path} cannot be read: {error.strerror}", "give it to this user")
    if not os.access(path, os.R_OK):
        return Check("master key", State.MISSING, f"{path} cannot be read by this user", "give it to this user")
    if about.st_mode & 0o077 or about.st_uid != os.geteuid():
        found = f"{path} is open to others than this user"
        return Check("master key", State.MISSING, found, f"run 'chown {os.geteuid()} {path}; chmod 600 {path}'")
    return Check("master key", State.OK, f"{path}, readable by this user alone")


def check_clock() -> Check:
    """Without a database to compare with, whether it was ever set."""
    now = time.time()
    if now < _EARLIEST:
        return Check("clock", State.WARNING, f"it shows {time.ctime(now)}", "set it by NTP: tokens and leases need it")
    return Check("clock", State.OK, time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(now)))


def nearest_existing(path: Path) -> Path:
    """``path``, or the nearest thing above it that exists."""
    return next(place for place in (path, *path.parents) if place.exists())

"""The service under the storm: a process of its own, asked over HTTP, its processes found by its own record."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from autofix.demo.service import Api, DemoError
from autofix.env import read_environment
from autofix.supervisor.modules import module_argv, module_environment
from autofix.supervisor.record import read_record
from autofix.supervisor.service_file import read_service

START_SECONDS, STOP_SECONDS = 90.0, 60.0


class StormError(Exception):
    """The storm itself cannot go on; says why."""


@dataclass(frozen=True)
class Place:
    """The storm's folder, and what its service is told."""

    folder: Path
    lease_seconds: int
    workers: int = 2
    processes: int = 2

    @property
    def data(self) -> Path:
        """``AUTOFIX_DATA``."""
        return self.folder / "data"

    @property
    def port_file(self) -> Path:
        """Where the first start's port is kept, so that addresses hold over a restart."""
        return self.folder / "port"

    def environment(self) -> dict[str, str]:
        """The environment of the service's processes; what it leaves behind lies in the storm's folder."""
        plain = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
        settings = {
            "AUTOFIX_CACHE": os.environ.get("AUTOFIX_CACHE") or str(read_environment().cache),
            "AUTOFIX_DATA": str(self.data),
            "AUTOFIX_GIT_ROOTS": str(self.folder / "git"),
            "AUTOFIX_LEASE_SECONDS": str(self.lease_seconds),
            "AUTOFIX_LOCAL_PLATFORM": "1",
            "AUTOFIX_PORT": "0",
            "AUTOFIX_WORKER_PROCESSES": str(self.processes),
            "STORM_FOLDER": str(self.folder),
            "STORM_WORKERS": str(self.workers),
            "TMPDIR": str(self.folder / "tmp"),
        }
        return module_environment({**plain, **settings})


@dataclass(frozen=True)
class Running:
    """The service as it runs."""

    place: Place
    pid: int
    address: str
    database_url: str
    redis_url: str

    def pids(self, name: str) -> list[int]:
        """The first processes of the children called so, or whose names begin so and end in a number."""
        sessions = read_record(self.place.data / "run" / "sessions")
        return [one.id for one in sessions if one.name == name or one.name.rstrip("0123456789") == name]

    def worker_processes(self) -> dict[int, int]:
        """The processes that run jobs, each with its worker's first process."""
        return {child: worker for worker in self.pids("worker") for child in children_of(worker)}


def children_of(pid: int) -> list[int]:
    """The living children of a process."""
    found: list[int] = []
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            found += [int(word) for word in (task / "children").read_text().split()]
    return found


@contextlib.contextmanager
def running(place: Place) -> Iterator[Running]:
    """``autofix up`` with the storm's workers, stopped in order when the block ends."""
    for name in ("git", "tmp"):
        (place.folder / name).mkdir(parents=True, exist_ok=True)
    (place.folder / "tmp").chmod(0o1777)
    environment = place.environment()
    if place.port_file.exists():
        environment["AUTOFIX_PORT"] = place.port_file.read_text()
    said = place.folder / "up.log"
    with said.open("wb") as output:
        process = subprocess.Popen(
            module_argv("tests.storm.up"),
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield _wait(process, place, said)
    finally:
        _stop(process, place)


def make_tenant(place: Place, plan: str = "enterprise") -> Mapping[str, str]:
    """A tenant with its token, made by the operator's own command."""
    done = subprocess.run(
        [*module_argv("autofix.cli.main", "tenant", "Storm", "--email", "storm@example.com"), "--plan", plan, "--json"],
        env=place.environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if done.returncode:
        raise StormError(f"no tenant could be made: {done.stderr.strip()}")
    made: dict[str, str] = json.loads(done.stdout)
    return made


def _wait(process: subprocess.Popen[bytes], place: Place, said: Path) -> Running:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            raise StormError(f"the service did not start: {said.read_text(errors='replace').strip()[-1500:]}")
        service = read_service(place.data)
        if service is not None and "AutoFix is ready" in said.read_text(errors="replace"):
            place.port_file.write_text(service.address.rpartition(":")[2])
            return Running(place, service.pid, service.address, service.database_url, service.redis_url)
        time.sleep(0.1)
    raise StormError(f"the service was not ready in {START_SECONDS:g} s; its log is in {place.data / 'logs'}")


def _stop(process: subprocess.Popen[bytes], place: Place) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        raise StormError(
            f"the service did not stop in {STOP_SECONDS:g} s; its log is in {place.data / 'logs'}"
        ) from None


def leftovers(place: Place) -> list[str]:
    """Processes that still have to do with the storm's folder, this one left aside."""
    mark = str(place.folder).encode()
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        with contextlib.suppress(OSError):
            command = (entry / "cmdline").read_bytes()
            if mark in command or mark in (entry / "environ").read_bytes():
                found.append(f"{entry.name} {command.replace(bytes(1), b' ').decode(errors='replace')[:160]}")
    return found


__all__ = ["Api", "DemoError", "Place", "Running", "StormError", "leftovers", "make_tenant", "running"]

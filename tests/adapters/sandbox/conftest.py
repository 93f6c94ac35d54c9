"""Fixtures of the sandbox's tests: backends with chosen defences, and attack programs to run in them."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from autofix.adapters.sandbox.bubblewrap import Bubblewrap
from autofix.adapters.sandbox.defences import Defences
from autofix.adapters.sandbox.installing import NO_PRIVATE_REGISTRIES, RegistryAccess
from autofix.adapters.sandbox.job_user import current_job_user
from autofix.adapters.sandbox.process import PlainProcess
from autofix.adapters.sandbox.unshare import Unshare
from autofix.sdk.sandbox import Job, Limits, Network, Outcome, Sandbox

LIMITS = Limits(seconds=20)
ATTACKS = Path(__file__).parent / "attacks"

Victim = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def box() -> Bubblewrap:
    return Bubblewrap()


@pytest.fixture(
    params=[
        pytest.param(Bubblewrap, marks=pytest.mark.needs_bwrap),
        pytest.param(Unshare, marks=pytest.mark.needs_unshare),
        PlainProcess,
    ],
    ids=["bubblewrap", "unshare", "process"],
)
def any_box(request: pytest.FixtureRequest) -> Sandbox:
    return request.param()


@pytest.fixture
def neighbour() -> int | None:
    """The user both a victim and the job run as; nothing when that is the tests' own."""
    return current_job_user()


class Attacker:
    """Runs the programs of ``attacks/`` in a sandbox with the given defences down."""

    def __init__(self, user: int | None) -> None:
        self.user = user

    def run(
        self,
        name: str,
        *arguments: object,
        down: tuple[str, ...] = (),
        limits: Limits = LIMITS,
        output: Path | None = None,
        access: RegistryAccess | None = None,
    ) -> Outcome:
        defences = Defences(**dict.fromkeys(down, False))
        sandbox = Bubblewrap(access or NO_PRIVATE_REGISTRIES, defences, self.user)
        program = (ATTACKS / f"{name}.py").read_text()
        argv = (sandbox.tools["python"], "-I", "-S", "-c", program, *map(str, arguments))
        network = Network.REGISTRIES if access else Network.NONE
        return sandbox.run(Job(argv=argv, limits=limits, output=output, network=network))

    def reaches(self, name: str, *arguments: object, **options: Any) -> bool:
        """Tell whether the attack got what it is after; a program that merely broke fails the test."""
        outcome = self.run(name, *arguments, **options)
        has_reached = outcome.stderr.endswith(b"REACHED\n")
        assert has_reached or outcome.exit_code == 3 or outcome.ended_by, outcome
        return has_reached


@pytest.fixture
def attack(neighbour: int | None) -> Attacker:
    return Attacker(neighbour)


@pytest.fixture
def victim(neighbour: int | None) -> Iterator[Victim]:
    """Start a program of the host beside the job, as the user the job will have."""
    started: list[subprocess.Popen[bytes]] = []

    def start(*argv: str, env: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(argv, env=env, user=neighbour, cwd="/", stdin=subprocess.DEVNULL)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder on the host that any user may enter, write to and read."""
    folder = Path(tempfile.mkdtemp(prefix="autofix-test-", dir="/tmp"))
    folder.chmod(0o777)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def as_root() -> None:
    if os.geteuid() != 0:
        pytest.skip("only root's service changes users")


@pytest.fixture
def host_service() -> Iterator[Callable[[socket.socket], None]]:
    """Answer ``host`` to whoever connects to a bound socket, until the test ends."""
    listeners: list[socket.socket] = []

    def answer(listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            with client, contextlib.suppress(OSError):
                client.sendall(b"host")

    def serve(listener: socket.socket) -> None:
        listener.listen()
        listeners.append(listener)
        threading.Thread(target=answer, args=(listener,), daemon=True).start()

    yield serve
    for listener in listeners:
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()

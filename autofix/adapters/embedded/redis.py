"""A Redis of our own in a folder, reached through a Unix socket that only we may open.

It holds nothing that counts: PostgreSQL is the truth, and Redis carries nudges. So it saves nothing.
"""

from __future__ import annotations

import contextlib
import signal
import subprocess
import time
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

import redis

from autofix.adapters.embedded.launch import EmbeddedError, Launch
from autofix.adapters.embedded.private_user import make_private_folder, user_of
from autofix.adapters.embedded.redis_program import find_program, program_for
from autofix.adapters.embedded.sockets import find_socket, socket_folder
from autofix.adapters.embedded.tethered import start_tethered, stop_tethered

STOP_SECONDS = 5.0
_SOCKET = "redis.sock"
_CONNECT_SECONDS = 2.0


class Redis:
    """One server. Nothing is done until ``prepare`` is called."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.absolute()

    @cached_property
    def user(self) -> int | None:
        """The user it runs as; nothing means as ourselves."""
        return user_of(self._folder)

    @cached_property
    def program(self) -> Path:
        """The program in use; raises ``EmbeddedError`` when there is none."""
        return program_for(self.user, find_program(), self._folder)

    def prepare(self) -> None:
        """Make the folder where it is missing. May be called again and again. Raises ``EmbeddedError``."""
        find_program()
        make_private_folder(self._folder, self.user)
        socket_folder(self._folder, _SOCKET, self.user)

    def command(self) -> Launch:
        """How it is started once it is prepared."""
        settings = {
            "port": "0",
            "unixsocket": str(find_socket(self._folder, _SOCKET)),
            "unixsocketperm": "700",
            "dir": str(find_socket(self._folder, _SOCKET).parent),
            "daemonize": "no",
            "save": "",
            "appendonly": "no",
            # A full Redis refuses a message and the sender hears of it; evicting would lose it silently.
            "maxmemory-policy": "noeviction",
        }
        return Launch(
            argv=(str(self.program), *(part for name, value in settings.items() for part in (f"--{name}", value))),
            environment={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            user=self.user,
            stop_signal=signal.SIGTERM,
        )

    @property
    def url(self) -> str:
        """The address for redis-py."""
        return f"unix://{quote(str(find_socket(self._folder, _SOCKET)))}?db=0"

    def is_ready(self) -> bool:
        """Whether it answers."""
        with contextlib.closing(redis.Redis.from_url(self.url, socket_timeout=_CONNECT_SECONDS)) as client:
            try:
                return bool(client.ping())
            except redis.RedisError:
                return False

    def wait_ready(self, seconds: float, process: subprocess.Popen[bytes] | None = None) -> None:
        """Wait until it answers; raises ``EmbeddedError`` after ``seconds`` or when ``process`` has ended."""
        until = time.monotonic() + seconds
        while not self.is_ready():
            if process is not None and process.poll() is not None:
                raise EmbeddedError(f"Redis in {self._folder} ended with {process.returncode}", permanent=False)
            if time.monotonic() > until:
                raise EmbeddedError(f"Redis in {self._folder} was not ready in {seconds:g} s", permanent=False)
            time.sleep(0.02)

    @classmethod
    @contextlib.contextmanager
    def running(cls, folder: Path, *, seconds: float = 30.0) -> Iterator[Redis]:
        """A server for as long as the block lasts; what it says goes to ``folder/server.log``."""
        server = cls(folder)
        server.prepare()
        launch = server.command()
        with (folder / "server.log").open("ab") as log:
            process = start_tethered(launch, log)
            try:
                server.wait_ready(seconds, process)
                yield server
            finally:
                stop_tethered(process, launch, STOP_SECONDS)

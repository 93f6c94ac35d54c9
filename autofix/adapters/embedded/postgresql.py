"""A PostgreSQL of our own in a folder, reached through a Unix socket that only we may open."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import time
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

import psycopg

from autofix.adapters.embedded.launch import EmbeddedError, Launch
from autofix.adapters.embedded.postgresql_cluster import (
    ENVIRONMENT,
    SUPERUSER,
    clear_leftovers,
    cluster_major,
    make_cluster,
    says_ready,
)
from autofix.adapters.embedded.postgresql_programs import Programs, find_programs, programs_for
from autofix.adapters.embedded.private_user import make_private_folder, user_of
from autofix.adapters.embedded.roles import (
    DATABASE,
    create_database_statement,
    database_statements,
    role_statements,
)
from autofix.adapters.embedded.sockets import find_socket, socket_folder
from autofix.adapters.embedded.tethered import start_tethered, stop_tethered

STOP_SECONDS = 20.0
_SOCKET = ".s.PGSQL.5432"
_CONNECT_SECONDS = 5
_SETTINGS = {
    "max_connections": "100",
    "shared_buffers": "128MB",
    "unix_socket_permissions": "0700",
    "log_destination": "stderr",
    "logging_collector": "off",
    # The log says when by itself.
    "log_line_prefix": "[%p] %q%u@%d ",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
_NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class PostgreSQL:
    """One server and its data. Nothing is done until ``prepare`` is called.

    With ``is_durable`` off, which is for tests, it forgets what it had when the machine loses power.
    """

    def __init__(self, folder: Path, *, is_durable: bool = True) -> None:
        self._folder = folder.absolute()
        self._is_durable = is_durable

    @cached_property
    def programs(self) -> Programs:
        """The programs in use; raises ``EmbeddedError`` when there are none."""
        return programs_for(self.user, find_programs(cluster_major(self._folder)), self._folder)

    @cached_property
    def user(self) -> int | None:
        """The user it runs as; nothing means as ourselves."""
        return user_of(self._folder)

    def prepare(self) -> None:
        """Make the folder and the data where they are missing, and clear what a crash has left.

        May be called again and again. Raises ``EmbeddedError``.
        """
        find_programs()
        make_private_folder(self._folder, self.user)
        cluster = make_cluster(self.programs, self._folder, self.user, is_durable=self._is_durable)
        clear_leftovers(cluster, socket_folder(self._folder, _SOCKET, self.user))

    def command(self) -> Launch:
        """How it is started once it is prepared."""
        settings = {**_SETTINGS, **({} if self._is_durable else _NOT_DURABLE)}
        return Launch(
            argv=(
                str(self.programs.folder / "postgres"),
                "-D",
                str(self._folder / "cluster"),
                "-p",
                "5432",
                "-h",
                "",
                "-k",
                str(find_socket(self._folder, _SOCKET).parent),
                *(part for name, value in settings.items() for part in ("-c", f"{name}={value}")),
            ),
            environment=ENVIRONMENT,
            user=self.user,
            # Fast: sessions are ended, what is committed is written. On our own death at once, without that.
            stop_signal=signal.SIGINT,
            death_signal=signal.SIGQUIT,
        )

    def url(self, role: str, database: str = DATABASE) -> str:
        """The address to connect to as ``role``."""
        return f"postgresql://{role}@/{database}?host={quote(str(find_socket(self._folder, _SOCKET).parent))}"

    def is_ready(self) -> bool:
        """Whether it lets us in. Until it says that it will it is not asked, for it logs whom it turns away."""
        if not says_ready(self._folder / "cluster"):
            return False
        try:
            self._connect("postgres").close()
        except psycopg.OperationalError:
            return False
        return True

    def wait_ready(self, seconds: float, process: subprocess.Popen[bytes] | None = None) -> None:
        """Wait until it lets us in; raises ``EmbeddedError`` after ``seconds`` or when ``process`` has ended."""
        until = time.monotonic() + seconds
        while not self.is_ready():
            if process is not None and process.poll() is not None:
                raise EmbeddedError(f"PostgreSQL in {self._folder} ended with {process.returncode}", permanent=False)
            if time.monotonic() > until:
                raise EmbeddedError(f"PostgreSQL in {self._folder} was not ready in {seconds:g} s", permanent=False)
            time.sleep(0.02)

    def ensure_roles(self, *, may_create_databases: bool = False) -> None:
        """Make the roles and the database where they are missing; see ``roles``. Raises ``EmbeddedError``."""
        try:
            self._make_roles(may_create_databases)
        except psycopg.Error as error:
            raise EmbeddedError(f"the roles in {self._folder} could not be made: {error}", permanent=False) from error

    def _make_roles(self, may_create_databases: bool) -> None:
        with self._connect("postgres") as connection:
            connection.autocommit = True
            major = connection.info.server_version // 10000
            for statement in role_statements(major, may_create_databases=may_create_databases):
                connection.execute(statement.encode())
            known = connection.execute("SELECT FROM pg_database WHERE datname = %s", (DATABASE,)).fetchone()
            if known is None:
                connection.execute(create_database_statement().encode())
        with self._connect(DATABASE) as connection:
            for statement in database_statements():
                connection.execute(statement.encode())

    @classmethod
    @contextlib.contextmanager
    def running(
        cls, folder: Path, *, is_durable: bool = True, may_create_databases: bool = False, seconds: float = 60.0
    ) -> Iterator[PostgreSQL]:
        """A server for as long as the block lasts, with its roles; what it says goes to ``folder/server.log``."""
        server = cls(folder, is_durable=is_durable)
        server.prepare()
        launch = server.command()
        with (folder / "server.log").open("ab") as log:
            process = start_tethered(launch, log)
            try:
                server.wait_ready(seconds, process)
                server.ensure_roles(may_create_databases=may_create_databases)
                yield server
            finally:
                stop_tethered(process, launch, STOP_SECONDS)

    def _connect(self, database: str) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(self.url(SUPERUSER, database), connect_timeout=_CONNECT_SECONDS)

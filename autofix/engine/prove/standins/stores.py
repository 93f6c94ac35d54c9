"""Runs inside the sandbox, before anything of the repository: starts throw-away stores, then becomes the command.

Standard library only, run with ``python -I -S``. The first argument is a plan as JSON, the rest is the command.
The stores listen on this sandbox's own loopback interface and on nothing else, keep their data in its temporary
folder, and end with it. A store that does not start is told on standard error and left out: the command then meets
what it would meet without it.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
from typing import Any

SUPERUSER = "postgres"
# PostgreSQL's own numbers, from its manual, "Message Formats".
PROTOCOL_3 = 196608
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "16MB",
    "max_connections": "60",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "logging_collector": "off",
    "log_min_messages": "fatal",
}
# What people ask PostgreSQL for by CREATE EXTENSION and the shipped programs lack: the part that is in the core today.
EXTENSIONS = {
    "uuid-ossp": "CREATE FUNCTION uuid_generate_v4() RETURNS uuid LANGUAGE sql VOLATILE AS 'SELECT gen_random_uuid()';",
    "pgcrypto": "",
}
ACCESS = """\
local all all trust
host all all 127.0.0.1/32 trust
host all all ::1/128 trust
"""


class NotStarted(Exception):
    """A store that is not there; says why."""


def main() -> None:
    plan = json.loads(sys.argv[1])
    until = time.monotonic() + plan["seconds"]
    threads = [threading.Thread(target=start, args=(store, until)) for store in plan["stores"]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    os.execvp(sys.argv[2], sys.argv[2:])  # noqa: S606  it becomes the job's own command


def start(store: dict[str, Any], until: float) -> None:
    """Start one store and wait until it answers."""
    try:
        {"postgresql": start_postgresql, "redis": start_redis, "mongodb": start_mongodb}[store["name"]](store, until)
    except (NotStarted, OSError, subprocess.SubprocessError) as error:
        sys.stderr.write(f"the throw-away {store['name']} did not start: {error}\n")


def start_postgresql(store: dict[str, Any], until: float) -> None:
    """A fresh cluster that asks nobody for a password, with the roles and databases that the code names."""
    folder = tempfile.mkdtemp(prefix="store-")
    made = subprocess.run(
        [
            f"{store['folder']}/initdb",
            *("--pgdata", f"{folder}/data", "--username", SUPERUSER, "--auth", "trust", "--encoding", "UTF8"),
            *("--locale", "C.UTF-8", "--no-sync", "--no-instructions", "--wal-segsize=1"),
        ],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=max(1.0, until - time.monotonic()),
    )
    if made.returncode:
        raise NotStarted((made.stderr or made.stdout).decode(errors="replace").strip()[-400:])
    with open(f"{folder}/data/pg_hba.conf", "w") as file:  # noqa: PTH123  pathlib takes time to import
        file.write(ACCESS)
    options = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    is_behind = bool(store["encryption"]) and has_certificate(folder)
    listens = "" if is_behind else ",".join(loopback())
    options += ["-c", f"extension_control_path=$system:{extensions(folder)}"]
    command = [f"{store['folder']}/postgres", "-D", f"{folder}/data", "-h", listens, "-k", folder]
    process = begin([*command, "-p", str(store["port"]), *options])
    if is_behind:
        begin([sys.executable, "-I", "-S", "-c", store["encryption"], str(store["port"]), folder])
    with contextlib.closing(postgresql_session(process, store["port"], until)) as connection:
        # Databases are copies of this one. Code may take it for granted that somebody has done this.
        ask(connection, 'CREATE EXTENSION "uuid-ossp"')
        for role in store["roles"]:
            ask(connection, f"CREATE ROLE {quoted(role)} LOGIN SUPERUSER")
        for database in store["databases"]:
            ask(connection, f"CREATE DATABASE {quoted(database)} STRATEGY file_copy")


def extensions(folder: str) -> str:
    """A folder with stand-ins for extensions, below ``folder``, as PostgreSQL 18 takes them from elsewhere."""
    os.makedirs(f"{folder}/share/extension")  # noqa: PTH103  pathlib takes time to import
    for name, statements in EXTENSIONS.items():
        with open(f"{folder}/share/extension/{name}.control", "w") as control:  # noqa: PTH123
            control.write("default_version = '1.0'\n")
        with open(f"{folder}/share/extension/{name}--1.0.sql", "w") as script:  # noqa: PTH123
            script.write(statements)
    return f"{folder}/share"


def has_certificate(folder: str) -> bool:
    """Make a key and a certificate that nobody trusts; false where OpenSSL is not installed."""
    curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    names = ("-subj", "/CN=localhost", "-days", "2", "-keyout", f"{folder}/key", "-out", f"{folder}/certificate")
    try:
        made = subprocess.run(["openssl", "req", "-x509", *curve, *names], capture_output=True, timeout=10)
    except OSError:
        return False
    return made.returncode == 0


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""').replace("\0", "") + '"'


def postgresql_session(process: subprocess.Popen[bytes], port: int, until: float) -> socket.socket:
    """A session of the superuser, as soon as the server takes one; raises ``NotStarted``."""
    words = b"user\0" + SUPERUSER.encode() + b"\0database\0template1\0\0"
    while True:
        connection = connect(process, port, until)
        with contextlib.suppress(OSError):
            connection.sendall(struct.pack("!ii", len(words) + 8, PROTOCOL_3) + words)
            if until_ready(connection):
                return connection
        # It says that it is starting up for a moment.
        connection.close()
        time.sleep(0.01)


def ask(connection: socket.socket, statement: str) -> None:
    """Run one statement; that it fails, because something is there already, is no matter."""
    text = statement.encode() + b"\0"
    connection.sendall(b"Q" + struct.pack("!i", len(text) + 4) + text)
    until_ready(connection)


def until_ready(connection: socket.socket) -> bool:
    """Read messages until the server waits for the next statement; false when it closes the session instead."""
    while True:
        kind = connection.recv(1)
        if not kind:
            return False
        size = struct.unpack("!i", receive(connection, 4))[0]
        receive(connection, size - 4)
        if kind == b"Z":
            return True


def receive(connection: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        part = connection.recv(size - len(data))
        if not part:
            raise OSError("the server closed the session")
        data += part
    return data


def start_redis(store: dict[str, Any], until: float) -> None:
    """An empty Redis that asks nobody for a password and writes nothing to the disk."""
    folder = tempfile.mkdtemp(prefix="store-")
    options = {"port": str(store["port"]), "save": "", "appendonly": "no", "dir": folder, "loglevel": "warning"}
    words = [part for name, value in options.items() for part in (f"--{name}", value)]
    process = begin([f"{store['folder']}/redis-server", *words, "--protected-mode", "no", "--bind", *loopback()])
    connect(process, store["port"], until).close()


def start_mongodb(store: dict[str, Any], until: float) -> None:
    """The stand-in, which keeps nothing."""
    process = begin([sys.executable, "-I", "-S", "-c", store["source"], str(store["port"])])
    connect(process, store["port"], until).close()


def begin(command: list[str]) -> subprocess.Popen[bytes]:
    """Start a server that is nobody's session but its own; what it prints goes nowhere."""
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        cwd="/",
    )


def connect(process: subprocess.Popen[bytes], port: int, until: float) -> socket.socket:
    """A connection, as soon as one is taken; raises ``NotStarted``."""
    while True:
        try:
            connection = socket.create_connection(("127.0.0.1", port), 5)
            connection.settimeout(max(1.0, until - time.monotonic()))
            return connection
        except OSError as error:
            if process.poll() is not None:
                raise NotStarted(f"it exited with status {process.returncode}") from error
            if time.monotonic() > until:
                raise NotStarted("it was not ready in time") from error
        time.sleep(0.01)


def loopback() -> list[str]:
    """The addresses of this machine that it calls localhost."""
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return ["127.0.0.1"]
    return ["127.0.0.1", "::1"]


if __name__ == "__main__":
    main()

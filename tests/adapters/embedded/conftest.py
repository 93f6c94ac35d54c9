"""Fixtures of the embedded servers' tests: real servers in folders that other users may enter."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from autofix.adapters.embedded import PostgreSQL

Rows = Callable[..., list[tuple[object, ...]]]


def make_open_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="autofix-test-", dir="/tmp"))
    folder.chmod(0o711)
    return folder


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that any user may pass through; pytest's own is closed to all but us."""
    folder = make_open_folder()
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def server() -> Iterator[PostgreSQL]:
    """One server for the tests of a file."""
    folder = make_open_folder()
    with PostgreSQL.running(folder / "postgresql", is_durable=False) as running:
        yield running
    shutil.rmtree(folder)


@pytest.fixture
def rows() -> Rows:
    """Run one statement as a role and answer its rows."""

    def run(server: PostgreSQL, role: str, statement: str, database: str = "autofix") -> list[tuple[object, ...]]:
        with psycopg.connect(server.url(role, database), autocommit=True) as connection:
            found = connection.execute(statement.encode())
            return found.fetchall() if found.description else []

    return run


@pytest.fixture
def as_root() -> None:
    if os.geteuid() != 0:
        pytest.skip("only root runs a server as another user")


@pytest.fixture
def processes_in() -> Callable[[Path], list[int]]:
    """The processes that work in a folder or have it on their command line."""

    def find(folder: Path) -> list[int]:
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                works = (entry / "cwd").readlink().is_relative_to(folder)
                named = str(folder).encode() in (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if (works or named) and int(entry.name) != os.getpid():
                found.append(int(entry.name))
        return found

    return find

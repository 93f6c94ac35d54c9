from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from autofix.adapters.embedded import EmbeddedError, PostgreSQL


def test_a_bare_folder_becomes_a_server(server, rows):
    [(version, encoding)] = rows(
        server, "autofix_app", "SELECT current_setting('server_version_num')::int, current_setting('server_encoding')"
    )
    assert version >= 150000
    assert encoding == "UTF8"


def test_it_listens_on_nothing_but_its_socket(server, rows):
    [(addresses,)] = rows(server, "postgres", "SELECT current_setting('listen_addresses')")
    assert addresses == ""
    [(folder,)] = rows(server, "postgres", "SELECT current_setting('unix_socket_directories')")
    assert Path(folder).stat().st_mode & 0o077 == 0


def test_root_gives_it_a_user_of_its_own(as_root, server, rows):
    [(folder,)] = rows(server, "postgres", "SELECT current_setting('data_directory')")
    postmaster = int((Path(folder) / "postmaster.pid").read_text().split("\n")[0])
    user = Path(f"/proc/{postmaster}").stat().st_uid
    assert user not in (0, 65534)
    assert Path(folder).stat().st_uid == user == server.user


def test_a_second_start_finds_the_data_and_the_user(open_folder, rows):
    with PostgreSQL.running(open_folder / "pg", is_durable=False) as first:
        rows(first, "autofix_owner", "CREATE TABLE kept AS SELECT 7 AS seven")
    with PostgreSQL.running(open_folder / "pg", is_durable=False) as second:
        assert rows(second, "autofix_owner", "SELECT seven FROM kept") == [(7,)]
        assert second.user == first.user


def test_nothing_of_it_is_left_when_it_was_stopped(open_folder, processes_in):
    with PostgreSQL.running(open_folder / "pg", is_durable=False):
        assert processes_in(open_folder)
    assert processes_in(open_folder) == []


def test_two_on_one_folder_are_refused(open_folder):
    with (
        PostgreSQL.running(open_folder / "pg", is_durable=False),
        pytest.raises(EmbeddedError, match=r"running on .* already, as process \d+"),
    ):
        PostgreSQL(open_folder / "pg").prepare()


def test_a_session_that_is_open_does_not_hold_up_the_stop(open_folder, processes_in):
    import psycopg

    with PostgreSQL.running(open_folder / "pg", is_durable=False) as server:
        connection = psycopg.connect(server.url("autofix_app"))
        connection.execute("SELECT 1")
    assert processes_in(open_folder) == []
    connection.close()


def test_durable_is_what_it_is_unless_asked_otherwise(open_folder, rows):
    with PostgreSQL.running(open_folder / "pg") as server:
        assert rows(server, "postgres", "SELECT current_setting('fsync'), current_setting('synchronous_commit')") == [
            ("on", "on")
        ]


def test_an_environment_variable_does_not_reach_it(monkeypatch, open_folder):
    monkeypatch.setenv("PGDATA", "/nonexistent")
    assert "PGDATA" in os.environ
    server = PostgreSQL(open_folder / "pg", is_durable=False)
    server.prepare()
    assert "PGDATA" not in server.command().environment


def test_what_a_server_owns_holds_nothing_that_root_follows(as_root, open_folder):
    """It cannot swap a folder of its own for a link, because the folder around them is root's."""
    with PostgreSQL.running(open_folder / "pg", is_durable=False) as server:
        plant = f"mv {open_folder}/pg/sockets {open_folder}/pg/away; ln -s /etc {open_folder}/pg/planted"
        tried = subprocess.run(
            ["sh", "-c", plant], user=server.user, group=server.user, extra_groups=[], capture_output=True, check=False
        )
        inside = f"ln -s /etc {open_folder}/pg/sockets/planted"
        control = subprocess.run(
            ["sh", "-c", inside], user=server.user, group=server.user, extra_groups=[], capture_output=True, check=False
        )
    assert tried.stderr.count(b"Permission denied") == 2
    assert control.returncode == 0, "it should reach its own folders"
    assert sorted(entry.name for entry in (open_folder / "pg").iterdir()) == ["cluster", "server.log", "sockets"]


def test_nobody_else_gets_through_its_folder(as_root, open_folder):
    with PostgreSQL.running(open_folder / "pg", is_durable=False):
        tried = subprocess.run(
            ["ls", f"{open_folder}/pg/sockets"],
            user=65534,
            group=65534,
            extra_groups=[],
            capture_output=True,
            check=False,
        )
    assert b"Permission denied" in tried.stderr


def test_a_folder_of_another_user_is_refused(as_root, open_folder):
    (open_folder / "pg").mkdir()
    os.chown(open_folder / "pg", 12345, 12345)
    with pytest.raises(EmbeddedError, match="belongs to user 12345: run AutoFix as that user"):
        PostgreSQL(open_folder / "pg").prepare()

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from autofix.adapters.embedded import Launch, PostgreSQL
from autofix.adapters.embedded.tethered import start_tethered


def until(is_so):
    end = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.02)


@pytest.fixture
def crashed(open_folder, rows):
    """A folder whose server was killed with everything, after it had committed a row."""
    with PostgreSQL.running(open_folder / "pg") as server:
        rows(server, "autofix_owner", "CREATE TABLE kept AS SELECT 7 AS seven")
        os.kill(postmaster(server, open_folder), signal.SIGKILL)
    return open_folder


def postmaster(server, folder: Path) -> int:
    return int((folder / "pg/cluster/postmaster.pid").read_text().split("\n")[0])


def test_what_was_committed_survives_kill_9(crashed, rows):
    assert (crashed / "pg/cluster/postmaster.pid").exists()
    with PostgreSQL.running(crashed / "pg") as server:
        assert rows(server, "autofix_owner", "SELECT seven FROM kept") == [(7,)]


def test_a_process_that_got_the_dead_servers_id_does_not_block(crashed, rows):
    server = PostgreSQL(crashed / "pg")
    lock = crashed / "pg/cluster/postmaster.pid"
    other = start_tethered(Launch(("sleep", "300"), os.environ, user=server.user), subprocess.DEVNULL)
    try:
        until(lambda: Path(f"/proc/{other.pid}/comm").read_text() == "sleep\n")
        _, rest = lock.read_text().split("\n", 1)
        lock.write_text(f"{other.pid}\n{rest}")
        blocked = start_tethered(server.command(), subprocess.PIPE)
        said = blocked.communicate(timeout=30)[0]
        assert b"lock file" in said, "unprepared it should have been blocked"
        assert b"already exists" in said
        with PostgreSQL.running(crashed / "pg") as running:
            assert rows(running, "autofix_owner", "SELECT seven FROM kept") == [(7,)]
        assert other.poll() is None, "a process that is none of ours was ended"
    finally:
        other.kill()
        other.wait()


def test_a_session_that_outlived_its_server_is_ended(open_folder, processes_in, rows):
    """A busy one does not notice, and while it lives no other server starts."""
    with PostgreSQL.running(open_folder / "pg", is_durable=False) as server:
        busy = psycopg.connect(server.url("postgres"))
        [(backend,)] = busy.execute("SELECT pg_backend_pid()").fetchall()
        os.kill(backend, signal.SIGSTOP)
        os.kill(postmaster(server, open_folder), signal.SIGKILL)
    assert backend in processes_in(open_folder)
    with PostgreSQL.running(open_folder / "pg", is_durable=False) as server:
        assert rows(server, "postgres", "SELECT 1") == [(1,)]
    assert processes_in(open_folder) == []
    busy.close()


def test_a_start_cut_short_while_the_data_was_made_is_made_good(open_folder, rows):
    (open_folder / "pg").mkdir()
    making = open_folder / "pg" / "cluster.making"
    making.mkdir()
    (making / "PG_VERSION").write_text("18\n")
    with PostgreSQL.running(open_folder / "pg", is_durable=False) as server:
        assert rows(server, "autofix_app", "SELECT 1") == [(1,)]
    assert not making.exists()


def test_it_ends_when_who_started_it_is_killed(open_folder, processes_in):
    program = (
        "import sys, time\nfrom pathlib import Path\nfrom autofix.adapters.embedded import PostgreSQL\n"
        "with PostgreSQL.running(Path(sys.argv[1]), is_durable=False):\n    print('up', flush=True)\n    time.sleep(300)\n"
    )
    starter = subprocess.Popen([sys.executable, "-c", program, str(open_folder / "pg")], stdout=subprocess.PIPE)
    assert starter.stdout
    assert starter.stdout.readline() == b"up\n"
    assert processes_in(open_folder)
    starter.kill()
    starter.wait()
    until(lambda: processes_in(open_folder) == [])

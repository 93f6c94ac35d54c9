from __future__ import annotations

import os
import signal
import socket
import time

import pytest


def postmaster(up) -> int:
    return int((up.data / "postgresql/cluster/postmaster.pid").read_text().split("\n")[0])


def test_nothing_is_left_of_one_that_was_killed_and_the_next_one_starts(up, visit_web):
    first = up.start()
    assert visit_web(up.address(first))["visits"] == 1
    assert len(up.living()) > 8
    first.kill()
    first.wait()
    second = up.start()
    assert visit_web(up.address(second))["visits"] == 2
    second.terminate()
    assert second.wait(60) == 0
    assert up.living() == []


def test_nothing_is_left_of_one_that_was_killed_while_it_started(up):
    process = up.start()
    while not (up.data / "postgresql" / "cluster").exists():
        time.sleep(0.01)
    process.kill()
    process.wait()
    up.until_nothing_lives()
    up.address(up.start())


def test_a_killed_database_comes_back(up, visit_web):
    address = up.address(up.start())
    assert visit_web(address)["visits"] == 1
    former = postmaster(up)
    os.kill(former, signal.SIGKILL)
    end = time.monotonic() + 60
    while "visits" not in (found := visit_web(address)) or postmaster(up) == former:
        assert time.monotonic() < end, found
        time.sleep(0.1)
    assert found["visits"] == 2


def test_nobody_gets_the_port_of_a_web_server_that_is_dead(up, visit_web):
    process = up.start()
    address = up.address(process)
    port = int(address.rpartition(":")[2])
    assert visit_web(address)["visits"] == 1
    os.kill(process.pid, signal.SIGSTOP)
    try:
        os.kill(int((up.data / "told/web.pid").read_text()), signal.SIGKILL)
        # Nobody starts it again while its supervisor stands still, and without that one's socket the port is free.
        until_free = time.monotonic() + 1
        while time.monotonic() < until_free:
            with socket.socket() as thief, pytest.raises(OSError, match="Address already in use"):
                thief.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                thief.bind(("127.0.0.1", port))
                thief.listen()
            time.sleep(0.05)
    finally:
        os.kill(process.pid, signal.SIGCONT)
    assert visit_web(address)["visits"] == 2


def test_a_killed_web_server_comes_back_at_the_same_address(up, visit_web):
    address = up.address(up.start())
    os.kill(int((up.data / "told/web.pid").read_text()), signal.SIGKILL)
    end = time.monotonic() + 60
    while "visits" not in visit_web(address):
        assert time.monotonic() < end
        time.sleep(0.1)

from __future__ import annotations

import socket

import pytest

pytestmark = pytest.mark.needs_bwrap


def test_the_hosts_loopback_is_reached_only_without_a_network_namespace(attack, host_service):
    listener = socket.create_server(("127.0.0.1", 0))
    host_service(listener)
    port = listener.getsockname()[1]
    assert attack.reaches("connect_tcp", "127.0.0.1", port, down=("network_namespace",))
    assert not attack.reaches("connect_tcp", "127.0.0.1", port)

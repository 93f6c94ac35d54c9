from __future__ import annotations

import socket
import uuid

import pytest

pytestmark = pytest.mark.needs_bwrap


def test_a_socket_file_of_the_host_is_reached_only_without_a_private_file_system(attack, open_folder, host_service):
    """The job's own user cannot enter the folder python lies in on some hosts, so it runs as ours."""
    path = open_folder / "service.sock"
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(path))
    path.chmod(0o777)
    host_service(listener)
    assert attack.reaches("connect_unix", path, down=("private_filesystem", "non_root"))
    assert not attack.reaches("connect_unix", path, down=("non_root",))
    assert not attack.reaches("connect_unix", path)


def test_an_abstract_socket_of_the_host_is_reached_only_without_a_network_namespace(attack, host_service):
    name = f"autofix-test-{uuid.uuid4().hex}"
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(f"\0{name}")
    host_service(listener)
    assert attack.reaches("connect_unix", f"@{name}", down=("network_namespace",))
    assert not attack.reaches("connect_unix", f"@{name}")

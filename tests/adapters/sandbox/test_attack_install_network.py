from __future__ import annotations

import socket

import pytest

from autofix.adapters.sandbox.installing import RegistryAccess
from autofix.adapters.sandbox.registries import Registries

pytestmark = pytest.mark.needs_bwrap


@pytest.fixture
def port(host_service):
    listener = socket.create_server(("127.0.0.1", 0))
    host_service(listener)
    return listener.getsockname()[1]


def test_a_host_that_is_no_registry_is_reached_only_without_the_allow_list(attack, port):
    """The host here is on loopback, which another defence refuses as well: it is down throughout."""
    nowhere = RegistryAccess(Registries())
    down = ("public_addresses_only",)
    assert attack.reaches("tunnel", f"localhost:{port}", access=nowhere, down=(*down, "registry_allow_list"))
    assert not attack.reaches("tunnel", f"localhost:{port}", access=nowhere, down=down)


def test_a_registrys_name_on_a_loopback_address_is_reached_only_without_the_address_check(attack, port):
    listed = RegistryAccess(Registries(endpoints=frozenset({("localhost", port)})))
    assert attack.reaches("tunnel", f"localhost:{port}", access=listed, down=("public_addresses_only",))
    assert not attack.reaches("tunnel", f"localhost:{port}", access=listed)


def test_a_private_registry_named_by_the_operator_is_reached(attack, port):
    private = RegistryAccess(Registries(), private=frozenset({("localhost", port)}))
    assert attack.reaches("tunnel", f"localhost:{port}", access=private)


def test_an_install_job_reaches_the_hosts_loopback_only_without_a_network_namespace(attack, port):
    access = RegistryAccess(Registries())
    down = ("network_namespace",)
    assert attack.reaches("connect_tcp", "127.0.0.1", port, access=access, down=down)
    assert not attack.reaches("connect_tcp", "127.0.0.1", port, access=access)

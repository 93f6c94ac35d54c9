from __future__ import annotations

import socket

import pytest

from autofix.adapters.sandbox.registry_proxy import Bounds, RegistryProxy


@pytest.fixture
def endpoint(host_service):
    listener = socket.create_server(("127.0.0.1", 0))
    host_service(listener)
    return ("localhost", listener.getsockname()[1])


def ask(proxy, endpoint):
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(10)
        client.connect(str(proxy.path))
        client.sendall(f"CONNECT {endpoint[0]}:{endpoint[1]} HTTP/1.1\r\n\r\n".encode())
        return b"".join(iter(lambda: client.recv(4096), b""))


def test_a_private_registry_is_reached(tmp_path, endpoint):
    with RegistryProxy(tmp_path / "s", frozenset(), frozenset({endpoint})) as proxy:
        assert ask(proxy, endpoint).endswith(b"host")


def test_bytes_are_bounded_over_the_whole_job(tmp_path, endpoint):
    with RegistryProxy(tmp_path / "s", frozenset(), frozenset({endpoint}), Bounds(most_bytes=6)) as proxy:
        assert ask(proxy, endpoint).endswith(b"host")
        assert not ask(proxy, endpoint).endswith(b"host")


def test_time_is_bounded(tmp_path, endpoint):
    with RegistryProxy(tmp_path / "s", frozenset(), frozenset({endpoint}), Bounds(seconds=0)) as proxy:
        assert not ask(proxy, endpoint).endswith(b"host")


def test_a_refusal_says_why(tmp_path, endpoint):
    with RegistryProxy(tmp_path / "s", frozenset()) as proxy:
        assert b"403 Forbidden" in ask(proxy, endpoint)
        assert b"is not a package registry" in ask(proxy, endpoint)


def test_an_endless_head_is_cut_off(tmp_path):
    with RegistryProxy(tmp_path / "s", frozenset()) as proxy, socket.socket(socket.AF_UNIX) as client:
        client.settimeout(10)
        client.connect(str(proxy.path))
        client.sendall(b"CONNECT a:1 HTTP/1.1\r\n" + b"X: y\r\n" * 4000)
        assert b"403" in client.recv(4096)


def test_nothing_answers_once_it_is_closed(tmp_path, endpoint):
    with RegistryProxy(tmp_path / "s", frozenset()) as proxy:
        pass
    with pytest.raises(OSError, match="refused"):
        ask(proxy, endpoint)

from __future__ import annotations

import pytest

from autofix.adapters.sandbox.addresses import is_public


@pytest.mark.parametrize(
    "address",
    [
        *("0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.0.1", "169.254.169.254", "172.16.0.1"),
        *("172.31.255.255", "192.168.1.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255"),
        *("::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "fc00::1"),
        *("168.63.129.16", "fd12::1", "fe80::1", "fe80::1%eth0", "ff02::1", "::127.0.0.1"),
    ],
)
def test_it_refuses(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "172.32.0.1", "100.128.0.1", "203.0.113.80", "2606:4700::1", "::ffff:8.8.8.8", "2001:db8::1"]
)
def test_it_allows(address):
    assert is_public(address)


def test_a_name_is_no_address():
    with pytest.raises(ValueError, match="localhost"):
        is_public("localhost")

"""Nobody reaches the machine's own network through an address of theirs; each way works with its defence off."""

from dataclasses import replace

import httpx2
import pytest

from autofix.adapters.http.addresses import AddressRefused, Endpoint
from autofix.adapters.http.client import open_client
from autofix.adapters.http.defences import ALL_UP

PUBLIC = "203.0.113.7"
# What these are about is where a connection leads; that it is encrypted has a test of its own.
UP = replace(ALL_UP, encryption=False)
NO_CHECK = replace(UP, public_addresses_only=False)


def test_a_name_that_leads_inside(inside, names):
    url = f"http://models.example.org:{inside.port}/"

    with (
        open_client(resolver=names(["127.0.0.1"]), defences=UP) as client,
        pytest.raises(AddressRefused, match="not on the public"),
    ):
        client.get(url)
    assert inside.seen == []

    with open_client(resolver=names(["127.0.0.1"]), defences=NO_CHECK) as client:
        assert client.get(url).text == "inside"


def test_a_name_that_leads_outside_and_inside(inside, names):
    both = [PUBLIC, "127.0.0.1"]

    with open_client(resolver=names(both), defences=UP) as client, pytest.raises(AddressRefused):
        client.get(f"http://models.example.org:{inside.port}/")
    assert inside.seen == []


def test_a_name_that_is_rebound_between_the_check_and_the_connection(inside, names, monkeypatch):
    url = f"http://models.example.org:{inside.port}/"
    connected = []
    # The public address belongs to nobody; that it is the one connected to is what is shown.
    import httpcore2

    plain = httpcore2.SyncBackend.connect_tcp

    def connect(self, host, *rest):
        connected.append(host)
        if host == PUBLIC:
            raise httpcore2.ConnectError("nobody is there")
        return plain(self, host, *rest)

    monkeypatch.setattr(httpcore2.SyncBackend, "connect_tcp", connect)
    rebound = names([PUBLIC], ["127.0.0.1"])

    with open_client(resolver=rebound, defences=UP) as client, pytest.raises(httpx2.ConnectError):
        client.get(url)
    assert connected == [PUBLIC] and len(rebound.asked) == 1 and inside.seen == []

    looked_up_twice = replace(UP, connects_where_checked=False)
    with open_client(resolver=names([PUBLIC], ["127.0.0.1"]), defences=looked_up_twice) as client:
        assert client.get(url).text == "inside"


def test_a_redirect_inside(inside, make_inside):
    allowed_one = make_inside()

    def redirect(handler):
        handler.send_response(307)
        handler.send_header("Location", f"http://127.0.0.1:{inside.port}/secret")
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    allowed_one.answer = redirect
    url, allowed = f"http://127.0.0.1:{allowed_one.port}/", [Endpoint("127.0.0.1", allowed_one.port)]

    with open_client(allowed, defences=UP) as client:
        assert client.get(url).status_code == 307
    following = replace(UP, redirects_refused=False)
    with open_client(allowed, defences=following) as client, pytest.raises(AddressRefused):
        client.get(url)
    assert inside.seen == []

    with open_client(allowed, defences=replace(following, public_addresses_only=False)) as client:
        assert client.get(url).text == "inside"


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "0x7f.1", "127.1", "0177.1", "017700000001"])
def test_odd_spellings_of_loopback(inside, host):
    url = f"http://{host}:{inside.port}/"

    with open_client(defences=UP) as client, pytest.raises(AddressRefused, match="neither a name nor an address"):
        client.get(url)
    # The second defence holds alone: what the C library makes of it is no public address.
    odd = replace(UP, plain_addresses_only=False)
    with open_client(defences=odd) as client, pytest.raises(AddressRefused, match="not on the public"):
        client.get(url)
    assert inside.seen == []

    with open_client(defences=replace(odd, public_addresses_only=False)) as client:
        assert client.get(url).text == "inside"


@pytest.mark.parametrize("start", ["http://models.example.org@", "http://models.example.org:443@", "http://a%40b@"])
def test_a_user_that_looks_like_a_host(inside, names, start):
    url = f"{start}127.0.0.1:{inside.port}/"

    with (
        open_client(resolver=names([PUBLIC]), defences=UP) as client,
        pytest.raises(AddressRefused, match="not on the public"),
    ):
        client.get(url)
    assert inside.seen == []

    with open_client(resolver=names([PUBLIC]), defences=NO_CHECK) as client:
        assert client.get(url).text == "inside"


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "10.1.2.3",
        "100.100.100.200",
        "127.8.8.8",
        "168.63.129.16",
        "169.254.169.254",
        "172.16.0.1",
        "192.168.1.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:127.0.0.1",
        "::ffff:0:127.0.0.1",
        "64:ff9b::127.0.0.1",
        "64:ff9b:1::a00:1",
        "2001:0:1::1",
        "2002:7f00:1::",
        "fd00:ec2::254",
        "fe80::1",
        "fe80::1%lo",
        "fec0::1",
        "ff02::1",
    ],
)
def test_addresses_that_are_not_public(names, address):
    with open_client(resolver=names([address])) as client, pytest.raises(AddressRefused, match="not on the public"):
        client.get("https://models.example.org/")


def test_a_proxy_in_the_environment_is_not_taken(inside, names, monkeypatch):
    for variable in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(variable, f"http://127.0.0.1:{inside.port}")

    with open_client(resolver=names(["127.0.0.1"]), defences=UP) as client, pytest.raises(AddressRefused):
        client.get("http://models.example.org/")
    assert inside.seen == []

    with httpx2.Client() as trusting:
        assert trusting.get("http://models.example.org/").text == "inside"


def test_nobody_on_the_way_reads_along(inside, names):
    url = f"http://models.example.org:{inside.port}/"
    unchecked = replace(ALL_UP, public_addresses_only=False)

    with (
        open_client(resolver=names(["127.0.0.1"]), defences=unchecked) as client,
        pytest.raises(AddressRefused, match="without encryption"),
    ):
        client.get(url)
    assert inside.seen == []

    with open_client(resolver=names(["127.0.0.1"]), defences=NO_CHECK) as client:
        assert client.get(url).text == "inside"

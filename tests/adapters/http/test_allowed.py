"""What the operator allows is reached, at that port and at no other."""

import pytest

from autofix.adapters.http.addresses import AddressRefused, Endpoint, check_url
from autofix.adapters.http.client import open_client


def test_an_allowed_name_may_lead_inside(inside, names):
    allowed = [Endpoint("models.internal", inside.port)]
    resolver = names(["127.0.0.1"])

    with open_client(allowed, resolver=resolver) as client:
        assert client.get(f"http://models.internal:{inside.port}/v1").text == "inside"
    assert resolver.asked == [("models.internal", inside.port)]
    assert inside.seen[0][1]["Host"] == f"models.internal:{inside.port}"


def test_another_port_of_an_allowed_host_is_not_allowed(inside, names):
    allowed = [Endpoint("models.internal", inside.port + 1)]

    with open_client(allowed, resolver=names(["127.0.0.1"])) as client, pytest.raises(AddressRefused) as refused:
        client.get(f"https://models.internal:{inside.port}/v1")
    assert f"allow models.internal:{inside.port}" in str(refused.value)
    assert inside.seen == []


def test_what_a_setting_writes_with_brackets_is_the_same_endpoint():
    assert Endpoint.of(("[::1]", 8080)) == Endpoint("::1", 8080)
    assert str(Endpoint("::1", 8080)) == "[::1]:8080"
    assert check_url("http://[::1]:8080/v1", [Endpoint("::1", 8080)]) == Endpoint("::1", 8080)
    assert check_url("http://LLM.internal:80/v1", [Endpoint("llm.internal", 80)]) == Endpoint("llm.internal", 80)

"""Whose endpoints a project asks, in which order, and which model."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from django.conf import settings
from django.test import override_settings

from autofix.core.encryption import EncryptionError
from autofix.core.errors import Invalid
from autofix.core.tenancy import tenant_scope
from autofix.env import ModelSetting
from autofix.llm.endpoints import add_endpoint, change_endpoint, endpoints_of
from autofix.llm.models import Endpoint
from autofix.projects.models import Project
from autofix.sdk.model import Prices

URL, KEY = "https://llm.example.com/v1", "key-" + "4711"


@pytest.fixture
def shop(tenant, project):
    with tenant_scope(tenant):
        return Project.objects.get(pk=project)


@pytest.fixture
def add(tenant):
    def make(project=None, **values):
        with tenant_scope(tenant):
            return add_endpoint(tenant, project, {"base_url": URL, "model": "m", "key": KEY, **values}, actor="test")

    return make


@pytest.fixture
def asked(tenant, shop):
    def read(model=""):
        with tenant_scope(tenant):
            return endpoints_of(shop, model)

    return read


@pytest.fixture
def server():
    environment = replace(
        settings.ENVIRONMENT,
        model=ModelSetting("server-model", "https://api.openai.com/v1", "server-" + "key"),
        fallback_model=ModelSetting("second", "https://second.example.com/v1", ""),
        model_prices=(("server-model", 1.0, 2.0),),
    )
    with override_settings(ENVIRONMENT=environment):
        yield environment


def test_without_any_there_is_none(asked):
    assert asked() == ()


def test_the_servers_own_serves_who_has_none(asked, server):
    one, second = asked()

    assert (one.base_url, one.model, one.key, one.is_operators) == (
        "https://api.openai.com/v1",
        "server-model",
        "server-key",
        True,
    )
    assert one.prices == Prices(Decimal(1), Decimal(2))
    assert (second.model, second.key, second.prices) == ("second", "", None)


def test_the_tenants_win_over_the_servers_and_the_projects_over_both(asked, add, shop, server):
    add(model="tenant-model")
    assert [one.model for one in asked()] == ["tenant-model"]
    add(shop, model="project-model")
    assert [one.model for one in asked()] == ["project-model"]


def test_the_order_says_who_is_the_fallback(asked, add):
    add(model="second", order=1, usd_input=Decimal("0.5"), usd_output=Decimal(1))
    add(model="first", order=0)
    add(model="off", order=2, is_enabled=False)

    first, second = asked()
    assert (first.model, first.key, first.prices) == ("first", KEY, None)
    assert (second.model, second.prices) == ("second", Prices(Decimal("0.5"), Decimal(1)))


def test_a_wanted_model_comes_first(asked, add):
    add(model="a", order=0)
    add(model="b", order=1)

    assert [one.model for one in asked("b")] == ["b", "a"]


def test_a_model_that_no_endpoint_has_is_asked_for_at_an_unknown_price(asked, add):
    add(model="a", usd_input=Decimal(1), usd_output=Decimal(1))

    first, second = asked("other")
    assert (first.model, first.prices, first.key) == ("other", None, KEY)
    assert second.model == "a"


def test_nobody_changes_the_model_that_the_operator_pays_for(asked, server):
    assert [one.model for one in asked("a-dearer-one")] == ["server-model", "second"]


def test_a_key_is_of_no_use_at_another_address(tenant, asked, add):
    endpoint = add()
    with tenant_scope(tenant), pytest.raises(Invalid, match="belongs to the address"):
        change_endpoint(endpoint, {"base_url": "https://elsewhere.example.com/v1"}, actor="test")

    # Whoever writes the row past the service gets no key out of it either.
    with tenant_scope(tenant):
        Endpoint.objects.update(base_url="https://elsewhere.example.com/v1")
    with pytest.raises(EncryptionError):
        asked()


def test_with_the_key_the_address_changes(tenant, asked, add):
    endpoint = add()
    with tenant_scope(tenant):
        change_endpoint(endpoint, {"base_url": "https://elsewhere.example.com/v1/", "key": "new"}, actor="test")

    (one,) = asked()
    assert (one.base_url, one.key) == ("https://elsewhere.example.com/v1", "new")


def test_no_key_in_what_is_printed(asked, add):
    add()

    assert asked()[0].key == KEY
    assert KEY not in repr(asked())


def test_a_model_that_no_endpoint_asks_first_costs_the_most_that_is_told_for_it_there(asked, add):
    add(model="a", usd_input=Decimal(9), usd_output=Decimal(9))
    add(model="other", is_enabled=False, usd_input=Decimal(3), usd_output=Decimal(4))
    add(model="other", is_enabled=False, usd_input=Decimal(2), usd_output=Decimal(5))
    add(model="other", is_enabled=False)

    assert asked("other")[0].prices == Prices(Decimal(3), Decimal(5))


@pytest.mark.parametrize("elsewhere", [{"base_url": "https://elsewhere.example.com/v1"}, {"model": "another"}])
def test_a_price_of_another_address_or_model_is_none_of_it(elsewhere, asked, add, server):
    add(model="a")
    free = {"usd_input": Decimal(0), "usd_output": Decimal(0)}
    add(**{"model": "server-model", "is_enabled": False, **free, **elsewhere})

    # Nor is that of the server's list, which is for the server's own endpoints.
    assert asked("server-model")[0].prices is None

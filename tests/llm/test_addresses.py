"""Which addresses a tenant may give an endpoint."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.conf import settings
from django.test import override_settings

from autofix.core.errors import Invalid
from autofix.llm.addresses import check_base_url

ALLOWED = frozenset({("localhost", 11434), ("10.0.0.5", 8443)})


@pytest.mark.parametrize(
    ("url", "taken"),
    [
        ("https://api.openai.com/v1", "https://api.openai.com/v1"),
        ("https://api.example.com:443/v1/", "https://api.example.com:443/v1"),
        ("https://llm.example.com:8443/openai/deployments/gpt-4.1", None),
        ("https://203.0.113.7/v1", None),
    ],
)
def test_public_ones_are_taken(url, taken):
    assert check_base_url(url) == (taken or url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "llm.example.com/v1",
        "http://llm.example.com/v1",
        "ftp://llm.example.com/v1",
        "https://user@llm.example.com/v1",
        "https://user:word@llm.example.com/v1",
        "https://llm.example.com@127.0.0.1/v1",
        "https://llm.example.com/v1?key=1",
        "https://llm.example.com/v1#here",
        "https://llm.example.com/v1/../admin",
        "https://llm.example.com\\@127.0.0.1/",
        "https://llm.example.com/v1\n",
        "https://llm.example.com:0/v1",
        "https://llm.example.com:65536/v1",
        "https://localhost/v1",
        "https://redis/v1",
        "https://127.0.0.1/v1",
        "https://2130706433/v1",
        "https://0x7f000001/v1",
        "https://127.1/v1",
        "https://10.0.0.5/v1",
        "https://169.254.169.254/latest",
        "https://[::1]/v1",
        "https://[::ffff:127.0.0.1]/v1",
        "https://[fd00::1]/v1",
    ],
)
def test_others_are_refused(url):
    with pytest.raises(Invalid):
        check_base_url(url)


@pytest.mark.parametrize("url", ["http://localhost:11434/v1", "https://10.0.0.5:8443/v1"])
def test_the_operator_can_allow_private_ones(url):
    with pytest.raises(Invalid):
        check_base_url(url)
    with override_settings(ENVIRONMENT=replace(settings.ENVIRONMENT, model_hosts=ALLOWED)):
        assert check_base_url(url) == url
        with pytest.raises(Invalid):
            check_base_url("http://localhost:6379/v1")

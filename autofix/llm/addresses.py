"""Addresses that a tenant may give an endpoint. Where a name leads is looked at whenever it is used."""

from __future__ import annotations

from django.conf import settings

from autofix.adapters.http.addresses import AddressRefused, Endpoint, check_url
from autofix.core.errors import Invalid


def check_base_url(url: str) -> str:
    """The address without a closing slash, if a tenant may name it; raises ``Invalid``."""
    allowed = {Endpoint.of(pair) for pair in settings.ENVIRONMENT.model_hosts}
    try:
        endpoint = check_url(url, allowed)
    except AddressRefused as refused:
        raise _invalid(f"{refused} (AUTOFIX_MODEL_HOSTS)") from None
    if endpoint not in allowed and not {".", ":"} & set(endpoint.host):
        raise _invalid(f"{endpoint.host} is a name of this network alone; the operator can allow {endpoint}")
    return url.rstrip("/")


def _invalid(message: str) -> Invalid:
    return Invalid(message, details={"fields": {"base_url": [message]}})

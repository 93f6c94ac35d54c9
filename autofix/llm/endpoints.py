"""Endpoints of models: setting them, and which ones a project's fixes ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Max

from autofix.core.errors import Invalid, LimitReached, NotFound
from autofix.core.events import create, record
from autofix.core.ids import new_id
from autofix.core.keys import key_ring
from autofix.llm.addresses import check_base_url
from autofix.llm.models import Endpoint
from autofix.projects.models import Project
from autofix.sdk.model import Prices

MAX_KEY, MOST = 4_096, 20
FIELDS = ("base_url", "model", "usd_input", "usd_output", "order", "is_enabled")


@dataclass(frozen=True)
class ModelAccess:
    """A model that can be asked: where, with which key, and what its tokens cost (None is not known).

    ``is_operators`` says that the operator chose the address, which may then be a private one.
    """

    endpoint_id: str
    base_url: str
    model: str
    key: str = field(repr=False)
    prices: Prices | None = None
    is_operators: bool = False


def add_endpoint(tenant_id: str, project: Project | None, values: Mapping[str, Any], *, actor: str) -> Endpoint:
    """A new endpoint of the project, or (None) of the tenant. Call it inside the tenant's scope. Raises ``Invalid``."""
    if Endpoint.objects.filter(project=project).count() >= MOST:
        raise LimitReached(f"there are {MOST} endpoints already", details={"current": MOST, "limit": MOST})
    known = {name: values[name] for name in FIELDS if name in values}
    known["base_url"] = check_base_url(known["base_url"])
    endpoint = Endpoint(id=new_id(Endpoint.PREFIX), tenant_id=tenant_id, project=project, **known)
    _check_prices(endpoint.usd_input, endpoint.usd_output)
    endpoint.sealed = _seal(endpoint, values.get("key") or "")
    told = {**known, "has_key": endpoint.sealed is not None}
    return create(endpoint, "llm.endpoint.added", actor=actor, data=told)


def change_endpoint(endpoint: Endpoint, values: Mapping[str, Any], *, actor: str) -> None:
    """Change what ``values`` names; ``key`` is the new key, empty for none. Call it inside the tenant's scope.

    A key goes to the address it was given for and to no other: who changes the address gives the key again.
    Raises ``Invalid`` and ``Conflict``.
    """
    changes = {name: values[name] for name in FIELDS if name in values}
    if "base_url" in changes:
        changes["base_url"] = check_base_url(changes["base_url"])
        if changes["base_url"] != endpoint.base_url and endpoint.sealed is not None and values.get("key") is None:
            raise Invalid(
                "the stored key belongs to the address it was given for; send the key together with another base_url",
                details={"fields": {"key": ["wanted together with another base_url"]}},
            )
    _check_prices(changes.get("usd_input", endpoint.usd_input), changes.get("usd_output", endpoint.usd_output))
    told = dict(changes)
    if values.get("key") is not None:
        changed = Endpoint(
            id=endpoint.id, tenant_id=endpoint.tenant_id, base_url=changes.get("base_url", endpoint.base_url)
        )
        changes["sealed"] = _seal(changed, values["key"])
        told["has_key"] = changes["sealed"] is not None
    if changes:
        record(endpoint, "llm.endpoint.changed", changes, actor=actor, data=told)


def remove_endpoint(endpoint: Endpoint, *, actor: str) -> None:
    """Forget the endpoint and its key. Call it inside the tenant's scope."""
    told = {"base_url": endpoint.base_url, "model": endpoint.model}
    record(endpoint, "llm.endpoint.removed", {"is_enabled": False}, actor=actor, data=told)
    Endpoint.objects.filter(pk=endpoint.pk).delete()


def get_endpoint(endpoint_id: str, project: Project | None) -> Endpoint:
    """The endpoint of the project, or (None) of the tenant, locked for this transaction; raises ``NotFound``."""
    rows = Endpoint.objects.select_for_update().filter(pk=endpoint_id, project=project)
    endpoint = rows.first()
    if endpoint is None:
        raise NotFound(f"there is no endpoint {endpoint_id}")
    return endpoint


def endpoints_of(project: Project, model: str = "") -> tuple[ModelAccess, ...]:
    """The models that the project's fixes may ask, the first one first; none where nobody set any.

    The project's own win over the tenant's, and those over the server's. ``model`` is what a persona or the
    project's file asks for: the endpoints that have it come first. Where none has, the first of the tenant's own is
    asked for it, at the price that another row of the tenant tells for it there, else at one that nobody knows; the
    server's model is not changed, as the operator pays for it.
    Call it inside the tenant's scope; raises ``EncryptionError``.
    """
    enabled = Endpoint.objects.filter(is_enabled=True).order_by("order", "pk")
    rows = list(enabled.filter(project=project)) or list(enabled.filter(project=None))
    found = tuple(_access(row) for row in rows) or _of_the_server()
    if not model or not found:
        return found
    asked = tuple(one for one in found if one.model == model)
    if not asked and not found[0].is_operators:
        asked = (replace(found[0], model=model, prices=_price_told(found[0].base_url, model)),)
    return asked + tuple(one for one in found if one.model != model)


def _price_told(base_url: str, model: str) -> Prices | None:
    """The dearest that any endpoint of the tenant at this address says ``model`` costs; None where none says it.

    The server's price list is for the server's own endpoints: a model that costs nothing there may cost here.
    """
    rows = Endpoint.objects.filter(base_url=base_url, model=model).exclude(usd_input=None).exclude(usd_output=None)
    read, written = rows.aggregate(read=Max("usd_input"), written=Max("usd_output")).values()
    return None if read is None else Prices(read, written)


def _of_the_server() -> tuple[ModelAccess, ...]:
    environment = settings.ENVIRONMENT
    prices = {name: Prices(read, written) for name, read, written in environment.model_prices}
    own = (environment.model, environment.fallback_model)
    return tuple(
        ModelAccess("", one.base_url, one.name, one.key, prices.get(one.name), is_operators=True)
        for one in own
        if one is not None
    )


def _access(row: Endpoint) -> ModelAccess:
    key = ""
    if row.sealed is not None:
        key = key_ring().open(bytes(row.sealed), tenant_id=row.tenant_id, purpose=_purpose(row))
    prices = None
    if row.usd_input is not None and row.usd_output is not None:
        prices = Prices(row.usd_input, row.usd_output)
    return ModelAccess(row.id, row.base_url, row.model, key, prices)


def _seal(endpoint: Endpoint, key: str) -> bytes | None:
    if not key:
        return None
    # What is put into a header has to be one line of it.
    if len(key) > MAX_KEY or not key.isascii() or not key.isprintable() or " " in key:
        message = f"a key is one word of at most {MAX_KEY} printable ASCII characters"
        raise Invalid(message, details={"fields": {"key": [message]}})
    return key_ring().seal(key, tenant_id=endpoint.tenant_id, purpose=_purpose(endpoint))


def _purpose(endpoint: Endpoint) -> str:
    return f"llm-endpoint:{endpoint.id}:{endpoint.base_url}"


def _check_prices(usd_input: Decimal | None, usd_output: Decimal | None) -> None:
    if (usd_input is None) != (usd_output is None):
        message = "give both prices, usd_input and usd_output, or neither"
        raise Invalid(message, details={"fields": {"usd_output": [message]}})

"""What the API takes and tells of models, personas and what they cost. A key goes in and never comes out."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils import timezone
from rest_framework import serializers

from autofix.core.api import Input, PageQuery
from autofix.core.ids import MAX_LENGTH
from autofix.env import BUDGETS
from autofix.llm.endpoints import FIELDS, MAX_KEY
from autofix.llm.models import Endpoint, Persona, TenantBudget
from autofix.llm.personas import profile_of
from autofix.llm.profile import DEFAULT, MAX_NAME, MAX_STYLE, MAX_TEMPERATURE, MAX_TOKENS, MODEL, Profile

MAX_USD, MAX_TOKENS_EVER = 10**6, 10**12


class _Money(serializers.DecimalField):
    """US dollars, to the millionth."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_digits=12, decimal_places=6, min_value=0, max_value=MAX_USD - 1, **options)


class EndpointChange(Input):
    """What an endpoint may be given; what is left out stays."""

    base_url = serializers.CharField(max_length=500, required=False)
    model = serializers.RegexField(MODEL, max_length=100, required=False)
    key = serializers.CharField(
        max_length=MAX_KEY, required=False, allow_blank=True, allow_null=True, trim_whitespace=False
    )
    usd_input = _Money(required=False, allow_null=True)
    usd_output = _Money(required=False, allow_null=True)
    order = serializers.IntegerField(min_value=0, max_value=1000, required=False)
    is_enabled = serializers.BooleanField(required=False)


class EndpointInput(EndpointChange):
    """A new endpoint."""

    base_url = serializers.CharField(max_length=500)
    model = serializers.RegexField(MODEL, max_length=100)


class PersonaChange(Input):
    """What a persona may say; what is left out stays."""

    style_guide = serializers.CharField(max_length=MAX_STYLE, required=False, allow_blank=True, trim_whitespace=False)
    model = serializers.RegexField(MODEL, max_length=100, required=False, allow_blank=True)
    temperature = serializers.FloatField(min_value=0, max_value=MAX_TEMPERATURE, required=False)
    token_limit = serializers.IntegerField(min_value=1, max_value=MAX_TOKENS, required=False)


class PersonaInput(PersonaChange):
    """A new persona; without a project it is the whole tenant's."""

    name = serializers.CharField(max_length=MAX_NAME, default=DEFAULT)
    project_id = serializers.CharField(max_length=MAX_LENGTH, required=False, allow_null=True)


class PersonaQuery(PageQuery):
    """Which personas: those of a project, or (without one) all of the tenant."""

    project_id = serializers.CharField(max_length=MAX_LENGTH, required=False)


class VersionQuery(Input):
    """Which version; the newest unless given."""

    version = serializers.IntegerField(min_value=1, max_value=2**31 - 1, required=False)


class CostQuery(Input):
    """Which month, in UTC; this one unless given."""

    month = serializers.RegexField(r"^\d{4}-(0[1-9]|1[0-2])$", required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """With the month filled in."""
        return {"month": f"{timezone.now():%Y-%m}", **attrs}


class BudgetInput(Input):
    """The tenant's ceilings: what is named is set, null is none."""

    usd_per_fix = _Money(required=False, allow_null=True)
    usd_per_project_month = _Money(required=False, allow_null=True)
    usd_per_tenant_month = _Money(required=False, allow_null=True)
    tokens_per_fix = serializers.IntegerField(min_value=0, max_value=MAX_TOKENS_EVER, required=False, allow_null=True)
    tokens_per_project_month = serializers.IntegerField(
        min_value=0, max_value=MAX_TOKENS_EVER, required=False, allow_null=True
    )
    tokens_per_tenant_month = serializers.IntegerField(
        min_value=0, max_value=MAX_TOKENS_EVER, required=False, allow_null=True
    )


def endpoint_as_json(endpoint: Endpoint) -> dict[str, object]:
    """An endpoint; of its key, whether there is one."""
    return {
        "endpoint_id": endpoint.id,
        "project_id": endpoint.project_id,
        **{name: _number(getattr(endpoint, name)) for name in FIELDS},
        "has_key": endpoint.sealed is not None,
        "created_at": endpoint.created_at,
        "version": endpoint.version,
    }


def persona_as_json(persona: Persona, profile: Profile | None = None) -> dict[str, object]:
    """A persona with what its newest version says, or the one that is given."""
    said = profile or profile_of(persona)
    return {
        "persona_id": persona.id,
        "project_id": persona.project_id,
        "name": persona.name,
        "style_guide": said.style_guide,
        "model": said.model,
        "temperature": said.temperature,
        "token_limit": said.token_limit,
        "version": said.version,
    }


def budget_as_json(budget: TenantBudget | None) -> dict[str, object]:
    """The tenant's ceilings; null is none."""
    amounts = {name: _number(getattr(budget, name, None)) for name in BUDGETS}
    return {"budget_id": budget.id if budget else None, **amounts, "version": budget.version if budget else 0}


def _number(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else value

"""How much models may cost: the lowest of what the server, the tenant and the project's file say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings

from autofix.core.events import create, record
from autofix.env import BUDGETS
from autofix.llm.models import TenantBudget
from autofix.llm.money import micro_of
from autofix.llm.states import Scope
from autofix.projects.configuration import Budget
from tenants.models import Tenant

SERVER, TENANT, FILE = "the server (AUTOFIX_MODEL_BUDGET)", "the tenant's budget", ".autofix.yml (llm.budget)"
_SCOPES = {Scope.FIX: "fix", Scope.PROJECT: "project_month", Scope.TENANT: "tenant_month"}


@dataclass(frozen=True)
class Limit:
    """A ceiling, in millionths of a US dollar or in tokens, and whose word it is."""

    most: int
    source: str


@dataclass(frozen=True)
class Ceiling:
    """What one scope may cost; None is no ceiling."""

    money: Limit | None = None
    tokens: Limit | None = None


Ceilings = Mapping[Scope, Ceiling]


def ceilings_of(budget: TenantBudget | None, file: Budget) -> Ceilings:
    """What holds for a fix, for its project and for its tenant."""
    wanted: dict[str, Decimal | None] = {
        "usd_per_fix": file.usd_per_fix,
        "usd_per_project_month": file.usd_per_month,
    }
    server = settings.ENVIRONMENT.model_budget

    def limit(unit: str, scope: str) -> Limit | None:
        name = f"{unit}_per_{scope}"
        said = ((SERVER, server.get(name)), (TENANT, getattr(budget, name, None)), (FILE, wanted.get(name)))
        limits = [
            Limit(micro_of(most) if unit == "usd" else int(most), source) for source, most in said if most is not None
        ]
        return min(limits, key=lambda one: one.most, default=None)

    return {scope: Ceiling(limit("usd", name), limit("tokens", name)) for scope, name in _SCOPES.items()}


def read_budget(tenant_id: str) -> TenantBudget | None:
    """The tenant's own ceilings. Call it inside the tenant's scope."""
    return TenantBudget.objects.filter(tenant_id=tenant_id).first()


def set_budget(tenant_id: str, amounts: Mapping[str, Decimal | int | None], *, actor: str) -> TenantBudget:
    """Set the named ceilings of the tenant; what a call has reserved already stays reserved.

    Call it inside the tenant's scope, with a budget that was read there. Raises ``Conflict``.
    """
    # Two that set the first one at once take turns.
    Tenant.objects.select_for_update(no_key=True).get(pk=tenant_id)
    budget = read_budget(tenant_id)
    changes = {name: amounts[name] for name in BUDGETS if name in amounts}
    if budget is None:
        return create(TenantBudget(tenant_id=tenant_id, **changes), "llm.budget.set", actor=actor, data=changes)
    return record(budget, "llm.budget.set", changes, actor=actor, data=changes)

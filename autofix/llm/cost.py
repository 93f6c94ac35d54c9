"""What models cost a tenant or a project in a month: by fix, by model and by family."""

from __future__ import annotations

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from autofix.llm.models import Call
from autofix.llm.states import CallState
from autofix.sdk.model import MICRO

MOST_FIXES = 100
_TOKENS = F("input_tokens") + F("output_tokens")


def cost_of(calls: QuerySet[Call], month: str) -> dict[str, object]:
    """The sums of the month's calls. Call it inside the tenant's scope.

    A call under way, or lost with its worker, counts with the most that it can have cost. ``unpriced_calls`` are those
    whose price nobody knew: they are in the tokens, and in no sum of money.
    """
    made = calls.filter(month=month)
    return {
        "month": month,
        **sums_of(made),
        "by_fix": _by(made, "subject", "fix_id")[:MOST_FIXES],
        "by_model": _by(made, "model", "model"),
        "by_family": _by(made, "family", "family"),
    }


def sums_of(calls: QuerySet[Call]) -> dict[str, object]:
    """The sums of ``calls``, of whatever months, counted like those of ``cost_of``."""
    return _sums(calls.aggregate(**_figures()))


def _by(calls: QuerySet[Call], field: str, name: str) -> list[dict[str, object]]:
    rows = calls.values(field).annotate(**_figures()).order_by("-sum_micro_usd", "-sum_tokens", field)
    return [{name: row[field], **_sums(row)} for row in rows]


def _figures() -> dict[str, object]:
    # A sum may not be called like the column that it is of.
    return {
        "sum_calls": Count("pk"),
        "sum_tokens": Coalesce(Sum(_TOKENS), 0),
        "sum_micro_usd": Coalesce(Sum("micro_usd"), 0),
        "sum_reserved_micro_usd": Coalesce(Sum("micro_usd", filter=Q(state=CallState.RESERVED)), 0),
        "sum_lost_calls": Count("pk", filter=Q(state=CallState.LOST)),
        "sum_unpriced_calls": Count("pk", filter=Q(micro_usd=None)),
    }


def _sums(row: dict[str, object]) -> dict[str, object]:
    found = {name.removeprefix("sum_"): row[name] for name in _figures()}
    return {**found, "usd": int(str(found["micro_usd"])) / MICRO}

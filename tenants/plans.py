"""The plans and their limits (requirement G2)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    """None means without a limit. ``api_calls`` counts an hour, ``fixes`` a calendar month (UTC)."""

    name: str
    projects: int | None
    fixes: int | None
    api_calls: int | None


PLANS = {
    plan.name: plan
    for plan in (
        Plan("free", projects=1, fixes=10, api_calls=100),
        Plan("pro", projects=5, fixes=100, api_calls=1000),
        Plan("enterprise", projects=None, fixes=None, api_calls=None),
    )
}

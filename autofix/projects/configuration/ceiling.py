"""The operator's and the tenant's ceiling: the file can lower it, never raise it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from autofix.projects.configuration.model import Configuration, DeploymentSection, LlmSection

Lower = Callable[[str, object, object], None]
STEPS = ("report", "propose", "pull_request", "merge", "deploy")
# From the strictest to the loosest.
APPROVALS = ("always", "unverified", "never")


@dataclass(frozen=True)
class Ceiling:
    """What is allowed at most. ``platforms`` None means any that a plugin provides."""

    stop_at: str = "deploy"
    approval: str = "never"
    auto_merge: bool = True
    max_files: int = 500
    max_lines: int = 20_000
    concurrent_pull_requests: int = 100
    platforms: frozenset[str] | None = None
    usd_per_fix: float | None = None
    usd_per_month: float | None = None


def limit(configuration: Configuration, ceiling: Ceiling) -> tuple[Configuration, tuple[str, ...]]:
    """The configuration under the ceiling, and in words what had to be lowered."""
    told: list[str] = []

    def lower(name: str, wanted: object, allowed: object) -> None:
        told.append(f"{name} is {wanted} in the file and {allowed} is the most that is allowed here")

    policy = configuration.policy
    if STEPS.index(policy.stop_at) > STEPS.index(ceiling.stop_at):
        lower("policy.stop_at", policy.stop_at, ceiling.stop_at)
        policy = replace(policy, stop_at=ceiling.stop_at)
    if APPROVALS.index(policy.approval) > APPROVALS.index(ceiling.approval):
        lower("policy.approval", policy.approval, ceiling.approval)
        policy = replace(policy, approval=ceiling.approval)
    if policy.auto_merge and not ceiling.auto_merge:
        lower("policy.auto_merge", True, False)
        policy = replace(policy, auto_merge=False)
    for name in ("max_files", "max_lines", "concurrent_pull_requests"):
        wanted, allowed = getattr(policy, name), getattr(ceiling, name)
        if wanted > allowed:
            lower(f"policy.{name}", wanted, allowed)
            policy = replace(policy, **{name: allowed})
    return replace(
        configuration,
        policy=policy,
        deployment=_platforms(configuration, ceiling, lower),
        llm=_budget(configuration, ceiling, lower),
    ), tuple(told)


def _platforms(configuration: Configuration, ceiling: Ceiling, lower: Lower) -> DeploymentSection:
    deployment = configuration.deployment
    for name in ("frontend", "backend"):
        part = getattr(deployment, name)
        if part and part.platform and ceiling.platforms is not None and part.platform not in ceiling.platforms:
            lower(f"deployment.{name}.platform", part.platform, ", ".join(sorted(ceiling.platforms)) or "none")
            deployment = replace(deployment, **{name: replace(part, platform="")})
    return deployment


def _budget(configuration: Configuration, ceiling: Ceiling, lower: Lower) -> LlmSection:
    budget = configuration.llm.budget
    for name in ("usd_per_fix", "usd_per_month"):
        wanted, allowed = getattr(budget, name), getattr(ceiling, name)
        if allowed is not None and (wanted is None or wanted > allowed):
            if wanted is not None:
                lower(f"llm.budget.{name}", wanted, allowed)
            budget = replace(budget, **{name: allowed})
    return replace(configuration.llm, budget=budget)

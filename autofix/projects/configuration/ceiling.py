"""What the server and the tenant allow: a ceiling over what a repository's file asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar

from autofix.projects.configuration.configuration import Budget, Configuration
from autofix.projects.configuration.deployment import Deployment
from autofix.projects.configuration.monitoring import Monitoring
from autofix.projects.configuration.policy import Approval, Policy, StopAt

T = TypeVar("T")


@dataclass(frozen=True)
class Ceiling:
    """The most that a file may have; the default bounds nothing but where logs are read.

    None is no bound. ``approval`` is the least strict rule allowed. ``forbidden_paths`` are added to the
    file's own. ``models`` and ``platforms`` are the only ones allowed.
    """

    stop_at: StopAt = StopAt.DEPLOY
    approval: Approval = Approval.NEVER
    auto_merge: bool = True
    forbidden_paths: tuple[str, ...] = ()
    max_files: int | None = None
    max_lines: int | None = None
    concurrent_pull_requests: int | None = None
    platforms: frozenset[str] | None = None
    models: frozenset[str] | None = None
    usd_per_fix: Decimal | None = None
    usd_per_month: Decimal | None = None
    tokens_per_run: int | None = None
    absolute_log_paths: bool = False


def limit(configuration: Configuration, ceiling: Ceiling) -> tuple[Configuration, tuple[str, ...]]:
    """``configuration`` with everything above the ceiling lowered, and each thing that was lowered in words.

    Under several ceilings, call it once for each.
    """
    said: list[str] = []
    limited = replace(
        configuration,
        policy=_policy(configuration.policy, ceiling, said.append),
        deployment=_deployment(configuration.deployment, ceiling, said.append),
        monitoring=_monitoring(configuration.monitoring, ceiling, said.append),
        llm=replace(
            configuration.llm,
            model=_model(configuration.llm.model, ceiling, said.append),
            budget=_budget(configuration.llm.budget, ceiling, said.append),
        ),
    )
    return limited, tuple(said)


def _policy(policy: Policy, ceiling: Ceiling, say: Callable[[str], None]) -> Policy:
    stop_at = min(policy.stop_at, ceiling.stop_at, key=lambda step: step.rank)
    approval = min(policy.approval, ceiling.approval, key=lambda rule: rule.rank)
    _tell("policy.stop_at", policy.stop_at, stop_at, say)
    _tell("policy.approval", policy.approval, approval, say)
    may_merge = ceiling.auto_merge and stop_at.rank >= StopAt.MERGE.rank
    if policy.auto_merge and not may_merge:
        say("policy.auto_merge was turned off: AutoFix may not merge by itself here")
    return replace(
        policy,
        stop_at=stop_at,
        approval=approval,
        auto_merge=policy.auto_merge and may_merge,
        forbidden_paths=tuple(dict.fromkeys((*policy.forbidden_paths, *ceiling.forbidden_paths))),
        max_files=_most("policy.max_files", policy.max_files, ceiling.max_files, say),
        max_lines=_most("policy.max_lines", policy.max_lines, ceiling.max_lines, say),
        concurrent_pull_requests=_most(
            "policy.concurrent_pull_requests", policy.concurrent_pull_requests, ceiling.concurrent_pull_requests, say
        ),
    )


def _deployment(deployment: Deployment, ceiling: Ceiling, say: Callable[[str], None]) -> Deployment:
    frontend, backend, allowed = deployment.frontend, deployment.backend, ceiling.platforms
    if allowed is None:
        return deployment
    known = f"; allowed are {', '.join(sorted(allowed))}" if allowed else "; none is"
    if frontend is not None and frontend.platform not in allowed:
        say(f"deployment.frontend was left out: the platform {frontend.platform} is not allowed here{known}")
        frontend = None
    if backend is not None and backend.platform not in allowed:
        say(f"deployment.backend was left out: the platform {backend.platform} is not allowed here{known}")
        backend = None
    return replace(deployment, frontend=frontend, backend=backend)


def _monitoring(monitoring: Monitoring, ceiling: Ceiling, say: Callable[[str], None]) -> Monitoring:
    logs = monitoring.custom_logs
    if logs is None or ceiling.absolute_log_paths:
        return monitoring
    outside = logs.absolute_paths
    for path in outside:
        say(f"monitoring.custom_logs: {path} was left out: only files of the project itself are read here")
    inside = {name: None if path in outside else path for name, path in vars(logs).items()}
    return replace(monitoring, custom_logs=replace(logs, **inside))


def _model(model: str | None, ceiling: Ceiling, say: Callable[[str], None]) -> str | None:
    if model is None or ceiling.models is None or model in ceiling.models:
        return model
    say(f"llm.model {model} is not allowed here; the server's own is used")
    return None


def _budget(budget: Budget, ceiling: Ceiling, say: Callable[[str], None]) -> Budget:
    return Budget(
        usd_per_fix=_money("llm.budget.usd_per_fix", budget.usd_per_fix, ceiling.usd_per_fix, say),
        usd_per_month=_money("llm.budget.usd_per_month", budget.usd_per_month, ceiling.usd_per_month, say),
        tokens_per_run=_most("llm.budget.tokens_per_run", budget.tokens_per_run, ceiling.tokens_per_run, say),
    )


def _money(name: str, asked: Decimal | None, most: Decimal | None, say: Callable[[str], None]) -> Decimal | None:
    if asked is None or most is None:
        # A file that asks for no bound of its own has the ceiling's, and loses nothing by it.
        return most if asked is None else asked
    lowered = min(asked, most)
    _tell(name, asked, lowered, say)
    return lowered


def _most(name: str, asked: int, most: int | None, say: Callable[[str], None]) -> int:
    lowered = asked if most is None else min(asked, most)
    _tell(name, asked, lowered, say)
    return lowered


def _tell(name: str, asked: T, given: T, say: Callable[[str], None]) -> None:
    if asked != given:
        say(f"{name} is {given} instead of {asked}: more is not allowed here")

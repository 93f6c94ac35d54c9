"""The phases of a deployment, their limits, and the only place that moves a phase's status."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from autofix.core.events import record
from autofix.core.ids import new_id
from autofix.deployments.models import Deployment, Phase
from autofix.deployments.states import STATUS, Status
from autofix.projects.configuration import Configuration, Profile

COMPLETION, ROLLBACK = "completion", "rollback"


@dataclass(frozen=True)
class PhasePlan:
    """One phase with its limit in seconds of wall clock, and how often it is tried again."""

    name: str
    seconds: float
    retries: int


@dataclass(frozen=True)
class PhaseResult:
    """What a phase found and did. ``errors`` make it a failure, ``warnings`` do not."""

    message: str
    data: dict[str, object] = field(default_factory=dict)
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


# Going back to a release that is there already: nothing to validate, nothing to build.
ROLLBACK_PHASES = ("execution", "verification", COMPLETION)


def phases_of(configuration: Configuration, profile: str) -> tuple[PhasePlan, ...]:
    """The phases of a profile (requirement E2), with the limits that the project sets for itself."""
    limits = configuration.deployment.phase_limits(Profile(profile))
    return tuple(PhasePlan(name, part.timeout, part.retries) for name, part in limits.items() if name != ROLLBACK)


def rollback_phases(configuration: Configuration) -> tuple[PhasePlan, ...]:
    """The phases of going back."""
    limits = configuration.deployment.phases
    return tuple(PhasePlan(name, limits[name].timeout, limits[name].retries) for name in ROLLBACK_PHASES)


def rollback_plan(configuration: Configuration) -> PhasePlan:
    """The phase that takes a failed deployment back."""
    part = configuration.deployment.phases[ROLLBACK]
    return PhasePlan(ROLLBACK, part.timeout, part.retries)


def make_phases(deployment: Deployment, plans: Sequence[PhasePlan]) -> None:
    """The rows of a deployment's phases, in order."""
    Phase.objects.bulk_create(
        Phase(
            id=new_id("pha"),
            tenant_id=deployment.tenant_id,
            deployment=deployment,
            name=plan.name,
            ordinal=ordinal,
            limit_seconds=plan.seconds,
            retries=plan.retries,
        )
        for ordinal, plan in enumerate(plans, start=1)
    )


def begin_phase(phase: Phase) -> None:
    """Start the phase, or one more attempt of it."""
    _move(phase, Status.IN_PROGRESS)
    phase.attempts += 1
    phase.started_at = phase.started_at or timezone.now()
    phase.errors = []
    phase.save(update_fields=("status", "attempts", "started_at", "errors"))


def end_phase(phase: Phase, result: PhaseResult, *, is_success: bool) -> None:
    """Write a phase's result down."""
    _move(phase, Status.SUCCESS if is_success else Status.FAILED)
    phase.message, phase.data = result.message, result.data
    phase.errors, phase.warnings = list(result.errors), list(result.warnings)
    phase.finished_at = timezone.now()
    phase.save(update_fields=("status", "message", "data", "errors", "warnings", "finished_at"))


def note_attempt(phase: Phase, result: PhaseResult) -> None:
    """Keep what a failed attempt said, while the phase is tried again."""
    phase.message, phase.errors = result.message, list(result.errors)
    phase.save(update_fields=("message", "errors"))


def tell_result(
    deployment: Deployment, name: str, changes: Mapping[str, object], result: PhaseResult, phase: Phase
) -> None:
    """Record ``changes`` of the deployment together with what its phase said."""
    data = {"message": result.message, "errors": list(result.errors), "attempt": phase.attempts}
    record(deployment, name, changes, data=data)


def cancel_phases(deployment: Deployment) -> None:
    """Whatever has not ended will not go on."""
    for phase in Phase.objects.filter(deployment=deployment, status__in=(Status.PENDING, Status.IN_PROGRESS)):
        _move(phase, Status.CANCELLED)
        phase.save(update_fields=("status",))


def duration(phase: Phase) -> timedelta | None:
    """How long it took, all attempts together."""
    return phase.finished_at - phase.started_at if phase.finished_at and phase.started_at else None


def _move(phase: Phase, status: str) -> None:
    STATUS.check(f"phase {phase.name} of {phase.deployment_id}", phase.status, status)
    phase.status = status

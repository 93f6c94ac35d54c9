"""The way back: it is begun when a phase fails or a person cancels, and goes on when it was given up."""

from __future__ import annotations

from django.utils import timezone

from autofix.core.errors import Conflict
from autofix.core.events import record
from autofix.core.ids import new_id
from autofix.core.jobs import enqueue
from autofix.core.leases import Lease
from autofix.core.models import Job
from autofix.deployments.models import Deployment, Phase
from autofix.deployments.phases import ROLLBACK, PhaseResult, cancel_phases, rollback_plan, tell_result
from autofix.deployments.services import RUN, UNDER_WAY, under_way
from autofix.deployments.states import Status
from autofix.projects.in_force import configuration_of


def turn_back(deployment: Deployment, reason: str) -> None:
    """End the phases, and let the one that compensates them be the next."""
    cancel_phases(deployment)
    plan = rollback_plan(configuration_of(deployment.project))
    last = Phase.objects.filter(deployment=deployment).count()
    Phase.objects.create(
        id=new_id("pha"),
        tenant_id=deployment.tenant_id,
        deployment=deployment,
        name=ROLLBACK,
        ordinal=last + 1,
        limit_seconds=plan.seconds,
        retries=plan.retries,
    )
    record(deployment, "deployment.rollback.begun", {"reason": reason})


def end_turned_back(deployment: Deployment, phase: Phase, result: PhaseResult) -> None:
    """The way back has been gone, or could not be: that is the deployment's end."""
    # Before the execution nothing was switched, so nothing came back.
    has_begun = Phase.objects.filter(deployment=deployment, name="execution", attempts__gt=0).exists()
    is_back = has_begun and bool(result.data.get("is_back"))
    is_cancelled = bool(deployment.metadata.get("is_cancelled"))
    changes: dict[str, object] = {
        "status": Status.CANCELLED if is_cancelled else Status.FAILED,
        "is_rolled_back": is_back,
        "finished_at": timezone.now(),
    }
    name = "deployment.run.rolled_back" if is_back else "deployment.run.failed"
    tell_result(deployment, name, changes, result, phase)


def give_up_deployment(lease: Lease, reason: str) -> None:
    """The job is dead. What it has begun is taken back by a job of its own, for a release may be half way."""
    deployment = Deployment.objects.select_for_update().get(pk=lease.subject)
    if deployment.status not in UNDER_WAY:
        return
    is_turning_back = Phase.objects.filter(deployment=deployment, name=ROLLBACK).exists()
    if deployment.status == Status.IN_PROGRESS and not is_turning_back:
        turn_back(deployment, reason)
        enqueue(RUN, deployment.id, tenant_id=deployment.tenant_id, key=f"{deployment.id}:{ROLLBACK}")
        return
    # The environment is free again for whoever repairs it; the way back can be replayed until then.
    changes = {"status": Status.FAILED, "reason": reason, "finished_at": timezone.now()}
    record(deployment, "deployment.run.failed", changes)
    cancel_phases(deployment)


def revive_deployment(job: Job) -> None:
    """A dead job lives again: a way back that was given up goes on, and nothing else; raises ``Conflict``."""
    deployment = Deployment.objects.select_for_update(of=("self",)).select_related("project").get(pk=job.subject)
    if deployment.status in UNDER_WAY:
        _check_left_alone(deployment, job)
        return
    if deployment.started_at is None:
        raise Conflict(f"{deployment.id} never began, so nothing of it is placed; deploy again instead")
    given_up = Phase.objects.filter(deployment=deployment, name=ROLLBACK, status=Status.CANCELLED)
    if not given_up.exists():
        how = "has been taken back" if deployment.is_rolled_back else f"is {deployment.status}, and its job has ended"
        raise Conflict(f"{deployment.id} {how}; deploy again instead")
    _check_newest(deployment)
    given_up.delete()
    record(deployment, "deployment.rollback.revived", {"status": Status.IN_PROGRESS, "finished_at": None})
    turn_back(deployment, deployment.reason)


def _check_left_alone(deployment: Deployment, job: Job) -> None:
    """What its job's death should have ended goes on with the job, unless another has it."""
    other = (
        Job.objects.filter(kind=RUN, subject=deployment.id, state__in=(Job.State.PENDING, Job.State.RUNNING))
        .exclude(pk=job.pk)
        .first()
    )
    if other is not None:
        raise Conflict(f"{deployment.id} is being taken back by {other.id}; wait for its end, then deploy again")


def _check_newest(deployment: Deployment) -> None:
    """Whatever went there since is not undone by an old way back."""
    environment = deployment.environment
    if other := under_way(deployment.project, environment):
        raise Conflict(f"{other.id} is under way in {environment}; wait for its end, and look at what runs then")
    later = Deployment.objects.filter(
        project=deployment.project, environment=environment, started_at__gt=deployment.started_at
    ).order_by("-started_at")
    if last := later.first():
        raise Conflict(
            f"{last.id} has gone to {environment} since {deployment.id}, which is not taken back any more; look at "
            "what runs, then deploy or roll back"
        )

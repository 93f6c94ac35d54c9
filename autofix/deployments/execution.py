"""Driving a deployment through its phases, and back when one fails.

The orchestrator alone moves the phases; each begins and ends with a checkpoint, so a worker that
takes over goes on with the phase that was under way.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from django.db import IntegrityError
from django.utils import timezone

from autofix.core.errors import Conflict
from autofix.core.events import record
from autofix.core.ids import new_id
from autofix.core.jobs import Postponed, enqueue
from autofix.core.leases import Lease, LeaseLost
from autofix.core.models import Job
from autofix.deployments.models import Deployment, Phase
from autofix.deployments.phases import (
    ROLLBACK,
    PhaseResult,
    begin_phase,
    cancel_phases,
    end_phase,
    note_attempt,
    rollback_plan,
)
from autofix.deployments.scene import Scene, open_platform
from autofix.deployments.services import RUN, settle, under_way
from autofix.deployments.states import Status
from autofix.deployments.steps import STEPS
from autofix.issues.models import Issue
from autofix.issues.services import resolve_issue
from autofix.projects.in_force import configuration_of
from autofix.projects.models import Project
from autofix.projects.pausing import PAUSE, why_paused
from autofix.projects.repository import open_mirror, read_head, take_configuration
from autofix.projects.secrets import read_secrets

log = logging.getLogger("autofix.deployments")
TURN = timedelta(seconds=2)


def run_deployment(lease: Lease) -> None:
    """Every phase in order; the first that fails takes the deployment back."""
    _read_repository(lease)
    scene = _begin(lease)
    if scene is None:
        return
    while (phase := _next_phase(lease, scene.deployment)) is not None:
        result = _attempt_phase(lease, scene, phase)
        is_success = not result.errors
        with lease.write():
            deployment, phase = _locked(scene.deployment), Phase.objects.get(pk=phase.pk)
            if not is_success and phase.attempts <= phase.retries and not result.data.get("is_final"):
                note_attempt(phase, result)
                _tell(deployment, f"deployment.{phase.name}.retried", {}, result, phase)
            else:
                end_phase(phase, result, is_success=is_success)
                _after(deployment, phase, result, is_success)
            lease.made_progress()
            if deployment.status != Status.IN_PROGRESS:
                lease.finish()
                return
        scene = replace(scene, deployment=deployment)
        scene.pause(scene.configuration.deployment.pause)


def give_up_deployment(lease: Lease, reason: str) -> None:
    """The job is dead. What it has begun is taken back by a job of its own, for a release may be half way."""
    deployment = Deployment.objects.select_for_update().get(pk=lease.subject)
    if deployment.status not in (Status.PENDING, Status.IN_PROGRESS):
        return
    is_turning_back = Phase.objects.filter(deployment=deployment, name=ROLLBACK).exists()
    if deployment.status == Status.IN_PROGRESS and not is_turning_back:
        _turn_back(deployment, reason)
        enqueue(RUN, deployment.id, tenant_id=deployment.tenant_id, key=f"{deployment.id}:{ROLLBACK}")
        return
    changes = {"status": Status.FAILED, "reason": reason, "finished_at": timezone.now()}
    record(deployment, "deployment.run.failed", changes)
    cancel_phases(deployment)


def refuse_replay(job: Job) -> None:
    """A deployment that died was taken back, and another may be under way: raises ``Conflict``."""
    raise Conflict(f"{job.subject} has been taken back; deploy again instead")


def _read_repository(lease: Lease) -> None:
    """A deployment begins with the configuration that the default branch has now."""
    with lease.read():
        deployment = Deployment.objects.select_related("project").get(pk=lease.subject)
        if deployment.status != Status.PENDING:
            return
        # Whoever waits leaves the repository alone: it is read when the turn has come.
        _await_turn(deployment)
    head = read_head(deployment.project, open_mirror(deployment.project))
    with lease.write():
        take_configuration(Project.objects.select_for_update().get(pk=deployment.project_id), head)


def _begin(lease: Lease) -> Scene | None:
    try:
        with lease.write():
            deployment = Deployment.objects.select_for_update().select_related("project").get(pk=lease.subject)
            if deployment.status not in (Status.PENDING, Status.IN_PROGRESS):
                lease.finish()
                return None
            if deployment.status == Status.PENDING:
                _start(deployment)
            configuration = configuration_of(deployment.project)
            secrets = read_secrets(deployment.project)
    except IntegrityError:
        raise Postponed("another deployment of this environment began at the same moment", TURN) from None
    platform = open_platform(deployment.platform)
    return Scene(deployment, deployment.project, configuration, secrets, platform, lease.check)


def _await_turn(deployment: Deployment) -> None:
    if reason := why_paused(deployment.project):
        raise Postponed(reason, PAUSE)
    other = under_way(deployment.project, deployment.environment)
    if other is not None:
        raise Postponed(f"{other.id} is under way in {deployment.environment}", TURN)


def _start(deployment: Deployment) -> None:
    _await_turn(deployment)
    changes: dict[str, object] = {
        "status": Status.IN_PROGRESS,
        "started_at": timezone.now(),
        "previous": current_release(deployment),
        **settle(deployment, configuration_of(deployment.project)),
    }
    record(deployment, "deployment.run.started", changes)


def current_release(deployment: Deployment) -> str:
    """The release that the last good deployment of the environment left current; empty before the first."""
    last = (
        Deployment.objects.filter(
            project_id=deployment.project_id, environment=deployment.environment, status=Status.SUCCESS
        )
        .order_by("-finished_at")
        .first()
    )
    return (last.release or last.id) if last else ""


def _next_phase(lease: Lease, deployment: Deployment) -> Phase | None:
    with lease.write():
        fresh = _locked(deployment)
        if fresh.status != Status.IN_PROGRESS:
            return None
        phases = list(Phase.objects.filter(deployment=fresh).order_by("ordinal"))
        rollback = next((phase for phase in phases if phase.name == ROLLBACK), None)
        if rollback is None and fresh.metadata.get("is_cancelled"):
            _turn_back(fresh, "cancelled")
            return _begun(fresh, Phase.objects.get(deployment=fresh, name=ROLLBACK))
        waiting = [rollback] if rollback else phases
        phase = next((phase for phase in waiting if phase.status in (Status.PENDING, Status.IN_PROGRESS)), None)
        return _begun(fresh, phase) if phase else None


def _begun(deployment: Deployment, phase: Phase) -> Phase:
    is_taken_over = phase.status == Status.IN_PROGRESS and not phase.errors
    if not is_taken_over:
        # A killed worker is no attempt of the phase.
        begin_phase(phase)
        record(
            deployment,
            f"deployment.{phase.name}.started",
            {"step": phase.name},
            data={"attempt": phase.attempts},
        )
    return phase


def _attempt_phase(lease: Lease, scene: Scene, phase: Phase) -> PhaseResult:
    log.info("%s %s (attempt %s)", scene.deployment.id, phase.name, phase.attempts)
    try:
        return STEPS[phase.name](scene, phase.limit_seconds)
    except LeaseLost:
        raise
    except Exception as error:
        # Whatever a phase meets is its failure, and is recorded: a deployment is never left half way.
        if not hasattr(error, "permanent"):
            log.exception("%s %s", scene.deployment.id, phase.name)
        said = str(error)
        if tail := getattr(error, "log", ""):
            said += f"\n{tail[-1500:]}"
        is_final = bool(getattr(error, "permanent", False))
        return PhaseResult(f"{phase.name} failed", {"is_final": is_final}, errors=(said,))


def _after(deployment: Deployment, phase: Phase, result: PhaseResult, is_success: bool) -> None:
    if phase.name == ROLLBACK:
        _end_rolled_back(deployment, phase, result)
    elif not is_success and phase.name != "completion":
        _tell(deployment, f"deployment.{phase.name}.failed", {}, result, phase)
        _turn_back(deployment, f"{phase.name}: {'; '.join(result.errors)}")
    else:
        changes: dict[str, object] = {name: result.data[name] for name in ("commit", "address") if name in result.data}
        _tell(deployment, f"deployment.{phase.name}.completed", changes, result, phase)
        if not Phase.objects.filter(deployment=deployment, status__in=(Status.PENDING, Status.IN_PROGRESS)).exists():
            _succeed(deployment)


def _turn_back(deployment: Deployment, reason: str) -> None:
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


def _end_rolled_back(deployment: Deployment, phase: Phase, result: PhaseResult) -> None:
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
    _tell(deployment, name, changes, result, phase)


def _succeed(deployment: Deployment) -> None:
    changes: dict[str, object] = {
        "status": Status.SUCCESS,
        "release": deployment.release or deployment.id,
        "finished_at": timezone.now(),
        "reason": "",
    }
    record(deployment, "deployment.run.completed", changes)
    if deployment.fix is not None:
        issue = Issue.objects.select_for_update().get(pk=deployment.fix.issue_id)
        resolve_issue(issue, actor=f"deployment:{deployment.id}")


def _tell(deployment: Deployment, name: str, changes: Mapping[str, object], result: PhaseResult, phase: Phase) -> None:
    data = {"message": result.message, "errors": list(result.errors), "attempt": phase.attempts}
    record(deployment, name, changes, data=data)


def _locked(deployment: Deployment) -> Deployment:
    return Deployment.objects.select_for_update(of=("self",)).select_related("project", "fix").get(pk=deployment.pk)
